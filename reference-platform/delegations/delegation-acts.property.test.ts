import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type DelegationState,
  delegationPaths,
  delegationViewSchema,
  phoneDelegationViewSchema,
} from '../../src/contracts/delegation-api.ts';
import { licenceApiPaths, licenceAuthAnswerSchema } from '../../src/contracts/licence-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { flexibleInsuranceItem } from '../seed/flexible-insurance-item.ts';
import { licenceTypes as types } from '../seed/licence-types.ts';
import { people, peopleElsewhere } from '../seed/people.ts';
import {
  type DelegationPhone,
  delegationPhone,
  elderCardScope,
  offered,
} from '../testing/delegation-callers.ts';
import { callLibrary } from '../testing/library-caller.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

const day = 24 * 60 * 60 * 1000;
const { householdRegister, residencePermit } = types;
const ends: readonly DelegationState[] = ['rejected', 'expired', 'cancelled', 'withdrawn'];

let clock: StoppedClock;
let bench: PlatformUnderTest;
let window: string;
beforeAll(async () => {
  clock = new StoppedClock();
  const long = 10_000 * day;
  bench = await startPlatformUnderTest({ clock, lifetimes: { sessionMs: long, tokenMs: long } });
  ({ token: window } = await bench.logIn());
});
afterAll(() => bench.stop());

type Who = 'principal' | 'agent' | 'stranger' | 'window' | 'time';
type Step = readonly [who: Who, act: string];

/** Acts by how often they are tried: what ends a delegation early is rare, what comes after an end is not. */
const step: fc.Arbitrary<Step> = fc.constantFrom<Step[]>(
  ['principal', 'accept'],
  ['principal', 'accept'],
  ['principal', 'narrow'],
  ['principal', 'withdraw'],
  ['principal', 'withdraw'],
  ['principal', 'reject'],
  ['principal', 'cancel'],
  ['agent', 'accept'],
  ['agent', 'accept'],
  ['agent', 'accept'],
  ['agent', 'resign'],
  ['agent', 'resign'],
  ['agent', 'reject'],
  ['stranger', 'accept'],
  ['stranger', 'withdraw'],
  ['window', 'acknowledge'],
  ['window', 'cancel'],
  ['time', '1'],
  ['time', '4'],
  ['time', '7'],
);

/** Everybody with a new phone, and the licence library: time has passed. */
async function everybody() {
  return {
    principal: await delegationPhone(bench, people.misspeltName.card),
    agent: await delegationPhone(bench, peopleElsewhere.luJianhua),
    stranger: await delegationPhone(bench, peopleElsewhere.tanYaqin),
    library: await callLibrary(bench),
  };
}
type Everybody = Awaited<ReturnType<typeof everybody>>;

/** What the agent, or a stranger, can open by a delegation now. The other item needs one of the same licences. */
async function opened(
  { library }: Everybody,
  phone: DelegationPhone,
  delegation_id: string,
  item: typeof elderCardItem,
  caseId: string,
) {
  const issued = (await phone.code(delegation_id)).body as { code: string };
  const request = { code: issued.code, purpose: 'mianzhengban', itemCode: item.code };
  const resolved = await bench.call('POST', platformPaths.resolveCode, request, window);
  const offer = await library.call('POST', licenceApiPaths.entrust, {
    service_item_code: item.code,
    service_item_name: item.name,
    biz_num: caseId,
    credential: phone.token,
    cas_no: '001',
    delegation_id,
    window_id: 'A07',
  });
  const { data } = licenceAuthAnswerSchema.parse(offer.body);
  return {
    byCode: resolved.status === 200,
    types: (data ?? []).map(({ license_item_code }) => license_item_code),
  };
}

test('no acts in whatever order lead out of an end, nor open more than was granted, nor to anybody else', {
  timeout: 120_000,
}, async () => {
  const reached = new Set<DelegationState>();
  let openings = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(step, { minLength: 4, maxLength: 8 }),
      async (byWindow, steps) => {
        let all = await everybody();
        const caseId = randomUUID();
        const id = byWindow ? await asked(all, caseId) : await offeredNow(all);
        let before: DelegationState = 'pending';
        for (const [who, act] of steps) {
          // A window resolves only so many codes in a minute.
          clock.pass(61_000);
          if (who === 'time') {
            clock.pass(Number(act) * day);
            all = await everybody();
          } else {
            await take(all, id, who, act);
          }
          // Before anybody looks at it: nothing may depend on that an end by time is written down.
          const inScope = await opened(all, all.agent, id, elderCardItem, caseId);
          if (inScope.byCode) {
            const elsewhere = await opened(all, all.agent, id, flexibleInsuranceItem, caseId);
            const other = await opened(all, all.stranger, id, elderCardItem, caseId);
            for (const beyond of [elsewhere, other]) {
              expect(beyond).toEqual({ byCode: false, types: [] });
            }
          }
          const { body } = await all.principal.read(id);
          const { state, scope } = phoneDelegationViewSchema.parse(body);
          reached.add(state);
          if (ends.includes(before)) expect(state).toBe(before);
          before = state;

          const mayOpen = state === 'accepted' && clock.now() < scope.validUntil;
          expect(inScope.byCode).toBe(mayOpen);
          for (const type of inScope.types) expect(mayOpen && scope.licenceTypes).toContain(type);
          openings += inScope.types.length;
        }
      },
    ),
    { seed: 20_261_124, numRuns: 40 },
  );
  // The sequences are of use only if they come everywhere, and something was open meanwhile.
  expect([...reached].sort()).toEqual(['accepted', 'part-accepted', 'pending', ...ends].sort());
  expect(openings).toBeGreaterThan(0);
});

async function asked({ principal, agent }: Everybody, caseId: string): Promise<string> {
  const request = {
    caseId,
    itemCode: elderCardItem.code,
    agent: agent.person,
    principal: { type: 'person', ...principal.person },
    licenceTypes: [householdRegister, residencePermit],
  };
  const { body } = await bench.call('POST', delegationPaths.delegations, request, window);
  return delegationViewSchema.parse(body).delegationId;
}

function offeredNow({ principal, agent }: Everybody): Promise<string> {
  const validUntil = new Date(Date.parse(clock.now()) + 7 * day).toISOString();
  const licenceTypes = [householdRegister, residencePermit];
  const scope = elderCardScope({ licenceTypes, validFrom: clock.now(), validUntil });
  return offered(principal, { agent: agent.person, scope });
}

async function take(
  all: Everybody,
  id: string,
  who: Exclude<Who, 'time'>,
  act: string,
): Promise<void> {
  if (who === 'window') {
    const path = delegationPaths.delegationActs(id);
    await bench.call('POST', path, { act }, window);
  } else if (act === 'narrow') {
    await all[who].act(id, 'accept', { licenceTypes: [householdRegister] });
  } else {
    await all[who].act(id, act as Parameters<DelegationPhone['act']>[1]);
  }
}
