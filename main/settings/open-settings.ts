import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import ElectronStore from 'electron-store';
import { clerkSettingsSchema, type SettingsChange } from '../../src/contracts/settings.ts';
import { type Failure, fail, failure, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import { storageFailure } from '../storage/storage-failure.ts';
import { readSettings } from './read-settings.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { settingsFileSchema, settingsVersion } from './settings-upgrades.ts';

/** A setting that was changed, in words fit for the audit log. */
export interface ChangedSetting {
  readonly key: keyof SettingsChange;
  readonly before: string | number;
  readonly after: string | number;
}

/** The settings of one counter. */
export interface SettingsDesk {
  /** The settings in force. */
  current(): Settings;
  /** What was wrong with the file they should have come from. */
  readonly problems: readonly Failure[];
  /** There was no file when they were opened: nobody had set anything here yet. */
  readonly isFirstStart: boolean;
  /**
   * Changes settings, all or none: `settings.invalid-value` names the first that is none; `settings.newer` and
   * `storage.not-written` leave the file and what is in force as they were.
   * @param audit told what is about to change, before it is written; when it throws, nothing is
   * @returns what has changed
   */
  save(
    change: SettingsChange,
    audit: (changed: readonly ChangedSetting[]) => void,
  ): Outcome<readonly ChangedSetting[]>;
}

/**
 * Opens `settings.json` of a folder; only `save` writes it. A file that is not JSON or no object is kept aside under
 * another name, and defaults take its place; one of a newer version stays as it is, and cannot be changed from here.
 */
export function openSettings(folder: string, log: Log): SettingsDesk {
  const isFirstStart = !existsSync(join(folder, 'settings.json'));
  const { store, isDamaged } = openStore(folder, log);
  const { problems, ...read } = readSettings(store.store);
  const newer = problems.find(({ code }) => code === 'settings.newer');
  let { settings, kept } = read;

  return {
    current: () => settings,
    problems: isDamaged ? [failure('settings.damaged')] : problems,
    isFirstStart,
    save(change, audit) {
      if (newer !== undefined) return err(newer);
      const next = { ...kept, ...change };
      const parsed = settingsSchema.safeParse(next);
      if (!parsed.success) {
        return fail('settings.invalid-value', { key: String(parsed.error.issues[0]?.path[0]) });
      }
      const changed = changesBetween(settings, parsed.data);
      if (changed.length > 0) audit(changed);
      try {
        store.store = { schemaVersion: settingsVersion, ...next };
      } catch (cause) {
        log.warn('settings.not-written', { cause: nameOf(cause) });
        return err(storageFailure(cause));
      }
      kept = next;
      settings = parsed.data;
      return ok(changed);
    },
  };
}

function openStore(folder: string, log: Log): { store: SettingsStore; isDamaged: boolean } {
  const open = (): SettingsStore =>
    new ElectronStore({
      cwd: folder,
      name: 'settings',
      deserialize: (text) => settingsFileSchema.parse(JSON.parse(text)),
    });
  try {
    return { store: open(), isDamaged: false };
  } catch (cause) {
    log.warn('settings.damaged', { cause: nameOf(cause) });
    const file = join(folder, 'settings.json');
    renameSync(file, `${file}.damaged-${Date.now()}`);
    return { store: open(), isDamaged: true };
  }
}

type SettingsStore = ElectronStore<Record<string, unknown>>;

/** Names a fault without quoting the file. */
function nameOf(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  return 'code' in cause ? String(cause.code) : cause.name;
}

function changesBetween(before: Settings, after: Settings): readonly ChangedSetting[] {
  return clerkSettingsSchema
    .keyof()
    .options.filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .map((key) => ({ key, before: inWords(before[key]), after: inWords(after[key]) }));
}

function inWords(value: Settings[keyof SettingsChange]): string | number {
  if (value === null) return '';
  if (typeof value !== 'object') return value;
  if ('maxGapMs' in value) return `≥ ${value.minLength}, ≤ ${value.maxGapMs} ms`;
  const { width, height, x, y } = value.bounds;
  return `${value.label} ${width}×${height} (${x}, ${y})`.trim();
}
