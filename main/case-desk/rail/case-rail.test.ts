import { expect, test } from 'vitest';
import { clerks } from '../../../reference-platform/seed/accounts.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { eventIn } from '../../storage/testing/written-events.ts';
import {
  chooseItem,
  counterAt,
  fillContact,
  platformOfTests,
  toForm,
  toReview,
} from '../testing/counter-under-test.ts';
import { answering } from '../testing/desk-under-test.ts';

const bench = platformOfTests();

const { allGood, rareName } = people;

test('a case that is held waits in the rail, and goes on where it was when it is taken up', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const { cases } = at.desk;
  fillContact(at.desk);
  const before = cases.current();
  const first = at.desk.caseId();
  expect(cases.hold(first)).toEqual(ok(null));
  expect(cases.current()).toBeUndefined();
  expect(at.desk.evaluator.current().kind).toBe('blank');
  expect(cases.summaries()).toMatchObject([
    { id: first, stage: 'filling-form', isOpen: false, applicantMasked: '陈*芳' },
  ]);
  expect(cases.resume(first)).toEqual(ok(null));
  expect(cases.current()).toEqual(before);
  expect(cases.summaries()).toMatchObject([{ id: first, isOpen: true }]);
});

test('opening a new case holds the open one; one in which nothing was done is used instead', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const first = at.desk.caseId();
  expect(at.desk.cases.open()).toEqual(ok(null));
  const second = at.desk.caseId();
  expect(second).not.toBe(first);
  expect(at.desk.cases.open()).toEqual(ok(null));
  expect(at.desk.caseId()).toBe(second);
  expect(at.desk.cases.summaries().map(({ id }) => id)).toEqual([second, first]);
  expect(at.desk.cases.resume(first)).toEqual(ok(null));
  expect(at.desk.cases.summaries().map(({ id }) => id)).toEqual([first]);
});

test('holding a case while the citizen is asked takes the page back: nothing was given', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const first = at.desk.caseId();
  at.desk.cases.pushConsent(first);
  at.desk.show();
  at.desk.cases.hold(first);
  expect(at.desk.evaluator.current().kind).toBe('blank');
  at.desk.cases.resume(first);
  expect(at.desk.cases.current()?.subject).toMatchObject({
    stage: 'reviewing',
    consents: [{ outcome: 'withdrawn' }],
  });
});

test('two persons’ cases side by side never mix', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const first = at.desk.caseId();
  await toReview(at, rareName);
  const second = at.desk.caseId();
  expect(at.desk.cases.current()?.subject.applicant?.number).toBe(rareName.card.idNumber);
  at.desk.cases.resume(first);
  expect(at.desk.cases.current()?.subject.applicant?.number).toBe(allGood.card.idNumber);
  expect(at.desk.cases.typeField(second, 'remark', '无')).toEqual(fail('case.unknown'));
});

test('the card of somebody whose case is held takes that case up; anybody else’s opens a new one', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const first = at.desk.caseId();
  at.desk.cases.hold(first);
  at.arrive(rareName.card);
  const second = at.desk.caseId();
  expect(second).not.toBe(first);
  at.desk.cases.hold(second);
  at.arrive(allGood.card);
  expect(at.desk.caseId()).toBe(first);
  expect(at.desk.cases.current()?.subject.stage).toBe('reviewing');
});

test('what was held stays held over a logout; what was open is open again', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const first = at.desk.caseId();
  await toReview(at, rareName);
  const second = at.desk.caseId();
  at.desk.cases.leave();
  expect(at.desk.cases.summaries()).toEqual([]);
  at.desk.cases.begin();
  expect(at.desk.caseId()).toBe(second);
  expect(at.desk.cases.summaries().map(({ id }) => id)).toEqual([second, first]);
  at.desk.cases.hold(second);
  at.desk.cases.leave();
  at.desk.cases.begin();
  expect(at.desk.cases.current()).toBeUndefined();
});

test('a received case stays in the day’s list, can be looked at, and changes nothing on the citizen’s screen', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  fillContact(at.desk);
  const first = at.desk.caseId();
  at.desk.cases.submit(first);
  await at.desk.stage('received');
  await toReview(at, rareName);
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.show();
  expect(at.desk.cases.summaries()).toMatchObject([
    { stage: 'asking-consent' },
    { id: first, stage: 'received', caseNumber: expect.stringMatching(/\d{6,}/) },
  ]);
  expect(at.desk.cases.resume(first)).toEqual(ok(null));
  expect(at.desk.cases.current()?.subject.stage).toBe('received');
  expect(at.desk.sent.map(({ kind }) => kind).slice(-1)).toEqual(['blank']);
  at.clock.pass(24 * 3_600_000);
  expect(at.desk.cases.summaries().map(({ stage }) => stage)).toEqual(['reviewing']);
});

test('a case of another clerk cannot be taken up or looked at', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const first = at.desk.caseId();
  at.desk.cases.leave();
  await at.desk.session.logOut();
  const { account, password } = clerks.supervisor;
  expect(await at.desk.session.logIn(account, password)).toEqual(ok(null));
  at.desk.cases.begin();
  expect(at.desk.cases.summaries()).toEqual([]);
  expect(at.desk.cases.find(first)).toEqual(fail('case.unknown'));
  expect(at.desk.cases.resume(first)).toEqual(fail('case.unknown'));
  expect(at.desk.cases.hold(first)).toEqual(fail('case.unknown'));
});

test('a locked counter takes the page back, takes no card, and goes on when it is unlocked', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const first = at.desk.caseId();
  at.desk.cases.pushConsent(first);
  at.desk.show();
  at.desk.cases.lock();
  expect(at.desk.evaluator.current().kind).toBe('blank');
  at.arrive(rareName.card);
  expect(at.desk.caseId()).toBe(first);
  at.desk.cases.unlock();
  expect(at.desk.cases.current()?.subject).toMatchObject({
    stage: 'reviewing',
    consents: [{ outcome: 'withdrawn' }],
  });
  expect(at.desk.evaluator.current().kind).toBe('idle');
});

test('while the counter is locked nothing comes to the citizen’s screen, whatever the platform says', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  fillContact(at.desk);
  at.desk.cases.submit(at.desk.caseId());
  at.desk.cases.lock();
  await at.desk.stage('received');
  expect(at.desk.evaluator.current().kind).toBe('blank');
  at.desk.cases.unlock();
  expect(at.desk.evaluator.current().kind).toBe('idle');
});

test('a language that is chosen before anybody is served stays for whoever chose it', async () => {
  const at = await counterAt(bench());
  const idle = at.desk.evaluator.current();
  const english = { kind: 'display-setting', language: 'en', largeType: false } as const;
  expect(at.desk.cases.pageActed(idle.pageId, english, 'touch')).toEqual(ok(null));
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  expect(at.desk.evaluator.current()).toMatchObject({ kind: 'consent', language: 'en' });
  at.desk.cases.hold(at.desk.caseId());
  expect(at.desk.evaluator.current()).toMatchObject({ kind: 'blank', language: 'zh-CN' });
});

async function toRating(at: Awaited<ReturnType<typeof counterAt>>) {
  await toForm(at);
  fillContact(at.desk);
  at.desk.cases.submit(at.desk.caseId());
  await at.desk.stage('received');
  const page = at.desk.evaluator.current();
  if (page.kind !== 'rating') throw new Error(`the screen shows ${page.kind}`);
  at.desk.drain.stop();
  return page;
}

test('the citizen may say how it was: that goes to the platform with a ticket, and nowhere else', async () => {
  const at = await counterAt(bench());
  const page = await toRating(at);
  const rate = { kind: 'rate', level: 'dissatisfied' } as const;
  expect(at.desk.cases.pageActed(page.pageId, rate, 'mouse')).toEqual(fail('consent.not-a-touch'));
  expect(at.storage.outbox.counts().waiting).toBe(0);
  const seen = JSON.stringify([at.desk.cases.current(), at.desk.cases.summaries()]);
  expect(at.desk.cases.pageActed(page.pageId, rate, 'touch')).toEqual(ok(null));
  expect(at.desk.evaluator.current().kind).toBe('thanks');
  const pending = at.storage.outbox.pending({ events: 10, bytes: 100_000 });
  const events = pending.ok ? pending.value.map(eventIn) : [];
  expect(events).toMatchObject([
    { kind: 'service:rated', payload: { level: 'dissatisfied', windowId: 'A07' } },
  ]);
  expect(JSON.stringify(events)).not.toContain(at.desk.caseId());
  expect(JSON.stringify([at.desk.cases.current(), at.desk.cases.summaries()])).toBe(seen);
  expect(at.desk.cases.pageActed(page.pageId, rate, 'touch')).toEqual(
    fail('consent.page-not-on-screen'),
  );
});

test('whoever skips the question is thanked just the same, and nothing is sent', async () => {
  const at = await counterAt(bench());
  const page = await toRating(at);
  expect(at.desk.cases.pageActed(page.pageId, { kind: 'rate', level: 'skip' }, 'touch')).toEqual(
    ok(null),
  );
  expect(at.desk.evaluator.current().kind).toBe('thanks');
  expect(at.storage.outbox.counts().waiting).toBe(0);
});

test('the clerk may turn to the next person; the question stays until a page is pushed', async () => {
  const at = await counterAt(bench());
  const page = await toRating(at);
  await toReview(at, rareName);
  expect(at.desk.evaluator.current().pageId).toBe(page.pageId);
  expect(at.desk.cases.pageActed(page.pageId, { kind: 'extend' }, 'touch')).toEqual(ok(null));
  at.desk.cases.pushConsent(at.desk.caseId());
  expect(at.desk.evaluator.current().kind).toBe('consent');
  expect(
    at.desk.cases.pageActed(page.pageId, { kind: 'rate', level: 'satisfied' }, 'touch'),
  ).toEqual(fail('consent.page-not-on-screen'));
});

test('the citizen may read in another language and in large type; the question is the new page', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.show();
  const first = at.desk.evaluator.current();
  const setting = { kind: 'display-setting', language: 'en', largeType: true } as const;
  expect(at.desk.cases.pageActed(first.pageId, setting, 'mouse')).toEqual(
    fail('consent.not-a-touch'),
  );
  expect(at.desk.cases.pageActed(first.pageId, setting, 'touch')).toEqual(ok(null));
  const second = at.desk.evaluator.current();
  expect(second).toMatchObject({
    kind: 'consent',
    language: 'en',
    largeType: true,
    secondsToAnswer: 300,
  });
  expect(second.pageId).not.toBe(first.pageId);
  expect(at.desk.answer('agree')).toEqual(ok(null));
  await at.desk.stage('filling-form');
  expect((await at.stored()).consents).toMatchObject([
    { pageId: second.pageId, outcome: 'agreed', style: { language: 'en', largeType: true } },
  ]);
  expect(at.desk.evaluator.current()).toMatchObject({ kind: 'result', language: 'en' });
  at.desk.cases.hold(at.desk.caseId());
  expect(at.desk.evaluator.current()).toMatchObject({ language: 'zh-CN', largeType: false });
});

test('only what was agreed to is fetched; the rest comes on paper', async () => {
  const at = await counterAt(bench());
  at.desk.cases.open();
  chooseItem(at.desk, allGood.variant);
  at.arrive(allGood.card);
  await at.desk.stage('reviewing');
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.show();
  const page = at.desk.evaluator.current();
  at.clock.pass(60_000);
  const beyond = answering(page, [7], []);
  expect(at.desk.cases.pageActed(page.pageId, beyond, 'touch')).toEqual(
    fail('ipc.invalid-request'),
  );
  expect(at.desk.cases.pageActed(page.pageId, answering(page, [0], []), 'touch')).toEqual(ok(null));
  await at.desk.stage('filling-form');
});
