import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { useDesk, useDeskView } from '../desk/desk-context.ts';
import { NoticeBand } from '../desk/notice-band.tsx';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { PlatformState } from '../top-bar/platform-state.tsx';
import './session-sheet.css';

/** Who sits at this window? Nothing else is shown before that is known. */
export function LoginPage({ snapshot }: { readonly snapshot: DeskSnapshot }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { refusal } = useDeskView();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [underWay, setUnderWay] = useState(false);
  const complete = account.trim() !== '' && password !== '';

  async function logIn(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!complete || underWay) return;
    setUnderWay(true);
    const granted = await desk.call('session:log-in', { account: account.trim(), password });
    setUnderWay(false);
    if (!granted) setPassword('');
  }

  return (
    <div className="session-page">
      <NoticeBand notices={snapshot.notices} />
      <main className="session-sheet">
        <header className="session-heading">
          <p className="session-product">{t('product.name')}</p>
          <h1>{t('login.heading')}</h1>
        </header>
        <form className="session-form" onSubmit={(event) => void logIn(event)}>
          <div className="session-field">
            <label htmlFor="login-account">{t('login.account')}</label>
            <Input
              id="login-account"
              data-testid="login-account"
              size="large"
              autoFocus
              autoComplete="off"
              maxLength={64}
              value={account}
              onChange={(event) => setAccount(event.target.value)}
            />
          </div>
          <div className="session-field">
            <label htmlFor="login-password">{t('login.password')}</label>
            <Input
              id="login-password"
              data-testid="login-password"
              type="password"
              size="large"
              autoComplete="off"
              maxLength={256}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </div>
          {refusal === undefined ? null : <FailureAlert testId="login-failure" failure={refusal} />}
          <Button
            data-testid="login-submit"
            type="primary"
            size="large"
            htmlType="submit"
            block
            disabled={!complete}
            loading={underWay && { delay: 400 }}
          >
            {t('login.submit')}
          </Button>
        </form>
        <footer className="session-foot">
          <PlatformState platform={snapshot.platform} />
          {snapshot.platform.state === 'offline' ? <p>{t('login.offline')}</p> : null}
        </footer>
      </main>
    </div>
  );
}
