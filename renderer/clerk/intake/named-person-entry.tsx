import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { TextField } from '../desk/text-field.tsx';
import { useTexts } from '../locale/texts.ts';

interface NamedPersonEntryProps {
  readonly caseId: string;
  /** A minor whose guardian is here, or an adult who is not. */
  readonly whom: 'minor' | 'adult';
}

/** Somebody who has nothing to show: name and number are typed, and 自然人库 has to know them. */
export function NamedPersonEntry({ caseId, whom }: NamedPersonEntryProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const isComplete = name.trim() !== '' && number.trim() !== '';

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isComplete) void desk.call('case:name-person', { caseId, name, number });
  }

  return (
    <>
      <Button
        size="small"
        data-testid="named-person"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t(`identity.named-${whom}`)}
      </Button>
      {isOpen ? (
        <form className="other-document" onSubmit={submit}>
          <TextField
            aria-label={t('identity.name')}
            placeholder={t('identity.name')}
            data-testid="named-name"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <TextField
            aria-label={t('identity.id-number')}
            placeholder={t('identity.id-number')}
            data-testid="named-number"
            maxLength={18}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
          <Button
            type="submit"
            kind="primary"
            size="small"
            data-testid="named-submit"
            disabled={!isComplete}
          >
            {t('identity.named-submit')}
          </Button>
        </form>
      ) : null}
    </>
  );
}
