import { InboxOutlined, LockOutlined, LogoutOutlined } from '@ant-design/icons';
import { memo, type ReactNode } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { useNow } from '../desk/use-now.ts';
import { timeOfDay } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';
import { DeviceStates } from './device-states.tsx';
import { PlatformState } from './platform-state.tsx';
import './top-bar.css';

const padlock = <LockOutlined />;
const tray = <InboxOutlined />;
const door = <LogoutOutlined />;

interface TopBarProps {
  readonly session: NonNullable<DeskSnapshot['session']>;
  readonly connectivity: DeskSnapshot['connectivity'];
  readonly platform: DeskSnapshot['platform'];
  readonly devices: DeskSnapshot['devices'];
  readonly printer: DeskSnapshot['printer'];
  readonly display: DeskSnapshot['mirror']['display'];
}

/** Where we are, who works here, and whether everything the work depends on is there. */
export const TopBar = memo(function TopBar(props: TopBarProps): ReactNode {
  const { t } = useTexts();
  const { session, connectivity, platform, devices, printer, display } = props;
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
        <PlatformState connectivity={connectivity} platform={platform} />
        <DeviceStates devices={devices} printer={printer} display={display} />
      </span>
      <WallClock />
      <span className="top-bar-commands">
        {session.role === 'supervisor' ? (
          <CommandButton command="show-outbox" kind="quiet" icon={tray} />
        ) : null}
        <CommandButton command="lock" kind="quiet" icon={padlock} />
        <CommandButton command="log-out" kind="quiet" icon={door} />
      </span>
    </header>
  );
});

function WallClock(): ReactNode {
  const now = new Date(useNow()).toISOString();
  return (
    <time className="top-bar-clock tabular-figures" dateTime={now}>
      {timeOfDay(now)}
    </time>
  );
}
