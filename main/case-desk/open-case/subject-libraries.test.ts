import { expect, test } from 'vitest';
import type { Applicant, IdentifiedPerson, PresentPerson } from '../../../src/domain/applicant.ts';
import { cardOf, elderlyApplicant } from '../../../src/domain/elderly-card-item.fixture.ts';
import { subjectOf } from './subject-libraries.ts';

const at = '2026-11-24T01:00:05.000Z';
const byCode: IdentifiedPerson = {
  name: '梁嘉豪',
  number: '440699198407160013',
  proof: { by: 'zhengwu-code', at, app: 'foshantong' },
};
const ofCode = { account: { at, values: { name: byCode.name, idNumber: byCode.number } } };
const company: Applicant = {
  subjectType: 'enterprise',
  name: '样例公司',
  number: '91440699MA4W2N6X8Q',
  proof: byCode.proof,
  representative: byCode,
};

test('a person with a card brings the card, and 自然人库 is asked for them', () => {
  expect(subjectOf(elderlyApplicant, undefined)).toEqual({
    identified: { applicant: { card: cardOf(elderlyApplicant) } },
    person: { idNumber: elderlyApplicant.number, name: elderlyApplicant.name },
  });
});

test.each<IdentifiedPerson['proof']>([
  { by: 'zhengwu-code', at, app: 'foshantong' },
  { by: 'yueshang-code', at, app: 'yueshangtong' },
  { by: 'delegated-code', at, app: 'foshantong' },
  { by: 'delegation', at },
  { by: 'face', at, app: 'foshantong', level: '3', resultRef: 'r' },
])('who is known by $by brings name and number of the account', (proof) => {
  const { identified } = subjectOf({ ...byCode, subjectType: 'person', proof }, undefined);
  expect(identified).toEqual({ applicant: ofCode });
});

test.each<IdentifiedPerson['proof']>([
  { by: 'document', at, document: 'passport' },
  { by: 'register', at },
])('who is known by $by brings what the clerk has typed', (proof) => {
  const { identified } = subjectOf({ ...byCode, subjectType: 'person', proof }, undefined);
  expect(identified.applicant?.card).toEqual({
    at,
    values: { name: byCode.name, idNumber: byCode.number },
    isTyped: true,
  });
});

test('of a legal person 法人库 is asked, and its representative stands in their own place', () => {
  expect(subjectOf(company, undefined)).toEqual({
    identified: { representative: ofCode },
    uscc: company.number,
  });
});

test.each([
  ['agent', 'agent'],
  ['runner', 'agent'],
  ['guardian', 'guardian'],
] as const)('a %s stands in the place of the %s', (as, holder) => {
  const present: PresentPerson = { ...byCode, as, basis: { kind: 'paper' } };
  expect(subjectOf(elderlyApplicant, present).identified[holder]).toEqual(ofCode);
});
