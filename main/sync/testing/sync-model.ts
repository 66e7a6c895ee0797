import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Kysely } from 'kysely';
import type { Tables } from '../../../reference-platform/database/tables.ts';
import type { PlatformUnderTest } from '../../../reference-platform/testing/platform-under-test.ts';
import { receivedCase } from '../../../reference-platform/testing/received-case.ts';
import { type BatchAnswer, platformPaths } from '../../../src/contracts/platform-api.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { uuidV7 } from '../../../src/support/ids.ts';
import { ok } from '../../../src/support/result.ts';
import type { WrittenBatch } from '../../../src/sync/batching.ts';
import { enrolmentOn } from '../../enrolment/testing/enrolment-under-test.ts';
import { settingsSchema } from '../../settings/settings.ts';
import { openEnrolmentFile } from '../../storage/enrolment-file.ts';
import { createRetention } from '../../storage/retention.ts';
import type { Storage } from '../../storage/storage.ts';
import { secretBoxWith } from '../../storage/testing/reversible-secret-box.ts';
import { tryOpenStorage } from '../../storage/testing/storage-under-test.ts';
import { eventIn } from '../../storage/testing/written-events.ts';
import { type OutboxDrain, startOutboxDrain } from '../outbox-drain.ts';

/** What ought to be so: every event ever put into the outbox, in order. */
export interface SyncModel {
  readonly events: { readonly caseId: string; readonly isPoison: boolean }[];
  /** What the platform was copied with, where it was. */
  copy: PlatformKey | undefined;
  /** The platform may have lost what the workstation has not heard of. */
  mayHaveLost: boolean;
  /** The key that the workstation signs with, counted from 1, and whether it knows that the key counts no more. */
  own: PlatformKey;
  /** The newest key that the platform has of the workstation, and whether it is revoked there. */
  atPlatform: PlatformKey;
}

interface PlatformKey {
  readonly key: number;
  readonly isRevoked: boolean;
}

/** Whether the platform takes what the workstation signs, and the workstation still signs. */
function isEnrolled({ own, atPlatform }: SyncModel): boolean {
  return own.key === atPlatform.key && !own.isRevoked && !atPlatform.isRevoked;
}

/** A mistake in the workstation, to see that it is found: what it makes of an answer. */
export type Mutant = (batch: WrittenBatch, answer: BatchAnswer) => BatchAnswer;

/** Faults of one request, after which the drain says that it has not sent. */
const faults = [
  'status500',
  'status503',
  'resetBeforeCommit',
  'resetAfterCommit',
  'dropConnectionAfterCommit',
  'truncatedJson',
  'truncatedBody',
  'wrongShape',
] as const;
type Fault = (typeof faults)[number];

const hour = 60 * 60_000;
const day = 24 * hour;
const copyName = 'copy';

/** A workstation on real files, with the real drain, at the real platform. One run of commands. */
export class SyncUnderTest {
  readonly #bench: PlatformUnderTest;
  readonly #db: Kysely<Tables>;
  readonly #folder: string;
  readonly #mutant: Mutant | undefined;
  readonly #abandoned: Storage[] = [];
  #storage!: Storage;
  #place!: ReturnType<typeof enrolmentOn>;
  #drain!: OutboxDrain;
  /** The wall clock of the workstation, which may be set to anything. */
  #now = Date.parse('2026-11-24T01:00:00.000Z');
  /** The latest time that it has ever been set to. */
  #latest = this.#now;
  #lastBatch: WrittenBatch | undefined;
  #crashesOnAnswer = false;
  #isNotSent = false;
  #onSignal: () => void = () => undefined;

  private constructor(
    bench: PlatformUnderTest,
    db: Kysely<Tables>,
    folder: string,
    mutant: Mutant | undefined,
  ) {
    this.#bench = bench;
    this.#db = db;
    this.#folder = folder;
    this.#mutant = mutant;
  }

  /** A new workstation that has enrolled, at which nobody is logged in. */
  static async begin(
    bench: PlatformUnderTest,
    db: Kysely<Tables>,
    folder: string,
    mutant?: Mutant,
  ): Promise<SyncUnderTest> {
    const sync = new SyncUnderTest(bench, db, folder, mutant);
    await sync.#open();
    mustBeOk(await sync.#place.enrol());
    return sync;
  }

  /** Ends the run; of what was killed, the files were still open. */
  end(): void {
    this.#drain.stop();
    for (const storage of [...this.#abandoned, this.#storage]) storage.close();
  }

  async logIn(): Promise<void> {
    await this.#place.logIn();
  }

  logOut(): Promise<void> {
    return this.#place.platform.logOut();
  }

  /** An administrator revokes the workstation, which hears of it. @returns what is not as it ought to be then */
  async revoke(): Promise<string | undefined> {
    // Behind the latest time that was seen, no lease could be read anyway.
    this.#now = this.#latest;
    const { leases } = this.#storage;
    const lease = { caseId: randomUUID(), holder: 'holder', clerk: 'clerk' };
    const at = (ms: number) => new Date(this.#latest + ms).toISOString();
    const content = { licences: [], form: [] };
    const leaseId = leases.open({ ...lease, endsAt: at(12 * hour), content });
    if (!leases.read(leaseId, lease, at(0)).ok) return 'a lease cannot be read before its end';
    const waiting = this.waiting();
    await this.#place.revokeAtPlatform();
    await this.#place.platform.probe();
    if (this.#place.enrolment.standing().state !== 'revoked') return 'the revocation is not heard';
    if (leases.read(leaseId, lease, at(0)).ok) return 'a lease is read after the revocation';
    if (this.waiting() !== waiting) return 'the revocation has changed what waits';
    const login = await this.#place.logIn();
    return isDeepStrictEqual(login, fail('enrolment.revoked'))
      ? undefined
      : 'somebody logs in after the revocation';
  }

  /** An administrator makes a code, by which the workstation enrols anew. */
  async enrolAnew(): Promise<void> {
    mustBeOk(await this.#place.enrol(true));
  }

  enqueue(events: SyncModel['events']): void {
    this.#storage.transaction(() => {
      for (const { caseId, isPoison } of events) {
        const { seq: _seq, ...event } = receivedCase(1, {
          caseId,
          ...(isPoison ? { itemCode: 'no such item' } : {}),
        });
        this.#storage.outbox.enqueue({ ...event, id: newId() });
      }
      return ok(null);
    });
  }

  /** Lets the drain go as far as it comes. */
  async drain(): Promise<void> {
    this.#isNotSent = false;
    const settled = new Promise<void>((resolve) => {
      this.#onSignal = () => {
        const isIdle = this.#place.platform.session() === undefined || this.waiting() === 0;
        if (isIdle || this.#isNotSent) resolve();
      };
    });
    this.#drain.nudge();
    this.#onSignal();
    await settled;
    // The signal comes from within the drain, which notices a moment later that it has come to its end.
    await setImmediate();
    this.#onSignal = () => undefined;
  }

  async drainWith(fault: Fault | 'processedTwice'): Promise<void> {
    this.#bench.platform.misbehave({ path: platformPaths.batches, fault, times: 1 });
    await this.drain();
    this.#bench.platform.behave();
  }

  async crashOnAnswer(): Promise<void> {
    this.#crashesOnAnswer = true;
    await this.drain();
    this.#crashesOnAnswer = false;
    await this.crash();
  }

  /** Killed: what was open stays as it is. Whoever was logged in comes back. */
  async crash(): Promise<void> {
    this.#abandoned.push(this.#storage);
    await this.#openAgain();
  }

  async restart(): Promise<void> {
    this.#storage.close();
    await this.#openAgain();
  }

  /** A batch that was on its way for long comes once more, whatever has been answered since. */
  async deliverAgain(): Promise<void> {
    if (this.#lastBatch !== undefined) await this.#place.platform.sendBatch(this.#lastBatch);
  }

  async copyPlatform(): Promise<void> {
    await this.#bench.platform.changeWorld({ change: 'takeSnapshot', name: copyName });
  }

  async restorePlatform(): Promise<void> {
    await this.#bench.platform.changeWorld({ change: 'restoreSnapshot', name: copyName });
  }

  async changePlatform(): Promise<void> {
    await this.#bench.platform.changeWorld({ change: 'changePlatformId' });
  }

  shiftClock(ms: number): void {
    this.#now += ms;
    this.#latest = Math.max(this.#latest, this.#now);
  }

  /** To 1970, as a mainboard whose battery is empty. */
  resetClock(): void {
    this.#now = 0;
  }

  purge(): void {
    const retention = createRetention({
      storage: this.#storage,
      numbers: () => settingsSchema.parse({}).numbers,
      platformNow: this.#clock().now,
      onRemoved: () => undefined,
      log: {
        info: () => undefined,
        warn: (event, facts) => {
          throw new Error(`${event} ${JSON.stringify(facts)}`);
        },
      },
    });
    retention.passTime();
  }

  waiting(): number {
    return this.#storage.outbox.counts().waiting;
  }

  /** What of the outbox is not as it ought to be; nothing where all is well. */
  faultOfOutbox({ events }: SyncModel): string | undefined {
    const { outbox } = this.#storage;
    const waiting = this.waiting();
    const gone = outbox.goneThrough();
    const acknowledged = events.length - waiting;
    if (gone > acknowledged && gone < events.length) return 'an event was purged unacknowledged';
    const pending = outbox.pending({ events: events.length + 1, bytes: Number.MAX_SAFE_INTEGER });
    if (!pending.ok) return pending.problem.code;
    const first = events.length - pending.value.length + 1;
    const isWhole = pending.value.every((text, index) => {
      const { seq, payload } = eventIn(text);
      const { caseId } = events[seq - 1] ?? {};
      return seq === first + index && 'caseId' in payload && payload.caseId === caseId;
    });
    return isWhole ? undefined : 'an event is missing or out of its order';
  }

  /** How the platform's cases differ from what it was sent; nothing where they do not. */
  async faultOfPlatform({ events }: SyncModel): Promise<string | undefined> {
    const { id } = this.#storage.workstation;
    const kept = this.#storage.outbox.goneThrough();
    const cases = await this.#db
      .selectFrom('cases')
      .select('case_id')
      .where('workstation_id', '=', id)
      .orderBy('case_number')
      .execute();
    const there = cases.map(({ case_id }) => case_id);
    const isThere = new Set(there);
    // What was purged here and is lost there is lost for good, as after a backup of more than two weeks.
    const due = events.filter(
      ({ caseId, isPoison }, index) => !isPoison && (index >= kept || isThere.has(caseId)),
    );
    if (
      !isSame(
        due.map(({ caseId }) => caseId),
        there,
      )
    ) {
      return `the platform has ${there.length} of ${due.length} cases, or another order`;
    }
    const told = await this.#db
      .selectFrom('journal')
      .select('change')
      .where('audience', '=', `workstation:${id}`)
      .where('change', 'like', '{"kind":"case:received"%')
      .execute();
    if (told.length !== there.length) return 'a case was told of twice, or never';
    const poison = events.flatMap(({ isPoison }, index) =>
      isPoison && index >= kept ? [index + 1] : [],
    );
    const rejected = this.#storage.outbox.rejections().map(({ seq }) => seq);
    return isSame(poison, rejected) ? undefined : 'the rejections are not those of the platform';
  }

  #clock() {
    return { now: () => new Date(this.#now).toISOString(), monotonic: () => performance.now() };
  }

  async #open(): Promise<void> {
    const clock = this.#clock();
    const opened = await tryOpenStorage(this.#folder, { clock });
    if (!opened.ok) throw new Error(opened.problem.code);
    this.#storage = opened.value;
    const file = await openEnrolmentFile(join(this.#folder, 'enrolment.json'), secretBoxWith(0x5a));
    this.#place = enrolmentOn(this.#bench, clock, {
      storage: opened.value,
      file,
      onHappened: (what) => {
        // As the application does: whoever was let in before is not any more.
        if (what === 'revoked' || what === 'enrolled') void this.#place.platform.logOut();
        if (what === 'expired') this.#onSignal();
      },
    });
    const { platform } = this.#place;
    this.#drain = startOutboxDrain({
      storage: opened.value,
      platform: { ...platform, sendBatch: (batch) => this.#send(batch) },
      acknowledge: (answer) => this.#acknowledge(answer),
      clock,
      log: {
        info: () => undefined,
        warn: () => {
          this.#isNotSent = true;
          this.#onSignal();
        },
      },
      onProgress: () => undefined,
      // Tries come at the commands' nudges, within the run's time.
      random: () => 0.999,
    });
  }

  async #openAgain(): Promise<void> {
    const wasLoggedIn = this.#place.platform.session() !== undefined;
    this.#drain.stop();
    await this.#open();
    if (wasLoggedIn) await this.logIn();
  }

  async #send(batch: WrittenBatch): Promise<Outcome<BatchAnswer>> {
    this.#lastBatch = batch;
    const answer = await this.#place.platform.sendBatch(batch);
    return answer.ok && this.#mutant ? ok(this.#mutant(batch, answer.value)) : answer;
  }

  #acknowledge(answer: BatchAnswer): Outcome<null> {
    if (this.#crashesOnAnswer) throw new Error('killed');
    return this.#storage.transaction(() => {
      const taken = this.#storage.outbox.acknowledge(answer);
      queueMicrotask(this.#onSignal);
      return taken.ok ? ok(null) : taken;
    });
  }
}

/** One thing that happens, as a command of a run; its text is the line of a counter-example. */
class Happening implements fc.AsyncCommand<SyncModel, SyncUnderTest> {
  readonly #text: string;
  readonly #happen: (model: SyncModel, real: SyncUnderTest) => void | Promise<void>;
  readonly #mayHappen: (model: SyncModel) => boolean;

  constructor(
    text: string,
    happen: (model: SyncModel, real: SyncUnderTest) => void | Promise<void>,
    mayHappen: (model: SyncModel) => boolean = () => true,
  ) {
    this.#text = text;
    this.#happen = happen;
    this.#mayHappen = mayHappen;
  }

  check(model: Readonly<SyncModel>): boolean {
    return this.#mayHappen(model);
  }

  async run(model: SyncModel, real: SyncUnderTest): Promise<void> {
    await this.#happen(model, real);
    refuse(real.faultOfOutbox(model));
  }

  toString(): string {
    return this.#text;
  }
}

/** Up to so many events in a command: with 30, several batches are needed after a failure. */
function enqueued(maxLength: number) {
  return fc.array(fc.boolean(), { minLength: 1, maxLength }).map((poison) => {
    const text = `enqueue(${poison.map((isPoison) => (isPoison ? 'poison' : 'case')).join(', ')})`;
    return new Happening(text, (model, real) => {
      const events = poison.map((isPoison) => ({ caseId: randomUUID(), isPoison }));
      model.events.push(...events);
      real.enqueue(events);
    });
  });
}

const drained = fc.constant(
  new Happening('drain()', async (model, real) => {
    const hadSome = real.waiting() > 0;
    await real.drain();
    if (hadSome && real.waiting() === 0) model.mayHaveLost = false;
    if (real.waiting() === 0 && !model.mayHaveLost) refuse(await real.faultOfPlatform(model));
  }),
);

const clockJumps = {
  '1 h': hour,
  '-1 h': -hour,
  '15 d': 15 * day,
  '1 a': 365 * day,
  '-1 a': -365 * day,
};

/** Whatever else may happen to an outbox, and how often: what tells whether all is well more often than what upsets it. */
const happenings: readonly (readonly [weight: number, fc.Arbitrary<Happening>])[] = [
  [5, drained],
  [
    3,
    fc
      .constantFrom<Fault | 'processedTwice'>(...faults, 'processedTwice')
      .map((fault) => new Happening(`drain() with ${fault}`, (_, real) => real.drainWith(fault))),
  ],
  [1, fc.constant(new Happening('crash()', (_, real) => real.crash()))],
  [1, fc.constant(new Happening('crash() on the answer', (_, real) => real.crashOnAnswer()))],
  [1, fc.constant(new Happening('restart()', (_, real) => real.restart()))],
  [1, fc.constant(new Happening('the last batch comes again', (_, real) => real.deliverAgain()))],
  [2, fc.constant(new Happening('log in', (_, real) => real.logIn()))],
  [1, fc.constant(new Happening('log out', (_, real) => real.logOut()))],
  [
    2,
    fc.constant(
      new Happening('copy the platform', async (model, real) => {
        await real.copyPlatform();
        model.copy = model.atPlatform;
      }),
    ),
  ],
  [
    3,
    fc.constant(
      new Happening(
        'restore the platform',
        async (model, real) => {
          await real.restorePlatform();
          model.mayHaveLost = true;
          model.atPlatform = model.copy ?? model.atPlatform;
        },
        ({ copy }) => copy !== undefined,
      ),
    ),
  ],
  [1, fc.constant(new Happening('another platform', (_, real) => real.changePlatform()))],
  [
    1,
    fc.constant(
      new Happening(
        'revoke',
        async (model, real) => {
          refuse(await real.revoke());
          model.own = model.atPlatform = { ...model.own, isRevoked: true };
        },
        isEnrolled,
      ),
    ),
  ],
  [3, fc.constant(new Happening('enrol anew', enrolAnew))],
  [
    1,
    fc
      .constantFrom(...Object.entries(clockJumps))
      .map(([name, ms]) => new Happening(`clock ${name}`, (_, real) => real.shiftClock(ms))),
  ],
  [1, fc.constant(new Happening('clock 1970', (_, real) => real.resetClock()))],
  [1, fc.constant(new Happening('purge', (_, real) => real.purge()))],
];

/** Runs of so many commands at most, with so many events in each that adds some; they begin with somebody logged in. */
export function runsOfCommands(most: { readonly commands: number; readonly events: number }) {
  const weighted = [[4, enqueued(most.events)] as const, ...happenings];
  return fc.commands<SyncModel, SyncUnderTest, false>(
    weighted.flatMap(([weight, happening]) => Array.from({ length: weight }, () => happening)),
    { maxCommands: most.commands, size: 'max' },
  );
}

/** Runs commands, and then lets everything be well again: whatever has happened, each case is at the platform, once. */
export async function runCommands(
  commands: Iterable<fc.AsyncCommand<SyncModel, SyncUnderTest>>,
  real: SyncUnderTest,
): Promise<void> {
  const first = { key: 1, isRevoked: false };
  const model: SyncModel = {
    events: [],
    copy: undefined,
    mayHaveLost: false,
    own: first,
    atPlatform: first,
  };
  await real.logIn();
  await fc.asyncModelRun(() => ({ model, real }), commands);
  if (!isEnrolled(model)) await enrolAnew(model, real);
  await real.logIn();
  // A platform that has lost something is found out with the next event.
  const last = { caseId: randomUUID(), isPoison: false };
  model.events.push(last);
  real.enqueue([last]);
  await real.drain();
  if (real.waiting() > 0) throw new Error('the drain does not go on after all is well');
  refuse(await real.faultOfPlatform(model));
}

/** By a new code everything goes on: somebody logs in, and what waited is sent. */
async function enrolAnew(model: SyncModel, real: SyncUnderTest): Promise<void> {
  await real.enrolAnew();
  model.own = model.atPlatform = { key: model.own.key + 1, isRevoked: false };
  await real.logIn();
  await real.drain();
  if (real.waiting() > 0) throw new Error('the outbox does not drain after the new code');
}

function mustBeOk(outcome: Outcome<unknown>): void {
  if (!outcome.ok) throw new Error(outcome.problem.code);
}

function refuse(fault: string | undefined): void {
  if (fault !== undefined) throw new Error(fault);
}

function isSame<Item>(left: readonly Item[], right: readonly Item[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

function newId(): string {
  return uuidV7(Date.now(), randomBytes);
}
