import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type CaseMove,
  type CasesAnswer,
  caseAnswerSchema,
  casePaths,
  casesAnswerSchema,
  casesPerAnswer,
} from '../../src/contracts/case-api.ts';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { clerks } from '../seed/accounts.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { people } from '../seed/people.ts';
import { handOver, supplementedCase, windowOf } from '../testing/decided-case.ts';
import { digestOf, fileSender, pdfOf } from '../testing/handed-in-file.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';

let clock: StoppedClock;
let bench: PlatformUnderTest;
let window: Awaited<ReturnType<typeof windowOf>>;
let approver: Awaited<ReturnType<typeof windowOf>>;
beforeAll(async () => {
  clock = new StoppedClock();
  const lifetimes = { sessionMs: 1e10, tokenMs: 1e10 };
  bench = await startPlatformUnderTest({ clock, lifetimes });
  approver = await windowOf(bench, 'approver');
});
afterAll(() => bench.stop());
beforeEach(async () => {
  window = await windowOf(bench);
});

const dayMs = 24 * 60 * 60 * 1000;
const ask: CaseMove = {
  kind: 'ask-supplement',
  missing: [{ code: 'household-register', reason: '缺户主页' }],
  withinDays: 5,
};
const refused = (status: number, code: string) => ({ status, body: { code } });

async function read(caseId: string, as = approver) {
  return caseAnswerSchema.parse((await as.get(casePaths.case(caseId))).body);
}

async function list(query: Readonly<Record<string, string>>, as = approver): Promise<CasesAnswer> {
  const { body } = await as.get(`${casePaths.cases}?${new URLSearchParams(query)}`);
  return casesAnswerSchema.parse(body);
}

async function told(): Promise<readonly unknown[]> {
  const { body } = await window.get(platformPaths.changes);
  return changesAnswerSchema.parse(body).changes.slice(1);
}

test('a case is accepted and closed, and says who did it, when and why', async () => {
  const { caseId, caseNumber } = await handOver(window);
  expect(await read(caseId)).toMatchObject({ state: 'received', history: [] });
  await approver.move(caseId, { kind: 'accept', opinion: '材料齐全' });
  await approver.move(caseId, { kind: 'grant', resultNumber: '优待证0001' });
  const at = clock.now();
  const by = { name: clerks.approver.name, number: clerks.approver.number };
  const due = { promised: '2026-11-27', statutory: '2026-12-22' };
  expect(await read(caseId)).toMatchObject({
    caseNumber,
    itemCode: elderCardItem.code,
    state: 'closed',
    receivedAt: at,
    due,
    history: [
      { at, by, state: 'accepted', did: { kind: 'accept', opinion: '材料齐全' }, due },
      { at, by, state: 'closed', did: { kind: 'grant', resultNumber: '优待证0001' } },
    ],
  });
});

test('the window that handed a case over is told where it stands, and nobody else', async () => {
  const { caseId } = await handOver(window);
  const other = await windowOf(bench);
  await approver.move(caseId, { kind: 'refuse', reason: '不属于本部门职权' });
  expect(await told()).toEqual([{ kind: 'case:moved', caseId, state: 'refused' }]);
  const { body } = await other.get(platformPaths.changes);
  expect(changesAnswerSchema.parse(body).changes).toEqual([]);
});

test('what is missing is asked for and handed in, with its files', async () => {
  const { caseId } = await handOver(window);
  await approver.move(caseId, ask);
  expect((await read(caseId, window)).history).toMatchObject([
    { state: 'supplement', did: ask, supplementDue: '2026-12-01' },
  ]);
  const pdf = pdfOf('户主页');
  const materials = [{ code: 'household-register', digests: [digestOf(pdf)] }];
  expect((await window.send(supplementedCase(2, { caseId, materials }))).rejected).toEqual([
    { seq: 2, code: 'attachment-missing' },
  ]);
  await fileSender(bench, window.token).sendAll(pdf);
  const supplement = supplementedCase(3, { caseId, materials });
  expect((await window.send(supplement)).rejected).toEqual([]);
  expect((await window.send(supplement)).rejected).toEqual([]);
  const { state, history } = await read(caseId);
  expect(state).toBe('received');
  expect(history).toHaveLength(2);
  expect(history[1]).toEqual({
    at: clock.now(),
    state: 'received',
    did: { kind: 'supplement', materials },
  });
  expect(await told()).toMatchObject([{ state: 'supplement' }, { state: 'received' }]);
});

test('a supplement that fits nothing is rejected, and the rest of the batch goes on', async () => {
  const { caseId } = await handOver(window);
  const materials = [{ code: 'household-register', digests: [] }];
  const other = await windowOf(bench);
  const rejected = async (sender: typeof window, seq: number, payload = { caseId, materials }) =>
    (await sender.send(supplementedCase(seq, payload))).rejected[0]?.code;
  expect(await rejected(window, 2)).toBe('supplement-not-asked');
  await approver.move(caseId, ask);
  expect(await rejected(other, 1)).toBe('case-unknown');
  expect(await rejected(window, 3, { caseId: randomUUID(), materials })).toBe('case-unknown');
  const wrong = [...materials, { code: 'photo', digests: [] }];
  expect(await rejected(window, 4, { caseId, materials: wrong })).toBe('material-not-asked');
  const both = await window.send(
    supplementedCase(5, { caseId, materials: [{ code: 'photo', digests: [] }] }),
    supplementedCase(6, { caseId, materials }),
  );
  expect(both).toMatchObject({
    ackedThrough: 6,
    rejected: [{ seq: 5, code: 'material-not-asked' }],
  });
});

test('a case that comes in the same batch can be spoken of there', async () => {
  const event = receivedCase(1);
  const { caseId } = event.payload;
  const materials = [{ code: 'household-register', digests: [] }];
  const { rejected } = await window.send(event, supplementedCase(2, { caseId, materials }));
  expect(rejected).toEqual([{ seq: 2, code: 'supplement-not-asked' }]);
});

test('not every material that was asked for is a supplement', async () => {
  const { caseId } = await handOver(window);
  const [one, two] = elderCardItem.materials.map(({ code }) => code);
  const missing = [one ?? '', two ?? ''].map((code) => ({ code, reason: '缺' }));
  await approver.move(caseId, { kind: 'ask-supplement', missing, withinDays: 5 });
  const materials = [{ code: one ?? '', digests: [] }];
  expect((await window.send(supplementedCase(2, { caseId, materials }))).rejected).toEqual([
    { seq: 2, code: 'material-missing' },
  ]);
});

test('a case whose files are not there is rejected, and received in a new event once they are', async () => {
  const pdf = pdfOf(randomUUID());
  const attachments = [{ code: 'household-register', digests: [digestOf(pdf)] }];
  const early = receivedCase(1, { attachments });
  const missing = { rejected: [{ seq: 1, code: 'attachment-missing' }], received: [] };
  expect(await window.send(early)).toMatchObject(missing);
  // Somebody else's file is not there either.
  await fileSender(bench, (await windowOf(bench)).token).sendAll(pdf);
  const { caseId } = early.payload;
  expect(await window.send(receivedCase(2, { caseId, attachments }))).toMatchObject({
    rejected: [{ seq: 2, code: 'attachment-missing' }],
  });
  await fileSender(bench, window.token).sendAll(pdf);
  expect(await window.send(early)).toMatchObject(missing);
  const again = await window.send(receivedCase(3, { caseId, attachments }));
  expect(again).toMatchObject({ rejected: [], received: [{ caseId }] });
  expect((await read(caseId)).application?.attachments).toEqual(attachments);
});

test('a file for a material the item lacks is rejected', async () => {
  const attachments = [{ code: 'passport', digests: [] }];
  expect(await window.send(receivedCase(1, { attachments }))).toMatchObject({
    rejected: [{ seq: 1, code: 'material-unknown' }],
  });
});

test('a request to move has effect once, and the same answer however often it is sent', async () => {
  const { caseId } = await handOver(window);
  const requestId = randomUUID();
  const first = await approver.move(caseId, { kind: 'accept' }, requestId);
  expect(first).toEqual({
    status: 200,
    body: { caseId, state: 'accepted', at: clock.now() },
  });
  await approver.move(caseId, { kind: 'grant' });
  clock.pass(1000);
  expect(await approver.move(caseId, { kind: 'accept' }, requestId)).toEqual(first);
  expect((await read(caseId)).history).toHaveLength(2);
});

test('the id of a request is good for that request only', async () => {
  const { caseId } = await handOver(window);
  const { caseId: otherCase } = await handOver(await windowOf(bench));
  const requestId = randomUUID();
  await approver.move(caseId, { kind: 'accept' }, requestId);
  const reused = refused(409, 'request-id-reused');
  expect(await approver.move(caseId, { kind: 'grant' }, requestId)).toEqual(reused);
  expect(await approver.move(otherCase, { kind: 'accept' }, requestId)).toEqual(reused);
});

test('of two approvers who decide at the same time one decides', async () => {
  const { caseId } = await handOver(window);
  const moves: readonly CaseMove[] = [
    { kind: 'accept' },
    { kind: 'refuse', reason: '不属于本部门职权' },
  ];
  const answers = await Promise.all(moves.map((move) => approver.move(caseId, move)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await read(caseId)).history).toHaveLength(1);
});

test('a move that the case or the law does not allow is refused by its reason', async () => {
  const { caseId } = await handOver(window);
  const move = (what: CaseMove) => approver.move(caseId, what);
  expect(await move({ kind: 'grant' })).toEqual(refused(409, 'move-not-possible'));
  const unknown = [{ code: 'passport', reason: '缺' }];
  expect(await move({ kind: 'ask-supplement', missing: unknown, withinDays: 1 })).toEqual(
    refused(409, 'material-unknown'),
  );
  await move(ask);
  expect(await move({ kind: 'close-unsupplied' })).toEqual(refused(409, 'supplement-still-due'));
  const materials = [{ code: 'household-register', digests: [] }];
  await window.send(supplementedCase(2, { caseId, materials }));
  expect(await move(ask)).toEqual(refused(409, 'supplement-asked-before'));
  const { caseId: old } = await handOver(await windowOf(bench));
  clock.pass(10 * dayMs);
  expect(await approver.move(old, ask)).toEqual(refused(409, 'supplement-asked-too-late'));
});

test('what never came closes the case', async () => {
  const { caseId } = await handOver(window);
  await approver.move(caseId, ask);
  clock.pass(10 * dayMs);
  expect((await approver.move(caseId, { kind: 'close-unsupplied' })).body).toMatchObject({
    state: 'closed',
  });
});

test.each<[string, unknown]>([
  ['without a reason against the applicant', { kind: 'deny' }],
  ['with an empty reason', { kind: 'refuse', reason: ' ' }],
  ['with nothing missing', { kind: 'ask-supplement', missing: [], withinDays: 5 }],
  ['of a kind nobody knows', { kind: 'delete' }],
  ['with something nobody asked for', { kind: 'accept', idNumber: people.allGood.card.idNumber }],
])('a move %s is refused', async (_what, move) => {
  const { caseId } = await handOver(window);
  const body = { requestId: randomUUID(), move };
  expect(await bench.call('POST', casePaths.caseMoves(caseId), body, approver.token)).toEqual(
    refused(400, 'request-invalid'),
  );
});

test.each(['clerk', 'supervisor'] as const)(
  'a %s sees a case, and does not move it',
  async (role) => {
    const { caseId } = await handOver(window);
    const same = await windowOf(bench, role, window.workstationId);
    expect((await read(caseId, same)).state).toBe('received');
    expect(await same.move(caseId, { kind: 'accept' })).toEqual(refused(403, 'role-not-allowed'));
  },
);

test('a case of another window is as unknown as one that is not there', async () => {
  const { caseId } = await handOver(window);
  const other = await windowOf(bench);
  const unknown = refused(404, 'case-unknown');
  expect(await other.get(casePaths.case(caseId))).toEqual(unknown);
  expect(await other.move(caseId, { kind: 'accept' })).toEqual(unknown);
  expect((await list({}, other)).cases).toEqual([]);
  const nowhere = randomUUID();
  expect(await other.get(casePaths.case(nowhere))).toEqual(unknown);
  expect(await approver.get(casePaths.case(nowhere))).toEqual(unknown);
  expect(await approver.move(nowhere, { kind: 'accept' })).toEqual(unknown);
  expect(await approver.get(casePaths.caseRecords(nowhere))).toEqual(unknown);
});

test.each(['admin', 'technician'] as const)('cases are not for a %s', async (role) => {
  const { caseId } = await handOver(window);
  const as = await windowOf(bench, role);
  const notAllowed = refused(403, 'role-not-allowed');
  expect(await as.get(casePaths.cases)).toEqual(notAllowed);
  expect(await as.get(casePaths.case(caseId))).toEqual(notAllowed);
  expect(await as.move(caseId, { kind: 'accept' })).toEqual(notAllowed);
  expect(await as.get(casePaths.caseRecords(caseId))).toEqual(notAllowed);
});

test('who the applicant is shows to whoever has to decide, and in no list', async () => {
  const { caseId } = await handOver(window);
  const { name, idNumber } = people.allGood.card;
  expect((await read(caseId)).application?.applicant).toMatchObject({ name, number: idNumber });
  const supervisor = await windowOf(bench, 'supervisor');
  for (const answer of [
    await window.get(casePaths.case(caseId)),
    await supervisor.get(casePaths.case(caseId)),
    await approver.get(casePaths.cases),
  ]) {
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).not.toMatch(new RegExp(`${name}|${idNumber}`));
  }
  expect(await supervisor.get(casePaths.caseRecords(caseId))).toEqual(
    refused(403, 'role-not-allowed'),
  );
});

test('cases are listed by state, item and time, a page at a time', async () => {
  const own = async (query: Readonly<Record<string, string>>) => {
    const { cases } = await list(query, window);
    return cases.map(({ caseId }) => caseId);
  };
  const first = await handOver(window);
  clock.pass(1000);
  const since = clock.now();
  const { received } = await window.send(receivedCase(2), receivedCase(3));
  const [second, third] = received.map(({ caseId }) => caseId);
  await approver.move(first.caseId, { kind: 'accept' });
  expect(await own({})).toEqual([first.caseId, second, third]);
  expect(await own({ state: 'accepted' })).toEqual([first.caseId]);
  expect(await own({ since })).toEqual([second, third]);
  expect(await own({ item: elderCardItem.code, state: 'received' })).toEqual([second, third]);
  expect(await own({ item: 'none' })).toEqual([]);
});

test('a list goes on where the page before ended', async () => {
  const events = Array.from({ length: casesPerAnswer + 1 }, (_, n) => receivedCase(n + 1));
  await window.send(...events);
  const first = await list({}, window);
  const second = await list({ after: first.next ?? '' }, window);
  expect(second.next).toBeUndefined();
  expect([...first.cases, ...second.cases].map(({ caseId }) => caseId)).toEqual(
    events.map(({ payload }) => payload.caseId),
  );
});

test.each([{ state: 'lost' }, { since: 'yesterday' }, { name: '陈' }])(
  'a list by %o is refused',
  async (query) => {
    const path = `${casePaths.cases}?${new URLSearchParams(Object.entries(query))}`;
    expect(await approver.get(path)).toEqual(refused(400, 'request-invalid'));
  },
);

test('an approver reads a case as records of the exchange library', async () => {
  const { caseId, caseNumber } = await handOver(window);
  await approver.move(caseId, { kind: 'accept' });
  const { status, body } = await approver.get(casePaths.caseRecords(caseId));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    SB: { SBLSH: caseNumber, SQRMC: people.allGood.card.name },
    SL: [{ SBLSH: caseNumber, SLZTDM: 1, BLRGH: clerks.approver.number }],
  });
});
