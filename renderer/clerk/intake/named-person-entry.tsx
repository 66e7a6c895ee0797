import type { ReactNode } from 'react';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../locale/texts.ts';
import { PersonEntry } from './person-entry.tsx';

interface NamedPersonEntryProps {
  readonly caseId: string;
  /** A minor whose guardian is here, or an adult who is not. */
  readonly whom: 'minor' | 'adult';
}

/** Somebody who has nothing to show: name and number are typed, and 自然人库 has to know them. */
export function NamedPersonEntry({ caseId, whom }: NamedPersonEntryProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  return (
    <PersonEntry
      testIds="named"
      opener={{ text: t(`identity.named-${whom}`), testId: 'named-person' }}
      numberText={t('identity.id-number')}
      numberLength={18}
      submitText={t('identity.named-submit')}
      onSubmit={(person) => void desk.call('case:name-person', { caseId, ...person })}
    />
  );
}
