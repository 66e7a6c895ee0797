import { expect, test } from 'vitest';
import { enterprises } from '../../../reference-platform/seed/enterprises.ts';
import { foodLicenceItem } from '../../../reference-platform/seed/items/food-licence-item.ts';
import { retailFilingItem } from '../../../reference-platform/seed/items/retail-filing-item.ts';
import { peopleElsewhere } from '../../../reference-platform/seed/people.ts';
import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { ok } from '../../../src/support/result.ts';
import { citizensPhone } from '../testing/citizens-phone.ts';
import { type Counter, counterAt, platformOfTests } from '../testing/counter-under-test.ts';

const bench = platformOfTests();
const { textiles, software } = enterprises;
const { moZhiming, jianHaotian, ouyangYun } = peopleElsewhere;

const subject = ({ desk }: Counter) => desk.cases.current()?.subject;
const line = (at: Counter, code: string) =>
  subject(at)?.waiverList?.lines.find(({ material }) => material.code === code);
const value = (at: Counter, key: string) =>
  at.desk.cases.current()?.form?.find((field) => field.key === key)?.current?.value;

/** A case of a legal person that has been found by its code, with nobody identified yet. */
async function found(item: ServiceItem, variant: string, uscc: string): Promise<Counter> {
  const at = await counterAt(bench());
  const { cases, caseId } = at.desk;
  cases.open();
  expect(cases.chooseItem(caseId(), item, variant)).toEqual(ok(null));
  cases.identify(caseId(), { type: 'enterprise.entered', by: 'uscc', code: uscc });
  await at.desk.until(() => cases.current()?.identification?.step === 'proof');
  return at;
}

async function withRepresentative(): Promise<Counter> {
  const at = await found(foodLicenceItem, 'catering', textiles.uscc);
  at.arrive(moZhiming);
  await at.desk.stage('reviewing');
  return at;
}

/** The same, where somebody else has brought the representative's card. */
async function withRunner(
  item: ServiceItem,
  variant: string,
  { uscc, holder }: { readonly uscc: string; readonly holder: Parameters<Counter['arrive']>[0] },
): Promise<Counter> {
  const at = await found(item, variant, uscc);
  const { cases, caseId, evaluator, until, stage } = at.desk;
  cases.identify(caseId(), { type: 'holder.absent', isAbsent: true });
  at.arrive(holder);
  await until(() => cases.current()?.identification?.step === 'runner');
  at.arrive(ouyangYun);
  await until(() => cases.current()?.identification?.step === 'acknowledgement');
  const { pageId } = evaluator.current();
  cases.pageActed(pageId, { kind: 'acknowledge', confirmed: true }, 'touch');
  await stage('reviewing');
  return at;
}

/** Puts the next page to whoever's turn it is, who answers on the evaluator. */
function decide(at: Counter, decision: 'agree' | 'decline'): void {
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  expect(at.desk.answer(decision)).toEqual(ok(null));
}

const consents = (at: Counter) =>
  subject(at)?.consents.map(({ holder, outcome }) => [holder, outcome]);

test('where nobody is asked for anything, whoever is there is told what is looked at by duty', async () => {
  const at = await withRepresentative();
  at.desk.cases.send(at.desk.caseId(), { type: 'paper.chosen' });
  await at.desk.stage('filling-form');
  const page = at.desk.evaluator.current();
  expect(page).toMatchObject({ kind: 'result', heading: '不用您授权，但要告诉您' });
  expect(page.kind === 'result' && page.lines.join()).toContain('营业执照');
  expect(subject(at)?.consents).toEqual([]);
});

test('a representative answers for the organisation, then for their own licence, and both come to the form', async () => {
  const at = await withRepresentative();
  expect(line(at, 'safety-manager')).toMatchObject({ reason: 'licence-valid' });
  expect(line(at, 'representative-card')).toMatchObject({ reason: 'identity-card-read' });
  decide(at, 'agree');
  await at.desk.stage('reviewing');
  decide(at, 'agree');
  await at.desk.stage('filling-form');
  expect(consents(at)).toEqual([
    [undefined, 'agreed'],
    [moZhiming.idNumber, 'agreed'],
  ]);
  expect(value(at, 'safety-manager-number')).toMatch(/\d/);
  const given: Record<string, string> = { operation: '餐饮服务经营者', employees: '12' };
  for (const { key, current } of at.desk.cases.current()?.form ?? []) {
    if (current === undefined) {
      at.desk.cases.typeField(at.desk.caseId(), key, given[key] ?? '13800000000');
    }
  }
  expect(at.desk.cases.submit(at.desk.caseId())).toEqual(ok(null));
  await at.desk.stage('received');
});

test('a representative who keeps their own licence to themselves leaves only that to paper', async () => {
  const at = await withRepresentative();
  decide(at, 'agree');
  await at.desk.stage('reviewing');
  decide(at, 'decline');
  await at.desk.stage('filling-form');
  expect(line(at, 'safety-manager')).toMatchObject({ status: 'needed-on-paper' });
  expect(line(at, 'premises')).toMatchObject({ status: 'waived-by-licence' });
  expect(value(at, 'safety-manager-number')).toBeUndefined();
});

test('the page of their own licence goes to the phone of the representative as well', async () => {
  const at = await withRepresentative();
  decide(at, 'agree');
  await at.desk.stage('reviewing');
  at.desk.cases.pushConsent(at.desk.caseId());
  await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
  expect(at.desk.evaluator.current().kind).toBe('consent');
  const pageId = subject(at)?.asking?.pageId ?? '';
  const phone = await citizensPhone(bench(), moZhiming);
  const { page, isAsked } = await phone.page(pageId);
  expect(isAsked).toBe(true);
  expect(await phone.answer(page, 'agreed')).toBe(200);
  at.desk.cases.hearChanges([{ kind: 'consent:moved', consentId: pageId, state: 'given' }]);
  await at.desk.stage('filling-form');
});

test('a representative whose card somebody else has brought decides on their phone alone', async () => {
  const at = await withRunner(foodLicenceItem, 'catering', {
    uscc: textiles.uscc,
    holder: moZhiming,
  });
  decide(at, 'agree');
  await at.desk.stage('reviewing');
  at.desk.cases.pushConsent(at.desk.caseId());
  await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
  expect(at.desk.evaluator.current()).toMatchObject({ kind: 'result', tone: 'waiting' });
  const pageId = subject(at)?.asking?.pageId ?? '';
  const phone = await citizensPhone(bench(), moZhiming);
  expect(await phone.answer((await phone.page(pageId)).page, 'declined')).toBe(200);
  at.desk.cases.hearChanges([{ kind: 'consent:moved', consentId: pageId, state: 'declined' }]);
  await at.desk.stage('filling-form');
  expect(line(at, 'safety-manager')).toMatchObject({ status: 'needed-on-paper' });
});

/** The filing, with the agent's card to be looked up even where it was read. */
const looksUpAgent: ServiceItem = {
  ...retailFilingItem,
  materials: retailFilingItem.materials.map(({ coveredBy: _read, ...material }) => material),
};

test('an agent consents at the counter for their own licence', async () => {
  const at = await withRunner(looksUpAgent, 'filing', {
    uscc: software.uscc,
    holder: jianHaotian,
  });
  expect(line(at, 'agent-card')).toMatchObject({ reason: 'licence-valid' });
  decide(at, 'agree');
  await at.desk.stage('reviewing');
  decide(at, 'agree');
  await at.desk.stage('filling-form');
  expect(consents(at)?.at(-1)).toEqual([ouyangYun.idNumber, 'agreed']);
  expect(value(at, 'agent-name')).toBe(ouyangYun.name);
});

test('an item that wants no licence of the representative looks for none', async () => {
  const at = await withRepresentative();
  expect(subject(at)?.holders).toMatchObject([{ heldBy: 'representative' }]);
  at.desk.cases.chooseItem(at.desk.caseId(), retailFilingItem, 'filing');
  await at.desk.stage('reviewing');
  expect(subject(at)?.holders).toBeUndefined();
  expect(subject(at)?.licences.map(({ heldBy = 'applicant' }) => heldBy)).not.toContain(
    'representative',
  );
});
