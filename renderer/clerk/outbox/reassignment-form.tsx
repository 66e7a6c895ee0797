import { type FormEvent, type ReactNode, useId, useState } from 'react';
import {
  type Reassignment,
  reassignmentReasonSchema,
  reassignmentReasons,
} from '../../../src/contracts/four-eyes-api.ts';
import type { Failure } from '../../../src/failures/failure.ts';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { TextField } from '../desk/text-field.tsx';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';

interface ReassignmentFormProps {
  readonly caseIds: readonly string[];
  readonly onGiven: () => void;
}

/** 改派: to whom and why, and the password of a second person, who types it here themselves. */
export function ReassignmentForm({ caseIds, onGiven }: ReassignmentFormProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const id = useId();
  const [to, setTo] = useState('');
  const [reason, setReason] = useState<Reassignment['reason']>();
  const [second, setSecond] = useState('');
  const [password, setPassword] = useState('');
  const [underWay, setUnderWay] = useState(false);
  const [problem, setProblem] = useState<Failure>();
  const isComplete = to !== '' && reason !== undefined && second !== '' && password !== '';

  async function give(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isComplete || underWay) return;
    setUnderWay(true);
    const reassignment = { caseIds, to, reason, second: { account: second, password } };
    const given = await desk.ask('outbox:reassign', reassignment);
    setUnderWay(false);
    setPassword('');
    if (given.ok) onGiven();
    else setProblem(given.problem);
  }

  return (
    <form className="reassignment-form" onSubmit={(event) => void give(event)}>
      <h3>{t('reassign.heading', { count: caseIds.length })}</h3>
      <div className="reassignment-fields">
        <label htmlFor={`${id}-to`}>{t('reassign.to')}</label>
        <TextField
          id={`${id}-to`}
          data-testid="reassign-to"
          maxLength={64}
          value={to}
          onChange={(event) => setTo(event.target.value.trim())}
        />
        <label htmlFor={`${id}-reason`}>{t('reassign.reason')}</label>
        <select
          id={`${id}-reason`}
          className="control"
          data-testid="reassign-reason"
          value={reason ?? ''}
          onChange={(event) =>
            setReason(reassignmentReasonSchema.safeParse(event.target.value).data)
          }
        >
          <option value="">{t('reassign.choose')}</option>
          {reassignmentReasons.map((each) => (
            <option key={each} value={each}>
              {t(`reassign.reason.${each}`)}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}-second`}>{t('reassign.second')}</label>
        <TextField
          id={`${id}-second`}
          data-testid="reassign-second"
          maxLength={64}
          value={second}
          onChange={(event) => setSecond(event.target.value.trim())}
        />
        <label htmlFor={`${id}-password`}>{t('reassign.password')}</label>
        <TextField
          id={`${id}-password`}
          data-testid="reassign-password"
          type="password"
          maxLength={256}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      <p className="outbox-note">{t('reassign.four-eyes')}</p>
      {problem === undefined ? null : <FailureAlert testId="reassign-failure" failure={problem} />}
      <Button
        type="submit"
        kind="primary"
        data-testid="reassign"
        disabled={!isComplete}
        busy={underWay}
      >
        {t('reassign.give')}
      </Button>
    </form>
  );
}
