import type { ReactNode } from 'react';
import type { ClerkCase, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { useCommands } from '../commands/command-context.ts';
import { deskCommands, numberToAskFor } from '../commands/desk-commands.ts';
import { isSomebodyAwaited, nextOfSeveral } from '../desk/open-case.ts';
import { useTexts } from '../locale/texts.ts';
import { OpenPoints } from './open-points.tsx';
import './action-bar.css';

interface ActionBarProps {
  readonly current: ClerkCase;
  readonly connectivity: DeskSnapshot['connectivity'];
}

/** What can be done with the case now, always in the same corner. */
export function ActionBar({ current, connectivity }: ActionBarProps): ReactNode {
  const { t } = useTexts();
  switch (current.stage) {
    case 'reviewing':
      return <ReviewActions current={current} />;
    case 'matching':
      return current.mayGoOffline === true ? (
        <Bar>
          <CommandButton command="go-offline" size="large" />
        </Bar>
      ) : null;
    case 'fetching-values':
      return current.failure === undefined ? null : (
        <Bar>
          <CommandButton
            command={current.isVerifiedInAbsence === true ? 'call-back' : 'continue-on-paper'}
            size="large"
          />
          {current.mayGoOffline === true ? (
            <CommandButton command="go-offline" size="large" />
          ) : null}
        </Bar>
      );
    case 'filling-form':
      return (
        <Bar note={<OpenPoints form={current.form} />}>
          {current.offline === undefined ? (
            <CommandButton command="hand-over" kind="quiet" size="large" />
          ) : null}
          {current.isVerifiedInAbsence === true ? (
            <CommandButton command="call-back" size="large" />
          ) : null}
          <CommandButton command="submit-case" kind="primary" size="large" />
        </Bar>
      );
    case 'awaiting-verification':
      return (
        <Bar>
          <CommandButton command="verify" size="large" />
          <CommandButton command="print-receipt" size="large" />
          <CommandButton command="new-case" testId="next-case" kind="primary" size="large">
            {t('action.next-case')}
          </CommandButton>
        </Bar>
      );
    case 'calling-back':
      return (
        <Bar>
          <CommandButton command="verify" size="large" />
          <CommandButton command="take-paper" size="large" />
          <CommandButton command="read-card" kind="primary" size="large" />
        </Bar>
      );
    case 'submitting':
      // A platform that is away would keep the next person waiting.
      return connectivity.platform.state === 'up' ? null : (
        <Bar>
          <CommandButton command="new-case" testId="next-case" kind="primary" size="large">
            {t('action.next-case')}
          </CommandButton>
        </Bar>
      );
    case 'received':
      return (
        <Bar>
          {current.consentReceipts === undefined ? null : (
            <CommandButton command="print-consent-receipt" kind="quiet" size="large" />
          )}
          <CommandButton command="print-receipt" size="large" />
          {current.takesAnotherItem === true ? (
            <CommandButton command="open-another" size="large" />
          ) : null}
          <CommandButton command="new-case" testId="finish-case" kind="primary" size="large">
            {t('action.finish-case')}
          </CommandButton>
        </Bar>
      );
    default:
      return null;
  }
}

function Bar({ note, children }: { readonly note?: ReactNode; readonly children: ReactNode }) {
  return (
    <footer className="action-bar">
      {note === undefined ? null : <div className="action-bar-note">{note}</div>}
      <div className="action-bar-ways">{children}</div>
    </footer>
  );
}

function ReviewActions({ current }: { readonly current: ClerkCase }) {
  const { consentOutcome, asksAlong = 0 } = current;
  const { t } = useTexts();
  const { snapshot } = useCommands();
  if (!deskCommands['continue-on-paper'].isPossible(snapshot)) return null;
  const asked = numberToAskFor(snapshot);
  const next = nextOfSeveral(current);
  const isAwaited = isSomebodyAwaited(current);
  if (asked === 0) {
    return (
      <Bar note={t('actions.nothing-to-ask')}>
        {current.offline === undefined ? (
          <CommandButton command="hand-over" kind="quiet" size="large" />
        ) : null}
        <CommandButton command="continue-on-paper" kind="primary" size="large" />
      </Bar>
    );
  }
  // After a no, or on a screen that cannot be trusted, asking again is not what the clerk is led to.
  const isPaperFirst = consentOutcome === 'declined' || consentOutcome === 'page-altered';
  const ways = isPaperFirst
    ? (['push-consent', 'continue-on-paper'] as const)
    : (['continue-on-paper', 'push-consent'] as const);
  return (
    <Bar
      note={
        asksAlong === 0
          ? toAskText()
          : t('actions.to-ask-along', { number: asked, along: asksAlong })
      }
    >
      {current.offline === undefined ? (
        <CommandButton command="hand-over" kind="quiet" size="large" />
      ) : null}
      {ways
        .filter((command) => deskCommands[command].isPossible(snapshot))
        .map((command, index, possible) => (
          <CommandButton
            key={command}
            command={command}
            kind={index === possible.length - 1 && !isAwaited ? 'primary' : 'plain'}
            size="large"
          />
        ))}
    </Bar>
  );

  function toAskText(): string {
    return next === undefined
      ? t('actions.to-ask', { number: asked })
      : t('actions.to-ask-one', { name: next.nameMasked });
  }
}
