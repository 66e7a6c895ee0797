import { expect, test } from 'vitest';
import { familyMembers } from '../../../reference-platform/seed/families.ts';
import { birthItem } from '../../../reference-platform/seed/items/birth-item.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import { ok } from '../../../src/support/result.ts';
import { citizensPhone } from '../testing/citizens-phone.ts';
import {
  type Counter,
  counterAt,
  fillContact,
  leaseIn,
  platformOfTests,
  toForm,
  toReview,
} from '../testing/counter-under-test.ts';

const bench = platformOfTests();
const { heSimin, liangJiahao } = familyMembers;

const subject = ({ desk }: Counter) => desk.cases.current()?.subject;
const field = ({ desk }: Counter, key: string) =>
  desk.cases.current()?.form?.find((one) => one.key === key);
const line = (at: Counter, code: string) =>
  subject(at)?.waiverList?.lines.find(({ material }) => material.code === code);
const told = (at: Counter) => at.desk.until(() => subject(at)?.failure?.code === 'consent.revoked');
const pageOf = (at: Counter) => subject(at)?.consents.at(-1)?.pageId ?? '';

async function withdrawn(at: Counter, person: { readonly idNumber: string }): Promise<void> {
  const phone = await citizensPhone(bench(), person);
  expect(await phone.withdraw(pageOf(at))).toBe(200);
  at.desk.hint();
  await told(at);
}

test('what was taken back while the form is open is gone from it, and what was typed stays', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  fillContact(at.desk);
  expect(field(at, 'householder')?.current?.provenance.kind).toBe('licence');
  at.desk.cases.typeField(at.desk.caseId(), 'registeredAddress', '佛山市样例区石湾路1号');
  await withdrawn(at, people.allGood.card);
  expect(subject(at)).toMatchObject({ stage: 'filling-form' });
  expect(field(at, 'householder')?.current).toBeUndefined();
  expect(field(at, 'registeredAddress')).toMatchObject({
    current: { value: '佛山市样例区石湾路1号' },
  });
  expect(field(at, 'registeredAddress')?.original?.provenance.kind).not.toBe('licence');
  expect(leaseIn(at).licences).toEqual([]);
  expect(JSON.stringify(leaseIn(at).form)).not.toContain('licenceCode');
  expect(line(at, 'household-register')).toMatchObject({
    status: 'needed-on-paper',
    reason: 'handed-in-otherwise',
  });
  expect(subject(at)?.consents.at(-1)).toMatchObject({
    outcome: 'declined',
    answeredOn: 'phone',
  });
  for (const key of ['householder', 'currentAddress']) {
    at.desk.cases.typeField(at.desk.caseId(), key, '佛山市样例区石湾路1号');
  }
  expect(at.desk.cases.submit(at.desk.caseId())).toEqual(ok(null));
  await at.desk.stage('received');
});

test('what was taken back while the case was put aside is heard when it goes on', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const caseId = at.desk.caseId();
  const pageId = pageOf(at);
  expect(at.desk.cases.hold(caseId)).toEqual(ok(null));
  expect(await (await citizensPhone(bench(), people.allGood.card)).withdraw(pageId)).toBe(200);
  expect(at.desk.cases.resume(caseId)).toEqual(ok(null));
  await told(at);
  expect(leaseIn(at).licences).toEqual([]);
});

test('what one of two takes back leaves what the other has agreed to', async () => {
  const at = await counterAt(bench());
  const { cases, caseId } = at.desk;
  cases.open();
  cases.chooseItem(caseId(), birthItem, 'married-mother');
  at.arrive(heSimin);
  await at.desk.stage('reviewing');
  cases.awaitAdult(caseId());
  at.arrive(liangJiahao);
  await at.desk.until(
    () => subject(at)?.holders !== undefined && subject(at)?.stage === 'reviewing',
  );
  for (const stage of ['reviewing', 'filling-form']) {
    cases.pushConsent(caseId());
    expect(at.desk.answer('agree')).toEqual(ok(null));
    await at.desk.stage(stage);
  }
  await withdrawn(at, liangJiahao);
  expect(line(at, 'each-adult-card')).toMatchObject({ papersOf: ['梁*豪'] });
  expect(line(at, 'marriage-certificate')).toMatchObject({ status: 'waived-by-licence' });
  expect(leaseIn(at).licences.length).toBeGreaterThan(0);
  expect(JSON.stringify(leaseIn(at))).not.toContain(liangJiahao.idNumber);
});

test('what was taken back before its values are there is not fetched again', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
  const phone = await citizensPhone(bench(), people.allGood.card);
  const { page } = await phone.page(subject(at)?.asking?.pageId ?? '');
  bench().platform.misbehave({ path: '/license-app/v1/license', fault: 'status503' });
  await phone.answer(page, 'agreed');
  at.desk.hint();
  await at.desk.until(() => subject(at)?.stage === 'fetching-values');
  await withdrawn(at, people.allGood.card);
  expect(subject(at)).toMatchObject({ stage: 'reviewing' });
  expect(line(at, 'household-register')).toMatchObject({ status: 'needed-on-paper' });
});
