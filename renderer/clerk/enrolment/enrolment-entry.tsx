import { type ReactNode, useId, useState } from 'react';
import type { Failure } from '../../../src/failures/failure.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { TextField } from '../desk/text-field.tsx';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import './enrolment-entry.css';

interface EnrolmentEntryProps {
  /** Where the platform is, if that is not what the settings say. */
  readonly platformAddress?: string;
  readonly onEnrolled?: () => void;
}

/** Takes the code by which this workstation enrols (登记). What came of it stands under it. */
export function EnrolmentEntry({ platformAddress, onEnrolled }: EnrolmentEntryProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const fieldId = useId();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<Failure>();

  async function enrol(): Promise<void> {
    const enrolled = await desk.ask('enrolment:enrol', {
      code,
      ...(platformAddress === undefined ? {} : { platformAddress }),
    });
    setProblem(enrolled.ok ? undefined : enrolled.problem);
    if (!enrolled.ok) return;
    setCode('');
    onEnrolled?.();
  }

  return (
    <div className="enrolment-entry">
      <label htmlFor={fieldId}>{t('enrolment.code')}</label>
      <div className="enrolment-entry-line">
        <TextField
          id={fieldId}
          data-testid="enrolment-code"
          aria-describedby={`${fieldId}-hint`}
          maxLength={64}
          spellCheck={false}
          placeholder={t('enrolment.code-form')}
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
        <ActionButton testId="enrol" disabled={code.trim() === ''} act={enrol}>
          {t('enrolment.submit')}
        </ActionButton>
      </div>
      <p id={`${fieldId}-hint`} className="enrolment-entry-hint">
        {t('enrolment.hint')}
      </p>
      {problem === undefined ? null : <FailureAlert testId="enrolment-failure" failure={problem} />}
    </div>
  );
}
