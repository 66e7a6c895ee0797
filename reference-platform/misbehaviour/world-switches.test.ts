import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import { licenceApiPaths, licenceAuthAnswerSchema } from '../../src/contracts/licence-api.ts';
import {
  misbehaviourPaths,
  type WorldChange,
  worldAnswerSchema,
} from '../../src/contracts/misbehaviour-api.ts';
import {
  batchAnswerSchema,
  healthAnswerSchema,
  type PlatformEvent,
  platformPaths,
} from '../../src/contracts/platform-api.ts';
import { openDatabase } from '../database/open-database.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { people } from '../seed/people.ts';
import { callLibrary, operator } from '../testing/library-caller.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';

let bench: PlatformUnderTest;
let clock: StoppedClock;
let token: string;
beforeEach(async () => {
  clock = new StoppedClock();
  bench = await startPlatformUnderTest({ clock });
  ({ token } = await bench.logIn());
});
afterEach(() => bench.stop());

const minute = 60_000;
const register = '4406992013HKB00001';

const throwSwitch = (change: WorldChange) => bench.call('POST', misbehaviourPaths.world, change);
const itemStatus = async () =>
  (await bench.call('GET', platformPaths.serviceItems, undefined, token)).status;

async function health() {
  return healthAnswerSchema.parse((await bench.call('GET', platformPaths.health)).body);
}

async function world() {
  return worldAnswerSchema.parse((await bench.call('GET', misbehaviourPaths.world)).body);
}

const epoch = randomUUID();

async function send(events: readonly PlatformEvent[]) {
  const batch = { workstationId, epoch, events };
  const { body } = await bench.call('POST', platformPaths.batches, batch, token);
  return batchAnswerSchema.parse(body);
}

async function changesSince(cursor?: string) {
  const query = cursor === undefined ? '' : `?since=${cursor}`;
  const { body } = await bench.call('GET', platformPaths.changes + query, undefined, token);
  return changesAnswerSchema.parse(body);
}

/** The household register of the person for whom everything is in order, as the library offers it. */
async function offeredRegister() {
  const library = await callLibrary(bench);
  const { body } = await library.call('POST', licenceApiPaths.auth, {
    identity_number: people.allGood.card.idNumber,
    service_item_code: elderCardItem.code,
    service_item_name: elderCardItem.name,
    biz_num: randomUUID(),
    page_size: 20,
    page_index: 1,
    request_id: randomUUID(),
    operator,
  });
  return licenceAuthAnswerSchema
    .parse(body)
    .data?.find(({ license_code }) => license_code === register);
}

test('shiftClock: the platform’s time jumps, and what expires follows', async () => {
  expect(await throwSwitch({ change: 'shiftClock', ms: 14 * minute })).toMatchObject({
    status: 200,
    body: { at: '2026-11-24T01:14:00.000Z', clockShiftMs: 14 * minute },
  });
  expect((await health()).at).toBe('2026-11-24T01:14:00.000Z');
  expect(await itemStatus()).toBe(200);
  await throwSwitch({ change: 'shiftClock', ms: 15 * minute });
  expect(await itemStatus()).toBe(401);
  await throwSwitch({ change: 'shiftClock', ms: 0 });
  expect(await itemStatus()).toBe(200);
});

test.each([
  [-Date.parse('2026-11-24T01:00:00.000Z'), '1970-01-01T00:00:00.000Z'],
  [-60 * minute, '2026-11-24T00:00:00.000Z'],
  [365 * 24 * 60 * minute, '2027-11-24T01:00:00.000Z'],
])('shiftClock: by %d ms it is %s, and time goes on from there', async (ms, at) => {
  await throwSwitch({ change: 'shiftClock', ms });
  expect((await health()).at).toBe(at);
  clock.pass(minute);
  expect(Date.parse((await health()).at)).toBe(Date.parse(at) + minute);
});

test('expireLicence: a licence that had no end ended yesterday', async () => {
  expect(await offeredRegister()).toMatchObject({ license_status: 'ISSUED', expiry_date: '' });
  expect(await throwSwitch({ change: 'expireLicence', licenceCode: register })).toMatchObject({
    status: 200,
  });
  expect(await offeredRegister()).toMatchObject({
    license_status: 'ISSUED',
    expiry_date: '2026-11-23',
  });
});

test('expireLicence: every field that says the last day says the new one', async () => {
  const licenceCode = '4406992024JZZ00002';
  await throwSwitch({ change: 'expireLicence', licenceCode });
  const db = await openDatabase(bench.dataDir);
  const { fields } = await db
    .selectFrom('licences')
    .select('fields')
    .where('license_code', '=', licenceCode)
    .executeTakeFirstOrThrow();
  await db.destroy();
  expect(JSON.parse(fields)).toMatchObject({
    YXQJSRQ: '2026-11-23',
    QZYXQ: '2026-11-23',
    YXQKSRQ: '2024-05-20',
  });
});

test('abolishLicence: an issued licence is abolished, once', async () => {
  await throwSwitch({ change: 'abolishLicence', licenceCode: register });
  expect(await offeredRegister()).toMatchObject({
    license_status: 'ABOLISHED',
    abolish_time: '2026-11-24',
  });
  expect(await throwSwitch({ change: 'abolishLicence', licenceCode: register })).toEqual({
    status: 409,
    body: { code: 'licence-status-wrong' },
  });
});

test.each(['expireLicence', 'abolishLicence'] as const)(
  '%s of a licence that nobody has is refused',
  async (change) => {
    expect(await throwSwitch({ change, licenceCode: '4406991900HKB99999' })).toEqual({
      status: 404,
      body: { code: 'licence-unknown' },
    });
  },
);

test('changePlatformId: the platform is another one, and tells everything from the beginning', async () => {
  const { platformId } = await health();
  await send([receivedCase(1)]);
  const { cursor, changes } = await changesSince();
  expect((await changesSince(cursor)).changes).toEqual([]);
  await throwSwitch({ change: 'changePlatformId' });
  const changed = (await health()).platformId;
  expect(changed).not.toBe(platformId);
  expect((await send([receivedCase(2)])).platformId).toBe(changed);
  expect((await changesSince(cursor)).changes).toMatchObject([changes[0], {}]);
});

test('restoreSnapshot: what came after the snapshot is gone, and workstations can see it', async () => {
  const [first, second, third] = [receivedCase(1), receivedCase(2), receivedCase(3)];
  const { platformId } = await health();
  await send([first]);
  const early = await changesSince();
  await throwSwitch({ change: 'takeSnapshot', name: 'yesterday' });
  expect(await send([second, third])).toMatchObject({ platformId, ackedThrough: 3 });
  const late = await changesSince();

  await throwSwitch({ change: 'restoreSnapshot', name: 'yesterday' });
  expect(await changesSince(late.cursor)).toEqual(early);
  // The gap in the sequence tells the workstation where to begin again; the same platform, so nothing else does.
  const gap = await send([receivedCase(4)]);
  expect(gap).toMatchObject({ platformId, ackedThrough: 1, received: [] });
  const again = await send([second, third]);
  expect(again).toMatchObject({ platformId, ackedThrough: 3, rejected: [] });
  expect((await changesSince(late.cursor)).changes).toEqual([
    ...early.changes,
    ...again.received.map((reception) => ({ kind: 'case:received', ...reception })),
  ]);
});

test('restoreSnapshot: everything goes back, sessions, licences and identity too, and only that', async () => {
  const { platformId } = await health();
  await throwSwitch({ change: 'takeSnapshot', name: 'before' });
  const later = (await bench.logIn(randomUUID())).token;
  await throwSwitch({ change: 'abolishLicence', licenceCode: register });
  await throwSwitch({ change: 'changePlatformId' });
  await throwSwitch({ change: 'takeSnapshot', name: 'after' });
  const atAfter = (await health()).platformId;

  await throwSwitch({ change: 'restoreSnapshot', name: 'before' });
  expect((await health()).platformId).toBe(platformId);
  expect(await itemStatus()).toBe(200);
  expect((await bench.call('GET', platformPaths.changes, undefined, later)).status).toBe(401);
  expect(await offeredRegister()).toMatchObject({ license_status: 'ISSUED' });

  await throwSwitch({ change: 'restoreSnapshot', name: 'after' });
  expect((await health()).platformId).toBe(atAfter);
  expect((await bench.call('GET', platformPaths.changes, undefined, later)).status).toBe(200);
  expect(await offeredRegister()).toMatchObject({ license_status: 'ABOLISHED' });
});

test('takeSnapshot: one of the same name takes its place, also of what an interrupted one left', async () => {
  await mkdir(join(bench.dataDir, 'snapshots'));
  await writeFile(join(bench.dataDir, 'snapshots', 'b.unfinished'), 'half of a database');
  await throwSwitch({ change: 'takeSnapshot', name: 'b' });
  await throwSwitch({ change: 'takeSnapshot', name: 'a' });
  await send([receivedCase(1)]);
  await throwSwitch({ change: 'takeSnapshot', name: 'b' });
  expect((await world()).snapshots).toEqual(['a', 'b']);
  const { changes } = await changesSince();
  await throwSwitch({ change: 'restoreSnapshot', name: 'a' });
  expect((await changesSince()).changes).toEqual([]);
  await throwSwitch({ change: 'restoreSnapshot', name: 'b' });
  expect((await changesSince()).changes).toEqual(changes);
});

test('a snapshot that is not there, or of another version, is refused and changes nothing', async () => {
  expect(await throwSwitch({ change: 'restoreSnapshot', name: 'nowhere' })).toEqual({
    status: 404,
    body: { code: 'snapshot-unknown' },
  });

  await throwSwitch({ change: 'takeSnapshot', name: 'newer' });
  const folder = join(bench.dataDir, 'made-elsewhere');
  const newer = await openDatabase(folder);
  await sql`insert into kysely_migration values ('9990-from-the-future', '2030')`.execute(newer);
  await sql`vacuum into ${join(folder, 'newer.sqlite')}`.execute(newer);
  await newer.destroy();
  await copyFile(join(folder, 'newer.sqlite'), join(bench.dataDir, 'snapshots', 'newer.sqlite'));
  expect(await throwSwitch({ change: 'restoreSnapshot', name: 'newer' })).toEqual({
    status: 409,
    body: { code: 'snapshot-of-other-version' },
  });
  expect(await itemStatus()).toBe(200);
  await throwSwitch({ change: 'takeSnapshot', name: 'newer' });
  expect((await throwSwitch({ change: 'restoreSnapshot', name: 'newer' })).status).toBe(200);
});

test('the world is changed from code as well', async () => {
  expect(await bench.platform.changeWorld({ change: 'shiftClock', ms: minute })).toMatchObject({
    ok: true,
  });
  expect(await world()).toMatchObject({ at: '2026-11-24T01:01:00.000Z', clockShiftMs: minute });
  const nobodys: WorldChange = { change: 'restoreSnapshot', name: 'nowhere' };
  expect(await bench.platform.changeWorld(nobodys)).toEqual({
    ok: false,
    problem: 'snapshot-unknown',
  });
});
