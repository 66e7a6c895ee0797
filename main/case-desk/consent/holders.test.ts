import { expect, test } from 'vitest';
import { familyMembers, withoutResidentCard } from '../../../reference-platform/seed/families.ts';
import { birthItem } from '../../../reference-platform/seed/items/birth-item.ts';
import { rentalHousingItem } from '../../../reference-platform/seed/items/rental-housing-item.ts';
import { socialSecurityCardItem } from '../../../reference-platform/seed/items/social-security-card-item.ts';
import { people, peopleElsewhere } from '../../../reference-platform/seed/people.ts';
import type { ServiceItem } from '../../../src/domain/service-item.ts';
import type { FailureCode } from '../../../src/failures/catalogue.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { citizensPhone } from '../testing/citizens-phone.ts';
import { type Counter, counterAt, platformOfTests } from '../testing/counter-under-test.ts';
import { answering } from '../testing/desk-under-test.ts';

const bench = platformOfTests();
const { heSimin, liangJiahao, huoJunwei, huoZixuan, huoYutong, ouZiqing } = familyMembers;

const subject = ({ desk }: Counter) => desk.cases.current()?.subject;
const step = ({ desk }: Counter) => desk.cases.current()?.identification?.step;
const failed = (at: Counter, code: FailureCode) =>
  at.desk.until(() => subject(at)?.failure?.code === code);
const line = (at: Counter, code: string) =>
  subject(at)?.waiverList?.lines.find(({ material }) => material.code === code);

async function opened(item: ServiceItem, variant: string): Promise<Counter> {
  const at = await counterAt(bench());
  at.desk.cases.open();
  expect(at.desk.cases.chooseItem(at.desk.caseId(), item, variant)).toEqual(ok(null));
  return at;
}

async function confirmed(at: Counter): Promise<void> {
  await at.desk.until(() => at.desk.evaluator.current().kind === 'acknowledgement');
  const { pageId } = at.desk.evaluator.current();
  at.desk.cases.pageActed(pageId, { kind: 'acknowledge', confirmed: true }, 'touch');
  await at.desk.stage('reviewing');
}

/** Puts the next page to whoever's turn it is, who answers on the evaluator. */
function decide(at: Counter, decision: 'agree' | 'decline'): void {
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  expect(at.desk.answer(decision)).toEqual(ok(null));
}

async function withFather(named = false): Promise<Counter> {
  const at = await opened(birthItem, 'married-mother');
  at.arrive(heSimin);
  await at.desk.stage('reviewing');
  expect(at.desk.cases.awaitAdult(at.desk.caseId())).toEqual(ok(null));
  expect(step(at)).toBe('adult');
  const { name, idNumber: number } = liangJiahao;
  if (named) at.desk.cases.namePerson(at.desk.caseId(), { name, number });
  else at.arrive(liangJiahao);
  await at.desk.until(
    () => subject(at)?.holders !== undefined && subject(at)?.stage === 'reviewing',
  );
  return at;
}

test('what each parent adds is not looked for before the other parent is there', async () => {
  const at = await opened(birthItem, 'married-mother');
  at.arrive(heSimin);
  await at.desk.stage('reviewing');
  expect(line(at, 'each-adult-card')).toMatchObject({ reason: 'holder-not-looked-up' });
});

test('both parents are asked in turn, each for their own licences, and both names come to the form', async () => {
  const at = await withFather();
  expect(line(at, 'each-adult-card')).toMatchObject({ status: 'waived-by-licence' });
  decide(at, 'agree');
  await at.desk.stage('reviewing');
  decide(at, 'agree');
  await at.desk.stage('filling-form');
  const consents = subject(at)?.consents ?? [];
  expect(consents.map(({ holder, outcome }) => [holder, outcome])).toEqual([
    [undefined, 'agreed'],
    [liangJiahao.idNumber, 'agreed'],
  ]);
  const names = at.desk.cases.current()?.form?.find(({ key }) => key === 'each-adult-name');
  expect(names?.current?.value).toBe(`${heSimin.name}、${liangJiahao.name}`);
});

test('a parent who declines leaves only their own part to paper', async () => {
  const at = await withFather();
  decide(at, 'agree');
  await at.desk.stage('reviewing');
  decide(at, 'decline');
  await at.desk.stage('filling-form');
  expect(line(at, 'each-adult-card')).toMatchObject({
    status: 'needed-on-paper',
    papersOf: ['梁*豪'],
  });
  expect(line(at, 'marriage-certificate')).toMatchObject({ status: 'waived-by-licence' });
  const names = at.desk.cases.current()?.form?.find(({ key }) => key === 'each-adult-name');
  expect(names?.current?.value).toBe(heSimin.name);
});

test('on paper goes only who has not agreed', async () => {
  const at = await withFather();
  decide(at, 'agree');
  await at.desk.stage('reviewing');
  at.desk.cases.send(at.desk.caseId(), { type: 'paper.chosen' });
  await at.desk.stage('filling-form');
  expect(line(at, 'marriage-certificate')).toMatchObject({ status: 'waived-by-licence' });
  expect(line(at, 'each-adult-card')).toMatchObject({ status: 'needed-on-paper' });
});

test('a parent who is not there decides on their own phone, and nobody at the counter can instead', async () => {
  const at = await withFather(true);
  decide(at, 'agree');
  await at.desk.stage('reviewing');
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
  const shown = at.desk.evaluator.current();
  expect(shown).toMatchObject({ kind: 'result', tone: 'waiting' });
  const pageId = subject(at)?.asking?.pageId ?? '';
  for (const id of [pageId, shown.pageId]) {
    expect(at.desk.cases.pageActed(id, answering(shown, [0]), 'touch')).toEqual(
      fail('consent.page-not-on-screen'),
    );
  }
  const phone = await citizensPhone(bench(), liangJiahao);
  expect(await phone.answer((await phone.page(pageId)).page, 'agreed')).toBe(200);
  at.desk.cases.hearChanges([{ kind: 'consent:moved', consentId: pageId, state: 'given' }]);
  await at.desk.stage('filling-form');
  expect(subject(at)?.consents.at(-1)).toMatchObject({
    holder: liangJiahao.idNumber,
    answeredOn: 'phone',
  });
});

test('a phone that was first counts, though the next one is being asked already', async () => {
  const at = await withFather();
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
  const phone = await citizensPhone(bench(), heSimin);
  const { page } = await phone.page(subject(at)?.asking?.pageId ?? '');
  expect(await phone.answer(page, 'declined')).toBe(200);
  expect(at.desk.answer('agree')).toEqual(ok(null));
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  const hers = () => subject(at)?.consents[0];
  expect(hers()).toMatchObject({ outcome: 'agreed', answeredOn: 'evaluator' });
  await at.desk.until(() => hers()?.answeredOn === 'phone');
  expect(hers()?.outcome).toBe('declined');
  expect(subject(at)?.asking?.holder).toBe(liangJiahao.idNumber);
  expect(at.desk.evaluator.current().kind).toBe('consent');
  expect(at.desk.answer('agree')).toEqual(ok(null));
  await at.desk.stage('filling-form');
  expect(line(at, 'each-adult-card')).toMatchObject({ papersOf: ['何*敏'] });
});

test('the platform receives a case of two with whose consent is whose', async () => {
  const at = await withFather();
  decide(at, 'agree');
  await at.desk.stage('reviewing');
  decide(at, 'agree');
  await at.desk.stage('filling-form');
  for (const field of at.desk.cases.current()?.form ?? []) {
    if (field.current === undefined) {
      at.desk.cases.typeField(at.desk.caseId(), field.key, '13800000000');
    }
  }
  expect(at.desk.cases.submit(at.desk.caseId())).toEqual(ok(null));
  await at.desk.stage('received');
});

test('nobody is in a case twice, no child is one of its adults, and who was added can be removed', async () => {
  const at = await withFather();
  const caseId = at.desk.caseId();
  expect(at.desk.cases.awaitAdult(caseId)).toEqual(fail('case.not-at-this-step'));
  expect(at.desk.cases.removeAdult(caseId, liangJiahao.idNumber)).toEqual(ok(null));
  await at.desk.stage('reviewing');
  expect(subject(at)?.holders).toEqual([]);
  at.desk.cases.awaitAdult(caseId);
  at.arrive(heSimin);
  await failed(at, 'identity.already-there');
  at.arrive(huoYutong);
  await failed(at, 'identity.adult-wanted');
  expect(step(at)).toBe('adult');
});

test('a family applies with a spouse who adds their own card', async () => {
  const at = await opened(rentalHousingItem, 'family');
  at.arrive(liangJiahao);
  await at.desk.stage('reviewing');
  at.desk.cases.awaitAdult(at.desk.caseId());
  at.arrive(heSimin);
  await at.desk.until(
    () => subject(at)?.holders !== undefined && subject(at)?.stage === 'reviewing',
  );
  expect(line(at, 'each-adult-card')).toMatchObject({ status: 'waived-by-licence' });
});

/** A case of a minor for whom somebody has confirmed to be the guardian. */
async function withGuardian(
  child: { readonly name: string; readonly idNumber: string },
  guardian: Parameters<Counter['arrive']>[0],
): Promise<Counter> {
  const at = await opened(socialSecurityCardItem, 'minor');
  const { name, idNumber: number } = child;
  expect(at.desk.cases.namePerson(at.desk.caseId(), { name, number })).toEqual(ok(null));
  await at.desk.until(() => step(at) === 'guardian');
  at.arrive(guardian);
  await confirmed(at);
  return at;
}

test('a father answers on the evaluator for a child who was only named', async () => {
  const at = await withGuardian(huoZixuan, huoJunwei);
  expect(subject(at)).toMatchObject({
    applicant: { number: huoZixuan.idNumber, proof: { by: 'register' } },
    present: { number: huoJunwei.idNumber, as: 'guardian' },
  });
  expect(line(at, 'guardian-card')).toMatchObject({ reason: 'identity-card-read' });
  decide(at, 'agree');
  await at.desk.stage('filling-form');
  expect(subject(at)?.consents.at(-1)).toMatchObject({ answeredOn: 'evaluator' });
});

test('the child’s own card begins the case as well', async () => {
  const at = await opened(socialSecurityCardItem, 'minor');
  at.arrive(huoZixuan);
  await at.desk.until(() => step(at) === 'guardian');
  expect(subject(at)?.applicant).toBeUndefined();
  at.arrive(huoYutong);
  await failed(at, 'identity.adult-wanted');
  at.arrive(huoJunwei);
  await confirmed(at);
});

test('nobody who is not named with the child answers for it, and the clerk is told', async () => {
  const at = await withGuardian(huoZixuan, people.allGood.card);
  at.desk.cases.pushConsent(at.desk.caseId());
  await failed(at, 'consent.not-guardian');
  expect(subject(at)).toMatchObject({ stage: 'reviewing' });
  expect(subject(at)?.consents.at(-1)?.outcome).toBe('withdrawn');
});

test('a minor of sixteen decides themselves, with the guardian beside them', async () => {
  const at = await opened(socialSecurityCardItem, 'minor');
  at.arrive(ouZiqing);
  await at.desk.until(() => step(at) === 'guardian');
  at.arrive(peopleElsewhere.tanYaqin);
  await confirmed(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
  const phone = await citizensPhone(bench(), ouZiqing);
  expect((await phone.page(subject(at)?.asking?.pageId ?? '')).isAsked).toBe(true);
});

test('only a minor may be named, with a number that can be one and a name that is theirs', async () => {
  const at = await opened(socialSecurityCardItem, 'minor');
  const caseId = at.desk.caseId();
  const { name, idNumber: number } = withoutResidentCard.liangRan;
  expect(at.desk.cases.namePerson(caseId, { name, number: `${number.slice(0, 17)}0` })).toEqual(
    fail('identity.number-wrong'),
  );
  at.desk.cases.namePerson(caseId, { name: huoJunwei.name, number: huoJunwei.idNumber });
  await failed(at, 'identity.minor-only');
  at.desk.cases.namePerson(caseId, { name: '样例', number });
  await failed(at, 'identity.name-differs');
});
