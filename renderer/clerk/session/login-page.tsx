import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { useDesk } from '../desk/desk-context.ts';
import { NoticeBand } from '../desk/notice-band.tsx';
import { PlatformState } from '../top-bar/platform-state.tsx';
import { SessionForm } from './session-form.tsx';
import './session-sheet.css';

/** Who sits at this window? Nothing else is shown before that is known. */
export function LoginPage({ snapshot }: { readonly snapshot: DeskSnapshot }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [account, setAccount] = useState('');

  return (
    <div className="session-page">
      <NoticeBand notices={snapshot.notices} />
      <main className="session-sheet">
        <header className="session-heading">
          <p className="session-product">{t('product.name')}</p>
          <h1>{t('login.heading')}</h1>
        </header>
        <SessionForm
          name="login"
          submit={{ testId: 'login-submit', text: t('login.submit') }}
          passwordFirst={false}
          isComplete={account.trim() !== ''}
          give={(password) => desk.call('session:log-in', { account: account.trim(), password })}
        >
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
        </SessionForm>
        <footer className="session-foot">
          <PlatformState platform={snapshot.platform} />
          {snapshot.platform.state === 'offline' ? <p>{t('login.offline')}</p> : null}
        </footer>
      </main>
    </div>
  );
}
