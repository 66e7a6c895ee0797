import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import {
  type AskDelegationRequest,
  delegationPaths,
  delegationViewSchema,
} from '../../src/contracts/delegation-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { enterprises } from '../seed/enterprises.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { people, peopleElsewhere } from '../seed/people.ts';
import { type DelegationPhone, delegationPhone } from '../testing/delegation-callers.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
let clerk: string;
let principal: DelegationPhone;
let agent: DelegationPhone;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
});
beforeEach(async () => {
  ({ token: clerk } = await bench.logIn());
  principal = await delegationPhone(bench, people.allGood.card);
  agent = await delegationPhone(bench, peopleElsewhere.luJianhua);
});
afterAll(() => bench.stop());

const { householdRegister, residencePermit, driversLicence } = licenceTypes;
const refused = (code: string, status: number) => ({ status, body: { code } });

/** A request of the window for the person for whom everything is in order. */
function asking(change: object = {}): AskDelegationRequest {
  return {
    caseId: randomUUID(),
    itemCode: elderCardItem.code,
    agent: agent.person,
    principal: { type: 'person', ...principal.person },
    licenceTypes: [householdRegister, residencePermit],
    ...change,
  };
}

const ask = (request: unknown, as = clerk) =>
  bench.call('POST', delegationPaths.delegations, request, as);
const read = (id: string, as = clerk) =>
  bench.call('GET', delegationPaths.delegation(id), undefined, as);
const act = (id: string, body: unknown, as = clerk) =>
  bench.call('POST', delegationPaths.delegationActs(id), body, as);
const asked = async (change: object = {}) =>
  delegationViewSchema.parse((await ask(asking(change))).body).delegationId;

test('a window asks; it holds once principal and agent have agreed, each in their own place', async () => {
  const request = asking();
  const { body } = await ask(request);
  const { delegationId: id, ...view } = delegationViewSchema.parse(body);
  expect(view).toMatchObject({
    state: 'pending',
    askedBy: 'window',
    caseId: request.caseId,
    scope: { kind: 'single', itemCodes: [elderCardItem.code], windowIds: ['A07'] },
  });
  const days = Date.parse(view.scope.validUntil) - Date.parse(clock.now());
  expect(days).toBe(7 * 24 * 60 * 60 * 1000);
  expect((await principal.act(id, 'accept')).body).toMatchObject({ state: 'part-accepted' });
  expect((await act(id, { act: 'acknowledge' })).body).toMatchObject({
    state: 'accepted',
    moves: [
      { kind: 'asked', side: 'window' },
      { kind: 'accept', side: 'principal', state: 'part-accepted' },
      { kind: 'accept', side: 'window', state: 'accepted' },
    ],
  });
});

test('the agent may agree first, and on their own phone', async () => {
  const id = await asked();
  expect((await agent.act(id, 'accept')).body).toMatchObject({ state: 'part-accepted' });
  expect(await act(id, { act: 'acknowledge' })).toEqual(refused('delegation-already-agreed', 409));
  expect((await principal.act(id, 'accept')).body).toMatchObject({ state: 'accepted' });
});

test('an agent’s agreement alone gives no code', async () => {
  const id = await asked();
  await act(id, { act: 'acknowledge' });
  expect(await agent.code(id)).toEqual(refused('delegation-not-accepted', 409));
});

test('the principal may grant fewer licences than were asked for, and no others', async () => {
  const id = await asked();
  for (const types of [[driversLicence], [householdRegister, driversLicence]]) {
    const answer = await principal.act(id, 'accept', { licenceTypes: types });
    expect(answer).toEqual(refused('licence-type-not-asked', 409));
  }
  const granted = { licenceTypes: [householdRegister] };
  expect((await principal.act(id, 'accept', granted)).body).toMatchObject({
    state: 'part-accepted',
    scope: granted,
    askedLicenceTypes: [householdRegister, residencePermit],
  });
});

test.each(['principal', 'agent'] as const)('the %s may reject', async (who) => {
  const id = await asked();
  const phone = who === 'agent' ? agent : principal;
  expect((await phone.act(id, 'reject')).body).toMatchObject({ state: 'rejected' });
  expect(await act(id, { act: 'acknowledge' })).toEqual(refused('delegation-ended', 409));
});

test('only the window that asked cancels, and not once both have agreed', async () => {
  const id = await asked();
  expect(await principal.act(id, 'cancel')).toEqual(refused('not-the-asker', 403));
  expect((await act(id, { act: 'cancel' })).body).toMatchObject({ state: 'cancelled' });
  const other = await asked();
  await principal.act(other, 'accept');
  await act(other, { act: 'acknowledge' });
  expect(await act(other, { act: 'cancel' })).toEqual(refused('delegation-in-force', 409));
});

test('the workstation that asked is told of every move; another is told and shown nothing', async () => {
  const id = await asked();
  await principal.act(id, 'reject');
  const told = async (as: string) => {
    const { body } = await bench.call('GET', platformPaths.changes, undefined, as);
    return changesAnswerSchema
      .parse(body)
      .changes.flatMap((change) =>
        change.kind === 'delegation:moved' && change.delegationId === id ? [change.state] : [],
      );
  };
  expect(await told(clerk)).toEqual(['pending', 'rejected']);
  const { token: elsewhere } = await bench.logIn(randomUUID());
  expect(await told(elsewhere)).toEqual([]);
  const unknown = refused('delegation-unknown', 404);
  expect(await read(id, elsewhere)).toEqual(unknown);
  expect(await act(id, { act: 'cancel' }, elsewhere)).toEqual(unknown);
  const letter = delegationPaths.delegationLetter(id);
  expect(await bench.call('GET', letter, undefined, elsewhere)).toEqual(unknown);
});

test('asking again for the same case, principal and agent answers the same one until it has ended', async () => {
  const request = asking();
  const first = delegationViewSchema.parse((await ask(request)).body);
  expect((await ask(request)).body).toEqual(first);
  await principal.act(first.delegationId, 'reject');
  const second = delegationViewSchema.parse((await ask(request)).body);
  expect(second.delegationId).not.toBe(first.delegationId);
  const { token: elsewhere } = await bench.logIn(randomUUID());
  const third = delegationViewSchema.parse((await ask(request, elsewhere)).body);
  expect(third.delegationId).not.toBe(second.delegationId);
});

test('one that was asked for again after its time is a new one', async () => {
  const request = asking();
  const first = delegationViewSchema.parse((await ask(request)).body);
  clock.pass(7 * 24 * 60 * 60 * 1000);
  ({ token: clerk } = await bench.logIn());
  const second = delegationViewSchema.parse((await ask(request)).body);
  expect(second.delegationId).not.toBe(first.delegationId);
  expect((await read(first.delegationId)).body).toMatchObject({ state: 'expired' });
});

test('an enterprise is asked by code and name, and its present representative answers', async () => {
  const { foods } = enterprises;
  const of = (change: object) => ({
    principal: { type: 'enterprise', uscc: foods.uscc, name: foods.name, ...change },
  });
  const id = await asked(of({}));
  expect((await principal.act(id, 'accept')).body).toMatchObject({ state: 'part-accepted' });
  const { catering } = enterprises;
  const { uscc, name } = catering;
  expect(await ask(asking(of({ uscc, name })))).toEqual(refused('enterprise-revoked', 403));
  expect(await ask(asking(of({ name })))).toEqual(refused('enterprise-unknown', 404));
});

test.each([
  ['a principal under another name', { principal: 'name' }, 'person-not-matched', 404],
  ['an agent under another name', { agent: 'name' }, 'person-not-matched', 404],
  ['a principal as their own agent', { agent: 'principal' }, 'delegation-to-oneself', 409],
  ['an item that nobody registered', { itemCode: 'none' }, 'item-unknown', 404],
  [
    'a licence without need',
    { licenceTypes: [driversLicence] },
    'licence-type-not-registered',
    409,
  ],
] as const)('a window that asks with %s is refused', async (_what, wrong, code, status) => {
  const misnamed = { ...principal.person, name: '无' };
  const change = {
    ...wrong,
    ...('principal' in wrong && { principal: { type: 'person', ...misnamed } }),
    ...('agent' in wrong && { agent: wrong.agent === 'name' ? misnamed : principal.person }),
  };
  expect(await ask(asking(change))).toEqual(refused(code, status));
});

test.each([
  ['an unknown field', { note: '' }],
  ['windows of its choice', { windowIds: ['A08'] }],
  ['a case that is no id', { caseId: 'case-1' }],
  ['no licence', { licenceTypes: [] }],
])('a window that asks with %s asks nothing', async (_what, change) => {
  expect(await ask(asking(change))).toEqual(refused('request-invalid', 400));
});

test('an act of a phone is none of a window', async () => {
  const id = await asked();
  for (const body of [{ act: 'accept' }, { act: 'withdraw' }, { act: 'cancel', reason: '' }]) {
    expect(await act(id, body)).toEqual(refused('request-invalid', 400));
  }
});

test.each(['approver', 'admin', 'technician'] as const)('a %s asks for nothing', async (role) => {
  const { token } = await bench.logIn(workstationId, role);
  expect(await ask(asking(), token)).toEqual(refused('role-not-allowed', 403));
});

test('a phone’s token asks for nothing', async () => {
  expect(await ask(asking(), principal.token)).toEqual(refused('session-required', 401));
});
