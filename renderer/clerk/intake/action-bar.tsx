import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClerkCase, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { missingFields } from '../../../src/domain/form.ts';
import { licencesToAskFor } from '../../../src/domain/waiver-list.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { focusField } from './form-field-input.tsx';
import { MissingFields } from './missing-fields.tsx';
import './action-bar.css';

interface ActionBarProps {
  readonly current: ClerkCase;
  readonly platform: DeskSnapshot['platform'];
}

/** What can be done with the case now, always in the same corner. */
export function ActionBar({ current, platform }: ActionBarProps) {
  switch (current.stage) {
    case 'reviewing':
      return <ReviewActions current={current} />;
    case 'asking-consent':
      return <ConsentActions current={current} />;
    case 'fetching-values':
      return current.failure === undefined ? null : <FetchFailedActions current={current} />;
    case 'filling-form':
      return <FormActions current={current} />;
    case 'submitting':
      // A platform that is away would keep the next person waiting.
      return platform.state === 'online' ? null : <NextCase testId="next-case" />;
    case 'received':
      return <NextCase testId="finish-case" />;
    default:
      return null;
  }
}

function Bar({ note, children }: { readonly note?: ReactNode; readonly children: ReactNode }) {
  return (
    <footer className="action-bar">
      <div className="action-bar-note">{note}</div>
      {children}
    </footer>
  );
}

function ReviewActions({ current }: Pick<ActionBarProps, 'current'>) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { waiverList } = current;
  if (waiverList === undefined || waiverList.ineligible !== undefined) return null;
  const asked = licencesToAskFor(waiverList).length;

  if (asked === 0) {
    return (
      <Bar note={t('actions.nothing-to-ask')}>
        <GoOnOnPaper current={current} kind="primary" text={t('action.continue')} />
      </Bar>
    );
  }
  const { consentOutcome } = current;
  // After a no, or on a screen that cannot be trusted, asking again is not what the clerk is led to.
  const isPaperFirst = consentOutcome === 'declined' || consentOutcome === 'page-altered';
  const onPaper = (
    <GoOnOnPaper
      key="paper"
      current={current}
      kind={isPaperFirst ? 'primary' : 'default'}
      text={t('action.continue-on-paper')}
    />
  );
  const push = (
    <ActionButton
      key="push"
      testId="push-consent"
      kind={isPaperFirst ? 'default' : 'primary'}
      size="large"
      shortcut="F8"
      act={() => desk.call('case:push-consent', { caseId: current.id })}
    >
      {t(consentOutcome === undefined ? 'action.push-consent' : 'action.push-again')}
    </ActionButton>
  );
  return (
    <Bar note={t('actions.to-ask', { number: asked })}>
      {isPaperFirst ? [push, onPaper] : [onPaper, push]}
    </Bar>
  );
}

interface GoOnOnPaperProps {
  readonly current: ClerkCase;
  readonly kind: 'primary' | 'default';
  readonly text: string;
}

function GoOnOnPaper({ current, kind, text }: GoOnOnPaperProps) {
  const desk = useDesk();
  return (
    <ActionButton
      testId="continue-on-paper"
      kind={kind}
      size="large"
      act={() => desk.call('case:continue-on-paper', { caseId: current.id })}
    >
      {text}
    </ActionButton>
  );
}

function ConsentActions({ current }: Pick<ActionBarProps, 'current'>) {
  const { t } = useTranslation();
  const desk = useDesk();
  return (
    <Bar>
      <ActionButton
        testId="withdraw-page"
        size="large"
        shortcut="F7"
        act={() => desk.call('case:withdraw-page', { caseId: current.id })}
      >
        {t('action.withdraw-page')}
      </ActionButton>
    </Bar>
  );
}

function FetchFailedActions({ current }: Pick<ActionBarProps, 'current'>) {
  const { t } = useTranslation();
  return (
    <Bar>
      <GoOnOnPaper current={current} kind="default" text={t('action.continue-on-paper')} />
    </Bar>
  );
}

function FormActions({ current }: Pick<ActionBarProps, 'current'>) {
  const { t } = useTranslation();
  const desk = useDesk();

  async function submit(): Promise<void> {
    // The key may come while a field is being typed in: leaving it hands its text to main first.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await desk.settled();
    const firstMissing = missingFields(desk.view().snapshot?.case?.form ?? [])[0];
    if (firstMissing === undefined) await desk.call('case:submit', { caseId: current.id });
    else focusField(firstMissing.key);
  }

  return (
    <Bar note={<MissingFields form={current.form} />}>
      <ActionButton testId="submit-case" kind="primary" size="large" shortcut="F9" act={submit}>
        {t('action.submit')}
      </ActionButton>
    </Bar>
  );
}

function NextCase({ testId }: { readonly testId: 'next-case' | 'finish-case' }) {
  const { t } = useTranslation();
  const desk = useDesk();
  return (
    <Bar>
      <ActionButton
        testId={testId}
        kind="primary"
        size="large"
        shortcut="F2"
        act={() => desk.call('case:open', null)}
      >
        {t(`action.${testId}`)}
      </ActionButton>
    </Bar>
  );
}
