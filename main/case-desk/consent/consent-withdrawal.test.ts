import { expect, test, vi } from 'vitest';
import { flexibleInsuranceItem } from '../../../reference-platform/seed/flexible-insurance-item.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import { caseAnswerSchema, casePaths } from '../../../src/contracts/case-api.ts';
import { consentAnswerSchema } from '../../../src/contracts/consent-api.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { readLease } from '../open-case/case-lease.ts';
import { citizensPhone } from '../testing/citizens-phone.ts';
import {
  type Counter,
  counterAt,
  fillContact,
  platformOfTests,
  toForm,
  toReview,
} from '../testing/counter-under-test.ts';

const bench = platformOfTests();
const unknownPage = '019ab000-0000-7000-8000-0000000000ff';

const subject = ({ desk }: Counter) => desk.cases.current()?.subject;
const field = ({ desk }: Counter, key: string) =>
  desk.cases.current()?.form?.find((one) => one.key === key);
const line = (at: Counter, code: string) =>
  subject(at)?.waiverList?.lines.find(({ material }) => material.code === code);
const consentId = (at: Counter) => subject(at)?.consents.at(-1)?.pageId ?? '';
const synced = (at: Counter) => at.desk.until(() => at.storage.outbox.counts().waiting === 0);

const ask = (at: Counter, place: 'evaluator' | 'window' = 'evaluator') =>
  at.desk.cases.withdrawConsent(at.desk.caseId(), consentId(at), place);

/** The page that asks whether the consent is taken back is on the citizen's screen. */
function asked(at: Counter) {
  expect(ask(at)).toEqual(ok(null));
  at.desk.show();
  const page = at.desk.evaluator.current();
  if (page.kind !== 'withdrawal') throw new Error(`the screen shows ${page.kind}`);
  return page;
}

function touch(at: Counter, confirmed = true) {
  const { pageId } = asked(at);
  return at.desk.cases.pageActed(pageId, { kind: 'acknowledge', confirmed }, 'touch');
}

async function atPlatform(at: Counter, id = consentId(at)) {
  const answer = await at.desk.platform.consents.find(id);
  return answer.ok ? answer.value : undefined;
}

async function received(at: Counter) {
  fillContact(at.desk);
  for (const key of ['householder', 'registeredAddress', 'currentAddress']) {
    if (field(at, key)?.current === undefined) {
      at.desk.cases.typeField(at.desk.caseId(), key, '佛山市样例区石湾路1号');
    }
  }
  expect(at.desk.cases.submit(at.desk.caseId())).toEqual(ok(null));
  await at.desk.stage('received');
}

async function history(at: Counter) {
  const { token } = await bench().logIn(undefined, 'approver');
  const { body } = await bench().call('GET', casePaths.case(at.desk.caseId()), undefined, token);
  return caseAnswerSchema.parse(body).history.map(({ did }) => did);
}

test('one touch takes a consent back: its values are gone, and the case goes on on paper', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const page = asked(at);
  expect(page.facts.map(({ text }) => text)).toContain('居民户口簿');
  const before = subject(at);
  at.desk.cases.typeField(at.desk.caseId(), 'emergencyContact', '陈小样');
  const confirmed = { kind: 'acknowledge', confirmed: true } as const;
  expect(at.desk.cases.pageActed(page.pageId, confirmed, 'touch')).toEqual(ok(null));

  expect(subject(at)).toMatchObject({ stage: 'filling-form' });
  expect(subject(at)).not.toHaveProperty('failure');
  expect(field(at, 'householder')?.current).toBeUndefined();
  expect(field(at, 'emergencyContact')?.current?.value).toBe('陈小样');
  expect(line(at, 'household-register')).toMatchObject({ status: 'needed-on-paper' });
  expect(at.desk.evaluator.current()).toMatchObject({ kind: 'result', heading: '您已撤回授权' });
  expect(at.desk.cases.current()?.withdrawable).toEqual([]);
  expect(before && readLease(at, before)).toEqual(fail('lease.ended'));
  const after = subject(at);
  expect(after && readLease(at, after)).toMatchObject({ ok: true, value: { licences: [] } });
  await synced(at);
  expect(await atPlatform(at)).toMatchObject({ state: 'withdrawn', withdrawnAt: at.clock.now() });
  await received(at);
  expect(await history(at)).toEqual([]);
});

test('whoever does not want it, or does nothing, keeps their consent', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  expect(touch(at, false)).toEqual(ok(null));
  expect(at.desk.evaluator.current()).toMatchObject({ heading: '没有撤回' });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    asked(at);
    vi.advanceTimersByTime(60_000);
    asked(at);
    vi.advanceTimersByTime(179_000);
    expect(at.desk.cases.current()?.isWithdrawalAsked).toBe(true);
    vi.advanceTimersByTime(2_000);
    expect(at.desk.cases.current()?.isWithdrawalAsked).toBe(false);
  } finally {
    vi.useRealTimers();
  }
  expect(at.desk.evaluator.current()).toMatchObject({ heading: '没有撤回' });
  expect(subject(at)?.consents.at(-1)).toMatchObject({ outcome: 'agreed' });
  expect(at.storage.outbox.counts().waiting).toBe(0);
});

test('only a touch counts, and only on the page that is there', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const { pageId } = asked(at);
  const act = { kind: 'acknowledge', confirmed: true } as const;
  expect(at.desk.cases.pageActed(pageId, act, 'mouse')).toEqual(fail('consent.not-a-touch'));
  expect(at.desk.cases.pageActed(unknownPage, act, 'touch')).toEqual(
    fail('consent.page-not-on-screen'),
  );
  expect(at.desk.cases.send(at.desk.caseId(), { type: 'page.withdrawn' })).toEqual(ok(null));
  expect(at.desk.cases.pageActed(pageId, act, 'touch')).toEqual(fail('consent.page-not-on-screen'));
  expect(field(at, 'householder')?.current).toBeDefined();
});

test('the page is there in another language as soon as that is wanted', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const { pageId } = asked(at);
  const act = { kind: 'display-setting', language: 'en', largeType: true } as const;
  expect(at.desk.cases.pageActed(pageId, act, 'touch')).toEqual(ok(null));
  at.desk.show();
  const page = at.desk.evaluator.current();
  expect(page).toMatchObject({ kind: 'withdrawal', language: 'en', largeType: true });
  const confirmed = { kind: 'acknowledge', confirmed: true } as const;
  expect(at.desk.cases.pageActed(page.pageId, confirmed, 'touch')).toEqual(ok(null));
  expect(subject(at)?.consents.at(-1)).toMatchObject({ outcome: 'declined' });
});

test('without a screen the window takes it back on their word, and the log says so', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  at.desk.evaluator.setDisplay(false);
  expect(ask(at)).toEqual(fail('evaluator.no-display'));
  expect(ask(at, 'window')).toEqual(ok(null));
  expect(subject(at)?.consents.at(-1)).toMatchObject({ withdrawal: { place: 'window' } });
  expect(at.desk.logged).toContainEqual({ event: 'consent.withdrawn', place: 'window' });
  await synced(at);
  expect(await atPlatform(at)).toMatchObject({ state: 'withdrawn' });
});

test('with a screen they are asked there, whatever the clerk says', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  expect(ask(at, 'window')).toEqual(ok(null));
  expect(at.desk.evaluator.current()).toMatchObject({ kind: 'withdrawal' });
  expect(subject(at)?.consents.at(-1)).toMatchObject({ outcome: 'agreed' });
});

test('a platform that is away is told as soon as it is back', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  bench().platform.misbehave({ path: '/api/v1/batches', fault: 'status503' });
  expect(touch(at)).toEqual(ok(null));
  expect(subject(at)?.consents.at(-1)).toMatchObject({ outcome: 'declined' });
  await at.desk.until(() => at.storage.outbox.counts().waiting === 1);
  bench().platform.behave();
  at.desk.drain.nudge();
  await synced(at);
  expect(await atPlatform(at)).toMatchObject({ state: 'withdrawn' });
});

test('after the case was received it is used no further, and the department is told', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  await received(at);
  const [text] = asked(at).facts.slice(-1);
  expect(text?.text).toContain('不再继续使用');
  expect(touch(at)).toEqual(ok(null));
  expect(subject(at)).toMatchObject({ stage: 'received' });
  const withdrawal = { place: 'evaluator', at: at.clock.now() };
  expect(subject(at)?.consents.at(-1)).toMatchObject({ outcome: 'agreed', withdrawal });
  expect((await at.stored()).consents.at(-1)).toMatchObject({ withdrawal });
  expect(line(at, 'household-register')).toMatchObject({ status: 'waived-by-licence' });
  await synced(at);
  expect(await history(at)).toMatchObject([
    { kind: 'withdraw-consent', consentId: consentId(at), place: 'evaluator' },
  ]);
});

test('what the phone takes back after that is shown in the case as long as it is', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  await received(at);
  const phone = await citizensPhone(bench(), people.allGood.card);
  expect(await phone.withdraw(consentId(at))).toBe(200);
  at.desk.hint();
  await at.desk.until(() => subject(at)?.consents.at(-1)?.withdrawal?.place === 'phone');
  expect(await history(at)).toMatchObject([{ kind: 'withdraw-consent', place: 'phone' }]);
});

test('what is taken back on the way to the platform is not used again if the case comes back', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  fillContact(at.desk);
  bench().platform.misbehave({ path: '/api/v1/batches', fault: 'status503' });
  expect(at.desk.cases.submit(at.desk.caseId())).toEqual(ok(null));
  expect(touch(at)).toEqual(ok(null));
  expect(subject(at)).toMatchObject({ stage: 'submitting' });
  const answer = {
    platformId: '0193a000-0000-7000-8000-0000000000aa',
    ackedThrough: 2,
    rejected: [{ seq: 1, code: 'consent-differs' }],
    received: [],
  };
  expect(at.desk.cases.acknowledge(answer)).toEqual(ok(null));
  expect(subject(at)).toMatchObject({ stage: 'filling-form', failure: { code: 'case.rejected' } });
  expect(subject(at)?.consents.at(-1)).toMatchObject({ outcome: 'declined' });
  expect(field(at, 'householder')?.current).toBeUndefined();
  expect(line(at, 'household-register')).toMatchObject({ status: 'needed-on-paper' });
});

test('only what was agreed to can be taken back, and not while another question is asked', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const { cases, caseId } = at.desk;
  expect(cases.withdrawConsent(caseId(), unknownPage, 'evaluator')).toEqual(
    fail('consent.not-given'),
  );
  cases.pushConsent(caseId());
  const { pageId } = at.desk.evaluator.current();
  expect(cases.withdrawConsent(caseId(), pageId, 'evaluator')).toEqual(fail('consent.not-given'));
  expect(at.desk.evaluator.current()).toMatchObject({ kind: 'consent' });
});

test('a screen that is lost takes nothing back', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const { pageId } = asked(at);
  at.desk.cases.lock();
  const act = { kind: 'acknowledge', confirmed: true } as const;
  expect(at.desk.cases.pageActed(pageId, act, 'touch')).toEqual(fail('consent.page-not-on-screen'));
  expect(subject(at)?.consents.at(-1)).toMatchObject({ outcome: 'agreed' });
});

test('a page that has asked for two cases is taken back in both', async () => {
  const at = await counterAt(bench());
  const { settledWorker: person } = people;
  const { cases, caseId } = at.desk;
  cases.open();
  const choose = (code: string, variant: string) => {
    const item = at.desk.session.items().find((offered) => offered.code === code);
    if (item === undefined) throw new Error('the item is not offered at the counter');
    expect(cases.chooseItem(caseId(), item, variant)).toEqual(ok(null));
  };
  choose(person.item.code, person.variant);
  at.arrive(person.card);
  await at.desk.stage('reviewing');
  const first = caseId();
  at.clock.pass(1);
  expect(cases.openAnother(first)).toEqual(ok(null));
  choose(flexibleInsuranceItem.code, 'residence-permit');
  await at.desk.stage('reviewing');
  const second = caseId();
  cases.pushConsent(second);
  expect(at.desk.answer('agree')).toEqual(ok(null));
  await at.desk.stage('filling-form');
  cases.resume(first);
  await at.desk.stage('filling-form');
  expect(asked(at).facts.filter(({ label }) => label === '办什么事')).toHaveLength(2);
  expect(touch(at)).toEqual(ok(null));
  for (const id of [first, second]) {
    const found = at.storage.cases.load(id);
    if (!found.ok) throw new Error(found.problem.code);
    const kept = found.value;
    expect(kept.consents.at(-1)).toMatchObject({ outcome: 'declined' });
    expect(readLease(at, kept)).toMatchObject({ ok: true, value: { licences: [] } });
  }
  await synced(at);
  expect(consentAnswerSchema.parse(await atPlatform(at)).state).toBe('withdrawn');
});
