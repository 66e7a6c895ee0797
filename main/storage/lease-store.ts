import { createHmac } from 'node:crypto';
import type { Form } from '../../src/domain/form.ts';
import type { LicenceValues } from '../../src/domain/licence.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { type RandomBytes, uuidV7 } from '../../src/support/ids.ts';
import { ok } from '../../src/support/result.ts';
import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import type { LeaseKeys } from './lease-keys.ts';
import type { Place, Sealer } from './sealing.ts';
import { machineFault } from './storage-failure.ts';

/**
 * Milliseconds the clock may step back before leases become unreadable: time servers correct clocks by less, somebody
 * who wants a lease to live longer has to turn it back by more.
 */
const clockTolerance = 120_000;

/**
 * Milliseconds by which the time at which the platform was last reached may be behind: few enough to matter little where
 * hours count, many enough for a disk that need not confirm every answer.
 */
const reachedUnwritten = 600_000;

/**
 * Milliseconds by which the latest time seen may be ahead of the one that is written, unless a lease has ended in between:
 * far less than a clock may step back, and reading a form does not wait for the disk each time.
 */
const seenUnwritten = 10_000;

/** What the citizen's consent has brought, and what was made of it. */
export interface LeaseContent {
  readonly licences: readonly LicenceValues[];
  readonly form: Form;
}

/** What a lease is bound to: only whoever names all three reads it. */
export interface LeaseBinding {
  readonly caseId: string;
  /** Who the values are about, e.g. the identity number; kept only as a hash that dies with the lease's key. */
  readonly holder: string;
  readonly clerk: string;
}

/** A lease to be opened. */
export interface NewLease extends LeaseBinding {
  readonly endsAt: Instant;
  readonly content: LeaseContent;
}

/**
 * Leases: values bound to case, holder and clerk until an end, then shredded. Each has its own key. A lease that was
 * shredded, has ended, never was or is bound to something else gives `lease.ended`. All end early where the platform has
 * not been reached for longer than the workstation may work without it.
 */
export interface LeaseStore {
  /**
   * Makes the key of the lease that is opened next, unless it is there: two writes that the disk has to confirm, done
   * while nobody waits for them.
   */
  prepare(): void;
  /**
   * Opens a lease, with what the platform has just answered. It lasts from the moment the case that it belongs to is stored
   * with it; an earlier lease of that case is shredded with the next that have ended. Not inside a transaction.
   * @returns its id
   */
  open(lease: NewLease): string;
  /**
   * The content, unless a time at or after the end has ever been seen, or `now` is well before the latest time seen.
   * Not inside a transaction, for a lease that turns out to have ended is shredded at once.
   */
  read(leaseId: string, binding: LeaseBinding, now: Instant): Outcome<LeaseContent>;
  /** Replaces the content. */
  write(leaseId: string, binding: LeaseBinding, content: LeaseContent): Outcome<undefined>;
  /**
   * Opens a lease with another content under a key of its own, bound to the same until the same end. The other one is to be
   * shredded once the case is stored with this one: then nothing can be read of what it had.
   * @returns its id
   */
  renew(leaseId: string, binding: LeaseBinding, content: LeaseContent): Outcome<string>;
  /** The platform has answered: leases may be read for as long as the workstation may work without it, from now on. */
  noteReached(now: Instant): void;
  /**
   * The time (Unix milliseconds) that it is by now at the least, whatever the clock says: it is not before the latest time ever
   * seen, and while the program runs and the platform is away, it goes on with the monotonic clock.
   */
  leastTime(now: Instant): number;
  /** Milliseconds since the platform last answered, by the least time that it can be; 0 where it never has. */
  timeAway(now: Instant): number;
  /** Makes a lease unreadable for good; repeating it is harmless. Not inside a transaction. */
  shred(leaseId: string): void;
  /** Shreds every lease there is: nobody may work here any more. Not inside a transaction. */
  shredAll(): void;
  /**
   * Shreds what has ended by itself or with its case, and what a crash left half made or half shredded. Not inside a
   * transaction.
   */
  shredEnded(now: Instant): void;
}

interface LeaseRow {
  readonly id: string;
  readonly case_id: string;
  readonly clerk: string;
  readonly holder: Uint8Array;
  readonly ends_at: number;
  readonly content: Uint8Array;
}

interface Dependencies {
  readonly database: Database;
  readonly keys: LeaseKeys;
  /** Seals under a lease's own key. */
  readonly sealerOf: (key: Uint8Array) => Sealer;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Milliseconds without the platform after which every lease has ended. */
  readonly offlineLimit: () => number;
}

/** A lease's row, as much of it as tells whether it has ended. */
interface Ending extends Pick<LeaseRow, 'id' | 'ends_at'> {
  readonly case_ended: number;
  /** A newer one of the same case is there. */
  readonly replaced: number;
}

/** The leases of a database, with their keys. */
export function createLeaseStore(dependencies: Dependencies): LeaseStore {
  const { database, keys, sealerOf, clock, randomBytes, offlineLimit } = dependencies;
  const insert = database.prepare(
    `INSERT INTO leases (id, case_id, clerk, holder, ends_at, content)
     VALUES (:id, :case_id, :clerk, :holder, :ends_at, :content)`,
  );
  const select = database.prepare<LeaseRow>('SELECT * FROM leases WHERE id = :id');
  const selectEnds = database.prepare<Ending>(
    `SELECT leases.id, ends_at, coalesce(stage IN ('received', 'closed'), 0) AS case_ended,
       EXISTS (
         SELECT 1 FROM leases AS newer
         WHERE newer.case_id = leases.case_id AND newer.rowid > leases.rowid
       ) AS replaced
     FROM leases LEFT JOIN cases ON cases.id = leases.case_id`,
  );
  const update = database.prepare('UPDATE leases SET content = :content WHERE id = :id');
  const remove = database.prepare('DELETE FROM leases WHERE id = :id');
  const selectTime = database.prepare<{ readonly seen: number; readonly reached: number }>(
    'SELECT seen, reached FROM lease_time',
  );
  const raiseSeen = database.prepare(
    `UPDATE lease_time SET seen = :now WHERE seen <= :unwritten
     OR (seen < :now AND EXISTS (SELECT 1 FROM leases WHERE ends_at > seen AND ends_at <= :now))`,
  );

  const beginTimeAnew = database.prepare('UPDATE lease_time SET seen = :now, reached = :now');
  const raiseReached = database.prepare('UPDATE lease_time SET reached = :now');

  let seenHere = 0;
  let reachedHere = 0;
  const see = (time: number): void => {
    seenHere = Math.max(seenHere, time);
    unlessFaulty(() => raiseSeen.run({ now: time, unwritten: time - seenUnwritten }));
  };
  const latestSeen = (): number =>
    Math.max(seenHere, selectTime.get()?.seen ?? Number.POSITIVE_INFINITY);
  const lastReached = (): number => Math.max(reachedHere, selectTime.get()?.reached ?? 0);
  const hasEnded = ({ ends_at }: Pick<LeaseRow, 'ends_at'>, seen: number): boolean =>
    seen >= ends_at || seen >= lastReached() + offlineLimit();

  /** When this program last knew how long the platform had been away, on the monotonic clock, and how long that was. */
  let known: { readonly at: number; readonly away: number } | undefined;
  const timeAway = (time: number): number => {
    const reached = lastReached();
    if (reached === 0) return 0;
    const bySight = Math.max(time, latestSeen()) - reached;
    const at = clock.monotonic();
    known ??= { at, away: bySight };
    const away = Math.max(bySight, known.away + at - known.at);
    // A clock that was turned back is not believed after the next start either.
    if (away > bySight + clockTolerance) see(Math.round(reached + away));
    return away;
  };

  const noteReached = (time: number): void => {
    known = { at: clock.monotonic(), away: 0 };
    // A clock that was ahead by mistake has been seen: what has passed is counted from there.
    reachedHere = Math.max(reachedHere, time, latestSeen());
    if (reachedHere - (selectTime.get()?.reached ?? 0) < reachedUnwritten) return;
    unlessFaulty(() => raiseReached.run({ now: reachedHere }));
  };

  /**
   * A clock that was far ahead once would end every lease to come. All there were have ended by it, and the mark has nothing
   * left to protect: it begins anew.
   */
  const forgetFalseTime = (time: number): void => {
    if (time >= latestSeen() - clockTolerance) return;
    shredEnded(latestSeen());
    if (selectEnds.all().length > 0) return;
    beginTimeAnew.run({ now: time });
    seenHere = time;
    reachedHere = time;
    known = undefined;
  };

  /** The key of no lease yet. One that is left over is swept at the next start. */
  let prepared: { readonly id: string; readonly key: Uint8Array } | undefined;
  const prepare = () => {
    if (prepared === undefined) {
      const id = uuidV7(Date.parse(clock.now()), randomBytes);
      const key = randomBytes(32);
      keys.add(id, key);
      prepared = { id, key };
    }
    return prepared;
  };

  const add = ({ caseId, holder, clerk, endsAt, content }: NewLease): string => {
    const { id, key } = prepare();
    const row = {
      id,
      case_id: caseId,
      clerk,
      holder: commitmentTo(holder, key),
      ends_at: Date.parse(endsAt),
    };
    const sealed = sealerOf(key).seal(placeOf(row), content);
    // The case that points to it is stored next, and on the disk neither is without the other.
    database.unconfirmed(() => insert.run({ ...row, content: sealed }));
    prepared = undefined;
    return id;
  };

  const find = (leaseId: string): { row: LeaseRow; key: Uint8Array } | undefined => {
    const row = select.get({ id: leaseId });
    const key = keys.get(leaseId);
    return row === undefined || key === undefined ? undefined : { row, key };
  };

  const shredAll = (leaseIds: readonly string[]): void => {
    if (leaseIds.length === 0) return;
    if (database.inTransaction) {
      throw new DatabaseError('SQLITE_MISUSE', 'A lease is not shredded inside a transaction.');
    }
    // The key first: from here on a crash leaves nothing that can be opened.
    keys.drop(leaseIds);
    for (const id of leaseIds) remove.run({ id });
    if (database.pragma('wal_checkpoint(TRUNCATE)') !== 0) {
      throw new DatabaseError('SQLITE_BUSY', 'The write-ahead log could not be truncated.');
    }
  };

  const shredEnded = (seen: number): void => {
    const rows = selectEnds.all();
    const rowIds = new Set(rows.map(({ id }) => id));
    const ended = rows.filter(
      (row) =>
        hasEnded(row, seen) ||
        row.case_ended === 1 ||
        row.replaced === 1 ||
        keys.get(row.id) === undefined,
    );
    const keysWithoutRow = keys.ids.filter((id) => !rowIds.has(id) && id !== prepared?.id);
    shredAll([...ended.map(({ id }) => id), ...keysWithoutRow]);
  };

  return {
    prepare() {
      prepare();
    },
    open(lease) {
      const now = Date.parse(clock.now());
      forgetFalseTime(now);
      noteReached(now);
      return add(lease);
    },
    read(leaseId, binding, now) {
      const time = Date.parse(now);
      see(time);
      const found = find(leaseId);
      if (found === undefined) return fail('lease.ended');
      const seen = latestSeen();
      if (hasEnded(found.row, seen)) {
        unlessFaulty(() => shredAll([leaseId]));
        return fail('lease.ended');
      }
      if (time < seen - clockTolerance) return fail('lease.ended');
      const { row, key } = found;
      const opened = sealerOf(key).open<LeaseContent>(placeOf(row), row.content);
      return opened.ok && !isBoundTo(found, binding) ? fail('lease.ended') : opened;
    },
    write(leaseId, binding, content) {
      const found = find(leaseId);
      if (found === undefined || hasEnded(found.row, latestSeen())) return fail('lease.ended');
      if (!isBoundTo(found, binding)) return fail('lease.ended');
      const sealer = sealerOf(found.key);
      update.run({ id: leaseId, content: sealer.seal(placeOf(found.row), content) });
      return ok(undefined);
    },
    renew(leaseId, binding, content) {
      const found = find(leaseId);
      if (found === undefined || hasEnded(found.row, latestSeen())) return fail('lease.ended');
      if (!isBoundTo(found, binding)) return fail('lease.ended');
      const endsAt = new Date(found.row.ends_at).toISOString();
      return ok(add({ ...binding, endsAt, content }));
    },
    shred(leaseId) {
      shredAll([leaseId]);
    },
    shredAll() {
      prepared = undefined;
      shredAll([...new Set([...selectEnds.all().map(({ id }) => id), ...keys.ids])]);
    },
    shredEnded(now) {
      see(Date.parse(now));
      shredEnded(latestSeen());
    },
    noteReached(now) {
      noteReached(Date.parse(now));
    },
    leastTime: (now) => {
      const time = Date.parse(now);
      return Math.floor(Math.max(time, latestSeen(), lastReached() + timeAway(time)));
    },
    timeAway: (now) => timeAway(Date.parse(now)),
  };
}

/**
 * Does what the next start does otherwise: on a full disk a lease is still read while it lasts, and one that has ended is
 * not.
 */
function unlessFaulty(act: () => void): void {
  try {
    act();
  } catch (cause) {
    if (machineFault(cause) === undefined) throw cause;
  }
}

function commitmentTo(holder: string, key: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac('sha256', key).update(holder).digest());
}

function isBoundTo(
  { row, key }: { readonly row: LeaseRow; readonly key: Uint8Array },
  { caseId, holder, clerk }: LeaseBinding,
): boolean {
  const isHolder = Buffer.from(row.holder).equals(commitmentTo(holder, key));
  return row.case_id === caseId && row.clerk === clerk && isHolder;
}

function placeOf(row: Omit<LeaseRow, 'content'>): Place {
  const { id, case_id, clerk, holder, ends_at } = row;
  const commitment = Buffer.from(holder).toString('hex');
  return { table: 'leases', id, columns: { case_id, clerk, holder: commitment, ends_at } };
}
