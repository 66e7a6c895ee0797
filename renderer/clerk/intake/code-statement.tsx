import type { ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { Alert } from '../desk/alert.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../locale/texts.ts';
import { NameNumberForm } from './name-number-form.tsx';
import './code-statement.css';

interface CodeStatementProps {
  readonly caseId: string;
  readonly code: NonNullable<NonNullable<ClerkCase['identification']>['openedCode']>;
}

/** What a code has proved that was opened without the platform, and what whoever has shown it has to say yet. */
export function CodeStatement({ caseId, code }: CodeStatementProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const isPersons = code.subjectType === 'person';
  return (
    <Alert
      severity="info"
      role="status"
      data-testid="code-statement"
      title={t('code-statement.proved', { name: code.nameMasked })}
    >
      <p>{t(isPersons ? 'code-statement.ask-person' : 'code-statement.ask-enterprise')}</p>
      <NameNumberForm
        testIds="stated"
        nameText={t(isPersons ? 'identity.name' : 'code-statement.enterprise-name')}
        numberText={t(isPersons ? 'identity.id-number' : 'code-statement.uscc')}
        numberLength={18}
        submitText={t('code-statement.check')}
        isFirst
        onSubmit={(stated) => void desk.call('case:check-statement', { caseId, ...stated })}
      />
      <div className="code-statement-way">
        <CommandButton command="change-way" size="small" />
      </div>
    </Alert>
  );
}
