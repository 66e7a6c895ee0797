import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { batchLimits } from '../../../src/contracts/platform-api.ts';
import { exampleCode } from '../../../src/domain/live-code.fixture.ts';
import { fail, failure } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { type Database, openDurable } from '../database.ts';
import { resetLeaseKeys } from '../lease-keys.ts';
import { loadDriver } from '../load-driver.ts';
import { loadMasterKey } from '../master-key.ts';
import { migrations } from '../migrations.ts';
import { readSealedFile } from '../sealed-file.ts';
import { aesGcmSealer } from '../sealing.ts';
import type { Storage } from '../storage.ts';
import { enqueueUnchecked } from '../testing/enqueue-unchecked.ts';
import { contentsOf, filledCaseIds, filledEvents, fillStorage } from '../testing/filled-storage.ts';
import { secretBoxWith } from '../testing/reversible-secret-box.ts';
import { runUntilStep } from '../testing/run-until-step.ts';
import { sampleCase, sampleContent, sampleEvent } from '../testing/samples.ts';
import { settableClock } from '../testing/settable-clock.ts';
import { openTestStorage, random, stoppedClock } from '../testing/storage-under-test.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { pageSize } from './database-pages.ts';
import { salvageDatabase } from './salvage-database.ts';

const driver = loadDriver('better-sqlite3');
/** What is told of numbers where none is missing. */
const noneMissing = {
  missingEvents: 0,
  eventNumbers: '—',
  missingEntries: 0,
  entryNumbers: '—',
} as const;
const allSalvaged = failure('storage.salvaged', {
  cases: 30,
  events: 20,
  lost: 0,
  ...noneMissing,
});
const fileIn = (folder: string): string => join(folder, 'store', 'workstation.db');

function asideIn(folder: string): string {
  const names = readdirSync(join(folder, 'store')).filter((name) => name.includes('.damaged-'));
  expect(names).toHaveLength(1);
  return join(folder, 'store', names[0] ?? '');
}

/** A filled storage that is closed, changed by hand, and changed again so that SQLite does not take it for a database. */
async function withDestroyedHeader(change: (database: Database) => void = () => undefined) {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  fillStorage(storage);
  const { workstation } = storage;
  const contents = contentsOf(storage);
  storage.close();
  const raw = openDurable(driver, fileIn(folder));
  if (!raw.ok) throw new Error(raw.problem.code);
  change(raw.value);
  raw.value.close();
  const bytes = readFileSync(fileIn(folder)).fill(0, 0, 100);
  writeFileSync(fileIn(folder), bytes);
  return { folder, contents, workstation, bytes };
}

it('takes over everything from a database that SQLite cannot even open', async () => {
  const { folder, contents, workstation, bytes } = await withDestroyedHeader();
  const storage = await openTestStorage(folder);
  expect(storage.notices()).toEqual([allSalvaged]);
  expect(storage.workstation.id).toBe(workstation.id);
  expect(storage.workstation.epoch).not.toBe(workstation.epoch);
  expect(contentsOf(storage)).toEqual({ ...contents, events: filledEvents });
  const pending = storage.outbox.pending({ events: 20, bytes: 100_000 });
  expect(pending.ok && pending.value.map(({ seq }) => seq)).toEqual(
    filledEvents.map((_event, index) => index + 1),
  );
  const aside = asideIn(folder);
  expect(readFileSync(join(aside, 'workstation.db')).equals(bytes)).toBe(true);
  expect(JSON.parse(readFileSync(join(aside, 'report.json'), 'utf8'))).toEqual({
    at: stoppedClock.now(),
    // The log begins with a row, and cases and the acknowledgement have theirs.
    takenOver: { cases: 30, events: 20, evidence: 5, auditEntries: 1 + 30 + 5 + 1 },
    lost: { cases: 0, events: 0, evidence: 0, auditEntries: 0 },
    gaps: { events: [], auditEntries: [] },
    restored: { cases: 0, events: 0 },
  });
  storage.close();
  const again = await openTestStorage(folder);
  expect(again.workstation).toEqual(storage.workstation);
});

it('tells whoever comes on the day of the salvage, and nobody later', async () => {
  const { folder } = await withDestroyedHeader();
  for (const [now, notices] of [
    ['2026-11-24T01:00:00.000Z', [allSalvaged]],
    ['2026-11-24T15:59:59.000Z', [allSalvaged]],
    ['2026-11-24T16:00:00.000Z', []],
  ] as const) {
    const storage = await openTestStorage(folder, undefined, {
      clock: { ...stoppedClock, now: () => now },
    });
    expect(storage.notices()).toEqual(notices);
    storage.close();
  }
});

it('takes over no lease, and drops the key of each', async () => {
  const { folder } = await withDestroyedHeader();
  const before = readFileSync(join(folder, 'store', 'lease-keys.json'), 'utf8');
  const { leases } = await openTestStorage(folder);
  const after = readFileSync(join(folder, 'store', 'lease-keys.json'), 'utf8');
  expect(after.length).toBeLessThan(before.length);
  const lease = {
    caseId: filledCaseIds[0] ?? '',
    holder: 'somebody',
    clerk: 'chen.li',
    endsAt: '2026-11-24T13:00:00.000Z',
    content: sampleContent,
  };
  const id = leases.open(lease);
  expect(leases.read(id, lease, stoppedClock.now()).ok).toBe(true);
});

it('gives a case back to the clerk when the event of its submission is lost', async () => {
  const lost = sampleEvent(15);
  const { folder, contents } = await withDestroyedHeader((database) =>
    database.prepare('UPDATE outbox SET body = :body WHERE seq = 15').run({ body: random(500) }),
  );
  const storage = await openTestStorage(folder);
  expect(storage.notices()).toEqual([
    failure('storage.salvaged', {
      cases: 30,
      events: 19,
      lost: 1,
      ...noneMissing,
      missingEvents: 1,
      eventNumbers: '15',
    }),
  ]);
  const stages = contentsOf(storage).cases.map(({ stage }) => stage);
  const before = contents.cases.map(({ id, stage }) =>
    id === lost.payload.caseId ? 'filling-form' : stage,
  );
  expect(stages).toEqual(before);
});

it('lists the numbers of the events and the log that are missing, also where nothing points to them', async () => {
  const { folder } = await withDestroyedHeader((database) => {
    database.prepare('UPDATE outbox SET body = :body WHERE seq = 4').run({ body: random(500) });
    database.exec('DELETE FROM outbox WHERE seq IN (5, 9)');
    database.exec('DROP TRIGGER audit_log_keeps_rows; DELETE FROM audit_log WHERE seq = 3');
  });
  const storage = await openTestStorage(folder);
  expect(storage.notices()).toEqual([
    failure('storage.salvaged', {
      cases: 30,
      events: 17,
      lost: 3,
      missingEvents: 3,
      eventNumbers: '4-5, 9',
      missingEntries: 1,
      entryNumbers: '3',
    }),
  ]);
  expect(JSON.parse(readFileSync(join(asideIn(folder), 'report.json'), 'utf8'))).toMatchObject({
    lost: { events: 3, auditEntries: 1 },
    gaps: {
      events: [
        [4, 5],
        [9, 9],
      ],
      auditEntries: [[3, 3]],
    },
  });
});

it('gives a case back to the clerk whose event could never be sent', async () => {
  const folder = temporaryFolder();
  const before = await openTestStorage(folder);
  const { payload, ...event } = sampleEvent(1);
  const tooLong = { ...payload, variant: 'x'.repeat(batchLimits.bytes) };
  before.cases.save(sampleCase({ id: payload.caseId, stage: 'submitting' }));
  await enqueueUnchecked(folder, before, { ...event, payload: tooLong });
  before.close();
  writeFileSync(fileIn(folder), readFileSync(fileIn(folder)).fill(0, 0, 100));
  const storage = await openTestStorage(folder);
  expect(storage.notices()).toMatchObject([{ info: { cases: 1, events: 0, lost: 1 } }]);
  expect(storage.cases.load(payload.caseId)).toMatchObject(ok({ stage: 'filling-form' }));
});

it('finds the workstation’s id in the database when the file beside it is gone', async () => {
  const { folder, workstation } = await withDestroyedHeader();
  rmSync(join(folder, 'store', 'workstation.json'));
  const storage = await openTestStorage(folder);
  expect(storage.notices()).toEqual([allSalvaged]);
  expect(storage.workstation.id).toBe(workstation.id);
});

it.each([
  ['is gone', (file: string) => rmSync(file)],
  ['is empty', (file: string) => writeFileSync(file, '')],
  ['is all rubbish', (file: string) => writeFileSync(file, random(200_000))],
])('begins anew and says so when the database %s', async (_what, destroy) => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  fillStorage(storage);
  storage.close();
  destroy(fileIn(folder));
  const begun = await openTestStorage(folder);
  expect(begun.notices()).toEqual([failure('storage.nothing-salvaged')]);
  expect(begun.workstation.id).toBe(storage.workstation.id);
  begun.cases.save(sampleCase());
  begun.close();
  const again = await openTestStorage(folder);
  expect(again.cases.load(sampleCase().id).ok).toBe(true);
});

it('tells of damage that is found at work, and salvages at the next start', async () => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  fillStorage(storage);
  let told = 0;
  storage.onNotice(() => {
    told += 1;
  });
  const raw = openDurable(driver, fileIn(folder));
  if (!raw.ok) throw new Error(raw.problem.code);
  onTestFinished(raw.value.close);
  const id = filledCaseIds[0] ?? '';
  raw.value.exec(`UPDATE cases SET body = substr(body, 2) WHERE id = '${id}'`);
  for (let twice = 0; twice < 2; twice += 1) expect(storage.cases.load(id).ok).toBe(false);
  expect(storage.notices()).toEqual([failure('storage.damaged-database')]);
  expect(told).toBe(1);
  storage.close();
  expect((await openTestStorage(folder)).notices()).toEqual([
    failure('storage.salvaged', { cases: 29, events: 20, lost: 1, ...noneMissing }),
  ]);
});

it('tells of a page that turns out damaged at work, and salvages at the next start', async () => {
  const folder = temporaryFolder();
  const filled = await openTestStorage(folder);
  fillStorage(filled);
  filled.close();
  const storage = await openTestStorage(folder);
  const bytes = readFileSync(fileIn(folder));
  writeFileSync(fileIn(folder), bytes.fill(0, 20 * 4096));
  const load = () => filledCaseIds.map((id) => storage.cases.load(id));
  expect(load).toThrow(expect.objectContaining({ isDamage: true }));
  expect(storage.notices()).toEqual([failure('storage.damaged-database')]);
  storage.close();
  const again = await openTestStorage(folder);
  expect(again.notices()).toMatchObject([{ code: 'storage.salvaged' }]);
});

describe('with a backup', () => {
  /** A storage that was backed up, filled or half filled, and what happened then. */
  async function backedUp(then: (storage: Storage) => void, half?: 'first') {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    fillStorage(storage, half);
    expect(storage.backUp()).toEqual(ok(null));
    then(storage);
    storage.close();
    return folder;
  }

  /** What people are told where nothing but the backup could be read. */
  const restored = (cases: number, events: number) =>
    failure('storage.restored', {
      cases,
      events,
      lost: 0,
      restored: cases,
      since: '2026-11-24 09:00',
      ...noneMissing,
    });

  it('has of a database that is gone what was there when the backup was made, and tells since when', async () => {
    const folder = await backedUp((storage) => fillStorage(storage, 'second'), 'first');
    writeFileSync(fileIn(folder), random(200_000));
    const storage = await openTestStorage(folder);
    expect(storage.notices()).toEqual([restored(15, 15)]);
    expect(contentsOf(storage).cases.map(({ id }) => id)).toEqual(filledCaseIds.slice(0, 15));
    expect(contentsOf(storage).events).toEqual(filledEvents.slice(0, 15));
    expect(readdirSync(asideIn(folder))).toContain('workstation.db.backup');
    expect(readdirSync(join(folder, 'store'))).not.toContain('workstation.db.backup');
  });

  it('takes from the backup only what the database does not have any more', async () => {
    const [kept = '', spoilt = ''] = filledCaseIds.slice(25);
    const folder = await backedUp((storage) => {
      storage.cases.save(sampleCase({ id: kept, variant: 'changed since' }));
      storage.cases.save(sampleCase({ id: spoilt, variant: 'changed since' }));
    });
    const raw = openDurable(driver, fileIn(folder));
    if (!raw.ok) throw new Error(raw.problem.code);
    raw.value.exec(`UPDATE cases SET body = substr(body, 2) WHERE id = '${spoilt}'`);
    raw.value.exec('DELETE FROM outbox WHERE seq = 20');
    raw.value.close();
    const storage = await openTestStorage(folder);
    expect(storage.notices()).toMatchObject([
      { code: 'storage.restored', info: { cases: 30, events: 20, lost: 0, restored: 1 } },
    ]);
    expect(storage.cases.load(kept)).toMatchObject(ok({ variant: 'changed since' }));
    expect(storage.cases.load(spoilt)).toMatchObject(ok({ variant: 'first' }));
    expect(contentsOf(storage).events).toEqual(filledEvents);
  });

  it('brings back nothing that was dropped since, was made in a drill, or had come to its end', async () => {
    const [dropped = '', closed = '', drilled = ''] = filledCaseIds.slice(25);
    const folder = temporaryFolder();
    const before = await openTestStorage(folder);
    fillStorage(before);
    before.cases.save(sampleCase({ id: closed, stage: 'closed' }));
    before.cases.save(sampleCase({ id: drilled, isDrill: true }));
    before.backUp();
    for (const id of [dropped, closed, drilled]) before.cases.remove(id);
    before.close();
    writeFileSync(fileIn(folder), readFileSync(fileIn(folder)).fill(0, 0, 100));
    const storage = await openTestStorage(folder);
    const ids = contentsOf(storage).cases.map(({ id }) => id);
    expect(ids).toEqual(filledCaseIds.filter((id) => ![dropped, closed, drilled].includes(id)));
    expect(storage.notices()).toMatchObject([{ code: 'storage.salvaged', info: { lost: 0 } }]);
  });

  /** Damages a database by hand, past the storage, and so that the next start notices. */
  function spoil(folder: string, sql: string): void {
    const raw = openDurable(driver, fileIn(folder));
    if (!raw.ok) throw new Error(raw.problem.code);
    raw.value.exec(sql);
    raw.value.close();
    writeFileSync(fileIn(folder), readFileSync(fileIn(folder)).fill(0, 0, 100));
  }
  const spoilCase = (folder: string, id: string) =>
    spoil(folder, `UPDATE cases SET body = substr(body, 2) WHERE id = '${id}'`);

  const [ours = ''] = filledCaseIds.slice(25);
  const handover = {
    id: sampleCase().id,
    window: { id: 'A08', name: '八号窗口' },
    stage: 'reviewing',
  } as const;
  it.each([
    ['closed', ['closed']],
    ['received', ['submitting', 'received']],
    ['handed over to another window', ['handing-over']],
    ['handed over again after it came back', ['handing-over', 'reviewing', 'handing-over']],
  ] as const)('does not bring back a case that was %s since', async (_what, stages) => {
    const folder = await backedUp((storage) => {
      for (const stage of stages) storage.cases.save(sampleCase({ id: ours, stage, handover }));
    });
    spoilCase(folder, ours);
    const storage = await openTestStorage(folder);
    expect(storage.cases.load(ours)).toEqual(fail('case.unknown'));
    expect(storage.notices()).toMatchObject([
      { code: 'storage.salvaged', info: { cases: 29, events: 20, lost: 1 } },
    ]);
  });

  it.each([
    ['came back', ['handing-over', 'reviewing']],
    ['was taken over again', ['handing-over', 'closed', 'taking-over']],
  ] as const)('brings back a case that was handed over and %s', async (_what, stages) => {
    const folder = await backedUp((storage) => {
      for (const stage of stages) storage.cases.save(sampleCase({ id: ours, stage, handover }));
    });
    spoilCase(folder, ours);
    const storage = await openTestStorage(folder);
    expect(storage.cases.load(ours)).toMatchObject(ok({ stage: 'reviewing' }));
    expect(storage.notices()).toMatchObject([{ info: { lost: 0, restored: 1 } }]);
  });

  it('counts as lost a case on its way to another window of which not even the row is left', async () => {
    const folder = await backedUp((storage) =>
      storage.cases.save(sampleCase({ id: ours, stage: 'handing-over', handover })),
    );
    spoil(folder, `DELETE FROM cases WHERE id = '${ours}'`);
    const storage = await openTestStorage(folder);
    expect(storage.notices()).toMatchObject([{ code: 'storage.salvaged', info: { lost: 1 } }]);
  });

  it('brings back a received case that the backup has as received', async () => {
    const received = filledCaseIds[0] ?? '';
    const folder = await backedUp(() => undefined);
    spoilCase(folder, received);
    const storage = await openTestStorage(folder);
    expect(storage.cases.load(received)).toMatchObject(ok({ stage: 'received' }));
  });

  it('tells of no case of a drill, neither as brought back nor as lost', async () => {
    const folder = await backedUp((storage) => {
      storage.cases.save(sampleCase({ id: ours, isDrill: true }));
      storage.backUp();
    });
    spoilCase(folder, ours);
    const storage = await openTestStorage(folder);
    expect(storage.notices()).toMatchObject([
      { code: 'storage.salvaged', info: { cases: 29, events: 20, lost: 0 } },
    ]);
  });

  it.each([
    [7, 'counts', 'storage.restored'],
    [8, 'does not count any more', 'storage.salvaged'],
  ] as const)('that the database has outlived by %i days %s', async (days, _what, code) => {
    const clock = settableClock();
    const folder = temporaryFolder();
    const before = await openTestStorage(folder, undefined, { clock });
    before.cases.save(sampleCase({ id: ours }));
    before.backUp();
    clock.pass(days * 24 * 3_600_000);
    before.audit.note('session:locked', {});
    before.close();
    spoilCase(folder, ours);
    const storage = await openTestStorage(folder, undefined, { clock, caseDays: () => 7 });
    expect(storage.notices()).toMatchObject([{ code }]);
    expect(storage.cases.load(ours).ok).toBe(code === 'storage.restored');
  });

  it('counts however long the machine was switched off', async () => {
    const clock = settableClock();
    const folder = temporaryFolder();
    const before = await openTestStorage(folder, undefined, { clock });
    before.cases.save(sampleCase({ id: ours }));
    before.backUp();
    before.close();
    spoilCase(folder, ours);
    clock.pass(100 * 24 * 3_600_000);
    const storage = await openTestStorage(folder, undefined, { clock });
    expect(storage.cases.load(ours).ok).toBe(true);
  });

  it('counts as lost a case whose place in the table an older one of the backup had', async () => {
    const [older = ''] = filledCaseIds.slice(-1);
    const newer = sampleCase({
      id: '019ab000-0000-7000-a000-00000000ffff',
      openedAt: '2026-11-24T02:00:00.000Z',
    });
    const folder = await backedUp((storage) => {
      storage.cases.remove(older);
      storage.cases.save(newer);
    });
    const raw = openDurable(driver, fileIn(folder));
    if (!raw.ok) throw new Error(raw.problem.code);
    raw.value.exec(`UPDATE cases SET body = substr(body, 2) WHERE id = '${newer.id}'`);
    raw.value.close();
    const storage = await openTestStorage(folder);
    expect(storage.notices()).toMatchObject([{ info: { cases: 29, lost: 1 } }]);
  });

  it('lets a case wait for its answer that was handed in since, though only its event can be read', async () => {
    const event = { ...sampleEvent(99), at: '2026-11-24T03:00:00.000Z' };
    const { caseId: id } = event.payload;
    const folder = temporaryFolder();
    const before = await openTestStorage(folder);
    before.cases.save(sampleCase({ id, stage: 'filling-form' }));
    before.backUp();
    before.transaction(() => {
      before.cases.save(sampleCase({ id, stage: 'submitting' }));
      before.outbox.enqueue(event);
      return ok(null);
    });
    before.close();
    const raw = openDurable(driver, fileIn(folder));
    if (!raw.ok) throw new Error(raw.problem.code);
    raw.value.exec('UPDATE cases SET body = substr(body, 2)');
    raw.value.close();
    const storage = await openTestStorage(folder);
    expect(storage.cases.load(id)).toMatchObject(ok({ stage: 'submitting' }));
    expect(storage.outbox.counts().waiting).toBe(1);
  });

  it('has no use for the backup of another database', async () => {
    const other = await backedUp(() => undefined);
    const folder = temporaryFolder();
    const own = await openTestStorage(folder);
    own.cases.save(sampleCase());
    own.close();
    cpSync(`${fileIn(other)}.backup`, `${fileIn(folder)}.backup`);
    writeFileSync(fileIn(folder), random(200_000));
    expect((await openTestStorage(folder)).notices()).toEqual([
      failure('storage.nothing-salvaged'),
    ]);
  });
});

describe('a code that was used up in the last minutes', async () => {
  const { code } = await exampleCode();
  const { code: later } = await exampleCode({ nonce: new Uint8Array(15).fill(9) });

  async function withUsedCode(change: (storage: Storage) => void = () => undefined) {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    fillStorage(storage);
    storage.transaction(() => storage.usedCodes.add(code));
    change(storage);
    storage.close();
    return folder;
  }

  /** Damages a page past the storage: the first one of a table or an index. */
  function spoil(folder: string, name: string): void {
    const raw = openDurable(driver, fileIn(folder));
    if (!raw.ok) throw new Error(raw.problem.code);
    const place = raw.value
      .prepare<{ readonly page: number }>(
        'SELECT rootpage AS page FROM sqlite_master WHERE name = :name',
      )
      .get({ name });
    raw.value.close();
    if (place === undefined) throw new Error(`there is no ${name}`);
    const bytes = readFileSync(fileIn(folder));
    bytes.fill(0xa5, (place.page - 1) * pageSize, place.page * pageSize);
    writeFileSync(fileIn(folder), bytes);
  }

  it.each(['used_codes', 'used_codes_doubled'])(
    'is not taken again after a salvage, though %s cannot be read',
    async (name) => {
      const folder = await withUsedCode();
      spoil(folder, name);
      const storage = await openTestStorage(folder);
      expect(storage.notices()).toEqual([allSalvaged]);
      expect(storage.usedCodes.has(code)).toBe(true);
      expect(storage.usedCodes.has(later)).toBe(false);
      expect(storage.transaction(() => storage.usedCodes.add(code))).toEqual(fail('code.used'));
    },
  );

  it('is not taken again where the backup alone knows of it, and is forgotten when its time is over', async () => {
    const folder = await withUsedCode((storage) => storage.backUp());
    writeFileSync(fileIn(folder), random(200_000));
    const storage = await openTestStorage(folder);
    expect(storage.usedCodes.has(code)).toBe(true);
    const hour = 3_600_000;
    const after = new Date(Date.parse(code.issuedAt) + hour).toISOString();
    expect(storage.usedCodes.dropEnded(after)).toBe(1);
  });

  it('is known from database and backup together', async () => {
    const folder = await withUsedCode((storage) => {
      storage.backUp();
      storage.transaction(() => storage.usedCodes.add(later));
    });
    writeFileSync(fileIn(folder), readFileSync(fileIn(folder)).fill(0, 0, 100));
    const { usedCodes } = await openTestStorage(folder);
    expect([code, later].map((one) => usedCodes.has(one))).toEqual([true, true]);
  });
});

it('keeps every database that was put aside', async () => {
  const { folder, bytes } = await withDestroyedHeader();
  (await openTestStorage(folder)).close();
  const second = readFileSync(fileIn(folder)).fill(0, 0, 100);
  writeFileSync(fileIn(folder), second);
  const storage = await openTestStorage(folder);
  expect(storage.notices()).toEqual([allSalvaged]);
  const store = join(folder, 'store');
  const aside = readdirSync(store).filter((name) => name.includes('.damaged-'));
  const kept = aside.sort().map((name) => readFileSync(join(store, name, 'workstation.db')));
  expect(kept.map((file) => [file.equals(bytes), file.equals(second)])).toEqual([
    [true, false],
    [false, true],
  ]);
});

it('ends the same way wherever it is killed', { timeout: 120_000 }, async () => {
  const { folder, contents, bytes } = await withDestroyedHeader();
  const store = join(folder, 'store');
  const key = await loadMasterKey(
    join(store, 'master-key.json'),
    false,
    secretBoxWith(0x5a),
    random,
  );
  if (!key.ok) throw new Error(key.problem.code);
  const sealer = aesGcmSealer(key.value, random);
  const known = readSealedFile<{ id: string; epoch: string }>(
    join(store, 'workstation.json'),
    sealer,
  );
  let wasKilled = true;
  let step = 1;
  for (; wasKilled; step += 1) {
    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    const place = {
      file: join(copy, 'store', 'lease-keys.json'),
      sealer,
      onError: () => undefined,
    };
    wasKilled = runUntilStep(step, (mortal) =>
      salvageDatabase(fileIn(copy), {
        driver: mortal(driver),
        migrations,
        sealer,
        clock: stoppedClock,
        randomBytes: random,
        known: known.ok ? known.value : undefined,
        dropLeases: () => resetLeaseKeys(place),
      }),
    );
    const storage = await openTestStorage(copy);
    expect(storage.notices(), `killed at step ${step}`).toEqual([allSalvaged]);
    expect(contentsOf(storage)).toEqual({ ...contents, events: filledEvents });
    expect(readFileSync(join(asideIn(copy), 'workstation.db')).equals(bytes)).toBe(true);
    storage.close();
  }
  expect(step).toBeGreaterThan(20);
});
