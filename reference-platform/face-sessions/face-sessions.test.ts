import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import {
  type ExpectedFace,
  type FaceResultRequest,
  facePaths,
  faceSessionSchema,
  openFaceSessionAnswerSchema,
} from '../../src/contracts/face-api.ts';
import { openSessionAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';
import { scanPaths } from '../../src/contracts/scan-api.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { clerks } from '../seed/accounts.ts';
import { enterprises } from '../seed/enterprises.ts';
import { people, peopleElsewhere } from '../seed/people.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

const second = 1000;
const day = 24 * 60 * 60 * second;
const clock = new StoppedClock();
let bench: PlatformUnderTest;
let db: Database;
/** Each test has a workstation of its own, and all have the same window. */
let workstationId: string;
let clerk: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
  db = await openDatabase(bench.dataDir);
});
beforeEach(async () => {
  workstationId = randomUUID();
  ({ token: clerk } = await bench.logIn(workstationId));
});
afterAll(async () => {
  await db.destroy();
  await bench.stop();
});

const { allGood, revokedRegister, settledWorker } = people;
const { card, item } = allGood;
const { foods, software, catering } = enterprises;
const namedCard = { idNumber: card.idNumber, name: card.name };
const expectedPerson: ExpectedFace = { type: 'person', ...namedCard };
const representative = (
  { uscc }: { readonly uscc: string },
  { idNumber }: { readonly idNumber: string } = card,
): ExpectedFace => ({ type: 'representative', uscc, idNumber });

const caseId = randomUUID();
const aboutCase = { caseId, itemCode: item.code };
const openWith = (request: unknown, as = clerk) =>
  bench.call('POST', facePaths.faceSessions, request, as);
async function open(expected: ExpectedFace | undefined = expectedPerson, as = clerk) {
  const request = expected === undefined ? aboutCase : { ...aboutCase, expected };
  return openFaceSessionAnswerSchema.parse((await openWith(request, as)).body);
}
/** A session in which anybody may be checked. */
const openForAnybody = async () =>
  openFaceSessionAnswerSchema.parse((await openWith(aboutCase)).body);

const phoneOfCard = () => signedInPhone(bench, card);
const scan = (code: string, phone: string) => bench.call('POST', scanPaths.scan, { code }, phone);
type Outcome = FaceResultRequest['outcome'];
const end = (faceSessionId: string, outcome: Outcome, phone: string) =>
  bench.call('POST', facePaths.faceResults, { faceSessionId, outcome }, phone);
const look = (faceSessionId: string, as = clerk) =>
  bench.call('GET', facePaths.faceSession(faceSessionId), undefined, as);
const cancel = (faceSessionId: string, as = clerk) =>
  bench.call('DELETE', facePaths.faceSession(faceSessionId), undefined, as);
async function stateOf(faceSessionId: string) {
  return faceSessionSchema.parse((await look(faceSessionId)).body).state;
}
/** The states that a workstation was told of, in order. */
async function told(as = clerk) {
  const { body } = await bench.call('GET', platformPaths.changes, undefined, as);
  return changesAnswerSchema
    .parse(body)
    .changes.flatMap((change) => (change.kind === 'face:moved' ? [change] : []));
}
const moved = (faceSessionId: string, ...states: readonly string[]) =>
  states.map((state) => ({ kind: 'face:moved', faceSessionId, state }));
const refused = (code: string, status = 409) => ({ status, body: { code } });
const unknown = refused('face-session-unknown', 404);

/** A session that a phone has scanned. */
async function scannedSession(expected?: ExpectedFace, person = card) {
  const session = await open(expected);
  const phone = await signedInPhone(bench, person);
  expect((await scan(session.code, phone)).status).toBe(200);
  return { ...session, phone };
}

test('a window opens a session for two minutes, with a text that says nothing', async () => {
  const { faceSessionId, code, expiresAt } = await open();
  expect(Date.parse(expiresAt) - Date.parse(clock.now())).toBe(120 * second);
  const bytes = Buffer.from(code, 'base64url');
  for (const secret of [card.idNumber, card.name, caseId]) {
    expect(code.includes(secret) || bytes.includes(secret)).toBe(false);
  }
  expect(await look(faceSessionId)).toEqual({
    status: 200,
    body: { faceSessionId, ...aboutCase, expiresAt, state: 'waiting' },
  });
  expect(await told()).toEqual([]);
});

test('no text stands in the database', async () => {
  const { code } = await open();
  for (const file of ['platform.sqlite', 'platform.sqlite-wal']) {
    expect((await readFile(join(bench.dataDir, file))).includes(code)).toBe(false);
  }
});

test('a phone that scans is told where and what for, not who is expected', async () => {
  const { faceSessionId, code, expiresAt } = await open();
  const phone = await signedInPhone(bench, revokedRegister.card);
  expect(await scan(code, phone)).toEqual({
    status: 200,
    body: {
      kind: 'face-session',
      faceSessionId,
      hall: '佛山市行政服务大厅',
      window: '综合窗口 A07',
      department: item.department,
      itemName: item.name,
      purpose: `为办理“${item.name}”核验您的身份`,
      expiresAt,
      triesLeft: 3,
    },
  });
  expect(await stateOf(faceSessionId)).toBe('scanned');
  expect(await told()).toEqual(moved(faceSessionId, 'scanned'));
});

test('who is expected passes; their window reads it as often as it likes', async () => {
  const { faceSessionId, expiresAt, phone } = await scannedSession();
  clock.pass(second);
  const passed = { state: 'passed', triesLeft: 3 };
  expect(await end(faceSessionId, 'passed', phone)).toEqual({ status: 200, body: passed });
  const { status, body } = await look(faceSessionId);
  expect([status, body]).toEqual([
    200,
    {
      faceSessionId,
      ...aboutCase,
      expiresAt,
      state: 'passed',
      person: namedCard,
      passedAt: clock.now(),
      proof: {
        method: 'face-on-own-phone',
        level: '4',
        app: 'foshantong',
        resultRef: expect.any(String),
      },
    },
  ]);
  expect(await look(faceSessionId)).toEqual({ status, body });
  expect(await told()).toEqual(moved(faceSessionId, 'scanned', 'passed'));
});

test('two results are not found by the same reference', async () => {
  const references = [];
  for (let times = 0; times < 2; times += 1) {
    const { faceSessionId, phone } = await scannedSession();
    await end(faceSessionId, 'passed', phone);
    const session = faceSessionSchema.parse((await look(faceSessionId)).body);
    references.push(session.state === 'passed' ? session.proof.resultRef : undefined);
  }
  expect(new Set(references).size).toBe(2);
});

test('where nobody is expected, whoever passes says who they are', async () => {
  const { faceSessionId, code } = await openForAnybody();
  const phone = await signedInPhone(bench, revokedRegister.card);
  await scan(code, phone);
  await end(faceSessionId, 'passed', phone);
  const { idNumber, name } = revokedRegister.card;
  expect((await look(faceSessionId)).body).toMatchObject({ person: { idNumber, name } });
});

test.each<[string, ExpectedFace, { readonly idNumber: string }]>([
  ['another person', expectedPerson, revokedRegister.card],
  ['the number with another name', { ...expectedPerson, name: '陈桂香' }, card],
  ['another than the representative', representative(foods), revokedRegister.card],
  ['somebody who represents another enterprise', representative(software), card],
  [
    'the representative, where another number is expected,',
    representative(foods, revokedRegister.card),
    card,
  ],
  [
    'the representative of an enterprise that is no more',
    representative(catering, settledWorker.card),
    settledWorker.card,
  ],
  [
    'who represented it once',
    representative(enterprises.trading, peopleElsewhere.huangWeixiong),
    peopleElsewhere.huangWeixiong,
  ],
])('%s is the wrong person, and is told of no other', async (_who, expected, { idNumber }) => {
  const { faceSessionId, expiresAt, phone } = await scannedSession(expected, { ...card, idNumber });
  expect(await end(faceSessionId, 'passed', phone)).toEqual({
    status: 200,
    body: { state: 'wrong-person', triesLeft: 3 },
  });
  expect((await look(faceSessionId)).body).toEqual({
    faceSessionId,
    ...aboutCase,
    expiresAt,
    state: 'wrong-person',
  });
  expect(await told()).toEqual(moved(faceSessionId, 'scanned', 'wrong-person'));
});

test('who represents the enterprise passes', async () => {
  const { faceSessionId, phone } = await scannedSession(representative(foods));
  await end(faceSessionId, 'passed', phone);
  expect((await look(faceSessionId)).body).toMatchObject({ state: 'passed', person: namedCard });
});

test('a check may fail twice; the third time the session has failed', async () => {
  const { faceSessionId, code, phone } = await scannedSession();
  const answers = [];
  for (let tried = 0; tried < 3; tried += 1) {
    answers.push((await end(faceSessionId, 'failed', phone)).body);
    if (tried === 0) expect((await scan(code, phone)).body).toMatchObject({ triesLeft: 2 });
  }
  expect(answers).toEqual([
    { state: 'scanned', triesLeft: 2 },
    { state: 'scanned', triesLeft: 1 },
    { state: 'failed', triesLeft: 0 },
  ]);
  expect(await stateOf(faceSessionId)).toBe('failed');
  expect(await told()).toEqual(moved(faceSessionId, 'scanned', 'failed'));
});

test('a check that failed twice may still pass', async () => {
  const { faceSessionId, phone } = await scannedSession();
  await end(faceSessionId, 'failed', phone);
  await end(faceSessionId, 'failed', phone);
  expect((await end(faceSessionId, 'passed', phone)).body).toEqual({
    state: 'passed',
    triesLeft: 1,
  });
});

test('whoever does not want their face checked says so, and the window hears it', async () => {
  const { faceSessionId, phone } = await scannedSession();
  expect((await end(faceSessionId, 'declined', phone)).body).toMatchObject({ state: 'declined' });
  expect(await stateOf(faceSessionId)).toBe('declined');
  expect(await told()).toEqual(moved(faceSessionId, 'scanned', 'declined'));
});

test('the first phone keeps a session; it may scan it again, and is told of once', async () => {
  const { faceSessionId, code, phone } = await scannedSession();
  const taken = refused('face-session-taken');
  expect(await scan(code, await signedInPhone(bench, revokedRegister.card))).toEqual(taken);
  expect(await scan(code, await signedInPhone(bench, card, 'yueshangtong'))).toEqual(taken);
  expect((await scan(code, phone)).status).toBe(200);
  expect(await told()).toEqual(moved(faceSessionId, 'scanned'));
});

test('of several phones that scan at once exactly one is told', async () => {
  const { code } = await open();
  const holders = [card, revokedRegister.card, settledWorker.card, people.noLicence.card];
  const phones = await Promise.all(holders.map((holder) => signedInPhone(bench, holder)));
  const answers = await Promise.all(phones.map((phone) => scan(code, phone)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status !== 200)).toEqual(
    Array.from({ length: 3 }, () => refused('face-session-taken')),
  );
});

test('a phone that has not scanned a session finds none', async () => {
  const { faceSessionId } = await open();
  const phone = await phoneOfCard();
  expect(await end(faceSessionId, 'passed', phone)).toEqual(unknown);
  expect(await end(randomUUID(), 'passed', phone)).toEqual(unknown);
  const { faceSessionId: scanned } = await scannedSession();
  for (const other of [
    await signedInPhone(bench, revokedRegister.card),
    await signedInPhone(bench, card, 'yueshangtong'),
  ]) {
    expect(await end(scanned, 'passed', other)).toEqual(unknown);
  }
  expect(await stateOf(scanned)).toBe('scanned');
});

test('until its time is over a session can be scanned and can pass', async () => {
  const { faceSessionId, code } = await open();
  const phone = await phoneOfCard();
  clock.pass(120 * second - 1);
  expect((await scan(code, phone)).status).toBe(200);
  expect((await end(faceSessionId, 'passed', phone)).body).toMatchObject({ state: 'passed' });
});

test.each<[string, (session: Awaited<ReturnType<typeof scannedSession>>) => Promise<unknown>]>([
  ['scanned', ({ code, phone }) => scan(code, phone)],
  ['checked', ({ faceSessionId, phone }) => end(faceSessionId, 'passed', phone)],
  ['cancelled', ({ faceSessionId }) => cancel(faceSessionId)],
])('after its time a session is not %s any more; its window is told once', async (_how, act) => {
  const session = await scannedSession();
  clock.pass(120 * second);
  expect(await act(session)).toEqual(refused('face-session-expired'));
  expect(await act(session)).toEqual(refused('face-session-expired'));
  expect(await told()).toEqual(moved(session.faceSessionId, 'scanned', 'expired'));
});

test('a session that nobody scanned has expired for whoever looks', async () => {
  const { faceSessionId, code } = await open();
  clock.pass(120 * second);
  expect(await stateOf(faceSessionId)).toBe('expired');
  expect(await stateOf(faceSessionId)).toBe('expired');
  expect(await told()).toEqual(moved(faceSessionId, 'expired'));
  expect(await scan(code, await phoneOfCard())).toEqual(refused('face-session-expired'));
});

test.each<[string, (session: Awaited<ReturnType<typeof scannedSession>>) => Promise<unknown>]>([
  ['passed', ({ faceSessionId, phone }) => end(faceSessionId, 'passed', phone)],
  ['declined', ({ faceSessionId, phone }) => end(faceSessionId, 'declined', phone)],
  ['cancelled', ({ faceSessionId }) => cancel(faceSessionId)],
])('a session that was %s stays so, also after its time', async (state, act) => {
  const session = await scannedSession();
  const { faceSessionId, code, phone } = session;
  await act(session);
  const ended = refused('face-session-ended');
  for (const ms of [0, 120 * second]) {
    clock.pass(ms);
    expect(await scan(code, phone)).toEqual(ended);
    expect(await end(faceSessionId, 'passed', phone)).toEqual(ended);
    expect(await cancel(faceSessionId)).toEqual(ended);
    expect(await stateOf(faceSessionId)).toBe(state);
  }
  expect(await told()).toEqual(moved(faceSessionId, 'scanned', state));
});

test('a window cancels a session', async () => {
  const { faceSessionId } = await open();
  expect((await cancel(faceSessionId)).status).toBe(204);
  expect(await stateOf(faceSessionId)).toBe('cancelled');
  expect(await told()).toEqual(moved(faceSessionId, 'cancelled'));
});

test('a window has one open session: a new one ends the former, whoever opened that', async () => {
  const first = await open();
  const { token: another } = await bench.logIn(randomUUID());
  const { faceSessionId, code } = await open(expectedPerson, another);
  expect(await stateOf(first.faceSessionId)).toBe('cancelled');
  expect(await told()).toEqual(moved(first.faceSessionId, 'cancelled'));
  const phone = await phoneOfCard();
  expect(await scan(first.code, phone)).toEqual(refused('face-session-ended'));
  expect((await scan(code, phone)).status).toBe(200);
  expect(await told(another)).toEqual(moved(faceSessionId, 'scanned'));
});

test('a new session leaves ended ones as they are', async () => {
  const passed = await scannedSession();
  await end(passed.faceSessionId, 'passed', passed.phone);
  const expired = await open();
  clock.pass(120 * second);
  await open();
  expect(await stateOf(passed.faceSessionId)).toBe('passed');
  expect(await stateOf(expired.faceSessionId)).toBe('expired');
  expect((await told()).at(-1)).toMatchObject({ state: 'expired' });
});

test('a new session at another window ends none here', async () => {
  const { account, password } = clerks.supervisor;
  const credentials = { account, password, windowId: 'A08', workstationId: randomUUID() };
  const { body } = await bench.call('POST', platformPaths.sessions, credentials);
  const { token: there } = openSessionAnswerSchema.parse(body);
  const here = await open();
  const { code } = await open(expectedPerson, there);
  expect(await stateOf(here.faceSessionId)).toBe('waiting');
  expect((await scan(code, await phoneOfCard())).body).toMatchObject({ window: '综合窗口 A08' });
});

test('to another workstation there is no such session, and it is told nothing', async () => {
  const { faceSessionId, phone } = await scannedSession();
  const { token: another } = await bench.logIn(randomUUID());
  expect(await look(faceSessionId, another)).toEqual(unknown);
  expect(await cancel(faceSessionId, another)).toEqual(unknown);
  expect((await end(faceSessionId, 'passed', phone)).body).toMatchObject({ state: 'passed' });
  expect(await told(another)).toEqual([]);
  expect(await look(randomUUID())).toEqual(unknown);
});

test('a session is forgotten a day after its time', async () => {
  const { faceSessionId, code, phone } = await scannedSession();
  await end(faceSessionId, 'passed', phone);
  clock.pass(120 * second + day - 1);
  ({ token: clerk } = await bench.logIn(workstationId));
  expect(await stateOf(faceSessionId)).toBe('passed');
  clock.pass(1);
  expect(await look(faceSessionId)).toEqual(unknown);
  expect(await scan(code, await phoneOfCard())).toEqual(refused('code-unknown', 404));
  const kept = db.selectFrom('face_sessions').select('id').where('id', '=', faceSessionId);
  expect(await kept.execute()).toEqual([]);
});

test('an item that nobody registered needs no face', async () => {
  const request = { ...aboutCase, itemCode: 'no-such-item' };
  expect(await openWith(request)).toEqual(refused('item-unknown'));
});

test.each([
  ['no case', { caseId: undefined }],
  ['a case that has no id', { caseId: '1' }],
  ['another window', { windowId: 'A08' }],
  ['a picture', { image: 'aGVsbG8=' }],
  ['a person without a name', { expected: { type: 'person', idNumber: card.idNumber } }],
  ['a representative of nothing', { expected: { ...representative(foods), uscc: '' } }],
  ['somebody else', { expected: { ...expectedPerson, type: 'anybody' } }],
])('opening with %s is refused', async (_what, change) => {
  expect(await openWith({ ...aboutCase, ...change })).toEqual(refused('request-invalid', 400));
});

test.each([
  ['a picture', { image: 'aGVsbG8=' }],
  ['a template', { template: [0.1, 0.2] }],
  ['a score', { score: 0.98 }],
  ['who it was', { idNumber: card.idNumber }],
  ['another end', { outcome: 'wrong-person' }],
  ['a session that has no id', { faceSessionId: 'x' }],
])('a result with %s is refused', async (_what, change) => {
  const { faceSessionId, phone } = await scannedSession();
  const request = { faceSessionId, outcome: 'passed', ...change };
  const answer = await bench.call('POST', facePaths.faceResults, request, phone);
  expect(answer).toEqual(refused('request-invalid', 400));
  expect(await stateOf(faceSessionId)).toBe('scanned');
});

test('there is no place in the database where anything of a face could be kept', async () => {
  const tables = await db.introspection.getTables();
  const columns = tables.find(({ name }) => name === 'face_sessions')?.columns ?? [];
  expect(columns.map(({ name, dataType }) => `${name} ${dataType}`)).toEqual([
    'id TEXT',
    'code_hash TEXT',
    'workstation_id TEXT',
    'window_id TEXT',
    'case_id TEXT',
    'item_code TEXT',
    'expected TEXT',
    'state TEXT',
    'expires_at TEXT',
    'scanned_by TEXT',
    'scanned_in TEXT',
    'failed_tries INTEGER',
    'passed_at TEXT',
    'result_ref TEXT',
  ]);
});

test('windows and phones do not do each other’s part', async () => {
  const { faceSessionId, code, phone } = await scannedSession();
  const noSession = refused('session-required', 401);
  expect(await openWith(aboutCase, phone)).toEqual(noSession);
  expect(await look(faceSessionId, phone)).toEqual(noSession);
  expect(await cancel(faceSessionId, phone)).toEqual(noSession);
  const notSignedIn = refused('sign-in-required', 401);
  expect(await scan(code, clerk)).toEqual(notSignedIn);
  expect(await end(faceSessionId, 'passed', clerk)).toEqual(notSignedIn);
});

test.each(['approver', 'admin', 'technician'] as const)('a %s opens no session', async (role) => {
  const { token } = await bench.logIn(workstationId, role);
  expect(await openWith(aboutCase, token)).toEqual(refused('role-not-allowed', 403));
});

test('what is asked for at no session is no address', async () => {
  expect(await look('1')).toEqual(refused('request-invalid', 400));
});
