import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Actor } from '../../src/audit/audit-row.ts';
import { batchLimits, eventSchema } from '../../src/contracts/platform-api.ts';
import { fail } from '../../src/failures/failure.ts';
import { systemClock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { openDurable } from './database.ts';
import { loadDriver } from './load-driver.ts';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { createOutbox } from './outbox.ts';
import { aesGcmSealer } from './sealing.ts';
import type { Storage } from './storage.ts';
import { driverNames } from './testing/drivers.ts';
import { sampleCase, sampleEvent } from './testing/samples.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { eventIn, written } from './testing/written-events.ts';

const epoch = '019ab000-0000-7000-8000-0000000000e1';
const platformA = '11111111-1111-4111-8111-111111111111';
const platformB = '22222222-2222-4222-8222-222222222222';

function enqueue(storage: Storage, ...indexes: readonly number[]): void {
  storage.transaction(() => {
    for (const index of indexes) storage.outbox.enqueue(sampleEvent(index));
    return ok(undefined);
  });
}

function waiting({ outbox }: Storage): readonly number[] {
  const pending = outbox.pending(batchLimits);
  if (!pending.ok) throw new Error(pending.problem.code);
  return pending.value.map(({ seq }) => seq);
}

function acknowledge(
  storage: Storage,
  ackedThrough: number,
  { platformId = platformA, rejected = [] as { seq: number; code: string }[] } = {},
): ReturnType<Storage['outbox']['acknowledge']> {
  return storage.transaction(() =>
    storage.outbox.acknowledge({ platformId, ackedThrough, rejected, received: [] }),
  );
}

describe.each(driverNames)('the outbox on %s', (driver) => {
  const openOutbox = (folder = temporaryFolder()): Promise<Storage> =>
    openTestStorage(folder, driver);

  it('takes no event that would not fit a request, nor anything that was stored with it', async () => {
    const storage = await openOutbox();
    const { payload, ...event } = sampleEvent(1);
    const variant = 'x'.repeat(batchLimits.bytes);
    expect(() =>
      storage.transaction(() => {
        storage.cases.save(sampleCase({ id: payload.caseId }));
        storage.outbox.enqueue({ ...event, payload: { ...payload, variant } });
        return ok(null);
      }),
    ).toThrow(/does not fit a request/);
    expect(storage.cases.load(payload.caseId).ok).toBe(false);
    enqueue(storage, 2);
    expect(waiting(storage)).toEqual([1]);
  });

  it('gives events back in order, as the contract wants them, also after a restart', async () => {
    const folder = temporaryFolder();
    const storage = await openOutbox(folder);
    enqueue(storage, 1, 2);
    storage.close();
    const reopened = await openOutbox(folder);
    enqueue(reopened, 3);
    const pending = reopened.outbox.pending(batchLimits);
    expect(pending).toEqual(ok([1, 2, 3].map((seq) => written({ seq, ...sampleEvent(seq) }))));
    if (pending.ok) for (const event of pending.value) eventSchema.parse(eventIn(event));
  });

  it('commits an event with the change it reports, or neither', async () => {
    const storage = await openOutbox();
    const submitting = sampleCase({ stage: 'submitting' });
    const submit = (outcome: Parameters<typeof storage.transaction>[0]) =>
      storage.transaction(() => {
        storage.cases.save(submitting);
        storage.outbox.enqueue(sampleEvent(1));
        return outcome();
      });
    submit(() => fail('case.unknown'));
    expect(() =>
      submit(() => {
        throw new Error('broken');
      }),
    ).toThrow('broken');
    expect(storage.cases.load(submitting.id)).toEqual(fail('case.unknown'));
    expect(storage.outbox.counts()).toEqual({ waiting: 0, rejected: 0 });
    submit(() => ok(undefined));
    expect(storage.cases.load(submitting.id)).toEqual(ok(submitting));
    // The numbers of what was rolled back are not lost: there is no gap.
    expect(waiting(storage)).toEqual([1]);
  });

  it('changes only inside a transaction', async () => {
    const { outbox } = await openOutbox();
    const answer = { platformId: platformA, ackedThrough: 0, rejected: [], received: [] };
    expect(() => outbox.enqueue(sampleEvent(1))).toThrow(/only in a transaction/);
    expect(() => outbox.acknowledge(answer)).toThrow(/only in a transaction/);
  });

  it('takes the same event once only', async () => {
    const storage = await openOutbox();
    enqueue(storage, 1);
    expect(() => enqueue(storage, 1)).toThrow(/UNIQUE/);
    expect(waiting(storage)).toEqual([1]);
  });

  it('waits for the acknowledgement, and goes back with it', async () => {
    const storage = await openOutbox();
    enqueue(storage, 1, 2, 3);
    acknowledge(storage, 2);
    expect(waiting(storage)).toEqual([3]);
    acknowledge(storage, 3);
    expect(storage.outbox.counts()).toEqual({ waiting: 0, rejected: 0 });
    acknowledge(storage, 1);
    expect(waiting(storage)).toEqual([2, 3]);
  });

  it('sends everything again to another platform', async () => {
    const storage = await openOutbox();
    enqueue(storage, 1, 2, 3);
    acknowledge(storage, 2);
    acknowledge(storage, 3, { platformId: platformB });
    expect(waiting(storage)).toEqual([1, 2, 3]);
    acknowledge(storage, 3, { platformId: platformB });
    expect(waiting(storage)).toEqual([]);
  });

  it('keeps rejected events apart for as long as the rejection stands', async () => {
    const storage = await openOutbox();
    enqueue(storage, 1, 2, 3);
    const rejection = { seq: 2, code: 'item-unknown' };
    const seen = { ...rejection, caseId: sampleEvent(2).payload.caseId };
    expect(acknowledge(storage, 3, { rejected: [rejection] })).toEqual(
      ok({ received: [], rejected: [seen] }),
    );
    expect(storage.outbox.counts()).toEqual({ waiting: 0, rejected: 1 });
    expect(storage.outbox.rejections()).toEqual([seen]);
    expect(acknowledge(storage, 3)).toEqual(ok({ received: [], rejected: [] }));
    expect(storage.outbox.rejections()).toEqual([seen]);
    acknowledge(storage, 1);
    expect(storage.outbox.counts()).toEqual({
      waiting: 2,
      rejected: 0,
      oldestWaiting: sampleEvent(2).at,
    });
  });

  it('counts no case for a rejected event that belongs to none', async () => {
    const storage = await openOutbox();
    const { at } = sampleEvent(1);
    const payload = {
      ticket: '019ab000-0000-7000-8000-00000000e0e0',
      itemCode: 'ITEM-1',
      windowId: 'W-01',
      level: 'satisfied',
      at,
    } as const;
    storage.transaction(() => {
      storage.outbox.enqueue({ id: sampleEvent(1).id, kind: 'service:rated', at, payload });
      return ok(null);
    });
    expect(storage.outbox.counts()).toEqual({ waiting: 1, rejected: 0, oldestWaiting: at });
    acknowledge(storage, 1, { rejected: [{ seq: 1, code: 'already-rated' }] });
    expect(storage.outbox.counts()).toEqual({ waiting: 0, rejected: 0 });
  });

  it('returns the case numbers of its own cases only', async () => {
    const storage = await openOutbox();
    enqueue(storage, 1);
    const evaluationTicket = '019ab000-0000-7000-8000-00000000e0e0';
    const own = { caseId: sampleEvent(1).payload.caseId, caseNumber: 'FS-1', evaluationTicket };
    const foreign = { caseId: sampleEvent(9).payload.caseId, caseNumber: 'FS-9', evaluationTicket };
    const answer = { platformId: platformA, ackedThrough: 1, rejected: [] };
    expect(
      storage.transaction(() =>
        storage.outbox.acknowledge({ ...answer, received: [own, foreign] }),
      ),
    ).toEqual(ok({ received: [own], rejected: [] }));
  });

  it('believes no acknowledgement of events that do not exist', async () => {
    const storage = await openOutbox();
    enqueue(storage, 1);
    expect(acknowledge(storage, 2)).toEqual(fail('platform.wrong-shape'));
    expect(waiting(storage)).toEqual([1]);
  });

  it('stops before an event that cannot be read, and says so when it is the first', async () => {
    const folder = temporaryFolder();
    const storage = await openOutbox(folder);
    enqueue(storage, 1, 2, 3);
    const raw = openDurable(loadDriver(driver), join(folder, 'store', 'workstation.db'));
    if (!raw.ok) throw new Error(raw.problem.code);
    onTestFinished(raw.value.close);
    raw.value.exec(
      'UPDATE outbox SET body = (SELECT body FROM outbox WHERE seq = 3) WHERE seq = 2',
    );
    expect(waiting(storage)).toEqual([1]);
    acknowledge(storage, 1);
    expect(storage.outbox.pending(batchLimits)).toEqual(
      fail('storage.unreadable-record', {
        table: 'outbox',
        id: `${storage.workstation.epoch}/2`,
      }),
    );
  });
});

it('behaves as its model, whatever the platform answers', { timeout: 30_000 }, async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('enqueue' as const) }),
    fc.record({
      do: fc.constant('acknowledge' as const),
      platformId: fc.constantFrom(platformA, platformB),
      ackedThrough: fc.nat(6),
      rejected: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
    }),
  );
  const storage = await openTestStorage(temporaryFolder());
  let events = 0;
  let acked = 0;
  let platform: string | undefined;
  const rejected = new Set<number>();
  const run = fc.array(step, { minLength: 120, maxLength: 120 });
  // One long history: each prefix of it is a case of its own.
  for (const taken of fc.sample(run, { seed: 20261124, numRuns: 1 }).flat()) {
    if (taken.do === 'enqueue') {
      events += 1;
      enqueue(storage, events);
    } else {
      const ackedThrough = Math.max(0, events - taken.ackedThrough);
      const verdicts = taken.rejected.map((back) => events - back).filter((seq) => seq > 0);
      const answer = verdicts.map((seq) => ({ seq, code: 'no' }));
      const { ok: accepted } = acknowledge(storage, ackedThrough, { ...taken, rejected: answer });
      expect(accepted).toBe(verdicts.every((seq) => seq <= ackedThrough));
      if (accepted) {
        const moved = platform !== undefined && platform !== taken.platformId;
        acked = moved ? 0 : ackedThrough;
        platform = taken.platformId;
        if (!moved) for (const seq of verdicts) rejected.add(seq);
        for (const seq of rejected) if (seq > acked) rejected.delete(seq);
      }
    }
    expect(storage.outbox.counts()).toMatchObject({
      waiting: events - acked,
      rejected: rejected.size,
    });
    expect(waiting(storage)).toEqual(
      Array.from({ length: Math.min(200, events - acked) }, (_none, index) => acked + index + 1),
    );
  }
});

describe('whose an event is', () => {
  it('is whoever’s was at the counter, until it is given to somebody else', async () => {
    const folder = temporaryFolder();
    let account = 'zhanggong';
    const actor = (): Actor => ({ account, role: 'clerk' });
    const storage = await openTestStorage(folder, undefined, { actor });
    const enqueue = (number: number) =>
      storage.transaction(() => ok(storage.outbox.enqueue(sampleEvent(number))));
    enqueue(1);
    account = 'huangwen';
    enqueue(2);
    const { caseId } = sampleEvent(1).payload;
    expect(storage.outbox.entries()).toMatchObject([
      { seq: 1, kind: 'case:received', caseId, clerk: 'zhanggong', state: 'waiting' },
      { seq: 2, clerk: 'huangwen', state: 'waiting' },
    ]);
    storage.transaction(() => ok(storage.outbox.giveTo(caseId, 'huangwen')));
    expect(storage.outbox.entries().map(({ clerk }) => clerk)).toEqual(['huangwen', 'huangwen']);
  });

  it('is sealed with it: another name in its place is not believed', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    enqueue(storage, 1);
    const raw = openDurable(
      loadDriver(storage.driver.driver),
      join(folder, 'store/workstation.db'),
    );
    if (!raw.ok) throw new Error(raw.problem.code);
    onTestFinished(raw.value.close);
    raw.value.exec("UPDATE outbox SET clerk = 'huangwen'");
    expect(storage.outbox.pending(batchLimits)).toMatchObject(fail('storage.unreadable-record'));
  });

  it('of before it was sealed with it is sent as it is, and given on', () => {
    const file = join(temporaryFolder(), 'outbox.db');
    const opened = openDatabase(loadDriver('better-sqlite3'), file, migrations);
    if (!opened.ok) throw new Error(opened.problem.code);
    const database = opened.value;
    onTestFinished(database.close);
    const sealer = aesGcmSealer(randomBytes(32), randomBytes);
    const keptFrom = () => ({ at: systemClock.now(), isTold: false });
    const outbox = createOutbox({ database, sealer, epoch, keptFrom, clerk: () => null });
    const event = sampleEvent(1);
    const row = { seq: 1, event_id: event.id, case_id: event.payload.caseId, clerk: 'zhanggong' };
    const place = {
      table: 'outbox',
      id: `${epoch}/1`,
      columns: { event_id: row.event_id, case_id: row.case_id },
    };
    database
      .prepare(
        `INSERT INTO outbox (seq, event_id, case_id, clerk, enqueued_at, body)
         VALUES (:seq, :event_id, :case_id, :clerk, '', :body)`,
      )
      .run({ ...row, body: sealer.seal(place, event) });
    const sent = ok([written({ seq: 1, ...event })]);
    expect(outbox.pending(batchLimits)).toEqual(sent);
    database.transaction(() => ok(outbox.giveTo(row.case_id, 'huangwen')));
    expect(outbox.entries()).toMatchObject([{ seq: 1, clerk: 'huangwen', since: event.at }]);
    expect(outbox.pending(batchLimits)).toEqual(sent);
  });

  it('is not asked once the platform has it, and stays to be seen where it was refused', async () => {
    const storage = await openTestStorage(temporaryFolder());
    for (const number of [1, 2, 3]) {
      storage.transaction(() => ok(storage.outbox.enqueue(sampleEvent(number))));
    }
    storage.transaction(() =>
      storage.outbox.acknowledge({
        platformId: 'P',
        ackedThrough: 2,
        rejected: [{ seq: 2, code: 'item-unknown' }],
        received: [],
      }),
    );
    expect(storage.outbox.entries()).toMatchObject([
      { seq: 2, state: 'rejected', code: 'item-unknown' },
      { seq: 3, state: 'waiting' },
    ]);
  });
});

describe('an acknowledgement without the platform’s word for the time', () => {
  it('counts no earlier than the one before it', async () => {
    let at = '2026-11-24T01:00:00.000Z';
    const keptFrom = () => ({ at, isTold: false });
    const storage = await openTestStorage(temporaryFolder(), undefined, { keptFrom });
    const acknowledge = (ackedThrough: number) =>
      storage.transaction(() => {
        storage.outbox.enqueue(sampleEvent(ackedThrough));
        return storage.outbox.acknowledge({
          platformId: 'platform',
          ackedThrough,
          rejected: [],
          received: [],
        });
      });
    at = '2026-12-24T01:00:00.000Z';
    acknowledge(1);
    at = '2026-11-24T01:00:00.000Z';
    acknowledge(2);
    const purge = (day: string) =>
      storage.transaction(() => ok(storage.outbox.purgeAcknowledgedBefore(day)));
    expect(purge('2026-12-24')).toEqual(ok({}));
    expect(purge('2026-12-25')).toEqual(ok({ 'case:received': 2 }));
  });
});
