import type { DisplayChoice } from '../../../src/contracts/settings.ts';
import type { TextOf } from '../locale/text-key.ts';
import { useTexts } from '../locale/texts.ts';
import {
  type CounterSettings,
  type SettingName,
  type SettingValue,
  settingNames,
} from './settings-edits.ts';

/** How settings are told. */
interface SettingWords {
  /** A value of a setting in words, from the settings or as the log has written it down. */
  readonly valueText: (name: SettingName, value: SettingValue | number | boolean) => string;
  readonly nameText: (name: SettingName) => string;
  /** Several names in one sentence. */
  readonly namesText: (names: readonly SettingName[]) => string;
}

/** The words for settings in the window's language. */
export function useSettingWords(): SettingWords {
  const { t } = useTexts();
  return settingWords(t);
}

/** The words for settings, as `t` has them. */
export function settingWords(t: TextOf): SettingWords {
  const nameText = (name: SettingName): string => t(`settings.name.${name}`);
  return {
    nameText,
    namesText: (names) => names.map(nameText).join(t('list-comma')),
    valueText(name, value) {
      if (name === 'evaluatorDisplay' && (value === null || value === '')) {
        return t('settings.display-automatic');
      }
      if (name === 'wedge' && (value === null || value === '')) return t('settings.wedge-off');
      if ((name === 'camera' || name === 'documentCamera') && value === '') {
        return t('settings.camera-first');
      }
      if (name === 'receiptPrinter' && value === '') return t('settings.printer-default');
      if (value === null || value === '') return t('settings.empty');
      if (typeof value === 'object' && 'maxGapMs' in value) {
        return t('settings.wedge', { gap: value.maxGapMs, length: value.minLength });
      }
      if (typeof value === 'object') return `${displayName(value, t)} ${displaySize(value)}`;
      if (name === 'photoDecoderKind' && isDecoderKind(value))
        return t(`settings.decoder.${value}`);
      return name === 'language' && isLanguage(value)
        ? t(`settings.language.${value}`)
        : String(value);
    },
  };
}

/** What the system calls a display. */
export function displayName({ label }: DisplayChoice, t: TextOf): string {
  return label === '' ? t('settings.display-unnamed') : label;
}

/** `1920×1080` */
export function displaySize({ bounds }: DisplayChoice): string {
  return `${bounds.width}×${bounds.height}`;
}

/** The languages of the window, each of which is called by its own name. */
export const languages = [
  'zh-CN',
  'zh-Hant',
  'en',
] as const satisfies CounterSettings['language'][];

function isLanguage(value: unknown): value is CounterSettings['language'] {
  return languages.some((language) => language === value);
}

/** What photos can be decoded by. */
export const decoderKinds = [
  'none',
  'command',
  'library',
] as const satisfies CounterSettings['photoDecoderKind'][];

function isDecoderKind(value: unknown): value is CounterSettings['photoDecoderKind'] {
  return decoderKinds.some((kind) => kind === value);
}

/** Whether a name is a setting's. */
export function isSettingName(name: unknown): name is SettingName {
  return settingNames.some((known) => known === name);
}
