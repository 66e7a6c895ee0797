import { type ReactNode, useState } from 'react';
import { Button } from '../desk/button.tsx';
import { useTexts } from '../locale/texts.ts';
import { NameNumberForm } from './name-number-form.tsx';

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

/** A form for name and number that is closed until it is wanted. */
export function PersonEntry({ opener, ...form }: PersonEntryProps): ReactNode {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
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
      {isOpen ? <NameNumberForm nameText={t('identity.name')} {...form} /> : null}
    </>
  );
}
