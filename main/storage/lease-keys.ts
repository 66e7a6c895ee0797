import type { Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { overwritePrevious } from './durable-file.ts';
import { readSealedFile, replaceSealedFile } from './sealed-file.ts';
import type { Sealer } from './sealing.ts';

/**
 * The keys of all leases, in a file of their own outside the database and every backup. Dropping a key here is what
 * makes a lease unreadable for good, whatever copies of the database there are; the file that had the key is overwritten.
 */
export interface LeaseKeys {
  readonly ids: readonly string[];
  get(leaseId: string): Uint8Array | undefined;
  add(leaseId: string, key: Uint8Array): void;
  drop(leaseIds: readonly string[]): void;
}

/** Where lease keys are kept. */
interface LeaseKeyFile {
  readonly file: string;
  /** Seals under the master key. */
  readonly sealer: Sealer;
  /** Hears of an error in writing before the caller does. */
  readonly onError: (cause: unknown) => void;
}

/** Loads the key file; a missing file holds no keys. */
export function loadLeaseKeys(place: LeaseKeyFile): Outcome<LeaseKeys> {
  overwritePrevious(place.file);
  const opened = readSealedFile<Readonly<Record<string, string>>>(place.file, place.sealer);
  return opened.ok ? ok(leaseKeys(place, opened.value ?? {})) : opened;
}

/** Replaces the key file by one without keys: whatever lease there was has ended. */
export function resetLeaseKeys(place: LeaseKeyFile): LeaseKeys {
  const keys = leaseKeys(place, {});
  keys.drop([]);
  return keys;
}

function leaseKeys(
  { file, sealer, onError }: LeaseKeyFile,
  content: Readonly<Record<string, string>>,
): LeaseKeys {
  const keys = new Map(
    Object.entries(content).map(([id, key]) => [id, Buffer.from(key, 'base64')]),
  );
  const write = (): void => {
    const encoded = [...keys].map(([id, key]) => [id, key.toString('base64')]);
    try {
      replaceSealedFile(file, sealer, Object.fromEntries(encoded));
    } catch (cause) {
      onError(cause);
      throw cause;
    }
  };
  return {
    get ids() {
      return [...keys.keys()];
    },
    get: (leaseId) => keys.get(leaseId),
    add(leaseId, key) {
      keys.set(leaseId, Buffer.from(key));
      write();
    },
    drop(leaseIds) {
      for (const id of leaseIds) keys.delete(id);
      write();
    },
  };
}
