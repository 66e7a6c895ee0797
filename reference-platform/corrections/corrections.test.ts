import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  correctionPage,
  correctionPaths,
  correctionsAnswerSchema,
} from '../../src/contracts/correction-api.ts';
import { windowOf } from '../testing/decided-case.ts';
import { correctionAsked, disputedAddress, staleAddress } from '../testing/disputed-address.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterAll(() => bench.stop());

const disputed = { form: [disputedAddress] };

async function listed(query = '') {
  const approver = await windowOf(bench, 'approver');
  return correctionsAnswerSchema.parse(
    (await approver.get(correctionPaths.corrections + query)).body,
  );
}

test('a correction is taken with its case and told to the department, without any value', async () => {
  const window = await windowOf(bench);
  const event = receivedCase(1, disputed);
  const { caseId } = event.payload;
  const answer = await window.send(event, correctionAsked(2, caseId, { note: '已迁居' }));
  expect(answer.rejected).toEqual([]);
  const { corrections } = await listed();
  expect(corrections[0]).toMatchObject({
    caseId,
    caseNumber: answer.received[0]?.caseNumber,
    fieldKey: 'address',
    disputed: staleAddress,
    believed: { kind: 'card' },
    note: '已迁居',
  });
  expect(JSON.stringify(corrections)).not.toContain('旧城路15号');
});

test('one that is sent again is taken once', async () => {
  const window = await windowOf(bench);
  const event = receivedCase(1, disputed);
  const correction = correctionAsked(2, event.payload.caseId);
  await window.send(event, correction);
  await window.send(event, correction);
  const { corrections } = await listed();
  expect(corrections.filter(({ caseId }) => caseId === event.payload.caseId)).toHaveLength(1);
});

test.each([
  ['of a field that was not disputed', 'correction-unfounded', { fieldKey: 'name' }],
  [
    'of a source that nobody disputed',
    'correction-unfounded',
    { disputed: { kind: 'enterprise', field: 'address', at: staleAddress.at } as const },
  ],
  ['of a case nobody handed over', 'case-unknown', { caseId: randomUUID() }],
])('one %s is rejected', async (_what, code, change) => {
  const window = await windowOf(bench);
  const event = receivedCase(1, disputed);
  const { rejected } = await window.send(event, correctionAsked(2, event.payload.caseId, change));
  expect(rejected).toEqual([{ seq: 2, code }]);
});

test('one of a case of another workstation is rejected', async () => {
  const [window, other] = [await windowOf(bench), await windowOf(bench)];
  const event = receivedCase(1, disputed);
  await window.send(event);
  const { rejected } = await other.send(correctionAsked(1, event.payload.caseId));
  expect(rejected).toEqual([{ seq: 1, code: 'case-unknown' }]);
});

test.each(['clerk', 'supervisor', 'admin', 'technician'] as const)(
  'a %s sees none',
  async (role) => {
    const { status } = await (await windowOf(bench, role)).get(correctionPaths.corrections);
    expect(status).toBe(403);
  },
);

test('they come newest first, in pages', async () => {
  const window = await windowOf(bench);
  const event = receivedCase(1, disputed);
  const many = Array.from({ length: correctionPage }, (_, index) =>
    correctionAsked(index + 2, event.payload.caseId),
  );
  await window.send(event, ...many);
  const first = await listed();
  expect(first.corrections).toHaveLength(correctionPage);
  expect(first.hasMore).toBe(true);
  const last = first.corrections.at(-1)?.id ?? 0;
  const { corrections, hasMore } = await listed(`?before=${last}`);
  expect(hasMore).toBe(false);
  expect(corrections.every(({ id }) => id < last)).toBe(true);
});
