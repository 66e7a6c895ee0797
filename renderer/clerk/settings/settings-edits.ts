import type {
  DisplayChoice,
  SettingsChange,
  SettingsView,
} from '../../../src/contracts/settings.ts';
import { keepUnchanged } from '../desk/keep-unchanged.ts';

/** The settings as they are in force. */
export type CounterSettings = SettingsView['settings'];

/** One of them. */
export type SettingName = keyof CounterSettings;

/** What a setting can hold. */
export type SettingValue = CounterSettings[SettingName];

/** When a change begins to count. */
export type SettingEffect = 'at-once' | 'next-receipt' | 'next-login';

/** When a change of each setting begins to count, in the order in which the page shows them. */
export const settingEffects: Readonly<Record<SettingName, SettingEffect>> = {
  platformAddress: 'next-login',
  windowId: 'next-login',
  evaluatorDisplay: 'at-once',
  readerAddress: 'at-once',
  readerBaud: 'at-once',
  secondReaderAddress: 'at-once',
  secondReaderBaud: 'at-once',
  scannerAddress: 'at-once',
  scannerBaud: 'at-once',
  wedge: 'at-once',
  camera: 'at-once',
  documentCamera: 'at-once',
  photoDecoderKind: 'at-once',
  photoDecoderPath: 'at-once',
  photoDecoderFunction: 'at-once',
  photoDecoderArguments: 'at-once',
  receiptPrinter: 'next-receipt',
  language: 'at-once',
};

/** Every setting, in the order in which the page shows them. */
export const settingNames = Object.keys(settingEffects) as SettingName[];

/** What of `edits` is another value than the one in force. */
export function pendingChange(settings: CounterSettings, edits: SettingsChange): SettingsChange {
  const differing = settingNames
    .map((name) => [name, edits[name]] as const)
    .filter(([name, value]) => value !== undefined && !isSameValue(settings[name], value));
  return Object.fromEntries(differing);
}

function isSameValue(one: SettingValue, other: SettingValue): boolean {
  return keepUnchanged(one, other) === one;
}

/**
 * The display that a choice means, as far as it can be seen here: it is where it was, under its id or its name. Where
 * the window is put is main's to decide.
 */
export function displayOfChoice<Display extends DisplayChoice>(
  displays: readonly Display[],
  choice: DisplayChoice,
): Display | undefined {
  return displays.find(
    (display) =>
      isSamePlace(display, choice) && (display.id === choice.id || display.label === choice.label),
  );
}

function isSamePlace({ bounds: one }: DisplayChoice, { bounds: other }: DisplayChoice): boolean {
  return (
    one.x === other.x &&
    one.y === other.y &&
    one.width === other.width &&
    one.height === other.height
  );
}
