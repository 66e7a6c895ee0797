import { expect, test } from 'vitest';
import { clerks } from '../../../reference-platform/seed/accounts.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import { type Failure, fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import type { Fetch } from '../../platform-client/http.ts';
import { pulledPlug } from '../../platform-client/pulled-plug.ts';
import { citizensPhone } from '../testing/citizens-phone.ts';
import {
  type Counter,
  chooseItem,
  counterAt,
  fillContact,
  platformOfTests,
  toReview,
} from '../testing/counter-under-test.ts';
import { createDrill, type Drill } from './drill.ts';

type Person = (typeof people)[keyof typeof people];

const bench = platformOfTests();
const supervisor = {
  account: clerks.supervisor.account,
  name: '李主管',
  number: '9001',
  role: 'supervisor',
} as const;
const quiet = { info: () => undefined, warn: () => undefined };

function drillAt({ clock, storage, desk }: Pick<Counter, 'clock' | 'storage' | 'desk'>): Drill {
  return createDrill({
    clock,
    storage,
    log: quiet,
    putAside: desk.cases.putAside,
    removeCases: desk.cases.removeDrills,
    onChange: desk.cases.noteDrill,
  });
}

/** A counter that can practise; what its desk asks of the platform goes through the plug that a drill pulls. */
async function practisingCounter() {
  let drill: Drill | undefined;
  const isOn = () => drill?.isOn() === true;
  const network: Fetch = pulledPlug((address, init) => fetch(address, init), isOn);
  const at = await counterAt(bench(), { fetch: network, isDrill: isOn });
  drill = drillAt(at);
  return { ...at, cases: at.desk.cases, drill };
}

/** Opens a case in which something is done already. */
function openWorked({ clock, desk }: Pick<Counter, 'clock' | 'desk'>): string {
  clock.pass(1);
  expect(desk.cases.open()).toEqual(ok(null));
  expect(chooseItem(desk, people.allGood.variant)).toEqual(ok(null));
  return desk.caseId();
}

/** Receives a case on paper, as if the platform were away. */
async function takeIn({ clock, desk, arrive }: Counter, person: Person): Promise<void> {
  clock.pass(1);
  expect(desk.cases.open()).toEqual(ok(null));
  expect(chooseItem(desk, person.variant)).toEqual(ok(null));
  arrive(person.card);
  await desk.until(() => desk.cases.current()?.subject.failure !== undefined);
  for (const type of ['offline.chosen', 'paper.chosen'] as const) {
    expect(desk.cases.send(desk.caseId(), { type })).toEqual(ok(null));
  }
  await desk.stage('filling-form');
  fillContact(desk);
  for (const key of ['registeredAddress', 'householder']) {
    expect(desk.cases.typeField(desk.caseId(), key, '佛山市样例区')).toEqual(ok(null));
  }
  expect(desk.cases.submit(desk.caseId())).toEqual(ok(null));
  await desk.stage('awaiting-verification');
}

const gone = fail('case.unknown');

test('a drill puts real cases aside, and the platform is away from then on', async () => {
  const at = await practisingCounter();
  const real = openWorked(at);
  expect(await at.drill.begin(supervisor, 60)).toEqual(ok(null));
  expect(at.cases.current()).toBeUndefined();
  expect(at.cases.resume(real)).toEqual(fail('drill.real-case'));
  expect(await at.desk.platform.serviceItems()).toEqual(fail('platform.unreachable'));
});

test('a question that stands on somebody’s phone is taken back there before it begins', async () => {
  const at = await practisingCounter();
  await toReview(at);
  expect(at.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  await at.desk.until(() => at.cases.onPhone()?.state === 'waiting');
  const page = at.desk.sent.at(-1);
  if (page?.kind !== 'consent') throw new Error(`the screen shows ${page?.kind}`);
  const phone = await citizensPhone(bench(), people.allGood.card);
  expect(await phone.shows(page)).toMatchObject({ state: 'pending' });
  expect(await at.drill.begin(supervisor, 60)).toEqual(ok(null));
  expect(await phone.shows(page)).toMatchObject({ state: 'cancelled' });
});

test('its numbers are told apart, and use up none that was set aside', async () => {
  const at = await practisingCounter();
  at.storage.provisionalNumbers.add('A07', [{ day: '2026-11-24', first: 1, last: 9 }]);
  await at.drill.begin(supervisor, 60);
  const numbers: (string | undefined)[] = [];
  for (const person of [people.allGood, people.rareName]) {
    await takeIn(at, person);
    numbers.push(at.cases.current()?.subject.offline?.received?.provisionalNumber);
  }
  expect(numbers).toEqual(['YLA0720261124000010', expect.stringMatching(/^YLA072026112400002/)]);
  expect(at.storage.provisionalNumbers.held('A07')).toMatchObject([{ left: 9 }]);
  at.drill.end(supervisor);
  await at.drill.begin(supervisor, 60);
  await takeIn(at, people.allGood);
  expect(at.cases.current()?.subject.offline?.received?.provisionalNumber).toBe(numbers[0]);
});

test('its cases are marked, say so to the citizen, and are gone at its end; real ones stay', async () => {
  const at = await practisingCounter();
  const real = openWorked(at);
  await at.drill.begin(supervisor, 60);
  const practised = openWorked(at);
  expect(at.cases.current()?.subject.isDrill).toBe(true);
  expect(at.desk.sent.at(-1)).toMatchObject({ kind: 'idle', drill: '演练 DRILL，不作数' });
  expect(at.desk.removals()).toBe(0);
  expect(at.drill.end(supervisor)).toEqual(ok(null));
  expect(at.desk.removals()).toBe(1);
  expect(at.cases.current()).toBeUndefined();
  expect(at.storage.cases.load(practised)).toEqual(gone);
  expect(at.cases.summaries().map(({ id }) => id)).toEqual([real]);
  expect(at.cases.resume(real)).toEqual(ok(null));
});

test('the page that waits for the next person says so as long as it lasts', async () => {
  const at = await practisingCounter();
  const shown = () => at.desk.evaluator.current();
  expect(shown().kind).toBe('idle');
  await at.drill.begin(supervisor, 60);
  expect(shown()).toMatchObject({ kind: 'idle', drill: '演练 DRILL，不作数' });
  at.drill.end(supervisor);
  expect(shown().kind).toBe('idle');
  expect(shown()).not.toHaveProperty('drill');
});

test('a drill’s case that is answered and handed in leaves no evidence and no event', async () => {
  // The platform is left in its place: what would be told of the case could arrive.
  const at = await counterAt(bench(), { isDrill: () => true });
  const { cases } = at.desk;
  await toReview(at);
  expect(cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  expect(at.desk.answer('decline')).toEqual(ok(null));
  expect(cases.send(at.desk.caseId(), { type: 'paper.chosen' })).toEqual(ok(null));
  await at.desk.stage('filling-form');
  fillContact(at.desk);
  for (const key of ['registeredAddress', 'householder', 'currentAddress']) {
    cases.typeField(at.desk.caseId(), key, '佛山市样例区石湾路1号');
  }
  expect(cases.submit(at.desk.caseId())).toEqual(ok(null));
  expect(cases.current()?.subject.stage).toBe('submitting');
  expect(at.storage.outbox.counts()).toEqual({ waiting: 0, rejected: 0 });
  expect(at.storage.evidence.waiting(10)).toEqual([]);
  expect(cases.removeDrills()).toBe(true);
  expect(cases.summaries()).toEqual([]);
});

test('it ends by itself, however the clock is set, and that is written down', async () => {
  const at = await practisingCounter();
  await at.drill.begin(supervisor, 60);
  const practised = openWorked(at);
  at.clock.pass(60 * 60_000 - 2);
  at.drill.passTime();
  expect(at.drill.isOn()).toBe(true);
  at.clock.pass(2);
  expect(at.drill.isOn()).toBe(false);
  at.drill.passTime();
  expect(at.storage.cases.load(practised)).toEqual(gone);
  expect(
    at.storage.audit.list({ actions: ['drill:began', 'drill:ended'], limit: 2 }),
  ).toMatchObject([
    { action: 'drill:ended', account: supervisor.account, facts: { byItself: true } },
    { action: 'drill:began', account: supervisor.account, facts: { minutes: 60 } },
  ]);
});

test('one that was on when the program ended goes on, and is removed when its time is over', async () => {
  const at = await practisingCounter();
  await at.drill.begin(supervisor, 60);
  const practised = openWorked(at);
  const later = drillAt(at);
  expect(later.isOn()).toBe(true);
  expect(later.endsAt()).toBe('2026-11-24T02:00:00.000Z');
  at.clock.pass(61 * 60_000);
  drillAt(at).passTime();
  expect(at.storage.cases.load(practised)).toEqual(gone);
  expect(at.storage.drill.current()).toBeUndefined();
});

test('a case that was begun by a clock that was turned back is gone all the same', async () => {
  const at = await practisingCounter();
  await at.drill.begin(supervisor, 60);
  at.clock.pass(-3 * 60 * 60_000);
  const practised = openWorked(at);
  at.drill.end(supervisor);
  expect(at.storage.cases.load(practised)).toEqual(gone);
});

test('one at a time', async () => {
  const at = await practisingCounter();
  await at.drill.begin(supervisor, 60);
  expect(await at.drill.begin(supervisor, 30)).toEqual(fail('drill.under-way'));
  at.drill.end(undefined);
  expect(at.drill.end(undefined)).toEqual(ok(null));
  expect(await at.drill.begin(supervisor, 30)).toEqual(ok(null));
});

test('what cannot be put aside keeps the drill from beginning', async () => {
  const at = await practisingCounter();
  const problem: Failure = { code: 'storage.disk-full' };
  const drill = createDrill({
    clock: at.clock,
    storage: at.storage,
    log: quiet,
    putAside: async () => ({ ok: false, problem }),
    removeCases: at.cases.removeDrills,
    onChange: () => undefined,
  });
  expect(await drill.begin(supervisor, 60)).toEqual({ ok: false, problem });
  expect(drill.isOn()).toBe(false);
});

test('what cannot be removed keeps the drill on', async () => {
  const at = await practisingCounter();
  const drill = createDrill({
    clock: at.clock,
    storage: at.storage,
    log: quiet,
    putAside: at.cases.putAside,
    removeCases: () => false,
    onChange: () => undefined,
  });
  await drill.begin(supervisor, 60);
  expect(drill.end(supervisor)).toEqual(fail('drill.not-ended'));
  expect(drill.isOn()).toBe(true);
});
