import { LockFilled } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { Instant } from '../../../src/support/clock.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { useDesk, useDeskView } from '../desk/desk-context.ts';
import { useNow } from '../desk/use-now.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { moment } from '../locale/moments.ts';
import './session-sheet.css';

interface LockPageProps {
  readonly session: NonNullable<DeskSnapshot['session']>;
  readonly lockedAt: Instant | undefined;
}

/** The screen is locked: says by whom, and shows nothing of any case until that person is back. */
export function LockPage({ session, lockedAt }: LockPageProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const { refusal } = useDeskView();
  const [password, setPassword] = useState('');
  const [underWay, setUnderWay] = useState(false);

  async function unlock(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (password === '' || underWay) return;
    setUnderWay(true);
    const granted = await desk.call('session:unlock', { password });
    setUnderWay(false);
    if (!granted) setPassword('');
  }

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
            {lockedAt === undefined ? null : <Since instant={lockedAt} />}
          </p>
        </header>
        <form className="session-form" onSubmit={(event) => void unlock(event)}>
          <div className="session-field">
            <label htmlFor="lock-password">{t('login.password')}</label>
            <Input
              id="lock-password"
              data-testid="lock-password"
              type="password"
              size="large"
              autoFocus
              autoComplete="off"
              maxLength={256}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </div>
          {refusal === undefined ? null : <FailureAlert testId="lock-failure" failure={refusal} />}
          <Button
            data-testid="unlock"
            type="primary"
            size="large"
            htmlType="submit"
            block
            disabled={password === ''}
            loading={underWay && { delay: 400 }}
          >
            {t('lock.unlock')}
          </Button>
        </form>
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
  const { t } = useTranslation();
  const now = new Date(useNow()).toISOString();
  return (
    <span className="tabular-figures"> {t('lock.since', { time: moment(instant, now) })}</span>
  );
}
