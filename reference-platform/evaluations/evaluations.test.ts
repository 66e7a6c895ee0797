import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import {
  batchAnswerSchema,
  evaluationsAnswerSchema,
  openSessionAnswerSchema,
  type PlatformEvent,
  platformPaths,
} from '../../src/contracts/platform-api.ts';
import { clerks } from '../seed/accounts.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';
import { ratedService } from '../testing/rated-service.ts';
import { receivedCase } from '../testing/received-case.ts';

let bench: PlatformUnderTest;
beforeEach(async () => {
  bench = await startPlatformUnderTest();
});
afterEach(() => bench.stop());

/** A workstation at which the clerk is logged in. */
async function workstation(id: string = workstationId) {
  const { token } = await bench.logIn(id);
  const epoch = randomUUID();
  return {
    send: async (...events: readonly PlatformEvent[]) => {
      const batch = { workstationId: id, epoch, events };
      const { body } = await bench.call('POST', platformPaths.batches, batch, token);
      return batchAnswerSchema.parse(body);
    },
    changes: async () => {
      const { body } = await bench.call('GET', platformPaths.changes, undefined, token);
      return changesAnswerSchema.parse(body).changes;
    },
  };
}

/** A workstation that has handed over one case, with the ticket it was given for it. */
async function withTicket() {
  const at = await workstation();
  const { received } = await at.send(receivedCase(1));
  return { ...at, ticket: received[0]?.evaluationTicket ?? '' };
}

/** What somebody with a role is told of the ratings. */
async function evaluationsFor(role: keyof typeof clerks) {
  const { account, password } = clerks[role];
  const credentials = { account, password, windowId: 'A07', workstationId };
  const opened = await bench.call('POST', platformPaths.sessions, credentials);
  const { token } = openSessionAnswerSchema.parse(opened.body);
  return bench.call('GET', platformPaths.evaluations, undefined, token);
}

async function countedItems() {
  return evaluationsAnswerSchema.parse((await evaluationsFor('admin')).body).items;
}

const none = {
  'very-satisfied': 0,
  satisfied: 0,
  'fairly-satisfied': 0,
  dissatisfied: 0,
  'very-dissatisfied': 0,
};

test('every case has a ticket of its own, the same however often it is told', async () => {
  const at = await workstation();
  const events = [receivedCase(1), receivedCase(2)];
  const { received } = await at.send(...events);
  const tickets = received.map(({ evaluationTicket }) => evaluationTicket);
  expect(new Set(tickets).size).toBe(2);
  expect((await at.send(...events)).received).toEqual(received);
  expect(await at.changes()).toMatchObject(
    tickets.map((evaluationTicket) => ({ evaluationTicket })),
  );
});

test('a rating is taken once for a ticket, and once for an event however often it is sent', async () => {
  const at = await withTicket();
  const first = ratedService(2, at.ticket, { level: 'dissatisfied' });
  const taken = { ackedThrough: 2, rejected: [], received: [] };
  expect(await at.send(first)).toMatchObject(taken);
  expect(await at.send(first)).toMatchObject(taken);
  const second = ratedService(3, at.ticket, { level: 'very-satisfied' });
  expect(await at.send(second)).toMatchObject({
    ackedThrough: 3,
    rejected: [{ seq: 3, code: 'already-rated' }],
  });
  expect(await countedItems()).toEqual([
    { itemCode: elderCardItem.code, counts: { ...none, dissatisfied: 1 } },
  ]);
});

test('a ticket rates only the item it was given for, from the workstation it was given to', async () => {
  const at = await withTicket();
  const unknown = (seq: number) => ({
    ackedThrough: seq,
    rejected: [{ seq, code: 'ticket-unknown' }],
  });
  expect(await at.send(ratedService(2, randomUUID()))).toMatchObject(unknown(2));
  const otherItem = ratedService(3, at.ticket, { itemCode: '11440699MB9X00015U4000811045001' });
  expect(await at.send(otherItem)).toMatchObject(unknown(3));
  const other = await workstation(randomUUID());
  expect(await other.send(ratedService(1, at.ticket))).toMatchObject(unknown(1));
  expect(await countedItems()).toEqual([]);
});

test('ratings go with cases in one batch, in any order', async () => {
  const at = await withTicket();
  const answer = await at.send(
    receivedCase(2),
    ratedService(3, at.ticket),
    receivedCase(4, { itemCode: 'none' }),
    receivedCase(5),
  );
  expect(answer).toMatchObject({ ackedThrough: 5, rejected: [{ seq: 4, code: 'item-unknown' }] });
  expect(answer.received).toHaveLength(2);
});

test.each(['caseId', 'clerkNumber', 'name'])('a rating that names a %s is refused', async (key) => {
  const { token } = await bench.logIn();
  const rated = ratedService(1, randomUUID());
  const events = [{ ...rated, payload: { ...rated.payload, [key]: 'x' } }];
  const batch = { workstationId, epoch: randomUUID(), events };
  expect(await bench.call('POST', platformPaths.batches, batch, token)).toMatchObject({
    status: 200,
    body: { rejected: [{ seq: 1, code: 'event-invalid' }] },
  });
});

test.each(['clerk', 'supervisor', 'approver', 'technician'] as const)(
  'what citizens have said is not for a %s',
  async (role) => {
    const { send, ticket } = await withTicket();
    await send(ratedService(2, ticket));
    expect(await evaluationsFor(role)).toEqual({
      status: 403,
      body: { code: 'role-not-allowed' },
    });
  },
);

test('an administrator sees counts, and no ticket', async () => {
  const at = await workstation();
  const { received } = await at.send(receivedCase(1), receivedCase(2), receivedCase(3));
  const levels = ['very-satisfied', 'very-satisfied', 'fairly-satisfied'] as const;
  const ratings = received.map(({ evaluationTicket }, index) =>
    ratedService(index + 4, evaluationTicket, { level: levels[index] ?? 'satisfied' }),
  );
  await at.send(...ratings);
  const { body } = await evaluationsFor('admin');
  expect(body).toEqual({
    items: [
      {
        itemCode: elderCardItem.code,
        counts: { ...none, 'very-satisfied': 2, 'fairly-satisfied': 1 },
      },
    ],
  });
});
