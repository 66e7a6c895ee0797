import { expect, test } from 'vitest';
import { flexibleInsuranceItem } from '../../../reference-platform/seed/flexible-insurance-item.ts';
import { residencePermitItem } from '../../../reference-platform/seed/items/residence-permit-item.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import type { ConsentPage } from '../../../src/contracts/evaluator-page.ts';
import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import type { Fetch } from '../../platform-client/http.ts';
import { citizensPhone } from '../testing/citizens-phone.ts';
import { type Counter, counterAt, platformOfTests } from '../testing/counter-under-test.ts';
import { answering, reading } from '../testing/desk-under-test.ts';

const bench = platformOfTests();

/** She renews her driving licence and registers for insurance, which takes her residence permit. */
const { settledWorker: person, allGood: stranger } = people;
const guardian = {
  name: stranger.card.name,
  number: stranger.card.idNumber,
  proof: { by: 'identity-card', at: '2026-11-24T01:00:00.000Z', samId: '' },
  as: 'guardian',
  basis: { kind: 'paper' },
} as const;
const subject = ({ desk }: Counter) => desk.cases.current()?.subject;

async function choose({ desk }: Counter, { code }: ServiceItem, variant: string) {
  const item = desk.session.items().find((offered) => offered.code === code);
  if (item === undefined) throw new Error('the item is not offered at the counter');
  expect(desk.cases.chooseItem(desk.caseId(), item, variant)).toEqual(ok(null));
}

/** A network that does not let the counter say that it asks no longer. */
const deaf: Fetch = (address, init) =>
  new URL(address).pathname.endsWith('/cancel')
    ? Promise.reject(new TypeError('the request was lost'))
    : fetch(address, init);

/** The list of the first item is there. */
async function reviewed(network: Fetch = fetch) {
  const at = await counterAt(bench(), { fetch: network });
  expect(at.desk.cases.open()).toEqual(ok(null));
  await choose(at, person.item, person.variant);
  at.arrive(person.card);
  await at.desk.stage('reviewing');
  return { at, first: at.desk.caseId() };
}

/** She has come with a second matter, and its list is there too. */
async function bothReviewed(
  item: ServiceItem = flexibleInsuranceItem,
  variant = 'residence-permit',
  network?: Fetch,
) {
  const { at, first } = await reviewed(network);
  at.clock.pass(1);
  expect(at.desk.cases.openAnother(first)).toEqual(ok(null));
  await choose(at, item, variant);
  await at.desk.stage('reviewing');
  return { at, first, second: at.desk.caseId() };
}

async function bothAsked(...other: Parameters<typeof bothReviewed>) {
  const both = await bothReviewed(...other);
  const { desk } = both.at;
  expect(desk.cases.pushConsent(both.second)).toEqual(ok(null));
  await desk.until(() => desk.cases.onPhone()?.state === 'waiting');
  desk.show();
  const page = desk.evaluator.current();
  if (page.kind !== 'consent') throw new Error(`the screen shows ${page.kind}`);
  both.at.clock.pass(page.minimumDisplaySeconds * 1000);
  return { ...both, page };
}

const answer = ({ desk }: Counter, page: ConsentPage, agreed: readonly number[]) =>
  desk.cases.pageActed(page.pageId, answering(page, agreed), 'touch');

function stored({ storage }: Counter, caseId: string) {
  const found = storage.cases.load(caseId);
  if (!found.ok) throw new Error(found.problem.code);
  return found.value;
}

const resumedToForm = async ({ desk }: Counter, caseId: string) => {
  expect(desk.cases.resume(caseId)).toEqual(ok(null));
  await desk.stage('filling-form');
};

const valuesOf = ({ desk }: Counter) =>
  (desk.cases.current()?.form ?? []).flatMap(({ current }) =>
    current?.provenance.kind === 'licence' ? [current.value] : [],
  );

test('another matter of the same person needs no second proof, and the first case waits', async () => {
  const { at, first, second } = await bothReviewed();
  expect(second).not.toBe(first);
  expect(subject(at)).toMatchObject({ visitId: first, applicant: stored(at, first).applicant });
  expect(stored(at, first)).toMatchObject({ stage: 'reviewing', visitId: first });
  expect(stored(at, first).heldAt).toBeDefined();
  const ofVisit = at.desk.cases.summaries().filter(({ isOfOpenVisit }) => isOfOpenVisit);
  expect(ofVisit.map(({ id, isOpen }) => [id, isOpen])).toEqual([
    [second, true],
    [first, false],
  ]);
  expect(await at.desk.cases.showPhoto(second)).toMatchObject(ok({ kind: 'image' }));
});

test('an item that is for others has whom it is for found out anew', async () => {
  const { at, first } = await reviewed();
  at.desk.cases.openAnother(first);
  const forEnterprises = at.desk.session
    .items()
    .find(({ subjects }) => !subjects.includes('person'));
  if (forEnterprises === undefined) throw new Error('every item is for persons');
  const [variant] = forEnterprises.variants;
  at.desk.cases.chooseItem(at.desk.caseId(), forEnterprises, variant?.code ?? '');
  expect(subject(at)).toMatchObject({
    stage: 'identifying',
    failure: { code: 'identity.wrong-subject' },
  });
  expect(subject(at)?.applicant).toBeUndefined();
});

test('one page asks for both, each licence for its own purpose, and one touch answers both', async () => {
  const { at, first, second, page } = await bothAsked();
  const [insurance, licence] = page.licences;
  expect(page.licences.map(({ title }) => title)).toEqual(['居住证', '机动车驾驶证']);
  const forWhat = (one: typeof insurance) => one?.facts.find(({ label }) => label === '办什么事');
  expect(forWhat(insurance)?.text).toContain(flexibleInsuranceItem.name);
  expect(forWhat(licence)?.text).toContain(person.item.name);
  expect(page.facts.map(({ label }) => label)).toEqual([
    '谁要使用',
    '第 1 件事',
    '第 2 件事',
    '谁的证照',
    '怎么选',
  ]);
  expect(at.desk.cases.current()?.asksAlong).toBe(0);
  expect(answer(at, page, [0, 1])).toEqual(ok(null));
  await at.desk.stage('filling-form');
  const permitValues = valuesOf(at);
  expect(permitValues.length).toBeGreaterThan(0);
  expect(stored(at, first)).toMatchObject({ stage: 'fetching-values' });
  expect(stored(at, first).leaseId).toBeUndefined();
  await resumedToForm(at, first);
  expect(valuesOf(at).length).toBeGreaterThan(0);
  const records = [stored(at, first), stored(at, second)].map(({ consents }) => consents);
  expect(records.map((own) => own.map(({ pageId, outcome }) => [pageId, outcome]))).toEqual([
    [[page.pageId, 'agreed']],
    [[page.pageId, 'agreed']],
  ]);
});

test('how many licences the page asks for along is known before it is pushed', async () => {
  const { at } = await bothReviewed();
  expect(at.desk.cases.current()?.asksAlong).toBe(1);
});

test('what is agreed to for one matter is not agreed to for the other, be it the same licence', async () => {
  const { at, first, second, page } = await bothAsked(
    residencePermitItem,
    'endorsement-employment',
  );
  const mine = page.licences.findIndex(({ title }) => title === '机动车驾驶证');
  expect(answer(at, page, [mine])).toEqual(ok(null));
  await at.desk.stage('reviewing');
  expect(subject(at)).toMatchObject({ id: second, consents: [{ outcome: 'declined' }] });
  const result = at.desk.evaluator.current();
  expect(result.kind === 'result' && result.heading).toBe('您同意了一部分');
  await resumedToForm(at, first);
  expect(stored(at, first).consents).toMatchObject([{ outcome: 'agreed' }]);
});

test('declined for the other matter alone, this one goes on and the other keeps its list', async () => {
  const { at, first, page } = await bothAsked();
  const mine = page.licences.findIndex(({ title }) => title === '居住证');
  expect(answer(at, page, [mine])).toEqual(ok(null));
  await at.desk.stage('filling-form');
  expect(stored(at, first)).toMatchObject({
    stage: 'reviewing',
    consents: [{ outcome: 'declined', pageId: page.pageId }],
  });
});

test('the phone shows the same page for both, and its answer counts for both', async () => {
  const { at, first, page } = await bothAsked();
  const phone = await citizensPhone(bench(), person.card);
  expect(await phone.shows(page)).toMatchObject({
    itemNames: [flexibleInsuranceItem.name, person.item.name],
    licences: [{ typeName: '居住证' }, { typeName: '机动车驾驶证' }],
  });
  expect(await phone.answer(page, 'agreed')).toBe(200);
  at.desk.hint();
  await at.desk.stage('filling-form');
  expect(stored(at, first)).toMatchObject({
    stage: 'fetching-values',
    consents: [{ outcome: 'agreed', answeredOn: 'phone' }],
  });
  await resumedToForm(at, first);
  expect(valuesOf(at).length).toBeGreaterThan(0);
});

test('where a phone was first, both go by what was answered there, whichever is open', async () => {
  const { at, first, page } = await bothAsked();
  const phone = await citizensPhone(bench(), person.card);
  expect(await phone.answer(page, 'declined')).toBe(200);
  // No hint has come: the touch is taken here, and the platform says that it was too late.
  expect(answer(at, page, [0, 1])).toEqual(ok(null));
  await at.desk.until(() => subject(at)?.consents.at(-1)?.answeredOn === 'phone');
  expect(subject(at)).toMatchObject({ stage: 'reviewing', consents: [{ outcome: 'declined' }] });
  expect(stored(at, first)).toMatchObject({
    stage: 'reviewing',
    consents: [{ outcome: 'declined', answeredOn: 'phone' }],
  });
});

/** Both were asked, the page was taken back, and the phone, which has not heard of that, agrees to everything later. */
async function answeredLate(meanwhile: (at: Counter, first: string) => Promise<void> | void) {
  const { at, first, second, page } = await bothAsked(undefined, undefined, deaf);
  at.desk.cases.send(second, { type: 'page.withdrawn' });
  expect(at.desk.cases.resume(first)).toEqual(ok(null));
  await meanwhile(at, first);
  expect(at.desk.cases.resume(second)).toEqual(ok(null));
  const phone = await citizensPhone(bench(), person.card);
  expect(await phone.answer(page, 'agreed')).toBe(200);
  at.desk.hint();
  await at.desk.until(() => subject(at)?.consents.at(-1)?.answeredOn === 'phone');
  expect(stored(at, second).consents).toMatchObject([{ pageId: page.pageId, outcome: 'agreed' }]);
  return { at, first, page };
}

test('a phone that answers late still answers for both, as long as both are as they were asked for', async () => {
  const { at, first, page } = await answeredLate(() => undefined);
  expect(stored(at, first)).toMatchObject({
    stage: 'fetching-values',
    consents: [{ pageId: page.pageId, outcome: 'agreed' }],
  });
});

test('it answers nothing in a case that has become another matter', async () => {
  const { at, first } = await answeredLate(async (at) => {
    await choose(at, flexibleInsuranceItem, 'residence-permit');
    await at.desk.stage('reviewing');
  });
  expect(stored(at, first)).toMatchObject({ stage: 'reviewing', consents: [] });
});

test('nor in one that has become somebody else’s', async () => {
  const { at, first } = await answeredLate(async (at, first) => {
    at.desk.nextCard(ok(reading(stranger.card)));
    expect(await at.desk.cases.readCard(first)).toEqual(ok(null));
    await at.desk.until(() => subject(at)?.applicant?.number === stranger.card.idNumber);
    await at.desk.stage('reviewing');
  });
  expect(stored(at, first)).toMatchObject({
    stage: 'reviewing',
    applicant: { number: stranger.card.idNumber },
    consents: [],
  });
});

test('nor in one whose newer page has been declined since', async () => {
  const { at, first, page } = await answeredLate(async (at, first) => {
    const [second] = at.storage.cases.listUnended().cases.filter(({ id }) => id !== first);
    if (second === undefined) throw new Error('there is no other case');
    // Not at its list for the moment, so that the newer page asks for the first alone.
    at.storage.cases.save({ ...second, stage: 'identifying' });
    expect(at.desk.cases.resume(second.id)).toEqual(ok(null));
    expect(at.desk.cases.resume(first)).toEqual(ok(null));
    expect(at.desk.cases.pushConsent(first)).toEqual(ok(null));
    expect(at.desk.answer('decline')).toEqual(ok(null));
    at.storage.cases.save(second);
  });
  const [declined, ...others] = stored(at, first).consents;
  expect(declined).toMatchObject({ outcome: 'declined' });
  expect(declined?.pageId).not.toBe(page.pageId);
  expect(others).toEqual([]);
});

test('a page that ends without an answer leaves the other matter as it was', async () => {
  const { at, first, second } = await bothAsked();
  at.desk.cases.send(second, { type: 'page.withdrawn' });
  expect(subject(at)).toMatchObject({ stage: 'reviewing', consents: [{ outcome: 'withdrawn' }] });
  expect(stored(at, first)).toMatchObject({ stage: 'reviewing', consents: [] });
});

test('who acts for somebody else proves it anew for the next item', async () => {
  const { at, first } = await reviewed();
  at.desk.cases.hold(first);
  at.storage.transaction(() => {
    at.storage.cases.save({ ...stored(at, first), present: guardian });
    return ok(null);
  });
  at.desk.cases.resume(first);
  expect(at.desk.cases.openAnother(first)).toEqual(fail('case.not-at-this-step'));
});

test('once somebody has left nothing of theirs stays on the screen, and all they came with waits', async () => {
  const { at, first, second } = await bothAsked();
  expect(at.desk.cases.markLeft(second)).toEqual(ok(null));
  expect(at.desk.evaluator.current().kind).toBe('blank');
  expect(at.desk.cases.current()).toBeUndefined();
  expect([stored(at, first), stored(at, second)].map(({ leftAt }) => leftAt)).toEqual([
    at.clock.now(),
    at.clock.now(),
  ]);
  expect(stored(at, second).consents).toMatchObject([{ outcome: 'withdrawn' }]);
  expect(at.desk.cases.summaries().map(({ leftAt }) => leftAt)).toEqual([
    at.clock.now(),
    at.clock.now(),
  ]);
});

test('nobody is asked in the place of whoever has left, until they prove that they are back', async () => {
  const { at, first } = await reviewed();
  at.desk.cases.markLeft(first);
  expect(at.desk.cases.resume(first)).toEqual(ok(null));
  expect(at.desk.cases.pushConsent(first)).toEqual(fail('case.citizen-left'));
  at.arrive(stranger.card);
  expect(subject(at)).toMatchObject({
    applicant: { number: person.card.idNumber },
    failure: { code: 'identity.applicant-there' },
  });
  at.arrive(person.card);
  await at.desk.stage('reviewing');
  expect(subject(at)?.leftAt).toBeUndefined();
  expect(at.desk.cases.pushConsent(first)).toEqual(ok(null));
});

test('their card takes up what they have left, as they come back', async () => {
  const { at, first } = await reviewed();
  at.desk.cases.markLeft(first);
  at.arrive(person.card);
  expect(subject(at)).toMatchObject({ id: first });
  expect(subject(at)?.leftAt).toBeUndefined();
});
