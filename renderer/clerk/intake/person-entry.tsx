import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../desk/button.tsx';
import { TextField } from '../desk/text-field.tsx';
import { useTexts } from '../locale/texts.ts';

interface PersonEntryProps {
  /** Begins the test ids of what is inside: `document` gives `document-name`. */
  readonly testIds: 'document' | 'named';
  /** On what opens the entry, and its test id. */
  readonly opener: { readonly text: string; readonly testId: string };
  readonly numberText: string;
  /** Characters a number of this kind may have at most. */
  readonly numberLength: number;
  readonly submitText: string;
  readonly onSubmit: (person: { readonly name: string; readonly number: string }) => void;
  /** What is chosen before name and number. */
  readonly children?: ReactNode;
}

/** Name and number of somebody whom no device has read, typed by the clerk; closed until it is wanted. */
export function PersonEntry(props: PersonEntryProps): ReactNode {
  const { testIds, opener, numberText, numberLength, submitText, onSubmit, children } = props;
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const isComplete = name.trim() !== '' && number.trim() !== '';

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isComplete) onSubmit({ name, number });
  }

  return (
    <>
      <Button
        size="small"
        data-testid={opener.testId}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {opener.text}
      </Button>
      {isOpen ? (
        <form className="person-entry" onSubmit={submit}>
          {children}
          <TextField
            aria-label={t('identity.name')}
            placeholder={t('identity.name')}
            data-testid={`${testIds}-name`}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <TextField
            aria-label={numberText}
            placeholder={numberText}
            data-testid={`${testIds}-number`}
            maxLength={numberLength}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
          <Button
            type="submit"
            kind="primary"
            size="small"
            data-testid={`${testIds}-submit`}
            disabled={!isComplete}
          >
            {submitText}
          </Button>
        </form>
      ) : null}
    </>
  );
}
