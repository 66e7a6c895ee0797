import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { delegationPaths, namingLimit } from '../../src/contracts/delegation-api.ts';
import { issueCodeAnswerSchema } from '../../src/contracts/phone-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { driversLicenceItem } from '../seed/drivers-licence-item.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { enterprises } from '../seed/enterprises.ts';
import { people, peopleElsewhere } from '../seed/people.ts';
import {
  accepted,
  type DelegationPhone,
  delegationPhone,
  elderCardScope,
  offered,
} from '../testing/delegation-callers.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
let db: Database;
let clerk: string;
let principal: DelegationPhone;
let agent: DelegationPhone;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
  db = await openDatabase(bench.dataDir);
});
beforeEach(async () => {
  // No test is held up by whom another has named.
  clock.pass(namingLimit.seconds * 1000);
  ({ token: clerk } = await bench.logIn());
  principal = await delegationPhone(bench, people.allGood.card);
  agent = await delegationPhone(bench, peopleElsewhere.luJianhua);
});
afterAll(async () => {
  await db.destroy();
  await bench.stop();
});

const refused = (code: string, status = 409) => ({ status, body: { code } });
const resolve = (code: string, more: object = {}, as = clerk) =>
  bench.call('POST', platformPaths.resolveCode, { code, purpose: 'mianzhengban', ...more }, as);
const codeOf = async (id: string, phone = agent) =>
  issueCodeAnswerSchema.parse((await phone.code(id)).body).code;
const { card } = people.allGood;
const { luJianhua } = peopleElsewhere;

test('an agent’s code says whose it is, who acts, and by what', async () => {
  const id = await accepted(principal, agent);
  expect(await resolve(await codeOf(id), { itemCode: elderCardItem.code })).toEqual({
    status: 200,
    body: {
      subject: { type: 'person', number: card.idNumber, name: card.name },
      kind: 'delegated',
      app: 'foshantong',
      agent: { number: luJianhua.idNumber, name: luJianhua.name },
      delegationId: id,
    },
  });
});

test('an agent who represents an enterprise shows it in 粤商通 just as well', async () => {
  const { foods } = enterprises;
  const id = await accepted(principal, agent, {
    principal: { type: 'enterprise', uscc: foods.uscc },
  });
  const inYueshangtong = await delegationPhone(bench, luJianhua, 'yueshangtong');
  const code = await codeOf(id, inYueshangtong);
  expect(await resolve(code, { expect: 'person' })).toEqual(refused('code-wrong-subject-type'));
  expect((await resolve(code, { expect: 'enterprise' })).body).toMatchObject({
    subject: { type: 'enterprise', number: foods.uscc, name: foods.name },
    app: 'yueshangtong',
  });
});

test('it opens once, for 60 seconds', async () => {
  const id = await accepted(principal, agent);
  const [code, late] = [await codeOf(id), await codeOf(id)];
  expect((await resolve(code)).status).toBe(200);
  expect(await resolve(code)).toEqual(refused('code-used'));
  clock.pass(60_000);
  expect(await resolve(late)).toEqual(refused('code-expired'));
});

test('only its agent is given one, and only while it holds', async () => {
  const id = await offered(principal, { agent: agent.person });
  expect(await agent.code(id)).toEqual(refused('delegation-not-accepted'));
  await agent.act(id, 'accept');
  expect(await principal.code(id)).toEqual(refused('delegation-unknown', 404));
  expect(await agent.code(randomUUID())).toEqual(refused('delegation-unknown', 404));
  await principal.act(id, 'withdraw');
  expect(await agent.code(id)).toEqual(refused('delegation-ended'));
});

test('before its time there is no code', async () => {
  const validFrom = '2026-12-01T00:00:00.000Z';
  const id = await accepted(principal, agent, { scope: elderCardScope({ validFrom }) });
  expect(await agent.code(id)).toEqual(refused('delegation-not-begun'));
});

test('a code opens nothing once the principal has withdrawn', async () => {
  const id = await accepted(principal, agent);
  const code = await codeOf(id);
  await principal.act(id, 'withdraw');
  expect(await resolve(code)).toEqual(refused('code-delegation-ended'));
});

test('a code opens nothing once the time of its delegation is over, or its enterprise is revoked', async () => {
  const validUntil = new Date(Date.parse(clock.now()) + 30_000).toISOString();
  const code = await codeOf(
    await accepted(principal, agent, {
      scope: elderCardScope({ validFrom: clock.now(), validUntil }),
    }),
  );
  clock.pass(30_000);
  expect(await resolve(code)).toEqual(refused('code-delegation-ended'));
  const { uscc } = enterprises.foods;
  const id = await accepted(principal, agent, { principal: { type: 'enterprise', uscc } });
  const ofEnterprise = await codeOf(id);
  const status = (status: 'active' | 'revoked') =>
    db.updateTable('enterprises').set({ status }).where('uscc', '=', uscc).execute();
  await status('revoked');
  expect(await resolve(ofEnterprise)).toEqual(refused('code-delegation-ended'));
  expect(await agent.code(id)).toEqual(refused('delegation-ended'));
  await status('active');
});

test('for another item it opens nothing, and is not used up', async () => {
  const code = await codeOf(await accepted(principal, agent));
  expect(await resolve(code, { itemCode: driversLicenceItem.code })).toEqual(
    refused('code-wrong-item'),
  );
  expect((await resolve(code, { itemCode: elderCardItem.code })).status).toBe(200);
});

test('at another window it opens nothing', async () => {
  const scope = elderCardScope({ windowIds: ['A08'] });
  const code = await codeOf(await accepted(principal, agent, { scope }));
  expect(await resolve(code)).toEqual(refused('code-wrong-window'));
  const here = elderCardScope({ windowIds: ['A08', 'A07'] });
  const other = await codeOf(await accepted(principal, agent, { scope: here }));
  expect((await resolve(other)).status).toBe(200);
});

test('the workstation that was shown a delegation may read it from then on, and not act on it', async () => {
  const id = await accepted(principal, agent);
  const path = delegationPaths.delegation(id);
  const read = (as: string) => bench.call('GET', path, undefined, as);
  expect(await read(clerk)).toEqual(refused('delegation-unknown', 404));
  await resolve(await codeOf(id));
  expect((await read(clerk)).body).toMatchObject({ delegationId: id, state: 'accepted' });
  const { token: elsewhere } = await bench.logIn(randomUUID());
  expect(await read(elsewhere)).toEqual(refused('delegation-unknown', 404));
  const acts = delegationPaths.delegationActs(id);
  expect(await bench.call('POST', acts, { act: 'cancel' }, clerk)).toEqual(
    refused('delegation-unknown', 404),
  );
});

test('a delegated code is never activated', async () => {
  const choice = { kind: 'delegated', delegationId: await accepted(principal, agent) };
  const answer = await bench.call('POST', platformPaths.codeActivations, choice, agent.token);
  expect(answer).toEqual(refused('request-invalid', 400));
});

test.each([{ delegationId: 'x' }, {}, { delegationId: randomUUID(), purpose: 'other' }])(
  'a code for %j is none',
  async (rest) => {
    const choice = { kind: 'delegated', ...rest };
    const answer = await bench.call('POST', platformPaths.issueCode, choice, agent.token);
    expect(answer).toEqual(refused('request-invalid', 400));
  },
);
