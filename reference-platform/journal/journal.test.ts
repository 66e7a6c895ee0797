import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from '../database/open-database.ts';
import { people } from '../seed/people.ts';
import { Journal } from './journal.ts';
import { PushHub } from './push-hub.ts';

const { idNumber } = people.allGood.card;
const workstationId = randomUUID();
const change = {
  kind: 'delegation:moved',
  delegationId: randomUUID(),
  state: 'accepted',
} as const;

let dataDir: string;
let db: Database;
let hub: PushHub;
let journal: Journal;
let hint: ReturnType<typeof vi.spyOn>;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-journal-'));
  db = await openDatabase(dataDir);
  hub = new PushHub(60_000);
  hint = vi.spyOn(hub, 'hint');
  journal = new Journal(db, hub);
});
afterEach(async () => {
  hub.close();
  await db.destroy();
  await rm(dataDir, { recursive: true });
});

test('each audience is told its own changes, and from a cursor on only those after it', async () => {
  await journal.commit((_db, tell) => tell.holder(idNumber, change));
  const { cursor, changes } = await journal.holderChanges(idNumber, undefined);
  expect(changes).toEqual([change]);
  await journal.commit(async (_db, tell) => {
    await tell.workstation(workstationId, change);
    await tell.holder(idNumber, { ...change, state: 'withdrawn' });
  });
  expect((await journal.holderChanges(idNumber, cursor)).changes).toEqual([
    { ...change, state: 'withdrawn' },
  ]);
  expect((await journal.workstationChanges(workstationId, undefined)).changes).toEqual([change]);
  expect((await journal.workstationChanges(randomUUID(), undefined)).changes).toEqual([]);
});

test('audiences are hinted at once the change is kept, with the cursor that comes after it', async () => {
  await journal.commit((_db, tell) => tell.holder(idNumber, change));
  const { cursor } = await journal.holderChanges(idNumber, undefined);
  expect(hint.mock.calls).toEqual([[`holder:${idNumber}`, cursor]]);
});

test('what is not kept is told to nobody', async () => {
  const failing = journal.commit(async (_db, tell) => {
    await tell.holder(idNumber, change);
    throw new Error('disk full');
  });
  await expect(failing).rejects.toThrow('disk full');
  expect((await journal.holderChanges(idNumber, undefined)).changes).toEqual([]);
  expect(hint).not.toHaveBeenCalled();
});

describe('works that wait at the same time', () => {
  const tellAs = (state: 'accepted' | 'withdrawn' | 'cancelled') =>
    journal.commit((_db, tell) => tell.workstation(workstationId, { ...change, state }));
  const failing = () =>
    journal.commit(async (_db, tell) => {
      await tell.workstation(workstationId, { ...change, state: 'rejected' });
      throw new Error('not so');
    });

  test('are kept in their order, and hinted at together', async () => {
    await Promise.all([tellAs('accepted'), tellAs('withdrawn'), tellAs('cancelled')]);
    const { cursor, changes } = await journal.workstationChanges(workstationId, undefined);
    expect(changes).toMatchObject([
      { state: 'accepted' },
      { state: 'withdrawn' },
      { state: 'cancelled' },
    ]);
    expect(hint.mock.calls).toEqual([[`workstation:${workstationId}`, cursor]]);
  });

  test('fail each alone', async () => {
    const outcomes = await Promise.allSettled([tellAs('accepted'), failing(), tellAs('withdrawn')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { changes } = await journal.workstationChanges(workstationId, undefined);
    expect(changes).toMatchObject([{ state: 'accepted' }, { state: 'withdrawn' }]);
  });

  test('are all undone when the transaction cannot be kept', async () => {
    const breakForeignKeys = journal.commit(async (transaction) => {
      await sql`pragma defer_foreign_keys = on`.execute(transaction);
      await sql`insert into case_steps (case_id, state, at, step) values ('none', 'received', '', '')`.execute(
        transaction,
      );
    });
    const outcomes = await Promise.allSettled([tellAs('accepted'), breakForeignKeys]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await journal.workstationChanges(workstationId, undefined)).changes).toEqual([]);
    expect(hint).not.toHaveBeenCalled();
    await tellAs('withdrawn');
    expect((await journal.workstationChanges(workstationId, undefined)).changes).toHaveLength(1);
  });
});

test('more than one answer holds is told in several', async () => {
  await journal.commit(async (_db, tell) => {
    for (let index = 0; index < 501; index += 1) await tell.workstation(workstationId, change);
  });
  const first = await journal.workstationChanges(workstationId, undefined);
  const second = await journal.workstationChanges(workstationId, first.cursor);
  expect([first.changes.length, second.changes.length]).toEqual([500, 1]);
});

test('a cursor of another platform, or of nobody, starts from the beginning', async () => {
  await journal.commit((_db, tell) => tell.workstation(workstationId, change));
  for (const since of [`${randomUUID()}:1`, 'nonsense', '']) {
    expect((await journal.workstationChanges(workstationId, since)).changes).toEqual([change]);
  }
});

test('a cursor after a change that was undone starts from the beginning, whatever came in its place', async () => {
  const tell = (state: 'accepted' | 'withdrawn' | 'cancelled') =>
    journal.commit((_db, teller) => teller.workstation(workstationId, { ...change, state }));
  await tell('accepted');
  await tell('withdrawn');
  const { cursor } = await journal.workstationChanges(workstationId, undefined);
  const undo = db.deleteFrom('journal').where('sequence', '=', 2);
  const forgetSequence = sql`update sqlite_sequence set seq = 1 where name = 'journal'`;
  const changesSinceThen = async () =>
    (await journal.workstationChanges(workstationId, cursor)).changes;

  await undo.execute();
  await forgetSequence.execute(db);
  expect(await changesSinceThen()).toEqual([change]);
  await tell('cancelled');
  expect(await changesSinceThen()).toEqual([change, { ...change, state: 'cancelled' }]);
});
