import { expect, test } from 'vitest';
import { elderCardItem } from '../../../reference-platform/seed/elder-card-item.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import { askedConsent } from '../../../reference-platform/testing/asked-consent.ts';
import {
  accepted,
  delegationPhone,
} from '../../../reference-platform/testing/delegation-callers.ts';
import { consentPaths } from '../../../src/contracts/consent-api.ts';
import type { ConsentPage } from '../../../src/contracts/evaluator-page.ts';
import { issueCodeAnswerSchema } from '../../../src/contracts/phone-api.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { citizensPhone } from '../testing/citizens-phone.ts';
import {
  type Counter,
  counterAt,
  fillContact,
  platformOfTests,
  toReview,
} from '../testing/counter-under-test.ts';
import { createPhoneQuestion } from './phone-question.ts';

const bench = platformOfTests();

const { allGood } = people;

/** The consent page that was sent to the evaluator last. */
function pageOf({ desk }: Counter): ConsentPage {
  const page = desk.sent.at(-1);
  if (page?.kind !== 'consent') throw new Error(`the screen shows ${page?.kind}`);
  return page;
}

const standingOf = ({ desk }: Counter) => desk.cases.onPhone()?.state;

/** Pushes the page; resolves when it is known whether the phone has it. */
async function push(at: Counter): Promise<ConsentPage> {
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  expect(standingOf(at)).toBe('asking');
  await at.desk.until(() => standingOf(at) !== 'asking');
  at.desk.show();
  return pageOf(at);
}

/** A case whose page is on the evaluator and, unless a fault is in the way, on the phone. */
async function asking() {
  const at = await counterAt(bench());
  await toReview(at);
  const page = await push(at);
  const phone = await citizensPhone(bench(), allGood.card);
  return { at, page, phone };
}

const consentsOf = (at: Counter) => at.desk.cases.current()?.subject.consents;

/** Resolves when the platform has said that a consent is in a state. */
const saidByPlatform = ({ desk }: Counter, state: string) =>
  desk.until(() =>
    desk.logged.some((line) => line.event === 'consent.at-platform' && line.state === state),
  );

test('what is pushed to the evaluator the phone shows too: the same page, of this case', async () => {
  const { at, page, phone } = await asking();
  expect(standingOf(at)).toBe('waiting');
  expect(await phone.shows(page)).toMatchObject({
    state: 'pending',
    isAsked: true,
    page,
    windowName: '综合窗口 A07',
  });
});

test('where a delegation is enough, the agent is asked on their own phone, and its principal sees what was answered', async () => {
  const { allGood: principal, rareName: agent } = people;
  const [given, taken] = [
    await delegationPhone(bench(), principal.card),
    await delegationPhone(bench(), agent.card),
  ];
  const { body } = await taken.code(await accepted(given, taken));
  const at = await counterAt(bench());
  at.desk.cases.open();
  const item = { ...elderCardItem, isStandingDelegationEnough: true as const };
  expect(at.desk.cases.chooseItem(at.desk.caseId(), item, principal.variant)).toEqual(ok(null));
  const text = issueCodeAnswerSchema.parse(body).code;
  at.desk.cases.hearDevice({
    kind: 'code-scanned',
    bytes: Buffer.from(text),
    text,
    symbology: 'qr',
    source: 'serial',
    at: at.clock.now(),
  });
  await at.desk.until(() => at.desk.evaluator.current().kind === 'acknowledgement');
  const { pageId } = at.desk.evaluator.current();
  at.desk.cases.pageActed(pageId, { kind: 'acknowledge', confirmed: true }, 'touch');
  await at.desk.stage('reviewing');
  const page = await push(at);
  expect(at.desk.cases.onPhone()).toEqual({ state: 'waiting' });
  const agentsPhone = await citizensPhone(bench(), agent.card);
  expect(await agentsPhone.shows(page)).toMatchObject({ isAsked: true, page });
  expect(await agentsPhone.answer(page, 'agreed')).toBe(200);
  at.desk.hint();
  await at.desk.stage('filling-form');
  const principalsPhone = await citizensPhone(bench(), principal.card);
  expect(await principalsPhone.shows(page)).toMatchObject({ isAsked: false, state: 'given' });
});

test('agreed on the phone: the page ends at once, and the case goes on as after a touch', async () => {
  const { at, page, phone } = await asking();
  expect(await phone.answer(page, 'agreed')).toBe(200);
  at.desk.hint();
  await at.desk.stage('filling-form');
  const [record] = consentsOf(at) ?? [];
  expect(record).toMatchObject({
    pageId: page.pageId,
    outcome: 'agreed',
    answeredOn: 'phone',
    endedAt: (await phone.shows(page)).answeredAt,
  });
  expect(record?.agreedTypes).toEqual(record?.licenceTypes);
  expect(record).not.toHaveProperty('input');
  const onScreen = at.desk.sent.at(-1);
  expect(onScreen).toMatchObject({ kind: 'result', tone: 'done', heading: '您已同意授权' });
  expect(onScreen?.kind === 'result' && onScreen.lines[0]).toContain('已在手机上完成');
  const address = at.desk.cases.current()?.form?.find(({ key }) => key === 'registeredAddress');
  expect(address?.current?.provenance.kind).toBe('licence');
  fillContact(at.desk);
  at.desk.cases.submit(at.desk.caseId());
  await at.desk.stage('received');
});

test('declined on the phone: nothing is used, the material comes on paper', async () => {
  const { at, page, phone } = await asking();
  expect(await phone.answer(page, 'declined')).toBe(200);
  at.desk.hint();
  await at.desk.stage('reviewing');
  expect(await at.stored()).toMatchObject({
    consents: [{ outcome: 'declined', answeredOn: 'phone' }],
    handedInOtherwise: [expect.any(String)],
  });
  expect(at.desk.sent.at(-1)).toMatchObject({ kind: 'result', tone: 'not-given' });
});

test.each([
  ['agree', 'given', 'filling-form'],
  ['decline', 'declined', 'reviewing'],
] as const)(
  'answered on the evaluator (%s): the phone says so and cannot answer any more',
  async (decision, state, stage) => {
    const { at, page, phone } = await asking();
    expect(at.desk.answer(decision)).toEqual(ok(null));
    await at.desk.stage(stage);
    await saidByPlatform(at, state);
    expect(await phone.shows(page)).toMatchObject({ state, answeredOn: 'evaluator' });
    expect(await phone.answer(page, 'agreed')).toBe(409);
    expect(consentsOf(at)).toMatchObject([{ answeredOn: 'evaluator', input: 'touch' }]);
  },
);

test.each([
  ['agreed', 'decline', 'agreed', 'filling-form'],
  ['declined', 'agree', 'declined', 'reviewing'],
  ['agreed', 'agree', 'agreed', 'filling-form'],
] as const)(
  'both at once, the phone (%s) before the evaluator (%s): the phone’s answer is the one',
  async (onPhone, here, outcome, stage) => {
    const { at, page, phone } = await asking();
    expect(await phone.answer(page, onPhone)).toBe(200);
    // The hint has not come yet.
    expect(at.desk.answer(here)).toEqual(ok(null));
    await at.desk.until(
      () =>
        consentsOf(at)?.[0]?.answeredOn === 'phone' &&
        at.desk.cases.current()?.subject.stage === stage,
    );
    expect(await at.stored()).toMatchObject({ stage, consents: [{ outcome }] });
    expect(consentsOf(at)).toHaveLength(1);
    const onScreen = at.desk.sent.at(-1);
    expect(onScreen?.kind === 'result' && onScreen.lines[0]).toContain('已在手机上完成');
    expect(await phone.shows(page)).toMatchObject({ answeredOn: 'phone' });
  },
);

test('both at once, the evaluator first: a hint that comes late changes nothing', async () => {
  const { at, page, phone } = await asking();
  expect(at.desk.answer('agree')).toEqual(ok(null));
  await saidByPlatform(at, 'given');
  expect(await phone.answer(page, 'declined')).toBe(409);
  at.desk.hint();
  await at.desk.stage('filling-form');
  expect(consentsOf(at)).toMatchObject([{ outcome: 'agreed', answeredOn: 'evaluator' }]);
});

test('asking whose answer is lost is repeated, and asks once', async () => {
  const fault = {
    path: consentPaths.consents,
    fault: 'dropConnectionAfterCommit',
    times: 1,
  } as const;
  bench().platform.misbehave(fault);
  const { at, page, phone } = await asking();
  expect(standingOf(at)).toBe('waiting');
  expect(await phone.shows(page)).toMatchObject({ state: 'pending' });
});

test.each([
  ['agree', 'given', 'filling-form'],
  ['decline', 'declined', 'reviewing'],
] as const)(
  'telling the platform of the evaluator (%s) is repeated when its answer is lost',
  async (decision, state, stage) => {
    const { at, page, phone } = await asking();
    bench().platform.misbehave({
      path: consentPaths.evidence(page.pageId),
      fault: 'dropConnectionAfterCommit',
      times: 1,
    });
    expect(at.desk.answer(decision)).toEqual(ok(null));
    await at.desk.stage(stage);
    await saidByPlatform(at, state);
    expect(await phone.shows(page)).toMatchObject({ state, answeredOn: 'evaluator' });
  },
);

test('a phone’s answer that the platform could not repeat is heard when the page ends here', async () => {
  const { at, page, phone } = await asking();
  bench().platform.misbehave({
    path: consentPaths.consent(page.pageId),
    fault: 'status503',
    times: 1,
  });
  await phone.answer(page, 'agreed');
  at.desk.hint();
  await at.desk.until(() => at.desk.logged.some(({ event }) => event === 'consent.not-told'));
  expect(at.desk.cases.current()?.subject.stage).toBe('asking-consent');
  at.desk.cases.send(at.desk.caseId(), { type: 'page.withdrawn' });
  await at.desk.stage('filling-form');
  expect(consentsOf(at)).toMatchObject([{ outcome: 'agreed', answeredOn: 'phone' }]);
});

test('what the platform will not ask, the evaluator asks alone, and the clerk is told why', async () => {
  bench().platform.misbehave({ path: consentPaths.consents, fault: 'status503' });
  const { at } = await asking();
  expect(at.desk.cases.onPhone()).toEqual({
    state: 'alone',
    reason: { code: 'platform.server-error', info: { status: 503 } },
  });
  expect(at.desk.cases.current()?.subject).not.toHaveProperty('failure');
  expect(at.desk.answer('decline')).toEqual(ok(null));
  expect(await at.stored()).toMatchObject({
    stage: 'reviewing',
    consents: [{ outcome: 'declined', answeredOn: 'evaluator' }],
  });
});

test('agreed while the platform cannot be asked: it is told before anything is used', async () => {
  bench().platform.misbehave({ path: consentPaths.consents, fault: 'status503' });
  const { at, page, phone } = await asking();
  expect(at.desk.answer('agree')).toEqual(ok(null));
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  expect(await at.stored()).toMatchObject({
    stage: 'fetching-values',
    failure: { code: 'platform.server-error' },
  });
  bench().platform.behave();
  at.desk.cases.send(at.desk.caseId(), { type: 'step.tried-again' });
  await at.desk.stage('filling-form');
  expect(await phone.shows(page)).toMatchObject({ state: 'given', answeredOn: 'evaluator' });
});

test('where nobody’s phone may answer, the evaluator alone opens the licences', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const { subject } = at.desk.cases.current() ?? {};
  if (subject?.applicant === undefined) throw new Error('nobody is identified');
  const { card, proof } = subject.applicant;
  const { name, idNumber: number } = people.rareName.card;
  at.desk.cases.hold(subject.id);
  at.storage.cases.save({
    ...subject,
    present: { name, number, proof, as: 'agent', basis: { kind: 'paper' }, ...(card && { card }) },
  });
  at.desk.cases.resume(subject.id);
  expect(at.desk.cases.pushConsent(subject.id)).toEqual(ok(null));
  expect(at.desk.cases.onPhone()).toEqual({
    state: 'alone',
    reason: { code: 'consent.counter-only' },
  });
  const { pageId } = pageOf(at);
  expect(at.desk.answer('agree')).toEqual(ok(null));
  await at.desk.stage('filling-form');
  expect(consentsOf(at)).toMatchObject([{ pageId, answeredOn: 'evaluator' }]);
  expect(await at.desk.platform.consents.find(pageId)).toEqual(
    fail('platform.refused', { reason: 'consent-unknown' }),
  );
});

/** A question at a platform that refuses everything, and what was called there. */
function refusedQuestion() {
  const calls: string[] = [];
  const refuse = (name: string) => async () => {
    calls.push(name);
    return fail('platform.refused', { reason: 'licence-not-held' });
  };
  const question = createPhoneQuestion({
    consents: {
      ask: refuse('ask'),
      extend: refuse('extend'),
      find: refuse('find'),
      prove: refuse('prove'),
      cancel: refuse('cancel'),
    },
    evidence: {
      ofPage: () => undefined,
      register: async () => ok(null),
      settle: () => undefined,
      handOver: async () => ok(null),
    },
    isAwaited: () => true,
    onAnswered: () => calls.push('answered'),
    onWithdrawn: () => calls.push('withdrawn'),
    onChange: () => undefined,
    log: { info: () => undefined, warn: () => undefined },
  });
  const request = askedConsent();
  return { question, calls, request, pageId: request.consentId };
}

test('what the platform refuses to ask stands on the evaluator alone, and is offered to it once more', async () => {
  const { question, calls, request, pageId } = refusedQuestion();
  question.ask(request);
  await question.settled();
  expect(question.standing(pageId)).toEqual({
    state: 'alone',
    reason: { code: 'platform.refused', info: { reason: 'licence-not-held' } },
  });
  const agreed = {
    pageId,
    style: { language: 'zh-CN', largeType: false },
    pageDigest: 'a'.repeat(64),
    licenceTypes: ['hkb'],
    outcome: 'agreed',
    agreedTypes: ['hkb'],
    endedAt: '2026-11-24T01:00:00.000Z',
  } as const;
  expect(await question.tell(agreed)).toEqual(ok(null));
  expect(calls).toEqual(['ask', 'ask']);
});

test('a page that is taken back before it was sent is never shown on the phone', async () => {
  const { question, calls, request, pageId } = refusedQuestion();
  question.ask(request);
  question.takeBack(pageId);
  await question.settled();
  expect(question.standing(pageId)).toBeUndefined();
  expect(calls).toEqual(['cancel']);
});

test.each<[string, (at: Counter) => void]>([
  [
    'taken back by the clerk',
    ({ desk }) => desk.cases.send(desk.caseId(), { type: 'page.withdrawn' }),
  ],
  ['lost with the screen', ({ desk }) => desk.cases.screenLost()],
  ['lost with the clerk’s page', ({ desk }) => desk.cases.clerkWindowLost()],
  ['locked', ({ desk }) => desk.cases.lock()],
  ['put aside', ({ desk }) => desk.cases.hold(desk.caseId())],
  ['closed', ({ desk }) => desk.cases.send(desk.caseId(), { type: 'case.closed' })],
  ['left', ({ desk }) => void desk.cases.leave()],
])('a page that is %s is asked on the phone no longer', async (_, end) => {
  const { at, page, phone } = await asking();
  end(at);
  await saidByPlatform(at, 'cancelled');
  expect(await phone.shows(page)).toMatchObject({ state: 'cancelled' });
  expect(await phone.answer(page, 'agreed')).toBe(409);
});

test('more time taken on the evaluator the phone has too', async () => {
  const { at, page, phone } = await asking();
  const { expiresAt } = await phone.shows(page);
  const extend = () => at.desk.cases.pageActed(page.pageId, { kind: 'extend' }, 'touch');
  expect(extend()).toEqual(ok(null));
  await expect.poll(async () => (await phone.shows(page)).expiresAt).not.toBe(expiresAt);
  expect(await phone.shows(page)).toMatchObject({ state: 'pending' });
});

test('who has left has told the platform before the session ends', async () => {
  const { at, page, phone } = await asking();
  await at.desk.cases.leave();
  expect(await phone.shows(page)).toMatchObject({ state: 'cancelled' });
});

test('in another language the phone is asked by the new page, and the first is gone', async () => {
  const { at, page, phone } = await asking();
  const act = { kind: 'display-setting', language: 'en', largeType: false } as const;
  expect(at.desk.cases.pageActed(page.pageId, act, 'touch')).toEqual(ok(null));
  await at.desk.until(() => standingOf(at) === 'waiting');
  const english = pageOf(at);
  expect(english.pageId).not.toBe(page.pageId);
  expect(await phone.shows(page)).toMatchObject({ state: 'cancelled' });
  expect(await phone.shows(english)).toMatchObject({ state: 'pending', page: english });
});

test('a first page that the phone has answered already ends the one in another language', async () => {
  const { at, page, phone } = await asking();
  await phone.answer(page, 'agreed');
  const act = { kind: 'display-setting', language: 'en', largeType: false } as const;
  at.desk.cases.pageActed(page.pageId, act, 'touch');
  const english = pageOf(at);
  await at.desk.stage('filling-form');
  expect(consentsOf(at)).toMatchObject([{ pageId: page.pageId, answeredOn: 'phone' }]);
  await at.desk.cases.leave();
  expect(await at.desk.platform.consents.find(english.pageId)).toEqual(
    fail('platform.refused', { reason: 'consent-unknown' }),
  );
});

test('a phone that answers while the program is away is heard when the case goes on', async () => {
  const { at, page, phone } = await asking();
  const { subject } = at.desk.cases.current() ?? {};
  if (subject === undefined) throw new Error('no case is open');
  await phone.answer(page, 'agreed');
  // As a program that ends without warning leaves it.
  await at.desk.cases.leave();
  at.storage.cases.save(subject);
  at.desk.cases.begin();
  await at.desk.stage('filling-form');
  expect(consentsOf(at)).toMatchObject([{ outcome: 'agreed', answeredOn: 'phone' }]);
});

test('an answer given on the evaluator before the program ended is told when the case goes on', async () => {
  const { at, page, phone } = await asking();
  bench().platform.misbehave({
    path: consentPaths.evidence(page.pageId),
    fault: 'status503',
  });
  at.desk.answer('agree');
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  await at.desk.cases.leave();
  bench().platform.behave();
  at.desk.cases.begin();
  await at.desk.stage('filling-form');
  expect(await phone.shows(page)).toMatchObject({ state: 'given', answeredOn: 'evaluator' });
});
