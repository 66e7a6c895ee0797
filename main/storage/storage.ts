import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Actor, rowDigestOf, workstationItself } from '../../src/audit/audit-row.ts';
import type { SignatureAlgorithm } from '../../src/evidence/profiles/evidence-profile.ts';
import { type Failure, fail, failure, type Outcome } from '../../src/failures/failure.ts';
import { type Clock, hallDay, type Instant } from '../../src/support/clock.ts';
import type { RandomBytes } from '../../src/support/ids.ts';
import { err, ok } from '../../src/support/result.ts';
import type { KeptFrom } from '../../src/sync/server-time.ts';
import { type AttachmentFiles, attachmentFiles } from './attachment-files.ts';
import { type AuditLog, createAuditLog } from './audit-log.ts';
import { auditedCases, auditedOutbox } from './audited-stores.ts';
import { createBackup } from './backup.ts';
import { type CaseStore, createCaseStore } from './case-store.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { chooseDriver, type DriverChoice } from './choose-driver.ts';
import type { Database } from './database.ts';
import { createDrillStore, type DrillStore } from './drill-store.ts';
import { createEvidenceStore, type EvidenceStore } from './evidence-store.ts';
import { type LeaseKeys, loadLeaseKeys, resetLeaseKeys } from './lease-keys.ts';
import { createLeaseStore, type LeaseStore } from './lease-store.ts';
import { loadDriver } from './load-driver.ts';
import { loadMasterKey } from './master-key.ts';
import { migrations } from './migrations.ts';
import { createOfflineLogins, type OfflineLogins } from './offline-logins.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createProvisionalNumbers, type ProvisionalNumbers } from './provisional-numbers.ts';
import { keepReserve, type Reserve } from './reserve.ts';
import type { RuntimeFacts } from './runtime-facts.ts';
import { openOrSalvage } from './salvage/open-or-salvage.ts';
import {
  isSalvageDue,
  orderSalvage,
  removeDamagedBefore,
  salvageNotice,
} from './salvage/salvage-database.ts';
import { readSealedFile, writeSealedFile } from './sealed-file.ts';
import { aesGcmSealer, type Sealer } from './sealing.ts';
import { machineFault, storageFailure } from './storage-failure.ts';
import { type StorageHealth, watchHealth } from './storage-health.ts';
import { lastStoreAside, storeIn } from './store-aside.ts';
import { createUsedCodes, type UsedCodes } from './used-codes.ts';
import {
  newWorkstation,
  readWorkstation,
  type Workstation,
  writeWorkstation,
} from './workstation.ts';
import type { SecretBox } from './wrapped-file.ts';

/**
 * Milliseconds after which no part of making a backup is begun any more. The end of the program takes five seconds longer for it
 * at most, for which a system that ends waits: one is left for the part that is under way.
 */
const backupLimit = 4_000;
/** Milliseconds that each of its steps waits for another program that holds the database. */
const backupWait = 300;

/** What storage is made of. */
interface StorageOptions {
  /** The application's folder; the files lie in `store/` below it. */
  readonly directory: string;
  readonly secretBox: SecretBox;
  readonly runtime: RuntimeFacts;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Bytes of the disk kept for when it is full: enough to finish what is open, many times over. 4 MiB unless told. */
  readonly reserveBytes?: number;
  /** Hours without the platform after which every lease has ended. 72 unless told. */
  readonly offlineLockedHours?: () => number;
  /** Days that a received case is kept: a backup that is older than those holds what has been removed. 7 unless told. */
  readonly caseDays?: () => number;
  /** From when something that comes now is kept for its time. By this machine's clock unless told. */
  readonly keptFrom?: () => KeptFrom;
  /** The profile whose digest the audit log is chained with. `SM2` unless told. */
  readonly evidenceAlgorithm?: SignatureAlgorithm;
  /** Who is at the counter. Nobody unless told. */
  readonly actor?: () => Actor;
}

/** Databases that were found damaged, as they were put aside. */
interface DamagedDatabases {
  /**
   * Removes those that were seen here before a day (`YYYY-MM-DD` in the hall), and writes down of the others since when they are
   * seen: what their names say is by a clock that nobody had confirmed. @returns how many are removed
   */
  removeBefore(day: string): number;
}

/** Everything the workstation keeps. One process opens it at a time. */
export interface Storage {
  readonly workstation: Workstation;
  readonly driver: DriverChoice;
  readonly cases: CaseStore;
  readonly leases: LeaseStore;
  readonly outbox: Outbox;
  readonly evidence: EvidenceStore;
  readonly audit: AuditLog;
  readonly attachments: AttachmentFiles;
  readonly catalogue: Catalogue;
  readonly provisionalNumbers: ProvisionalNumbers;
  readonly offlineLogins: OfflineLogins;
  readonly usedCodes: UsedCodes;
  readonly drill: DrillStore;
  readonly damaged: DamagedDatabases;
  /**
   * Commits all that `work` has stored if it succeeds, and nothing of it if its outcome is a failure or it throws:
   * a case and the event that reports it are saved in one such call.
   */
  transaction<Value>(work: () => Outcome<Value>): Outcome<Value>;
  /** What people have to be told: of a salvage today, of damage found since, of a full disk as long as it is. */
  notices(): readonly Failure[];
  /** Tells of every change of the notices. */
  onNotice(listener: () => void): void;
  /** From when something that comes now is kept for its time: no moment before one that has been seen here. */
  keptFrom(): Instant;
  /**
   * Puts a copy of the database beside it, sealed as it is, for a salvage; what became of that is written down. What keeps it
   * from being made keeps nobody from anything else: the failure says it (`Backup.make`).
   */
  backUp(): Outcome<null>;
  /** The day in the hall (`YYYY-MM-DD`) that the copy is of; undefined where there is none. */
  backedUpOn(): string | undefined;
  /** Removes the copy, which is of before a day (`YYYY-MM-DD`), and writes that down. */
  dropBackup(before: string): void;
  close(): void;
}

/**
 * Opens the workstation's storage, made on the first call, and shreds the leases that have ended. A damaged database is
 * put aside and what can be read of it taken over. A folder that cannot be written, a file that another program holds
 * and the like are failures; a failure leaves everything as it was, but for a salvage that has begun.
 */
export async function openStorage(options: StorageOptions): Promise<Outcome<Storage>> {
  try {
    const folder = storeIn(options.directory);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const isNew = !readdirSync(folder).some((name) => name.startsWith('workstation.'));
    const { secretBox, randomBytes } = options;
    const keyFile = join(folder, 'master-key.json');
    const masterKey = await loadMasterKey(keyFile, isNew, secretBox, randomBytes);
    return masterKey.ok
      ? openTwice(folder, aesGcmSealer(masterKey.value, randomBytes), options)
      : masterKey;
  } catch (cause) {
    const fault = machineFault(cause);
    if (fault === undefined) throw cause;
    return err(fault);
  }
}

/** Opens once more when there is a way: with the room of the reserve on a full disk, by salvaging what turns out damaged. */
function openTwice(folder: string, sealer: Sealer, options: StorageOptions): Outcome<Storage> {
  const { clock, randomBytes, reserveBytes: bytes = 4 * 1024 * 1024 } = options;
  const reserve = keepReserve(join(folder, 'reserve'), { bytes, clock, randomBytes });
  const hadReserve = reserve.isHeld;
  try {
    return open(folder, sealer, reserve, options);
  } catch (cause) {
    const code = machineFault(cause)?.code;
    if (code === 'storage.disk-full' && hadReserve) reserve.giveUp();
    else if (code !== 'storage.damaged-database') throw cause;
    return open(folder, sealer, reserve, options);
  }
}

function open(
  folder: string,
  sealer: Sealer,
  reserve: Reserve,
  options: StorageOptions,
): Outcome<Storage> {
  const file = join(folder, 'workstation.db');
  const health = watchHealth({ reserve, orderSalvage: () => orderSalvage(file) });
  const keys = openLeaseKeys(join(folder, 'lease-keys.json'), sealer, health);
  const identityFile = join(folder, 'workstation.json');
  const identity = readSealedFile<Workstation>(identityFile, sealer);
  const known = identity.ok ? identity.value : undefined;

  const driver = chooseDriver(options.runtime);
  const opened = openOrSalvage(file, {
    ...options,
    driver: loadDriver(driver.driver),
    migrations,
    sealer,
    known,
    isFounded: !identity.ok || known !== undefined,
    dropLeases: () => keys.drop(keys.ids),
    onError: health.noteError,
  });
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    const salvaged = salvageNotice(file, hallDay(options.clock.now()));
    if (salvaged !== undefined) health.noteSalvage(salvaged);
    const before = readWorkstation(database);
    const workstation = before ?? found(database, options);
    if (!isDeepStrictEqual(workstation, known)) {
      writeSealedFile(identityFile, sealer, workstation);
    }
    const spareBytes = 2 * reserve.bytes;
    const parts = { file, spareBytes, database, keys, sealer, health, workstation, driver };
    const storage = assemble(parts, options);
    noteAside(before === undefined, storage, health, options);
    storage.leases.shredEnded(options.clock.now());
    sweepAttachments(storage);
    health.noteStored();
    return ok(storage);
  } catch (cause) {
    database.close();
    throw cause;
  }
}

/** Keys that cannot be read open nothing: the leases have ended, and their citizens are asked again. */
function openLeaseKeys(file: string, sealer: Sealer, health: StorageHealth): LeaseKeys {
  const place = { file, sealer, onError: health.noteError };
  const loaded = loadLeaseKeys(place);
  if (loaded.ok) return loaded.value;
  health.notice(failure('storage.leases-lost'));
  return resetLeaseKeys(place);
}

/** Gives a new database its place among the others of the platform. */
function found(database: Database, { clock, randomBytes }: StorageOptions): Workstation {
  const workstation = newWorkstation(clock, randomBytes);
  writeWorkstation(database, workstation);
  return workstation;
}

/** A store that was put aside is told of all day, and written down where the log begins that goes on without it. */
function noteAside(
  isNew: boolean,
  { audit }: Storage,
  health: StorageHealth,
  { directory, clock }: StorageOptions,
): void {
  const aside = lastStoreAside(directory);
  if (aside === undefined) return;
  const { folder, since } = aside;
  if (isNew) audit.note('storage:begun-anew', { putAside: since }, workstationItself);
  if (hallDay(since) === hallDay(clock.now())) {
    health.notice(failure('storage.begun-anew', { folder }));
  }
}

/** Files of cases that have ended, or that a crash has kept from reaching one. */
function sweepAttachments({ cases, attachments }: Storage): void {
  const unended = cases.listUnended();
  // Whose files these are cannot be told of a case that cannot be read.
  if (unended.unreadable.length > 0) return;
  const kept = unended.cases.flatMap((open) => open.attachments ?? []);
  attachments.keepOnly(new Set(kept.map(({ id }) => id)));
}

interface Parts {
  /** The database. */
  readonly file: string;
  /** Bytes of the disk that a backup leaves to others. */
  readonly spareBytes: number;
  readonly database: Database;
  readonly keys: LeaseKeys;
  readonly sealer: Sealer;
  readonly health: StorageHealth;
  readonly workstation: Workstation;
  readonly driver: DriverChoice;
}

function assemble(parts: Parts, options: StorageOptions): Storage {
  const { clock, randomBytes, offlineLockedHours = () => 72 } = options;
  const { keptFrom = () => ({ at: clock.now(), isTold: false }) } = options;
  const { evidenceAlgorithm = 'SM2', actor = () => workstationItself } = options;
  const { database, keys, health, workstation, driver } = parts;
  const { epoch } = workstation;
  const sealer = watchSeals(parts.sealer, health);
  const digest = rowDigestOf(evidenceAlgorithm);
  const audit = createAuditLog({ database, epoch, digest, clock, actor });
  const leases = createLeaseStore({
    database,
    keys,
    sealerOf: (key) => watchSeals(aesGcmSealer(key, randomBytes), health),
    clock,
    randomBytes,
    offlineLimit: () => offlineLockedHours() * 3_600_000,
    onShredded: (leaseId) => audit.note('lease:shredded', { leaseId }),
  });
  const notBeforeSeen = (): KeptFrom => {
    const { at, isTold } = keptFrom();
    return isTold ? { at, isTold } : { at: new Date(leases.leastTime(at)).toISOString(), isTold };
  };
  const backup = createBackup({
    database,
    driver: loadDriver(driver.driver),
    migrations,
    file: parts.file,
    sealer: parts.sealer,
    workstation,
    clock,
    latest: () => notBeforeSeen().at,
    spareBytes: parts.spareBytes,
    timeLimit: backupLimit,
  });
  return {
    workstation,
    driver,
    cases: auditedCases(createCaseStore({ database, sealer, clock }), audit),
    leases,
    outbox: auditedOutbox(
      createOutbox({ database, sealer, epoch, keptFrom: notBeforeSeen, clerk: accountOf(actor) }),
      audit,
    ),
    evidence: createEvidenceStore({ database, sealer, epoch }),
    audit,
    attachments: attachmentFiles({
      folder: join(dirname(parts.file), 'attachments'),
      sealer: parts.sealer,
      randomBytes,
      onError: health.noteError,
    }),
    catalogue: createCatalogue({ database, sealer }),
    provisionalNumbers: createProvisionalNumbers(database),
    offlineLogins: createOfflineLogins({ database, sealer }),
    usedCodes: createUsedCodes(database),
    drill: createDrillStore(database),
    damaged: {
      removeBefore: (day) => removeDamagedBefore(parts.file, day, hallDay(notBeforeSeen().at)),
    },
    transaction: (work) => {
      const outcome = database.transaction(work);
      if (outcome.ok) health.noteStored();
      return outcome;
    },
    notices: health.notices,
    onNotice: health.onNotice,
    keptFrom: () => notBeforeSeen().at,
    backUp: () =>
      database.waitingAtMost(backupWait, () => {
        const made = isSalvageDue(parts.file) ? fail('storage.damaged-database') : backup.make();
        if (!made.ok && made.problem.code === 'storage.damaged-database') health.noteUnreadable();
        return noteBackup(audit, made);
      }),
    backedUpOn: backup.day,
    dropBackup: (before) => {
      const facts = { what: 'backup', kind: 'all', count: 1, before };
      database.transaction(() => {
        audit.note('retention:removed', facts, workstationItself);
        backup.remove();
        return ok(null);
      });
    },
    close: () => {
      database.close();
      backup.close();
    },
  };
}

function noteBackup(audit: AuditLog, made: Outcome<null>): Outcome<null> {
  try {
    if (made.ok) audit.note('storage:backed-up', {}, workstationItself);
    else audit.note('storage:not-backed-up', { code: made.problem.code }, workstationItself);
    return made;
  } catch (cause) {
    return err(storageFailure(cause));
  }
}

/** The account of whoever is logged in; null where it is the program itself. */
function accountOf(actor: () => Actor): () => string | null {
  return () => {
    const { account, role } = actor();
    return role === 'workstation' ? null : account;
  };
}

function watchSeals(sealer: Sealer, health: StorageHealth): Sealer {
  const noted = <Value>(opened: Outcome<Value>): Outcome<Value> => {
    if (!opened.ok) health.noteUnreadable();
    return opened;
  };
  return {
    ...sealer,
    open: (place, sealed) => noted(sealer.open<never>(place, sealed)),
    openBytes: (place, sealed) => noted(sealer.openBytes(place, sealed)),
  };
}
