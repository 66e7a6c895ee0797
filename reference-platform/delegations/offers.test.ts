import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  delegationPaths,
  namingLimit,
  phoneDelegationsAnswerSchema,
  phoneDelegationViewSchema,
  phoneWindowsAnswerSchema,
} from '../../src/contracts/delegation-api.ts';
import { idNumberCheckCharacter } from '../../src/domain/id-number.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { windows } from '../seed/accounts.ts';
import { driversLicenceItem } from '../seed/drivers-licence-item.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { enterprises } from '../seed/enterprises.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { people, peopleElsewhere } from '../seed/people.ts';
import {
  accepted,
  type DelegationPhone,
  delegationPhone,
  elderCardScope,
  offered,
  shownOffer,
} from '../testing/delegation-callers.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

const day = 24 * 60 * 60 * 1000;
const child = {
  idNumber: `44069920190601003${idNumberCheckCharacter('44069920190601003')}`,
  name: '陈小样',
};
const { card: principalCard } = people.allGood;
const { luJianhua, tanYaqin } = peopleElsewhere;

let clock: StoppedClock;
let bench: PlatformUnderTest;
let db: Database;
beforeAll(async () => {
  clock = new StoppedClock();
  bench = await startPlatformUnderTest({ clock });
  db = await openDatabase(bench.dataDir);
  const { idNumber, name } = child;
  await db.insertInto('persons').values({ id_number: idNumber, name }).execute();
});
afterAll(async () => {
  await db.destroy();
  await bench.stop();
});

let principal: DelegationPhone;
let agent: DelegationPhone;
let stranger: DelegationPhone;
beforeEach(async () => {
  // No test is held up by whom another has named.
  clock.pass(namingLimit.seconds * 1000);
  principal = await delegationPhone(bench, principalCard);
  agent = await delegationPhone(bench, luJianhua);
  stranger = await delegationPhone(bench, tanYaqin);
});

const own = { principal: { type: 'person' }, scope: elderCardScope() } as const;
const refused = (code: string, status: number) => ({ status, body: { code } });
const stateOf = async (phone: DelegationPhone, id: string) =>
  phoneDelegationViewSchema.parse((await phone.read(id)).body).state;

test('a principal names an agent, who accepts: both see what was agreed, and nobody else’s number', async () => {
  const id = await offered(principal, { agent: agent.person });
  const seen = phoneDelegationViewSchema.parse((await agent.read(id)).body);
  expect(seen).toMatchObject({
    state: 'pending',
    role: 'agent',
    principal: { type: 'person', name: principalCard.name, shownNumber: '4406…0024' },
    agent: { name: luJianhua.name },
    askedBy: 'principal',
    principalAgreedAt: clock.now(),
    askedLicenceTypes: [licenceTypes.householdRegister],
  });
  expect(JSON.stringify(seen)).not.toContain(principalCard.idNumber);
  const { body } = await agent.act(id, 'accept');
  expect(body).toMatchObject({ state: 'accepted', agentAgreedAt: clock.now() });
  expect(phoneDelegationViewSchema.parse((await principal.read(id)).body)).toMatchObject({
    role: 'principal',
    state: 'accepted',
    moves: [
      { kind: 'offered', side: 'principal', state: 'pending', at: clock.now() },
      { kind: 'accept', side: 'agent', state: 'accepted', at: clock.now() },
    ],
  });
});

test('every move is written down with who made it', async () => {
  const id = await accepted(principal, agent);
  await agent.act(id, 'resign');
  const moves = await db
    .selectFrom('delegation_moves')
    .select(['number', 'kind', 'side', 'actor', 'state'])
    .where('delegation_id', '=', id)
    .orderBy('number')
    .execute();
  expect(moves.map((move) => Object.values(move))).toEqual([
    [1, 'offered', 'principal', principalCard.idNumber, 'pending'],
    [2, 'accept', 'agent', luJianhua.idNumber, 'accepted'],
    [3, 'resign', 'agent', luJianhua.idNumber, 'withdrawn'],
  ]);
});

test('the phones of both are told of every move, those of others of none', async () => {
  const told = async (phone: DelegationPhone, id: string) => {
    const { changes } = (await phone.changes()).body as {
      changes: { delegationId: string; state: string }[];
    };
    return changes.filter(({ delegationId }) => delegationId === id).map(({ state }) => state);
  };
  const id = await accepted(principal, agent);
  await principal.act(id, 'withdraw');
  expect(await told(principal, id)).toEqual(['pending', 'accepted', 'withdrawn']);
  expect(await told(agent, id)).toEqual(['pending', 'accepted', 'withdrawn']);
  expect(await told(stranger, id)).toEqual([]);
});

test.each([
  ['agent', 'reject', 'rejected'],
  ['principal', 'cancel', 'cancelled'],
] as const)('while it is pending the %s may %s', async (who, act, state) => {
  const id = await offered(principal, { agent: agent.person });
  const phone = who === 'agent' ? agent : principal;
  expect((await phone.act(id, act)).body).toMatchObject({ state });
  expect(await agent.act(id, 'accept')).toEqual(refused('delegation-ended', 409));
});

test.each([
  ['principal', 'withdraw'],
  ['agent', 'resign'],
] as const)('once accepted, the %s may %s', async (who, act) => {
  const id = await accepted(principal, agent);
  const phone = who === 'agent' ? agent : principal;
  expect((await phone.act(id, act)).body).toMatchObject({ state: 'withdrawn' });
});

test('each side is refused what is not its own to do', async () => {
  const id = await offered(principal, { agent: agent.person });
  expect(await agent.act(id, 'cancel')).toEqual(refused('not-the-asker', 403));
  expect(await agent.act(id, 'withdraw')).toEqual(refused('not-the-principal', 403));
  expect(await principal.act(id, 'resign')).toEqual(refused('not-the-agent', 403));
  expect(await principal.act(id, 'accept')).toEqual(refused('delegation-already-agreed', 409));
  expect(await principal.act(id, 'withdraw')).toEqual(refused('delegation-not-accepted', 409));
  const fewer = { licenceTypes: [licenceTypes.householdRegister] };
  expect(await agent.act(id, 'accept', fewer)).toEqual(refused('not-the-principal', 403));
  await agent.act(id, 'accept');
  expect(await principal.act(id, 'cancel')).toEqual(refused('delegation-in-force', 409));
});

test('a delegation is unknown to whoever it does not concern, in every way', async () => {
  const id = await accepted(principal, agent);
  const unknown = refused('delegation-unknown', 404);
  expect(await stranger.read(id)).toEqual(unknown);
  expect(await stranger.act(id, 'withdraw')).toEqual(unknown);
  expect(await stranger.show(id)).toEqual(unknown);
  expect(await stranger.code(id)).toEqual(unknown);
  expect(await stranger.read(crypto.randomUUID())).toEqual(unknown);
  const listed = phoneDelegationsAnswerSchema.parse((await stranger.list()).body);
  expect(listed.delegations.map(({ delegationId }) => delegationId)).not.toContain(id);
});

test('a phone lists its person’s delegations from both sides, the newest first', async () => {
  clock.pass(1000);
  const mine = await offered(principal, { agent: agent.person });
  clock.pass(1000);
  const theirs = await offered(agent, { agent: principal.person });
  const { delegations } = phoneDelegationsAnswerSchema.parse((await principal.list()).body);
  expect(delegations.slice(0, 2).map(({ delegationId, role }) => [delegationId, role])).toEqual([
    [theirs, 'agent'],
    [mine, 'principal'],
  ]);
});

test('an offer that is shown makes whoever scans it first its agent, who may still reject', async () => {
  const id = await offered(principal);
  expect(phoneDelegationViewSchema.parse((await principal.read(id)).body).agent).toBeUndefined();
  const offer = await shownOffer(principal, id);
  const scanned = await agent.scan(offer);
  expect(scanned.body).toMatchObject({
    kind: 'delegation-offer',
    delegation: { delegationId: id, state: 'pending', role: 'agent' },
  });
  expect((await agent.scan(offer)).body).toEqual(scanned.body);
  expect(await stranger.scan(offer)).toEqual(refused('offer-taken', 409));
  expect(await principal.show(id)).toEqual(refused('offer-taken', 409));
  expect((await agent.act(id, 'accept')).body).toMatchObject({ state: 'accepted' });
});

test('of two who scan an offer at once one becomes the agent', async () => {
  const offer = await shownOffer(principal, await offered(principal));
  const answers = await Promise.all([agent.scan(offer), stranger.scan(offer)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('an offer lasts five minutes, and a new one makes the one before worthless', async () => {
  const id = await offered(principal);
  const first = await shownOffer(principal, id);
  const second = await shownOffer(principal, id);
  expect(await agent.scan(first)).toEqual(refused('code-unknown', 404));
  clock.pass(300_000);
  expect(await agent.scan(second)).toEqual(refused('offer-expired', 409));
});

test('an offer that was cancelled, altered or made up opens nothing; nor does a code of another kind', async () => {
  const id = await offered(principal);
  const offer = await shownOffer(principal, id);
  const altered = offer.slice(0, -1) + (offer.endsWith('A') ? 'B' : 'A');
  expect(await agent.scan(altered)).toEqual(refused('code-unknown', 404));
  expect(await agent.scan('https://example.invalid')).toEqual(refused('code-unknown', 404));
  const ownAccepted = await accepted(principal, agent);
  const { code } = (await agent.code(ownAccepted)).body as { code: string };
  expect(await agent.scan(code)).toEqual(refused('code-unknown', 404));
  await principal.act(id, 'cancel');
  expect(await agent.scan(offer)).toEqual(refused('delegation-ended', 409));
  expect(await principal.show(id)).toEqual(refused('delegation-ended', 409));
});

test('only the principal shows an offer', async () => {
  const id = await accepted(principal, agent);
  expect(await agent.show(id)).toEqual(refused('not-the-principal', 403));
});

test('nobody is their own agent, by name or by scan', async () => {
  const toOneself = refused('delegation-to-oneself', 409);
  expect(await principal.offer({ ...own, agent: principal.person })).toEqual(toOneself);
  const offer = await shownOffer(principal, await offered(principal));
  expect(await principal.scan(offer)).toEqual(toOneself);
  const { foods } = enterprises;
  const ofEnterprise = { ...own, principal: { type: 'enterprise', uscc: foods.uscc } };
  expect(await principal.offer({ ...ofEnterprise, agent: principal.person })).toEqual(toOneself);
});

test('a minor neither delegates nor acts', async () => {
  const phone = await delegationPhone(bench, child);
  expect(await phone.offer(own)).toEqual(refused('principal-minor', 409));
  expect(await principal.offer({ ...own, agent: child })).toEqual(refused('agent-minor', 409));
  const offer = await shownOffer(principal, await offered(principal));
  expect(await phone.scan(offer)).toEqual(refused('agent-minor', 409));
});

test('an enterprise delegates through its present representative, in either app, and nobody else', async () => {
  const { foods, software, catering } = enterprises;
  const of = ({ uscc }: { readonly uscc: string }) => ({
    ...own,
    principal: { type: 'enterprise', uscc },
    agent: agent.person,
  });
  const inYueshangtong = await delegationPhone(bench, principalCard, 'yueshangtong');
  const { body } = await inYueshangtong.offer(of(foods));
  const { delegationId, principal: shown } = phoneDelegationViewSchema.parse(body);
  expect(shown).toEqual({ type: 'enterprise', name: foods.name, shownNumber: foods.uscc });
  expect((await principal.read(delegationId)).status).toBe(200);
  expect(await principal.offer(of(software))).toEqual(refused('not-representative', 403));
  const ofRevoked = await delegationPhone(bench, people.settledWorker.card);
  expect(await ofRevoked.offer(of(catering))).toEqual(refused('enterprise-revoked', 403));
});

test('a new representative has the delegations of the enterprise, the former one not', async () => {
  const { foods } = enterprises;
  const id = await accepted(principal, agent, {
    principal: { type: 'enterprise', uscc: foods.uscc },
  });
  const represented = (by: string) =>
    db
      .updateTable('enterprises')
      .set({ representative_id_number: by })
      .where('uscc', '=', foods.uscc)
      .execute();
  await represented(tanYaqin.idNumber);
  expect(await principal.act(id, 'withdraw')).toEqual(refused('delegation-unknown', 404));
  expect((await stranger.act(id, 'withdraw')).body).toMatchObject({ state: 'withdrawn' });
  await represented(principalCard.idNumber);
});

test('a person names agents 10 times in 10 minutes, right or wrong; by QR code they may offer more', async () => {
  const guess = { ...own, agent: { ...agent.person, name: '无' } };
  for (let asked = 0; asked < namingLimit.times; asked += 1) {
    expect(await principal.offer(guess)).toEqual(refused('person-not-matched', 404));
  }
  const again = await delegationPhone(bench, principalCard);
  const refusal = await fetch(bench.url + delegationPaths.phoneDelegations, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${again.token}` },
    body: JSON.stringify({ ...own, agent: agent.person }),
  });
  expect([refusal.status, refusal.headers.get('retry-after'), await refusal.json()]).toEqual([
    429,
    `${namingLimit.seconds}`,
    { code: 'too-many-namings' },
  ]);
  expect((await principal.offer(own)).status).toBe(200);
  const anothers = { ...own, agent: agent.person };
  expect((await stranger.offer(anothers)).status).toBe(200);
  clock.pass(namingLimit.seconds * 1000 - 1);
  const patient = await delegationPhone(bench, principalCard);
  expect(await patient.offer(guess)).toEqual(refused('too-many-namings', 429));
  clock.pass(1);
  expect((await patient.offer(anothers)).status).toBe(200);
});

test('a phone is told of the windows to which a delegation may be limited', async () => {
  const { body } = await bench.call(
    'GET',
    delegationPaths.phoneWindows,
    undefined,
    principal.token,
  );
  expect(phoneWindowsAnswerSchema.parse(body).windows).toEqual(
    windows.map(({ id, name }) => ({ id, name })),
  );
  const { token } = await bench.logIn();
  expect(await bench.call('GET', delegationPaths.phoneWindows, undefined, token)).toEqual(
    refused('sign-in-required', 401),
  );
});

test.each([
  ['a name that is not the number’s', { ...luJianhua, name: '无' }],
  ['a number that nobody has', { idNumber: '440699199001010014', name: luJianhua.name }],
])(
  'an agent named with %s is not found, and not which of the two is wrong',
  async (_what, named) => {
    const { idNumber, name } = named;
    expect(await principal.offer({ ...own, agent: { idNumber, name } })).toEqual(
      refused('person-not-matched', 404),
    );
  },
);

test.each([
  ['an unknown item', { itemCodes: ['not-registered'] }, 'item-unknown', 404],
  ['an unknown window', { windowIds: ['A07', 'Z99'] }, 'window-unknown', 404],
  [
    'a licence that the item has no need for',
    { licenceTypes: [licenceTypes.driversLicence] },
    'licence-type-not-registered',
    409,
  ],
  [
    'an end before the beginning',
    { validFrom: '2027-01-02T00:00:00.000Z', validUntil: '2027-01-01T00:00:00.000Z' },
    'delegation-time-wrong',
    409,
  ],
  [
    'an end that is over',
    { validFrom: '2026-11-01T00:00:00.000Z', validUntil: '2026-11-02T00:00:00.000Z' },
    'delegation-time-wrong',
    409,
  ],
  [
    'more than 90 days for one errand',
    { validUntil: '2027-11-24T00:00:00.000Z' },
    'delegation-time-wrong',
    409,
  ],
  [
    'more than three years for a standing one',
    { kind: 'standing' as const, validUntil: '2030-11-24T00:00:00.000Z' },
    'delegation-time-wrong',
    409,
  ],
])('a scope with %s is refused', async (_what, change, code, status) => {
  expect(await principal.offer({ ...own, scope: elderCardScope(change) })).toEqual(
    refused(code, status),
  );
});

test('a standing delegation is for several items, and for the licences of each', async () => {
  const scope = elderCardScope({
    kind: 'standing',
    itemCodes: [elderCardItem.code, driversLicenceItem.code],
    licenceTypes: [licenceTypes.householdRegister, licenceTypes.driversLicence],
    validUntil: '2029-11-01T00:00:00.000Z',
  });
  expect((await principal.offer({ ...own, scope })).body).toMatchObject({ scope });
});

test.each([
  ['nothing', {}],
  ['an unknown field', { ...own, note: '' }],
  ['two items for one errand', { ...own, scope: { ...own.scope, itemCodes: ['a', 'b'] } }],
  ['no licence', { ...own, scope: { ...own.scope, licenceTypes: [] } }],
  ['no window at all', { ...own, scope: { ...own.scope, windowIds: [] } }],
  ['a day for a moment', { ...own, scope: { ...own.scope, validUntil: '2026-12-24' } }],
  ['an agent without a name', { ...own, agent: { idNumber: luJianhua.idNumber } }],
  ['a principal other than the phone’s', { ...own, principal: { type: 'person', idNumber: 'x' } }],
])('an offer with %s is no request', async (_what, request) => {
  expect(await principal.offer(request)).toEqual(refused('request-invalid', 400));
});

test('an act that is none, or with a field too many, is no request', async () => {
  const id = await offered(principal, { agent: agent.person });
  const invalid = refused('request-invalid', 400);
  expect(await principal.act(id, 'cancel', { licenceTypes: ['x'] })).toEqual(invalid);
  expect(await principal.act(id, 'cancel', { act: 'acknowledge' })).toEqual(invalid);
  expect(await principal.act('not-an-id', 'cancel')).toEqual(invalid);
  expect(await stateOf(principal, id)).toBe('pending');
});

test('without a signed-in phone nothing of this is there; a window’s token is none', async () => {
  const { token } = await bench.logIn();
  for (const as of [undefined, token]) {
    const answer = await bench.call('GET', delegationPaths.phoneDelegations, undefined, as);
    expect(answer).toEqual(refused('sign-in-required', 401));
  }
});

test('who does not answer within 21 days has not agreed; whoever looks next is told', async () => {
  const validUntil = '2027-01-20T00:00:00.000Z';
  const id = await offered(principal, {
    agent: agent.person,
    scope: elderCardScope({ validUntil }),
  });
  const answerUntil = new Date(Date.parse(clock.now()) + 21 * day).toISOString();
  clock.pass(21 * day - 1);
  const again = async ({ person }: DelegationPhone) => delegationPhone(bench, person);
  [principal, agent] = [await again(principal), await again(agent)];
  expect(await stateOf(principal, id)).toBe('pending');
  clock.pass(1);
  expect(await agent.act(id, 'accept')).toEqual(refused('delegation-ended', 409));
  const { state, moves } = phoneDelegationViewSchema.parse((await principal.read(id)).body);
  expect(state).toBe('expired');
  expect(moves.at(-1)).toEqual({
    kind: 'time-over',
    side: 'time',
    at: answerUntil,
    state: 'expired',
  });
  const changes = (await principal.changes()).body as { changes: { delegationId: string }[] };
  expect(changes.changes.filter((change) => change.delegationId === id)).toHaveLength(2);
});

test('an accepted delegation ends with its time, in a list as well', async () => {
  const validUntil = new Date(Date.parse(clock.now()) + 60_000).toISOString();
  const validFrom = clock.now();
  const id = await accepted(principal, agent, { scope: elderCardScope({ validFrom, validUntil }) });
  clock.pass(60_000);
  const { delegations } = phoneDelegationsAnswerSchema.parse((await agent.list()).body);
  expect(delegations.find(({ delegationId }) => delegationId === id)).toMatchObject({
    state: 'expired',
  });
  expect(await principal.act(id, 'withdraw')).toEqual(refused('delegation-ended', 409));
});

test('no text of an offer stands in the database', async () => {
  const id = await offered(principal);
  const offer = await shownOffer(principal, id);
  const rows = await db.selectFrom('delegations').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(offer);
});
