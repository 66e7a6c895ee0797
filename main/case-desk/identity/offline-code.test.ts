import { beforeEach, expect, test } from 'vitest';
import { clerks } from '../../../reference-platform/seed/accounts.ts';
import { elderCardItem } from '../../../reference-platform/seed/elder-card-item.ts';
import { enterprises } from '../../../reference-platform/seed/enterprises.ts';
import { retailFilingItem } from '../../../reference-platform/seed/items/retail-filing-item.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import { delegationPhone } from '../../../reference-platform/testing/delegation-callers.ts';
import { StoppedClock } from '../../../reference-platform/testing/platform-under-test.ts';
import { shownCode as codeShownBy } from '../../../reference-platform/testing/shown-code.ts';
import { caseAnswerSchema, casePaths } from '../../../src/contracts/case-api.ts';
import { phoneDelegationsAnswerSchema } from '../../../src/contracts/delegation-api.ts';
import type { OwnCodeChoice } from '../../../src/contracts/phone-api.ts';
import { platformPaths } from '../../../src/contracts/platform-api.ts';
import type { Case } from '../../../src/domain/case.ts';
import { type NamedSubject, readLiveCode } from '../../../src/domain/live-code.ts';
import { maskName } from '../../../src/domain/masking.ts';
import type { FailureCode } from '../../../src/failures/catalogue.ts';
import { hallDay } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import type { Fetch } from '../../platform-client/http.ts';
import {
  type Counter,
  counterAt,
  fillContact,
  platformOfTests,
  scan,
} from '../testing/counter-under-test.ts';

const platform = platformOfTests({ clock: new StoppedClock() });

let isAway = false;
beforeEach(() => {
  isAway = false;
});

/** A network that the test pulls and gives back. */
const network: Fetch = (address, init) =>
  isAway ? Promise.reject(new TypeError('the network is away')) : fetch(address, init);

/** A counter with a block of provisional numbers for today, where somebody has logged in with the platform. */
async function offlineCounter(change: Parameters<typeof counterAt>[1] = {}): Promise<Counter> {
  const at = await counterAt(platform(), { fetch: network, ...change });
  at.storage.provisionalNumbers.add('A07', [{ day: hallDay(at.clock.now()), first: 1, last: 9 }]);
  return at;
}

const { allGood } = people;
const { foods } = enterprises;
const ownCode: OwnCodeChoice = { kind: 'zhengwu', subject: { type: 'person' } };
const themselves: NamedSubject = { number: allGood.card.idNumber, name: allGood.card.name };

/** A code that the phone of the person for whom all is in order shows; phones have a network of their own. */
const shownCode = (choice = ownCode) => codeShownBy(platform(), allGood.card, choice);

function subjectOf({ desk }: Counter): Case {
  const subject = desk.cases.current()?.subject;
  if (subject === undefined) throw new Error('no case is open');
  return subject;
}

const step = ({ desk }: Counter) => desk.cases.current()?.identification?.step;
const failed = (at: Counter, code: FailureCode) =>
  at.desk.until(() => subjectOf(at).failure?.code === code);

/** Opens a case, in which a code is scanned while the platform is away. */
async function scanWithoutPlatform(at: Counter, code: string, item = elderCardItem) {
  isAway = true;
  at.clock.pass(1);
  expect(at.desk.cases.open()).toEqual(ok(null));
  const variant = item === elderCardItem ? allGood.variant : (item.variants[0]?.code ?? '');
  expect(at.desk.cases.chooseItem(at.desk.caseId(), item, variant)).toEqual(ok(null));
  scan(at, code);
}

/** Whoever has shown the code says who they are. */
async function state(at: Counter, statement: NamedSubject = themselves) {
  await at.desk.until(() => step(at) === 'statement');
  const made = { type: 'statement.made', statement } as const;
  expect(at.desk.cases.identify(at.desk.caseId(), made)).toEqual(ok(null));
}

/** Goes on without the platform as soon as that may be. */
async function goOffline(at: Counter) {
  await failed(at, 'platform.unreachable');
  expect(at.desk.cases.send(at.desk.caseId(), { type: 'offline.chosen' })).toEqual(ok(null));
}

/** Takes a case in by a code. @returns its id */
async function takeIn(at: Counter, code: string): Promise<string> {
  await scanWithoutPlatform(at, code);
  await state(at);
  await goOffline(at);
  const caseId = at.desk.caseId();
  expect(at.desk.cases.pushConsent(caseId)).toEqual(ok(null));
  expect(at.desk.answer('agree')).toEqual(ok(null));
  await at.desk.stage('filling-form');
  fillContact(at.desk);
  // A code says no more than name and number.
  const { sex, ethnicity, birthDate, address } = allGood.card;
  const typed = {
    ...{ sex, ethnicity, birthDate, address },
    registeredAddress: address,
    householder: '陈国强',
  };
  for (const [key, value] of Object.entries(typed)) {
    expect(at.desk.cases.typeField(caseId, key, value)).toEqual(ok(null));
  }
  return caseId;
}

const receivedAt = async (caseId: string) => {
  const { token } = await platform().logIn('0193a000-0000-7000-8000-0000000000d1', 'approver');
  const { body } = await platform().call('GET', casePaths.case(caseId), undefined, token);
  return caseAnswerSchema.parse(body).application;
};

test('a code and a statement that match begin a case; it says how that is known, and keeps the code for the platform', async () => {
  const at = await offlineCounter();
  const code = await shownCode();
  await scanWithoutPlatform(at, code);
  await at.desk.until(() => step(at) === 'statement');
  expect(at.desk.cases.current()?.identification?.openedCode).toEqual({
    subjectType: 'person',
    nameMasked: expect.stringMatching(/^.\*/),
  });
  await state(at);
  await goOffline(at);
  expect(await at.stored()).toMatchObject({
    stage: 'reviewing',
    applicant: {
      ...themselves,
      subjectType: 'person',
      proof: { by: 'offline-code', app: 'foshantong' },
      takenCode: { text: code, caseId: at.desk.caseId() },
    },
    offline: {},
  });
});

test('whoever is not whom the code stands for is not taken in, and the code is not used up', async () => {
  const at = await offlineCounter();
  const code = await shownCode();
  await scanWithoutPlatform(at, code);
  await state(at, { ...themselves, name: '样例' });
  await failed(at, 'code.statement-differs');
  expect(subjectOf(at).applicant).toBeUndefined();
  await state(at);
  await at.desk.until(() => subjectOf(at).applicant !== undefined);
});

test('the record of the consent says that it was a code, and what was compared', async () => {
  const at = await offlineCounter();
  await takeIn(at, await shownCode());
  const [given] = at.storage.evidence.waiting(9);
  expect(given?.record).toMatchObject({
    identified_by: 'code',
    identity_proof: { method: 'offline-code', level: 'statement-matched', device_id: 'foshantong' },
  });
});

test('a code is taken once at a workstation: not for another case, nor after a restart', async () => {
  const first = await offlineCounter();
  const code = await shownCode();
  await scanWithoutPlatform(first, code);
  await state(first);
  await goOffline(first);
  first.desk.cases.hold(first.desk.caseId());
  await scanWithoutPlatform(first, code);
  await failed(first, 'code.used');
  first.desk.drain.stop();
  isAway = false;
  const second = await offlineCounter({
    place: { windowId: 'A07', clerk: clerks.clerk, folder: first.folder },
  });
  await scanWithoutPlatform(second, code);
  await failed(second, 'code.used');
});

test('what the platform has resolved here is used up here too, when it goes away', async () => {
  const at = await offlineCounter();
  const code = await shownCode();
  scan(at, code);
  await at.desk.until(() => at.desk.cases.current()?.subject.applicant !== undefined);
  at.desk.cases.hold(at.desk.caseId());
  await scanWithoutPlatform(at, code);
  await failed(at, 'code.used');
});

test('in a drill a code opens as it would, and is not used up', async () => {
  let isDrill = true;
  const at = await offlineCounter({ isDrill: () => isDrill });
  const code = await shownCode();
  await scanWithoutPlatform(at, code);
  await state(at);
  await goOffline(at);
  at.desk.cases.hold(at.desk.caseId());
  isDrill = false;
  await scanWithoutPlatform(at, code);
  await at.desk.until(() => step(at) === 'statement');
});

test('used codes are forgotten in time, and not for a clock here that is ahead', async () => {
  const at = await offlineCounter();
  const text = await shownCode();
  const code = readLiveCode(text)?.code;
  if (code === undefined) throw new Error('only the platform opens it');
  await scanWithoutPlatform(at, text);
  await state(at);
  await goOffline(at);
  at.desk.cases.passTime();
  expect(at.storage.usedCodes.has(code)).toBe(true);
  at.clock.jump(10 * 60_000);
  at.desk.cases.passTime();
  expect(at.storage.usedCodes.has(code)).toBe(true);
  at.clock.pass(10 * 60_000);
  at.desk.cases.passTime();
  expect(at.storage.usedCodes.has(code)).toBe(false);
});

test('once the platform answers, the code is redeemed and the case received with how it was begun', async () => {
  const at = await offlineCounter();
  const code = await shownCode();
  const caseId = await takeIn(at, code);
  expect(at.desk.cases.submit(caseId)).toEqual(ok(null));
  await at.desk.stage('awaiting-verification');
  isAway = false;
  expect(at.desk.cases.verify(caseId)).toEqual(ok(null));
  await at.desk.stage('filling-form');
  expect(subjectOf(at).applicant).not.toHaveProperty('takenCode');
  const again = await at.desk.platform.identities.resolveCode({ code, purpose: 'mianzhengban' });
  expect(again).toMatchObject({ ok: false, problem: { code: 'code.used' } });
  expect(at.desk.cases.submit(caseId)).toEqual(ok(null));
  await at.desk.stage('received');
  expect(await receivedAt(caseId)).toMatchObject({ applicant: { proof: { by: 'offline-code' } } });
});

test('a code that was used elsewhere meanwhile is for the clerk to find out about: the case is called back', async () => {
  const at = await offlineCounter();
  const code = await shownCode();
  const caseId = await takeIn(at, code);
  expect(at.desk.cases.submit(caseId)).toEqual(ok(null));
  await at.desk.stage('awaiting-verification');
  const { token } = await platform().logIn('0193a000-0000-7000-8000-0000000000d2');
  const elsewhere = { code, purpose: 'mianzhengban' };
  await platform().call('POST', platformPaths.resolveCode, elsewhere, token);
  isAway = false;
  at.desk.cases.verify(caseId);
  await at.desk.stage('calling-back');
  expect(subjectOf(at).callBack?.points).toEqual([
    { reason: 'code-used', about: [maskName(allGood.card.name)] },
  ]);
  // Their card settles it.
  at.desk.cases.hold(caseId);
  at.clock.pass(1);
  at.arrive(allGood.card);
  await at.desk.stage('reviewing');
  expect(subjectOf(at)).toMatchObject({
    id: caseId,
    applicant: { proof: { by: 'identity-card' } },
  });
});

test('of whoever only comes for somebody else the code is used up here and at the platform too', async () => {
  let isUnanswered = true;
  const at = await offlineCounter({
    fetch: (address, init) =>
      isUnanswered && address.endsWith(platformPaths.resolveCode)
        ? Promise.reject(new TypeError('the line is cut'))
        : fetch(address, init),
  });
  const { cases, caseId, evaluator } = at.desk;
  const agent = people.rareName.card;
  const text = await codeShownBy(platform(), agent, ownCode);
  at.clock.pass(1);
  cases.open();
  cases.chooseItem(caseId(), elderCardItem, allGood.variant);
  const principal = { name: allGood.card.name, number: allGood.card.idNumber };
  expect(cases.namePrincipal(caseId(), principal)).toEqual(ok(null));
  scan(at, text);
  await state(at, { number: agent.idNumber, name: agent.name });
  await at.desk.until(() => step(at) === 'delegation');
  const phone = await delegationPhone(platform(), allGood.card);
  const [asked] = phoneDelegationsAnswerSchema.parse((await phone.list()).body).delegations;
  if (asked === undefined) throw new Error('nobody was asked for a delegation');
  const { delegationId } = asked;
  expect((await phone.act(delegationId, 'accept')).status).toBe(200);
  cases.hearChanges([{ kind: 'delegation:moved', delegationId, state: 'part-accepted' }]);
  await at.desk.until(() => step(at) === 'acknowledgement');
  const { pageId } = evaluator.current();
  cases.pageActed(pageId, { kind: 'acknowledge', confirmed: true }, 'touch');
  await at.desk.stage('reviewing');
  const code = readLiveCode(text)?.code;
  expect(code && at.storage.usedCodes.has(code)).toBe(true);
  expect(subjectOf(at)).toMatchObject({ present: { proof: { by: 'offline-code' } } });
  expect(subjectOf(at)).not.toHaveProperty('holders');
  expect(subjectOf(at).present).not.toHaveProperty('takenCode');
  isUnanswered = false;
  const again = await at.desk.platform.identities.resolveCode({
    code: text,
    purpose: 'mianzhengban',
  });
  expect(again).toMatchObject({ ok: false, problem: { code: 'code.used' } });
});

test('a legal person is known by its own code, with its name and its unified code', async () => {
  const at = await offlineCounter();
  const code = await shownCode({
    kind: 'zhengwu',
    subject: { type: 'enterprise', uscc: foods.uscc },
  });
  await scanWithoutPlatform(at, code, retailFilingItem);
  await state(at, { number: foods.uscc.toLowerCase(), name: foods.name });
  await goOffline(at);
  expect(subjectOf(at)).toMatchObject({
    stage: 'reviewing',
    applicant: { subjectType: foods.kind, number: foods.uscc, name: foods.name },
  });
});

test('a person’s code is none for an item of enterprises, and of a delegation only the platform knows', async () => {
  const at = await offlineCounter();
  await scanWithoutPlatform(at, await shownCode(), retailFilingItem);
  await failed(at, 'code.wrong-subject-type');
  const delegated = Buffer.concat([Buffer.of(1), Buffer.alloc(47)]).toString('base64url');
  scan(at, delegated);
  await failed(at, 'code.needs-platform');
});

test('whoever has shown a code may lay their card down instead, or choose another way', async () => {
  const at = await offlineCounter();
  await scanWithoutPlatform(at, await shownCode());
  await at.desk.until(() => step(at) === 'statement');
  at.desk.cases.identify(at.desk.caseId(), { type: 'way.changed' });
  await at.desk.until(() => step(at) === 'proof');
  scan(at, await shownCode());
  await at.desk.until(() => step(at) === 'statement');
  at.arrive(allGood.card);
  await at.desk.until(() => subjectOf(at).applicant?.proof.by === 'identity-card');
});
