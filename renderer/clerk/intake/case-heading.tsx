import { memo, type ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { useCommands } from '../commands/command-context.ts';
import { deskCommands } from '../commands/desk-commands.ts';
import { isHandedIn } from '../desk/open-case.ts';
import { useNow } from '../desk/use-now.ts';
import { duration } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';
import { type ChosenItem, itemName } from './item-name.ts';
import { casesOfVisit } from './visit-strip.tsx';
import './case-heading.css';

/** Whose case is open, what it is about and for how long; and the ways out of it. */
export function CaseHeading({ current }: { readonly current: ClerkCase }): ReactNode {
  const { t } = useTexts();
  const { snapshot } = useCommands();
  // With several cases of one visit the next one is begun beside them.
  const isOneOfSeveral = casesOfVisit(snapshot.cases).length > 1;
  const ways = [
    ...(isOneOfSeveral ? [] : (['open-another'] as const)),
    'mark-left',
    'hold-case',
  ] as const;
  return (
    <header className="case-heading">
      <Title item={current.item} variant={current.variant} person={current.applicant?.nameMasked} />
      {isHandedIn(current.stage) ? (
        <>
          <span className="case-heading-note">{t('case.read-only')}</span>
          <CommandButton command="leave-case" size="small" />
        </>
      ) : (
        <>
          <Elapsed since={current.openedAt} />
          {ways.map((command) =>
            deskCommands[command].isPossible(snapshot) ? (
              <CommandButton key={command} command={command} size="small" />
            ) : null,
          )}
          <CommandButton command="close-case" size="small" />
        </>
      )}
    </header>
  );
}

interface TitleProps extends ChosenItem {
  readonly person: string | undefined;
}

const Title = memo(function Title({ person, ...chosen }: TitleProps): ReactNode {
  const { t } = useTexts();
  const item = itemName(chosen, t) ?? t('action.new-case');
  return (
    <h1 title={[item, person].filter(Boolean).join(' · ')}>
      <span className="case-heading-item">{item}</span>
      {person === undefined ? null : <span className="case-heading-person">{person}</span>}
    </h1>
  );
});

function Elapsed({ since }: { readonly since: string }): ReactNode {
  const { t } = useTexts();
  const seconds = (useNow() - Date.parse(since)) / 1000;
  return (
    <span className="case-heading-note tabular-figures">
      {t('case.elapsed', { time: duration(seconds) })}
    </span>
  );
}
