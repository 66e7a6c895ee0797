import { beforeEach, expect, test } from 'vitest';
import { familyMembers } from '../../../reference-platform/seed/families.ts';
import { disabilityAllowanceItem } from '../../../reference-platform/seed/items/disability-allowance-item.ts';
import type { ConsentPage } from '../../../src/contracts/evaluator-page.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { type Counter, counterAt, platformOfTests } from '../testing/counter-under-test.ts';
import { answering } from '../testing/desk-under-test.ts';

const bench = platformOfTests();
const applicant = familyMembers.maiYi;
let at: Counter;

/** What somebody agrees to, by position on the page, and which licences they chose singly. */
function answer(agreed: number[], chosenSingly: number[]) {
  const page = at.desk.evaluator.current();
  return at.desk.cases.pageActed(page.pageId, answering(page, agreed, chosenSingly), 'touch');
}

const fieldOf = (key: string) => at.desk.cases.current()?.form?.find((field) => field.key === key);
const given = () => at.desk.cases.current()?.subject.consents.at(-1);

let page: ConsentPage;
beforeEach(async () => {
  at = await counterAt(bench());
  const { cases, session } = at.desk;
  const item = session.items().find(({ code }) => code === disabilityAllowanceItem.code);
  if (item === undefined) throw new Error('the item is not offered at the counter');
  expect(cases.open()).toEqual(ok(null));
  expect(cases.chooseItem(at.desk.caseId(), item, 'living-self')).toEqual(ok(null));
  at.arrive(applicant);
  await at.desk.stage('reviewing');
  expect(cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  const sent = at.desk.evaluator.current();
  if (sent.kind !== 'consent') throw new Error(`the screen shows ${sent.kind}`);
  page = sent;
  at.desk.show();
  at.clock.pass(page.minimumDisplaySeconds * 1000);
});

test('the page asks for them after all others, and its button agrees to the others alone', () => {
  expect(page.licences.map(({ title, isSensitive = false }) => [title, isSensitive])).toEqual([
    ['居民户口簿', false],
    ['残疾人证', true],
    ['最低生活保障证', true],
  ]);
  expect(page.agree).toBe('同意授权（1 项）');
});

test('what is agreed to without a choice of its own is refused, and the question stays', () => {
  expect(answer([0, 1, 2], [1])).toEqual(fail('consent.not-chosen-singly'));
  expect(at.desk.cases.current()?.subject.stage).toBe('asking-consent');
  expect(at.desk.logged).toContainEqual({
    event: 'consent.answer-refused',
    code: 'consent.not-chosen-singly',
    input: 'touch',
  });
});

test('what was agreed to by a choice of its own is fetched, and what was not comes on paper', async () => {
  expect(answer([0, 1], [1])).toEqual(ok(null));
  await at.desk.stage('filling-form');
  expect(given()?.agreedTypes).toHaveLength(2);
  expect(fieldOf('disability-category')).toMatchObject({ current: { value: '视力' } });
  expect(fieldOf('subsistence-number')).not.toHaveProperty('current');
});

test('without any single choice the ordinary licence alone is agreed to', async () => {
  expect(answer([0], [])).toEqual(ok(null));
  await at.desk.stage('filling-form');
  expect(given()?.agreedTypes).toHaveLength(1);
});
