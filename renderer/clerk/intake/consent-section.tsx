import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { EvaluatorMirror } from '../../../src/contracts/evaluator-page.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { Alert } from '../desk/alert.tsx';
import { isAskingSeveral, isHandedIn } from '../desk/open-case.ts';
import { useSecondsLeft } from '../evaluator-mirror/use-seconds-left.ts';
import { useFailureText } from '../failures/use-failure-text.ts';
import { duration } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';
import { LongWait } from './long-wait.tsx';
import './consent-section.css';

type Outcome = NonNullable<ClerkCase['consentOutcome']>;

const severities: Readonly<Record<Outcome, 'success' | 'info' | 'warning' | 'error'>> = {
  agreed: 'success',
  declined: 'info',
  'timed-out': 'warning',
  'screen-lost': 'error',
  'page-altered': 'error',
  withdrawn: 'info',
};

interface ConsentSectionProps {
  readonly current: ClerkCase;
  readonly mirror: EvaluatorMirror;
}

/** ④ The citizen decides: what is being waited for, or how it ended. */
export function ConsentSection({ current, mirror }: ConsentSectionProps) {
  const { t } = useTexts();
  if (current.stage === 'asking-consent') {
    return current.failure === undefined ? <Waiting current={current} mirror={mirror} /> : null;
  }
  if (current.isWithdrawalAsked === true) return <WithdrawalAsked mirror={mirror} />;
  const outcome = current.consentOutcome;
  const fetching = current.stage === 'fetching-values' && current.failure === undefined;
  if (outcome === undefined) {
    return (
      <>
        <p>{t(fetching ? 'consent.preparing' : 'consent.not-asked')}</p>
        {fetching ? <LongWait whom={t('wait.library')} /> : null}
      </>
    );
  }
  if (current.withdrawn !== undefined) {
    return (
      <Alert
        data-testid="consent-state"
        data-outcome="revoked"
        severity="info"
        title={<Withdrawn current={current} />}
      >
        {isHandedIn(current.stage) ? null : t('withdrawal.withdrawn.next')}
      </Alert>
    );
  }
  return (
    <Alert
      data-testid="consent-state"
      data-outcome={outcome}
      severity={severities[outcome]}
      title={<Ending outcome={outcome} on={current.consentOn} />}
    >
      {current.stage === 'checking-values' ? <Checking mirror={mirror} /> : null}
      {outcome === 'agreed'
        ? fetching && (
            <>
              {t('consent.fetching')}
              <LongWait whom={t('wait.library')} />
            </>
          )
        : current.stage === 'reviewing' && t(`consent.${outcome}.next`)}
    </Alert>
  );
}

function Waiting({ current, mirror }: ConsentSectionProps) {
  const { t } = useTexts();
  const left = useSecondsLeft(mirror);
  const { page, state } = mirror;
  const { present, applicant, holders = [] } = current;
  const turn = holders.find(({ standing }) => standing === 'asking');
  const name = (turn ?? applicant)?.nameMasked ?? '';
  const absentee = absenteeAsked();
  return (
    <div className="consent-waiting" data-testid="consent-state" data-outcome="waiting">
      <p className="consent-waiting-state" role="status">
        {t(`consent.waiting.${absentee ?? state}`, { name })}
      </p>
      {left === undefined || page.kind !== 'consent' ? null : (
        <>
          <p className="consent-waiting-time tabular-figures">{duration(left)}</p>
          <progress value={left} max={page.secondsToAnswer} aria-label={t('evaluator.left')} />
        </>
      )}
      {isAskingSeveral(current) && absentee === undefined ? (
        <p className="consent-waiting-whose">{t('consent.waiting.whose', { name })}</p>
      ) : null}
      {mirror.phone === undefined ||
      (absentee !== undefined && mirror.phone.state === 'waiting') ? null : (
        <OnPhone phone={mirror.phone} />
      )}
      <p className="consent-waiting-rule">
        {t(absentee === undefined ? 'consent.rule' : `consent.rule.${absentee}`, { name })}
      </p>
    </div>
  );

  /** Who decides on their own phone alone: whoever is there sees no question then. */
  function absenteeAsked(): 'principal' | 'absent' | undefined {
    if (page.kind === 'consent') return undefined;
    const isApplicants = turn === undefined || turn.as === 'applicant';
    return isApplicants && present?.basis === 'delegation' ? 'principal' : 'absent';
  }
}

/** Whoever has agreed looks at their values; the clerk sees how long it may take, and nothing of them. */
function Checking({ mirror }: { readonly mirror: EvaluatorMirror }) {
  const { t } = useTexts();
  const left = useSecondsLeft(mirror);
  return (
    <p role="status" data-testid="checking-values">
      {t('consent.checking')}{' '}
      {left === undefined ? null : <span className="tabular-figures">{duration(left)}</span>}
    </p>
  );
}

/** The same question on the phone, or why it is not there: the evaluator serves alone then, and nothing stops. */
function OnPhone({ phone }: { readonly phone: NonNullable<EvaluatorMirror['phone']> }) {
  const { t } = useTexts();
  const textOf = useFailureText();
  const reason = phone.state === 'alone' ? (textOf(phone.reason)?.message ?? '') : '';
  return (
    <p
      className="consent-waiting-phone"
      data-testid="phone-standing"
      data-state={phone.state}
      role="status"
    >
      {t(`consent.phone.${phone.state}`, { reason })}
    </p>
  );
}

/** How the page ended, and where it was answered. */
function Ending({
  outcome,
  on,
}: {
  readonly outcome: Outcome;
  readonly on: ClerkCase['consentOn'];
}) {
  const { t } = useTexts();
  if (on === undefined) return t(`consent.${outcome}`);
  return (
    <>
      {t(`consent.${outcome}`)} · <span data-testid="consent-on">{t(`consent.on.${on}`)}</span>
    </>
  );
}

/** Whoever had agreed is being asked to confirm that they take it back. */
function WithdrawalAsked({ mirror }: { readonly mirror: EvaluatorMirror }) {
  const { t } = useTexts();
  const left = useSecondsLeft(mirror);
  return (
    <p role="status" data-testid="withdrawal-asked">
      {t('withdrawal.waiting')}{' '}
      {left === undefined ? null : <span className="tabular-figures">{duration(left)}</span>}
    </p>
  );
}

/** Who has taken their consent back, and what of it holds. */
function Withdrawn({ current: { stage, withdrawn = [] } }: { readonly current: ClerkCase }) {
  const { t } = useTexts();
  const name = withdrawn.map(({ nameMasked }) => nameMasked).join(' · ');
  return t(`withdrawal.${isHandedIn(stage) ? 'no-further-use' : 'withdrawn'}`, { name });
}

/** What can be done about a consent: its receipt, 撤回授权, or taking back the page that asks for that. */
export function ConsentActions({ current }: { readonly current: ClerkCase }) {
  if (current.isWithdrawalAsked === true) {
    return <CommandButton command="withdraw-page" kind="quiet" size="small" />;
  }
  // Where a case has been received its papers are together, under everything else.
  const hasReceipt = current.consentReceipts !== undefined && current.stage !== 'received';
  return (
    <>
      {hasReceipt ? (
        <CommandButton command="print-consent-receipt" kind="quiet" size="small" />
      ) : null}
      {current.withdrawable === undefined ? null : (
        <CommandButton command="withdraw-consent" kind="quiet" size="small" />
      )}
    </>
  );
}

/** ④ in one line. */
export function ConsentResult({ current }: { readonly current: ClerkCase }) {
  const { t } = useTexts();
  const outcome = current.consentOutcome;
  if (current.isWithdrawalAsked === true) return t('withdrawal.waiting');
  if (outcome === undefined) return t('consent.not-asked');
  if (current.withdrawn !== undefined) {
    return (
      <span data-testid="consent-state" data-outcome="revoked">
        <Withdrawn current={current} />
      </span>
    );
  }
  return (
    <span data-testid="consent-state" data-outcome={outcome}>
      <Ending outcome={outcome} on={current.consentOn} />
    </span>
  );
}
