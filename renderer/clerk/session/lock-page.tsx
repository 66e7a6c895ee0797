import { LockFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { Instant } from '../../../src/support/clock.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { useDesk, useDeskView } from '../desk/desk-context.ts';
import { useNow } from '../desk/use-now.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { moment } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';
import { SessionForm } from './session-form.tsx';
import './session-sheet.css';

interface LockPageProps {
  readonly session: NonNullable<DeskSnapshot['session']>;
  readonly since: Instant;
  readonly mode: DeskSnapshot['connectivity']['mode'];
}

/** The screen is locked: says by whom, and shows nothing of any case until that person is back. */
export function LockPage({ session, since, mode }: LockPageProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const { refusal } = useDeskView();

  return (
    <div className="session-page" data-testid="lock-page">
      <main className="session-sheet">
        <header className="session-heading">
          <p className="session-product">
            {session.hall} · {session.windowName}
          </p>
          <h1>
            <LockFilled /> {t('lock.heading')}
          </h1>
          <p>
            {t('lock.who', { name: session.name, number: session.number })}
            <Since instant={since} />
          </p>
          {mode === 'locked' ? <p data-testid="lock-offline">{t('lock.offline')}</p> : null}
        </header>
        <SessionForm
          name="lock"
          submit={{ testId: 'unlock', text: t('lock.unlock') }}
          passwordFirst
          isComplete
          trouble={
            refusal === undefined ? null : <FailureAlert testId="lock-failure" failure={refusal} />
          }
          give={(password) => desk.call('session:unlock', { password })}
        />
        <footer className="session-foot">
          <p>{t('lock.other-way')}</p>
          <ActionButton testId="log-out" act={() => desk.call('session:log-out', null)}>
            {t('action.log-out')}
          </ActionButton>
        </footer>
      </main>
    </div>
  );
}

function Since({ instant }: { readonly instant: Instant }): ReactNode {
  const { t } = useTexts();
  const now = new Date(useNow()).toISOString();
  return (
    <span className="tabular-figures"> {t('lock.since', { time: moment(instant, now) })}</span>
  );
}
