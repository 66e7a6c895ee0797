import { z } from 'zod';

/** The content of `settings.json`, by key, before anything in it has been judged. */
export const settingsFileSchema = z.record(z.string(), z.unknown());
export type SettingsFile = Readonly<z.infer<typeof settingsFileSchema>>;

/** What makes a file of one version a file of the next; the first makes version 2 of version 1. Pure, never edited. */
const upgrades: readonly ((file: SettingsFile) => SettingsFile)[] = [addressBecomesOrigin];

/** The version of the file that this program writes. A file that does not name its version is version 1. */
export const settingsVersion = upgrades.length + 1;

/** Makes a file of an older version one of the newest, keeping every value that is set in it. */
export function upgradeSettings(file: SettingsFile, version: number): SettingsFile {
  return upgrades.slice(version - 1).reduce((older, upgrade) => upgrade(older), file);
}

/** Version 1 took any address and talked to its origin; from version 2 on the origin is what is set. */
function addressBecomesOrigin(file: SettingsFile): SettingsFile {
  const { platformAddress: address } = file;
  if (typeof address !== 'string' || !/^\s*https?:/i.test(address)) return file;
  try {
    return { ...file, platformAddress: new URL(address).origin };
  } catch {
    // No address at all: whoever reads the settings says so.
    return file;
  }
}
