import { basename } from 'node:path';
import type { Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { readDurableFile, writeDurableFile } from './durable-file.ts';
import type { Place, Sealer } from './sealing.ts';

/**
 * The keys of all leases, in a file of their own outside the database and every backup. Dropping a key here is what
 * makes a lease unreadable for good, whatever copies of the database there are.
 */
export interface LeaseKeys {
  readonly ids: readonly string[];
  get(leaseId: string): Uint8Array | undefined;
  add(leaseId: string, key: Uint8Array): void;
  drop(leaseIds: readonly string[]): void;
}

/** Loads the key file, sealed under the master key; a missing file holds no keys. */
export function loadLeaseKeys(file: string, sealer: Sealer): Outcome<LeaseKeys> {
  const place: Place = { table: basename(file), id: 'all', columns: {} };
  const text = readDurableFile(file);
  const opened: Outcome<Record<string, string>> =
    text === undefined ? ok({}) : sealer.open(place, Buffer.from(text, 'base64'));
  if (!opened.ok) return opened;

  const keys = new Map(
    Object.entries(opened.value).map(([id, key]) => [id, Buffer.from(key, 'base64')]),
  );
  const write = (): void => {
    const content = Object.fromEntries([...keys].map(([id, key]) => [id, key.toString('base64')]));
    writeDurableFile(file, Buffer.from(sealer.seal(place, content)).toString('base64'));
  };
  return ok({
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
  });
}
