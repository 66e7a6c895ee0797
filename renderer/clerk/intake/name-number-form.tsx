import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../desk/button.tsx';
import { TextField } from '../desk/text-field.tsx';

interface NameNumberFormProps {
  /** Begins the test ids of what is inside: `document` gives `document-name`. */
  readonly testIds: 'document' | 'named' | 'stated';
  readonly nameText: string;
  readonly numberText: string;
  /** Characters a number of this kind may have at most. */
  readonly numberLength: number;
  readonly submitText: string;
  readonly onSubmit: (person: { readonly name: string; readonly number: string }) => void;
  /** Nothing else can be done before this is filled in. */
  readonly isFirst?: boolean;
  /** What is chosen before name and number. */
  readonly children?: ReactNode;
}

/** Name and number of somebody whom no device has read, typed by the clerk. */
export function NameNumberForm(props: NameNumberFormProps): ReactNode {
  const { testIds, nameText, numberText, numberLength, submitText, onSubmit, children } = props;
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const isComplete = name.trim() !== '' && number.trim() !== '';

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isComplete) onSubmit({ name, number });
  }

  return (
    <form className="person-entry" onSubmit={submit}>
      {children}
      <TextField
        aria-label={nameText}
        placeholder={nameText}
        data-testid={`${testIds}-name`}
        autoFocus={props.isFirst === true}
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
  );
}
