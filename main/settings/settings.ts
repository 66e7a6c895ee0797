import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import { z } from 'zod';
import { type Failure, failure } from '../../src/failures/failure.ts';

/** The numbers of the counter; each has a default and may be set by the technician. */
const numbersSchema = z.strictObject({
  /** Seconds a citizen has to answer a consent page. */
  consentSeconds: z.number().int().min(1).max(3600).default(180),
  /** Seconds a consent page is on screen before it can be agreed to: a base, and more per licence. */
  consentMinimumSeconds: z.number().int().min(0).max(60).default(3),
  consentMinimumSecondsPerLicence: z.number().int().min(0).max(60).default(1),
  /** Hours until values fetched for a case are destroyed even if the case has not ended. */
  leaseHours: z.number().int().min(1).max(24).default(12),
  /** Seconds to wait for a card after 读卡. */
  cardSeconds: z.number().int().min(1).max(120).default(30),
});

/** The citizen's screen. */
const evaluatorSchema = z.strictObject({
  /** A pointer stands for a finger here. Honoured by the test runtime alone. */
  boundPointer: z.boolean().default(false),
  /** With one display only, the citizen's window lies on the clerk's. Honoured by the test runtime alone. */
  shareDisplay: z.boolean().default(false),
});

/** What a technician sets for one counter. */
export const settingsSchema = z.strictObject({
  /** Origin of the central platform, e.g. `https://platform.example`. */
  platformAddress: z.string().default('http://127.0.0.1:8460'),
  /** The window's id at the platform, e.g. `A07`. */
  windowId: z.string().min(1).default('A07'),
  /** Where the ID-card reader is attached: a serial port's path or `tcp://host:port`. Empty: there is none. */
  readerAddress: z.string().default(''),
  readerBaud: z
    .union([9600, 19200, 38400, 57600, 115200].map((baud) => z.literal(baud)))
    .default(115200),
  evaluator: evaluatorSchema.default(evaluatorSchema.parse({})),
  language: z.enum(['zh-CN', 'zh-Hant', 'en']).default('zh-CN'),
  numbers: numbersSchema.default(numbersSchema.parse({})),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The settings in force, and what was wrong with the file they should have come from. */
export interface LoadedSettings {
  readonly settings: Settings;
  readonly problem?: Failure;
}

/**
 * Loads `settings.json` of a folder. A file that is not JSON, or does not hold valid settings, is kept aside under
 * another name, defaults take its place, and the problem is told.
 */
export function loadSettings(folder: string): LoadedSettings {
  const file = join(folder, 'settings.json');
  try {
    const store = new ElectronStore({ cwd: folder, name: 'settings' });
    const parsed = settingsSchema.safeParse(store.store);
    if (parsed.success) return { settings: parsed.data };
  } catch {
    // Not JSON: told below like any other damage.
  }
  if (existsSync(file)) renameSync(file, `${file}.damaged-${Date.now()}`);
  return { settings: settingsSchema.parse({}), problem: failure('settings.damaged') };
}
