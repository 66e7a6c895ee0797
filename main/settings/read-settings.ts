import { z } from 'zod';
import { type Failure, failure } from '../../src/failures/failure.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { type SettingsFile, settingsVersion, upgradeSettings } from './settings-upgrades.ts';

/** What the content of a settings file amounts to. */
export interface ReadSettings {
  /** The settings in force: what is set, and defaults for the rest. */
  readonly settings: Settings;
  /** What is set, as a file of the newest version holds it. */
  readonly kept: SettingsFile;
  /** What does not count, each by its name. */
  readonly problems: readonly Failure[];
}

/**
 * Reads the content of a settings file of any version up to the newest. What is unknown or invalid in it is left out
 * and told by name; it costs nothing of the rest. Of a newer version nothing is read (`settings.newer`).
 */
export function readSettings({ schemaVersion = 1, ...content }: SettingsFile): ReadSettings {
  const version = z.number().int().positive().safeParse(schemaVersion);
  if (version.success && version.data > settingsVersion) {
    const info = { found: version.data, known: settingsVersion };
    const settings = settingsSchema.parse({});
    return { settings, kept: {}, problems: [failure('settings.newer', info)] };
  }
  const upgraded = upgradeSettings(content, version.success ? version.data : 1);
  const faults = faultsOf(upgraded);
  const kept = faults.reduce((left, { path }) => without(left, path), upgraded);
  const problems = faults.map(({ code, path }) => failure(code, { key: path.join('.') }));
  if (!version.success) {
    problems.unshift(failure('settings.value-replaced', { key: 'schemaVersion' }));
  }
  return { settings: settingsSchema.parse(kept), kept, problems };
}

/** Something in a file that does not count. */
interface Fault {
  readonly code: 'settings.unknown-key' | 'settings.value-replaced';
  readonly path: readonly string[];
}

function faultsOf(content: SettingsFile): readonly Fault[] {
  const issues = settingsSchema.safeParse(content).error?.issues ?? [];
  const faults = issues.flatMap((issue): readonly Fault[] => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys' && holdsSettings(path)) {
      return issue.keys.map((key) => ({ code: 'settings.unknown-key', path: [...path, key] }));
    }
    const setting = path.slice(0, holdsSettings(path.slice(0, 1)) ? 2 : 1);
    return [{ code: 'settings.value-replaced', path: setting }];
  });
  return [...new Map(faults.map((fault) => [fault.path.join('.'), fault])).values()];
}

/** Settings that are made of settings; every other one is valid or replaced as a whole. */
const sections = new Set(
  Object.entries(settingsSchema.shape)
    .filter(([, setting]) => setting.unwrap() instanceof z.ZodObject)
    .map(([key]) => key),
);

/** Whether a place in the file is the whole or a section, and not a single setting or a part of one. */
function holdsSettings([section, ...inner]: readonly string[]): boolean {
  return section === undefined || (inner.length === 0 && sections.has(section));
}

function without(content: SettingsFile, [key = '', ...inner]: readonly string[]): SettingsFile {
  const { [key]: value, ...others } = content;
  return inner.length === 0 ? others : { ...others, [key]: without(value as SettingsFile, inner) };
}
