import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Actor } from '../../../src/audit/audit-row.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import type { Clock } from '../../../src/support/clock.ts';
import type { KeptFrom } from '../../../src/sync/server-time.ts';
import type { DriverName } from '../choose-driver.ts';
import { openStorage, type Storage } from '../storage.ts';
import type { SecretBox } from '../wrapped-file.ts';
import { runtimeFor } from './drivers.ts';
import { secretBoxWith } from './reversible-secret-box.ts';

/** A clock that stands still. */
export const stoppedClock: Clock = { now: () => '2026-11-24T01:00:00.000Z', monotonic: () => 0 };

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** What a test has otherwise than the rest. */
interface Changes {
  readonly secretBox?: SecretBox;
  readonly driver?: DriverName;
  readonly clock?: Clock;
  readonly reserveBytes?: number;
  readonly offlineLockedHours?: () => number;
  readonly caseDays?: () => number;
  readonly keptFrom?: () => KeptFrom;
  readonly actor?: () => Actor;
}

/** Opens storage as the application does, by default on the default driver. */
export function tryOpenStorage(
  directory: string,
  { driver = 'better-sqlite3', ...changes }: Changes = {},
): Promise<Outcome<Storage>> {
  return openStorage({
    directory,
    secretBox: secretBoxWith(0x5a),
    runtime: runtimeFor(driver),
    clock: stoppedClock,
    randomBytes: random,
    reserveBytes: 4096,
    ...changes,
  });
}

/** Opens storage that has to open; closed with the running test unless closed before. */
export async function openTestStorage(
  directory: string,
  driver: DriverName = 'better-sqlite3',
  changes: Changes = {},
): Promise<Storage> {
  const opened = await tryOpenStorage(directory, { driver, ...changes });
  if (!opened.ok) throw new Error(opened.problem.code);
  const storage = opened.value;
  let closed = false;
  const close = (): void => {
    if (!closed) storage.close();
    closed = true;
  };
  onTestFinished(close);
  return { ...storage, close };
}
