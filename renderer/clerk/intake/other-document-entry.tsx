import { type ReactNode, useState } from 'react';
import { type OtherDocument, otherDocuments } from '../../../src/domain/applicant.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../locale/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import { PersonEntry } from './person-entry.tsx';

/** 其他证件: documents that no reader reads; the clerk compares them with their holder and types what they say. */
export function OtherDocumentEntry({ caseId }: { readonly caseId: string }): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const [document, setDocument] = useState<OtherDocument>('passport');
  return (
    <PersonEntry
      testIds="document"
      opener={{ text: t('identity.other-document'), testId: 'other-document' }}
      numberText={t('identity.document-number')}
      numberLength={32}
      submitText={t('identity.document-compared')}
      onSubmit={(person) => void desk.call('case:enter-document', { caseId, document, ...person })}
    >
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
    </PersonEntry>
  );
}
