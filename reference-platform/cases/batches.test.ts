import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import {
  type BatchAnswer,
  batchAnswerSchema,
  batchLimits,
  type PlatformEvent,
  platformPaths,
} from '../../src/contracts/platform-api.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock: new StoppedClock() });
});
afterAll(() => bench.stop());

/** A workstation of its own for each test. */
let workstation: Workstation;
beforeEach(async () => {
  workstation = await newWorkstation();
});

type Workstation = Awaited<ReturnType<typeof newWorkstation>>;

async function newWorkstation() {
  const workstationId = randomUUID();
  const { token } = await bench.logIn(workstationId);
  const epoch = randomUUID();
  return {
    workstationId,
    send: async (events: readonly PlatformEvent[], inEpoch = epoch): Promise<BatchAnswer> => {
      const batch = { workstationId, epoch: inEpoch, events };
      const { status, body } = await bench.call('POST', platformPaths.batches, batch, token);
      expect(status).toBe(200);
      return batchAnswerSchema.parse(body);
    },
    post: (body: unknown) => bench.call('POST', platformPaths.batches, body, token),
    changes: async (since?: string) => {
      const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`;
      const answer = await bench.call('GET', platformPaths.changes + query, undefined, token);
      return changesAnswerSchema.parse(answer.body);
    },
  };
}

test('a case is received and numbered', async () => {
  const event = receivedCase(1);
  const answer = await workstation.send([event]);
  expect(answer).toMatchObject({ ackedThrough: 1, rejected: [] });
  expect(answer.received).toEqual([
    {
      caseId: event.payload.caseId,
      caseNumber: expect.stringMatching(/^44069920261124\d{7}$/),
      evaluationTicket: expect.any(String),
    },
  ]);
});

test('a batch sent again has no effect and the same answer', async () => {
  const bad = receivedCase(2, { itemCode: 'none' });
  const events = [receivedCase(1), bad, receivedCase(3)];
  const first = await workstation.send(events);
  expect(first).toMatchObject({ ackedThrough: 3, rejected: [{ seq: 2, code: 'item-unknown' }] });
  expect(first.received).toHaveLength(2);
  expect(await workstation.send(events)).toEqual(first);
  expect((await workstation.changes()).changes).toHaveLength(2);
});

test('a batch is processed up to a gap', async () => {
  const [one, two, three] = [receivedCase(1), receivedCase(2), receivedCase(3)];
  expect((await workstation.send([two])).ackedThrough).toBe(0);
  const answer = await workstation.send([one, three]);
  expect(answer.ackedThrough).toBe(1);
  expect(answer.received.map(({ caseId }) => caseId)).toEqual([one.payload.caseId]);
  expect((await workstation.send([two, three])).ackedThrough).toBe(3);
});

test('the same events in a new epoch, as after a salvage, get the same numbers', async () => {
  const event = receivedCase(1);
  const first = await workstation.send([event]);
  const remade = { ...event, id: randomUUID(), seq: 2 };
  const second = await workstation.send([event, remade], randomUUID());
  expect(second).toMatchObject({ ackedThrough: 2, rejected: [] });
  expect(second.received).toEqual([...first.received, ...first.received]);
});

test('another event under an old number is not acknowledged in silence', async () => {
  await workstation.send([receivedCase(1)]);
  expect(await workstation.send([receivedCase(1)])).toMatchObject({
    ackedThrough: 1,
    rejected: [{ seq: 1, code: 'sequence-reused' }],
    received: [],
  });
});

test('batches sent at once give every case one number of its own', async () => {
  const events = Array.from({ length: 8 }, (_, index) => receivedCase(index + 1));
  const answers = await Promise.all([workstation.send(events), workstation.send(events)]);
  expect(answers[0]).toEqual(answers[1]);
  const numbers = answers[0]?.received.map(({ caseNumber }) => caseNumber);
  expect(new Set(numbers).size).toBe(8);
});

test('workstations cannot take or see the cases of others', async () => {
  const other = await newWorkstation();
  const event = receivedCase(1);
  await workstation.send([event]);
  expect((await other.send([event])).rejected).toEqual([
    { seq: 1, code: 'event-of-another-workstation' },
  ]);
  const sameCase = receivedCase(2, { caseId: event.payload.caseId });
  expect((await other.send([sameCase])).rejected).toEqual([
    { seq: 2, code: 'case-of-another-workstation' },
  ]);
  expect((await other.changes()).changes).toEqual([]);
  const forOther = { workstationId: other.workstationId, epoch: randomUUID(), events: [event] };
  expect(await workstation.post(forOther)).toEqual({
    status: 403,
    body: { code: 'another-workstation' },
  });
});

test('a batch over the limit of bytes is refused whole', async () => {
  const event = receivedCase(1, { variant: 'x'.repeat(batchLimits.bytes) });
  const batch = { workstationId: workstation.workstationId, epoch: randomUUID(), events: [event] };
  expect(await workstation.post(batch)).toEqual({
    status: 413,
    body: { code: 'request-too-large' },
  });
});

test('an event that its workstation has withheld is rejected by itself, and all others are processed', async () => {
  const [one, two, three] = [receivedCase(1), receivedCase(2), receivedCase(3)];
  const { workstationId } = workstation;
  const { seq, id, at } = two;
  const withheld = { seq, id, at, kind: 'event:withheld', payload: { bytes: 300_000 } };
  const batch = { workstationId, epoch: randomUUID(), events: [one, withheld, three] };
  const answer = batchAnswerSchema.parse((await workstation.post(batch)).body);
  expect(answer).toMatchObject({
    ackedThrough: 3,
    rejected: [{ seq: 2, code: 'event-too-large' }],
    received: [{ caseId: one.payload.caseId }, { caseId: three.payload.caseId }],
  });
  expect((await workstation.post(batch)).body).toEqual(answer);
});

test('an event that is not understood is rejected by itself, and all others are processed (X13)', async () => {
  const [one, two, three] = [receivedCase(1), receivedCase(2), receivedCase(3)];
  const { workstationId } = workstation;
  const poisoned = { ...two, kind: 'case:reversed', payload: { of: 'a later version' } };
  const batch = { workstationId, epoch: randomUUID(), events: [one, poisoned, three] };
  const { status, body } = await workstation.post(batch);
  expect(status).toBe(200);
  const answer = batchAnswerSchema.parse(body);
  expect(answer).toMatchObject({
    ackedThrough: 3,
    rejected: [{ seq: 2, code: 'event-invalid' }],
    received: [{ caseId: one.payload.caseId }, { caseId: three.payload.caseId }],
  });
  expect((await workstation.post(batch)).body).toEqual(answer);
});

test.each([
  ['has no number', { seq: undefined }],
  ['has no id', { id: 'none' }],
])('a batch with an event that %s is refused whole', async (_what, change) => {
  const { workstationId } = workstation;
  const events = [receivedCase(1), { ...receivedCase(2), ...change }];
  expect(await workstation.post({ workstationId, epoch: randomUUID(), events })).toEqual({
    status: 400,
    body: { code: 'request-invalid' },
  });
});

test('who no longer has its first events goes on after them, at a platform that never had them', async () => {
  const events = [receivedCase(8), receivedCase(9)];
  const { workstationId } = workstation;
  const batch = { workstationId, epoch: randomUUID(), events };
  expect((await workstation.post(batch)).body).toMatchObject({ ackedThrough: 0, received: [] });
  const { body } = await workstation.post({ ...batch, goneThrough: 7 });
  expect(body).toMatchObject({ ackedThrough: 9, rejected: [], received: [{}, {}] });
  // What it has is not forgotten where somebody says less.
  expect((await workstation.post({ ...batch, goneThrough: 7 })).body).toEqual(body);
});

test('changes go on from a cursor, and start over from one of another platform', async () => {
  await workstation.send([receivedCase(1)]);
  const first = await workstation.changes();
  expect(first.changes).toHaveLength(1);
  expect(await workstation.changes(first.cursor)).toEqual({ cursor: first.cursor, changes: [] });

  const event = receivedCase(2);
  const { received } = await workstation.send([event]);
  const next = await workstation.changes(first.cursor);
  expect(next.changes).toEqual([{ kind: 'case:received', ...received[0] }]);

  expect((await workstation.changes(`${randomUUID()}:99`)).changes).toHaveLength(2);
  expect((await workstation.changes('nonsense')).changes).toHaveLength(2);
});
