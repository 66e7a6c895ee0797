import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoppedClock } from '../../reference-platform/testing/platform-under-test.ts';
import { signHead, signReceipt } from '../../src/audit/audit-head.ts';
import { exampleKeys } from '../../src/audit/testing/example-log.ts';
import { batchLimits } from '../../src/contracts/platform-api.ts';
import type { GivenEvidence } from '../../src/evidence/evidence-api.ts';
import { recordHash } from '../../src/evidence/evidence-record.ts';
import { exampleHall, exampleId } from '../../src/evidence/testing/example-evidence.ts';
import { ok } from '../../src/support/result.ts';
import { createPlatformTime } from '../platform-client/platform-time.ts';
import { settingsSchema } from '../settings/settings.ts';
import { createRetention } from './retention.ts';
import type { Storage } from './storage.ts';
import { personal, sampleCase, sampleEvent, sampleEvidence } from './testing/samples.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const day = 24 * 60 * 60_000;
const hall = exampleHall('SM2');
const { numbers } = settingsSchema.parse({});
const { caseDays, eventDays } = numbers;
const [platformA, platformB] = ['platform-a', 'platform-b'];

/** A workstation of which days pass, at a platform that has said what time it is. */
async function atWorkstation(folder = temporaryFolder()) {
  const clock = new StoppedClock();
  const time = createPlatformTime(clock);
  const keptFrom = time.latest;
  const storage = await openTestStorage(folder, 'better-sqlite3', { clock, keptFrom });
  const logged: string[] = [];
  let removals = 0;
  const retentionOf = (kept: Storage) =>
    createRetention({
      storage: kept,
      numbers: () => numbers,
      platformNow: time.reached,
      onRemoved: () => {
        removals += 1;
      },
      log: { info: (event) => logged.push(event), warn: (event) => logged.push(event) },
    });
  const retention = retentionOf(storage);
  let last = 0;
  return {
    folder,
    storage,
    clock,
    retention,
    retentionOf,
    logged,
    removals: () => removals,
    hearPlatform: () => time.heard(clock.now(), 0, true),
    /** The platform has said under its signature what time it is. */
    hear: (at: string) => time.heard(at, 0, true),
    /** An answer that nobody has signed has said what time it is. */
    hint: (at: string) => time.heard(at, 0, false),
    /** Lets days pass, asks the platform what time it is, and lets a minute pass. @returns what was written down */
    pass(days: number) {
      clock.pass(days * day);
      time.heard(clock.now(), 0, true);
      return this.minute();
    },
    /** @returns what was written down since the last time */
    minute() {
      const { seq } = storage.audit.head();
      retention.passTime();
      return storage.audit
        .content()
        .rows.filter((row) => row.seq > seq && row.action === 'retention:removed')
        .map(({ facts }) => facts);
    },
    enqueue: (count: number) =>
      storage.transaction(() => {
        for (let index = 0; index < count; index += 1) {
          last += 1;
          storage.outbox.enqueue(sampleEvent(last));
        }
        return ok(null);
      }),
    acknowledge: (ackedThrough: number, platformId = platformA, rejected: number[] = []) =>
      storage.transaction(() =>
        storage.outbox.acknowledge({
          platformId,
          ackedThrough,
          rejected: rejected.map((seq) => ({ seq, code: 'item-unknown' })),
          received: [],
        }),
      ),
    /** What would be sent next. */
    waiting: () => {
      const pending = storage.outbox.pending(batchLimits);
      return pending.ok ? pending.value.map(({ seq }) => seq) : pending.problem.code;
    },
    receive: (id: string) =>
      storage.cases.save(sampleCase({ id, stage: 'received', stageSince: storage.keptFrom() })),
    /** Has the platform countersign the log, which says what time it is there. */
    anchor(receivedAt: string) {
      const { audit, workstation } = storage;
      const keys = exampleKeys('SM2');
      const told = { workstationId: workstation.id, head: audit.head(), at: clock.now() };
      const head = signHead(told, keys.workstation);
      const platformId = exampleId(0xf);
      const receipt = signReceipt(head, { receivedAt, platformId }, keys.platform);
      audit.keepAnchor({ head, receipt });
    },
    /** Stores a proof, countersigned by the platform now unless told. */
    prove(caseId: string, isCountersigned = true): GivenEvidence {
      const evidence = sampleEvidence(storage);
      const [own] = evidence.record.cases;
      if (own === undefined) throw new Error('the record names no case');
      const record = { ...evidence.record, cases: [{ ...own, biz_num: caseId }] };
      storage.transaction(() => {
        storage.evidence.append({ ...evidence, record });
        return ok(null);
      });
      const envelope = { ...hall.envelope(record), received_at: clock.now() };
      if (isCountersigned) storage.evidence.settle(record.evidence_id, { envelope });
      return { ...evidence, record };
    },
  };
}

const caseId = (number: number) => `019ab000-0000-7000-b000-${String(number).padStart(12, '0')}`;

describe('a received case', () => {
  test('is kept for seven days, with what proves its consents, and then nothing of it', async () => {
    const at = await atWorkstation();
    at.receive(caseId(1));
    const { record } = at.prove(caseId(1));
    expect(at.pass(caseDays)).toEqual([]);
    expect(at.storage.cases.load(caseId(1)).ok).toBe(true);
    expect(at.pass(1)).toEqual([
      { what: 'received-cases', kind: 'all', count: 1, before: '2026-11-25' },
      { what: 'evidence', kind: 'all', count: 1, before: '2026-11-25' },
    ]);
    expect(at.storage.cases.load(caseId(1)).ok).toBe(false);
    expect(at.storage.evidence.find(record.evidence_id)).toBeUndefined();
    expect(at.removals()).toBe(1);
  });

  test('counts from when it was received, however long it took', async () => {
    const at = await atWorkstation();
    at.storage.cases.save(sampleCase({ id: caseId(1), stage: 'calling-back' }));
    at.storage.cases.save(sampleCase({ id: caseId(2), stage: 'submitting' }));
    at.pass(20);
    at.receive(caseId(1));
    expect(at.pass(caseDays)).toEqual([]);
    expect(at.pass(1)).toMatchObject([{ what: 'received-cases', count: 1 }]);
    expect(at.storage.cases.load(caseId(2)).ok).toBe(true);
  });
});

describe('a proof of consent', () => {
  test('stays as long as its case, and until the platform has countersigned it', async () => {
    const at = await atWorkstation();
    at.storage.cases.save(sampleCase({ id: caseId(1), stage: 'calling-back' }));
    const kept = [at.prove(caseId(1)), at.prove(caseId(2), false)];
    expect(at.pass(caseDays + 1)).toEqual([]);
    for (const { record } of kept) {
      expect(at.storage.evidence.find(record.evidence_id)?.ok).toBe(true);
    }
  });

  test('that leaves before an older one takes nothing from the chain either', async () => {
    const at = await atWorkstation();
    const { epoch } = at.storage.workstation;
    at.storage.cases.save(sampleCase({ id: caseId(1), stage: 'calling-back' }));
    const older = at.prove(caseId(1));
    const { record } = at.prove(caseId(2));
    expect(at.pass(caseDays + 1)).toMatchObject([{ what: 'evidence', count: 1 }]);
    expect(at.storage.evidence.find(older.record.evidence_id)?.ok).toBe(true);
    const next = { epoch, seq: 3, prevHash: recordHash(record) };
    expect(at.storage.evidence.next()).toEqual(next);
    at.storage.cases.remove(caseId(1));
    expect(at.pass(1)).toMatchObject([{ what: 'evidence', count: 1 }]);
    expect(at.storage.evidence.next()).toEqual(next);
  });

  test('that leaves takes nothing from the chain, which goes on behind it', async () => {
    const at = await atWorkstation();
    const { epoch } = at.storage.workstation;
    at.prove(caseId(1));
    const { record } = at.prove(caseId(2));
    expect(at.pass(caseDays + 1)).toMatchObject([{ what: 'evidence', count: 2 }]);
    const next = { epoch, seq: 3, prevHash: recordHash(record) };
    expect(at.storage.evidence.next()).toEqual(next);
    at.storage.close();
    expect((await openTestStorage(at.folder)).evidence.next()).toEqual(next);
  });
});

describe('an acknowledged event', () => {
  test('is kept for 14 days and then leaves, a rejected one too; the log says of which kind', async () => {
    const at = await atWorkstation();
    at.enqueue(3);
    at.acknowledge(2, platformA, [2]);
    expect(at.pass(eventDays)).toEqual([]);
    expect(at.pass(1)).toEqual([
      { what: 'acknowledged-events', kind: 'case:received', count: 2, before: '2026-11-25' },
    ]);
    expect(at.storage.outbox.goneThrough()).toBe(2);
    expect(at.storage.outbox.counts()).toMatchObject({ waiting: 1, rejected: 0 });
    expect(at.waiting()).toEqual([3]);
  });

  test('counts from its acknowledgement, however long it has waited', async () => {
    const at = await atWorkstation();
    at.enqueue(2);
    at.pass(30);
    at.acknowledge(1);
    expect(at.pass(eventDays)).toEqual([]);
    expect(at.pass(1)).toMatchObject([{ count: 1 }]);
    expect(at.waiting()).toEqual([2]);
  });

  test('that a restored platform has lost is not acknowledged until it is again', async () => {
    const at = await atWorkstation();
    at.enqueue(4);
    at.acknowledge(4);
    at.pass(10);
    at.acknowledge(1);
    expect(at.pass(5)).toMatchObject([{ count: 1 }]);
    expect(at.waiting()).toEqual([2, 3, 4]);
    at.acknowledge(4);
    expect(at.pass(eventDays)).toEqual([]);
  });

  test('stays where another platform has it not', async () => {
    const at = await atWorkstation();
    at.enqueue(3);
    at.acknowledge(3);
    at.acknowledge(3, platformB);
    expect(at.pass(100)).toEqual([]);
    expect(at.waiting()).toEqual([1, 2, 3]);
  });

  test('that leaves lets numbers go on', async () => {
    const at = await atWorkstation();
    at.enqueue(2);
    at.acknowledge(2);
    expect(at.pass(eventDays + 1)).toMatchObject([{ count: 2 }]);
    expect(at.storage.outbox.goneThrough()).toBe(2);
    at.enqueue(1);
    expect(at.waiting()).toEqual([3]);
  });
});

test('half a year later the old rows of the log go, as far as the platform has their hash', async () => {
  const at = await atWorkstation();
  const { audit } = at.storage;
  audit.note('session:locked', {});
  at.anchor(at.clock.now());
  expect(at.pass(180)).toEqual([]);
  expect(at.pass(20)).toMatchObject([{ what: 'audit-rows', kind: 'all', count: 2 }]);
  const { start, rows } = audit.content();
  expect(start?.head.seq).toBe(2);
  expect(rows.map(({ action }) => action)).toEqual(['log:cut', 'retention:removed']);
});

test('a database that was put aside as damaged goes with the events that it held', async () => {
  const folder = temporaryFolder();
  (await openTestStorage(folder)).close();
  const store = join(folder, 'store');
  writeFileSync(
    join(store, 'workstation.db'),
    readFileSync(join(store, 'workstation.db')).fill(0, 0, 100),
  );
  const at = await atWorkstation(folder);
  const aside = () => readdirSync(store).filter((name) => name.includes('.damaged-'));
  // What time it was when it was put aside, nobody had confirmed: it counts from when it was first seen.
  expect(at.pass(0)).toEqual([]);
  expect(at.pass(eventDays)).toEqual([]);
  expect(aside()).toHaveLength(1);
  expect(at.pass(1)).toMatchObject([{ what: 'damaged-databases', kind: 'all', count: 1 }]);
  expect(aside()).toEqual([]);
});

describe('where this machine’s clock is years behind', () => {
  const now = (days: number) =>
    new Date(Date.parse('2026-11-24T01:00:00Z') + days * day).toISOString();

  /** The clock has been set to years ago, and the platform says what time it is. */
  async function behind(folder?: string) {
    const at = await atWorkstation(folder);
    at.clock.jump(-20 * 365 * day);
    at.hear(now(0));
    return at;
  }

  /** Lets days pass and a minute of the last of them. */
  function passTo(at: Awaited<ReturnType<typeof behind>>, days: number) {
    at.clock.pass(days * day);
    return at.minute();
  }

  test('a received case is kept for its time all the same', async () => {
    const at = await behind();
    at.receive(caseId(1));
    expect(passTo(at, caseDays)).toEqual([]);
    expect(passTo(at, 1)).toMatchObject([{ what: 'received-cases', count: 1 }]);
  });

  test('so is an acknowledged event', async () => {
    const at = await behind();
    at.enqueue(1);
    at.acknowledge(1);
    expect(passTo(at, eventDays)).toEqual([]);
    expect(passTo(at, 1)).toMatchObject([{ what: 'acknowledged-events', count: 1 }]);
  });

  test('so is the log, which goes by when the platform has countersigned it', async () => {
    const at = await behind();
    at.storage.audit.note('session:locked', {});
    at.anchor(now(0));
    expect(passTo(at, 180)).toEqual([]);
    expect(passTo(at, 20)).toMatchObject([{ what: 'audit-rows', count: 2 }]);
  });

  test('so is a damaged database, put aside before anybody could say what time it was', async () => {
    const folder = temporaryFolder();
    (await openTestStorage(folder)).close();
    const store = join(folder, 'store');
    mkdirSync(join(store, 'workstation.db.damaged-2006-11-24T01-00-00.000Z'));
    const at = await behind(folder);
    expect(passTo(at, 0)).toEqual([]);
    expect(passTo(at, eventDays)).toEqual([]);
    expect(passTo(at, 1)).toMatchObject([{ what: 'damaged-databases', count: 1 }]);
  });

  test('what was acknowledged without the platform’s word for the time counts no earlier than what was before', async () => {
    const at = await atWorkstation();
    at.enqueue(2);
    at.acknowledge(1);
    at.clock.jump(-20 * 365 * day);
    at.acknowledge(2);
    at.hear(now(1));
    expect(at.minute()).toEqual([]);
    expect(at.waiting()).toEqual([]);
    expect(at.storage.outbox.goneThrough()).toBe(0);
    expect(passTo(at, eventDays)).toMatchObject([{ what: 'acknowledged-events', count: 2 }]);
  });

  test('an unsigned word for the time keeps longer, never shorter', async () => {
    const at = await atWorkstation();
    at.hint(now(3));
    at.receive(caseId(1));
    at.enqueue(1);
    at.acknowledge(1);
    at.hear(now(0));
    expect(passTo(at, caseDays + 3)).toEqual([]);
    expect(passTo(at, 1)).toMatchObject([{ what: 'received-cases', count: 1 }]);
  });
});

test('acknowledgements of a clock that was ahead are kept from when the platform says what time it is', async () => {
  const at = await atWorkstation();
  at.clock.jump(20 * 365 * day);
  at.enqueue(2);
  at.acknowledge(1);
  at.clock.jump(-20 * 365 * day);
  at.hearPlatform();
  at.acknowledge(2);
  expect(at.pass(eventDays)).toEqual([]);
  expect(at.pass(1)).toMatchObject([{ what: 'acknowledged-events', count: 2 }]);
});

describe('time', () => {
  test('is the platform’s: a clock that is set ahead ends nothing', async () => {
    const at = await atWorkstation();
    at.receive(caseId(1));
    at.hearPlatform();
    at.clock.jump(365 * day);
    expect(at.minute()).toEqual([]);
    expect(at.storage.cases.load(caseId(1)).ok).toBe(true);
  });

  test('is what an unsigned answer says at a counter that has not enrolled; a clock that is set ahead ends nothing there either', async () => {
    const at = await atWorkstation();
    at.receive(caseId(1));
    at.clock.pass(caseDays * day);
    at.hint(at.clock.now());
    at.clock.jump(365 * day);
    expect(at.minute()).toEqual([]);
    at.clock.jump(-365 * day);
    at.clock.pass(day);
    expect(at.minute()).toMatchObject([{ what: 'received-cases', count: 1 }]);
  });

  test('is this machine’s where an unsigned answer is ahead of it: whoever makes one up ends nothing', async () => {
    const at = await atWorkstation();
    at.receive(caseId(1));
    at.clock.pass(caseDays * day);
    at.hint('2036-11-24T01:00:00.000Z');
    expect(at.minute()).toEqual([]);
    at.clock.pass(day);
    expect(at.minute()).toHaveLength(1);
  });

  test('is the signed one as soon as there is one', async () => {
    const at = await atWorkstation();
    at.receive(caseId(1));
    at.hint(at.clock.now());
    at.clock.jump(-30 * day);
    at.clock.pass((caseDays + 1) * day);
    expect(at.minute()).toEqual([]);
    at.hear(new Date(Date.parse(at.clock.now()) + 30 * day).toISOString());
    expect(at.minute()).toHaveLength(1);
  });

  test('ends nothing before the platform has said what time it is', async () => {
    const at = await atWorkstation();
    at.receive(caseId(1));
    at.clock.pass((caseDays + 1) * day);
    expect(at.minute()).toEqual([]);
    at.hearPlatform();
    expect(at.minute()).toHaveLength(1);
  });
});

test('what a failing disk has kept leaves a minute later, and the rest at once', async () => {
  const at = await atWorkstation();
  at.receive(caseId(1));
  at.enqueue(1);
  at.acknowledge(1);
  at.clock.pass((eventDays + 1) * day);
  at.hearPlatform();
  let isFailing = true;
  const failing = at.retentionOf({
    ...at.storage,
    cases: {
      ...at.storage.cases,
      removeReceivedBefore: (before) => {
        if (isFailing) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
        return at.storage.cases.removeReceivedBefore(before);
      },
    },
  });
  failing.passTime();
  expect(at.logged).toEqual(['retention.failed', 'retention.removed']);
  expect(at.storage.outbox.goneThrough()).toBe(1);
  isFailing = false;
  failing.passTime();
  expect(at.storage.cases.load(caseId(1)).ok).toBe(false);
});

test('what is written down names nobody', async () => {
  const at = await atWorkstation();
  at.receive(caseId(1));
  at.prove(caseId(1));
  const written = JSON.stringify(at.pass(caseDays + 1));
  for (const text of Object.values(personal)) expect(written).not.toContain(text);
});
