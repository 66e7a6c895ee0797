import type { ReactElement } from 'react';
import { HomeScreen } from '../screens/home/home-screen.tsx';
import { ScanScreen } from '../screens/scan/scan-screen.tsx';
import { SettingsScreen } from '../screens/settings/settings-screen.tsx';
import type { PhoneTextKey } from '../texts/phone-texts.ts';
import type { IconName } from './icon.tsx';

interface Tab {
  readonly id: string;
  readonly icon: IconName;
  readonly label: PhoneTextKey;
  readonly screen: ReactElement;
}

/** What the bar at the foot of every screen leads to, the first screen first. */
export const tabs: readonly [Tab, ...Tab[]] = [
  { id: 'home', icon: 'home', label: 'tab.home', screen: <HomeScreen /> },
  { id: 'scan', icon: 'scan', label: 'tab.scan', screen: <ScanScreen /> },
  { id: 'settings', icon: 'person', label: 'tab.settings', screen: <SettingsScreen /> },
];
