import { LockOutlined, LogoutOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { useNow } from '../desk/use-now.ts';
import { timeOfDay } from '../locale/moments.ts';
import { DeviceStates } from './device-states.tsx';
import { PlatformState } from './platform-state.tsx';
import './top-bar.css';

interface TopBarProps {
  readonly session: NonNullable<DeskSnapshot['session']>;
  readonly snapshot: DeskSnapshot;
}

/** Where we are, who works here, and whether everything the work depends on is there. */
export function TopBar({ session, snapshot }: TopBarProps): ReactNode {
  const { t } = useTranslation();
  const { hall, windowName, name, number } = session;
  return (
    <header className="top-bar">
      <span className="top-bar-product">{t('product.name')}</span>
      <span className="top-bar-pair" title={`${hall} · ${windowName}`}>
        <span>{hall}</span>
        <span>{windowName}</span>
      </span>
      <span className="top-bar-pair" title={`${name} ${number}`}>
        <span>{name}</span>
        <span className="tabular-figures">{t('top-bar.number', { number })}</span>
      </span>
      <span className="top-bar-states">
        <PlatformState platform={snapshot.platform} />
        <DeviceStates snapshot={snapshot} />
      </span>
      <WallClock />
      <span className="top-bar-commands">
        <CommandButton command="lock" kind="text" icon={<LockOutlined />} />
        <CommandButton command="log-out" kind="text" icon={<LogoutOutlined />} />
      </span>
    </header>
  );
}

function WallClock(): ReactNode {
  const now = new Date(useNow()).toISOString();
  return (
    <time className="top-bar-clock tabular-figures" dateTime={now}>
      {timeOfDay(now)}
    </time>
  );
}
