import { type FormEvent, type ReactNode, useState } from 'react';
import { type OtherDocument, otherDocuments } from '../../../src/domain/applicant.ts';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { TextField } from '../desk/text-field.tsx';
import { useTexts } from '../locale/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';

/** 其他证件: documents that no reader reads; the clerk compares them with their holder and types what they say. */
export function OtherDocumentEntry({ caseId }: { readonly caseId: string }): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const [isOpen, setOpen] = useState(false);
  const [document, setDocument] = useState<OtherDocument>('passport');
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const isComplete = name.trim() !== '' && number.trim() !== '';

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isComplete) void desk.call('case:enter-document', { caseId, document, name, number });
  }

  return (
    <>
      <Button
        size="small"
        data-testid="other-document"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('identity.other-document')}
      </Button>
      {isOpen ? (
        <form className="other-document" onSubmit={submit}>
          <ChoiceSelect
            aria-label={t('identity.document')}
            data-testid="document-kind"
            choices={otherDocuments}
            textOf={(choice) => t(`document.${choice as OtherDocument}`)}
            value={document}
            choose={async (choice) => {
              setDocument(choice as OtherDocument);
              return true;
            }}
          />
          <TextField
            aria-label={t('identity.name')}
            placeholder={t('identity.name')}
            data-testid="document-name"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <TextField
            aria-label={t('identity.document-number')}
            placeholder={t('identity.document-number')}
            data-testid="document-number"
            maxLength={32}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
          <Button
            type="submit"
            kind="primary"
            size="small"
            data-testid="document-submit"
            disabled={!isComplete}
          >
            {t('identity.document-compared')}
          </Button>
        </form>
      ) : null}
    </>
  );
}
