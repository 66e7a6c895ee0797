import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type CallBackEndedPayload,
  callBackPaths,
  callBacksAnswerSchema,
} from '../../src/contracts/call-back-api.ts';
import { caseAnswerSchema, casePaths } from '../../src/contracts/case-api.ts';
import type { PlatformEvent } from '../../src/contracts/platform-api.ts';
import { windowOf } from '../testing/decided-case.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterAll(() => bench.stop());

const endedAt = '2026-11-24T03:00:00.000Z';

/** A case of the elder card that has left the call-back list. */
function callBack(
  seq: number,
  caseId: string,
  change: Partial<CallBackEndedPayload> = {},
): PlatformEvent {
  const { itemCode } = receivedCase(1).payload;
  return {
    seq,
    id: randomUUID(),
    kind: 'call-back:ended',
    at: endedAt,
    payload: {
      caseId,
      itemCode,
      windowId: 'A07',
      provisionalNumber: 'FSA0720261124HC3KX5',
      since: '2026-11-24T02:00:00.000Z',
      reasons: ['licence-unusable', 'consent-exceeded'],
      outcome: 'given-up',
      ...change,
    },
  };
}

/** What somebody of a role is told, of one case. */
async function listed(caseId: string, role: 'approver' | 'supervisor' = 'approver') {
  const reader = await windowOf(bench, role);
  const { body } = await reader.get(callBackPaths.callBacks);
  return callBacksAnswerSchema.parse(body).callBacks.filter((one) => one.caseId === caseId);
}

test.each(['approver', 'supervisor'] as const)(
  'one that is never handed in is all that a %s sees of its case',
  async (role) => {
    const window = await windowOf(bench);
    const caseId = randomUUID();
    const event = callBack(1, caseId);
    expect((await window.send(event)).rejected).toEqual([]);
    expect(await listed(caseId, role)).toEqual([
      { id: expect.any(Number), endedAt, ...event.payload },
    ]);
    const department = await windowOf(bench, role);
    expect((await department.get(casePaths.case(caseId))).status).toBe(404);
  },
);

test('those of a case that is handed in afterwards come first in its history', async () => {
  const window = await windowOf(bench);
  const received = receivedCase(2);
  const { caseId } = received.payload;
  await window.send(callBack(1, caseId, { outcome: 'came-back' }), received);
  const approver = await windowOf(bench, 'approver');
  await approver.move(caseId, { kind: 'accept' });
  const { history } = caseAnswerSchema.parse((await approver.get(casePaths.case(caseId))).body);
  expect(history).toMatchObject([
    { at: endedAt, did: { kind: 'call-back', outcome: 'came-back' } },
    { state: 'accepted', did: { kind: 'accept' } },
  ]);
});

test('one that is sent again, or told anew under another id, is kept once; a second one beside it', async () => {
  const window = await windowOf(bench);
  const caseId = randomUUID();
  const event = callBack(1, caseId);
  await window.send(event);
  await window.send(event);
  await window.send(callBack(2, caseId));
  expect(await listed(caseId)).toHaveLength(1);
  await window.send(callBack(3, caseId, { since: '2026-11-24T04:00:00.000Z' }));
  expect(await listed(caseId)).toHaveLength(2);
});

test('a clerk sees those of the own workstation', async () => {
  const [window, other] = [await windowOf(bench), await windowOf(bench)];
  const caseId = randomUUID();
  await window.send(callBack(1, caseId));
  const seenBy = async ({ get }: typeof window) =>
    callBacksAnswerSchema.parse((await get(callBackPaths.callBacks)).body).callBacks;
  expect(await seenBy(window)).toMatchObject([{ caseId }]);
  expect(await seenBy(other)).toEqual([]);
});

test('one of a case of another workstation, or of an item that is not there, is rejected', async () => {
  const [window, other] = [await windowOf(bench), await windowOf(bench)];
  const received = receivedCase(1);
  await window.send(received);
  const { rejected } = await other.send(
    callBack(1, received.payload.caseId),
    callBack(2, randomUUID(), { itemCode: 'NONE' }),
  );
  expect(rejected).toEqual([
    { seq: 1, code: 'case-of-another-workstation' },
    { seq: 2, code: 'item-unknown' },
  ]);
});

test.each(['admin', 'technician'] as const)('a %s sees none', async (role) => {
  const { get } = await windowOf(bench, role);
  expect((await get(callBackPaths.callBacks)).status).toBe(403);
});
