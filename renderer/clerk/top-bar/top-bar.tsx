import { LogoutOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { ReaderState } from '../../../src/contracts/device-snapshot.ts';
import { hallTime } from '../../../src/support/clock.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useNow } from '../desk/use-now.ts';
import { PlatformState } from './platform-state.tsx';
import { StateInWords, type Tone } from './state-in-words.tsx';
import './top-bar.css';

const readerTones: Readonly<Record<ReaderState, Tone>> = {
  'not-configured': 'trouble',
  connecting: 'trouble',
  ready: 'good',
  reading: 'waiting',
  'card-lies': 'waiting',
};

interface TopBarProps {
  readonly session: NonNullable<DeskSnapshot['session']>;
  readonly snapshot: DeskSnapshot;
}

/** Where we are, who works here, and whether everything the work depends on is there. */
export function TopBar({ session, snapshot }: TopBarProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { reader } = snapshot.devices;
  const { display } = snapshot.mirror;

  return (
    <header className="top-bar">
      <span className="top-bar-product">{t('product.name')}</span>
      <span className="top-bar-place" title={`${session.hall} · ${session.windowName}`}>
        {session.hall} · {session.windowName}
      </span>
      <span className="top-bar-clerk" title={session.name}>
        <span className="top-bar-name">{session.name}</span>
        <span className="tabular-figures">{t('top-bar.number', { number: session.number })}</span>
      </span>
      <span className="top-bar-states">
        <PlatformState platform={snapshot.platform} />
        <StateInWords
          testId="reader-state"
          label={t('reader.label')}
          state={reader.state}
          tone={reader.failure === undefined ? readerTones[reader.state] : 'trouble'}
        >
          {t(`reader.${reader.state}`)}
        </StateInWords>
        <StateInWords
          testId="evaluator-state"
          label={t('evaluator.label')}
          state={display}
          tone={display === 'present' ? 'good' : 'trouble'}
        >
          {t(`evaluator.${display}`)}
        </StateInWords>
      </span>
      <WallClock />
      <ActionButton
        testId="log-out"
        kind="text"
        icon={<LogoutOutlined />}
        act={() => desk.call('session:log-out', null)}
      >
        {t('action.log-out')}
      </ActionButton>
    </header>
  );
}

function WallClock() {
  const now = new Date(useNow()).toISOString();
  return (
    <time className="tabular-figures" dateTime={now}>
      {hallTime(now).slice(0, 5)}
    </time>
  );
}
