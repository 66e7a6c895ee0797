import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Outcome } from '../../src/failures/failure.ts';
import type { Instant } from '../../src/support/clock.ts';
import { err, ok } from '../../src/support/result.ts';
import { asideSince, nameAside } from './aside-name.ts';
import { renameDurably } from './durable-file.ts';
import { machineFault } from './storage-failure.ts';

/** A store whose key was lost, as it was put aside. */
export interface StoreAside {
  /** The name of its folder. */
  readonly folder: string;
  readonly since: Instant;
}

/** The folder of everything that is kept, in the application's own. */
export function storeIn(directory: string): string {
  // Not `databases`: Electron deletes a folder of that name.
  return join(directory, 'store');
}

/** Begins the names of stores that were put aside; a moment follows. */
const asideIn = (directory: string): string => `${storeIn(directory)}.sealed-`;

/**
 * Renames the store whole, while nothing of it is open: the next start makes a new one. Nothing of it is read, changed or ever
 * removed. Under its old name, and with its secret store, it opens again. Where the folder cannot be renamed, the failure of
 * the machine says why and everything is as it was.
 */
export function putStoreAside(directory: string, now: Instant): Outcome<null> {
  try {
    renameDurably(storeIn(directory), nameAside(asideIn(directory), now));
    return ok(null);
  } catch (cause) {
    const fault = machineFault(cause);
    if (fault === undefined) throw cause;
    return err(fault);
  }
}

/** The store that was put aside last; undefined where none was. */
export function lastStoreAside(directory: string): StoreAside | undefined {
  const prefix = basename(asideIn(directory));
  return readdirSync(directory)
    .filter((name) => name.startsWith(prefix))
    .flatMap((folder) => {
      const since = asideSince(folder.slice(prefix.length));
      return since === undefined ? [] : { folder, since };
    })
    .sort((a, b) => Date.parse(a.since) - Date.parse(b.since))
    .at(-1);
}
