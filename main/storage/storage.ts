import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import type { RandomBytes } from '../../src/support/ids.ts';
import { ok } from '../../src/support/result.ts';
import { type CaseStore, createCaseStore } from './case-store.ts';
import { chooseDriver, type DriverChoice } from './choose-driver.ts';
import { loadLeaseKeys } from './lease-keys.ts';
import { createLeaseStore, type LeaseStore } from './lease-store.ts';
import { loadDriver } from './load-driver.ts';
import { loadMasterKey, type SecretBox } from './master-key.ts';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { RuntimeFacts } from './runtime-facts.ts';
import { aesGcmSealer } from './sealing.ts';
import { loadWorkstation, type Workstation } from './workstation.ts';

/** What storage is made of. */
interface StorageOptions {
  /** The application's folder; the files lie in `store/` below it. */
  readonly directory: string;
  readonly secretBox: SecretBox;
  readonly runtime: RuntimeFacts;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** Everything the workstation keeps. One process opens it at a time. */
export interface Storage {
  readonly workstation: Workstation;
  readonly driver: DriverChoice;
  readonly cases: CaseStore;
  readonly leases: LeaseStore;
  readonly outbox: Outbox;
  /**
   * Commits all that `work` has stored if it succeeds, and nothing of it if its outcome is a failure or it throws:
   * a case and the event that reports it are saved in one such call.
   */
  transaction<Value>(work: () => Outcome<Value>): Outcome<Value>;
  close(): void;
}

/** Opens the workstation's storage, made on the first call. */
export async function openStorage(options: StorageOptions): Promise<Outcome<Storage>> {
  const { secretBox, runtime, clock, randomBytes } = options;
  // Not `databases`: Electron deletes a folder of that name.
  const folder = join(options.directory, 'store');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const databaseFile = join(folder, 'workstation.db');

  const masterKey = await loadMasterKey(
    join(folder, 'master-key.json'),
    !existsSync(databaseFile),
    secretBox,
    randomBytes,
  );
  if (!masterKey.ok) return masterKey;
  const sealer = aesGcmSealer(masterKey.value, randomBytes);
  const keys = loadLeaseKeys(join(folder, 'lease-keys.json'), sealer);
  if (!keys.ok) return keys;

  const driver = chooseDriver(runtime);
  const opened = openDatabase(loadDriver(driver.driver), databaseFile, migrations);
  if (!opened.ok) return opened;
  const database = opened.value;
  const workstation = loadWorkstation(database, clock, randomBytes);
  return ok({
    workstation,
    driver,
    cases: createCaseStore({ database, sealer, clock }),
    leases: createLeaseStore({ database, keys: keys.value, clock, randomBytes }),
    outbox: createOutbox({ database, sealer, epoch: workstation.epoch }),
    transaction: database.transaction,
    close: database.close,
  });
}
