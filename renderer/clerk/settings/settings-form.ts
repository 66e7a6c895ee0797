import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { SettingsChange, SettingsView } from '../../../src/contracts/settings.ts';
import type { CounterSettings, SettingName } from './settings-edits.ts';

/** What the sections of the settings page share. */
export interface SettingsForm {
  readonly view: SettingsView;
  /** The settings as they would be after saving. */
  readonly draft: CounterSettings;
  readonly edit: (change: SettingsChange) => void;
  /** The setting that could not be saved as it is. */
  readonly invalid: SettingName | undefined;
  readonly snapshot: DeskSnapshot;
}
