import { expect, test } from 'vitest';
import type { Applicant, IdentifiedPerson, PresentPerson, Proof } from '../domain/applicant.ts';
import type { Case } from '../domain/case.ts';
import {
  elderlyApplicant,
  elderlyCardItem,
  elderlyQuestion,
  householdRegister,
} from '../domain/elderly-card-item.fixture.ts';
import { waiverQuestion } from './waiver-question.ts';

const at = '2026-11-24T01:00:00.000Z';
const subject: Case = {
  id: '0193582a-7b00-7000-8000-00000000000c',
  stage: 'reviewing',
  stageSince: at,
  openedAt: at,
  clerk: 'zhang',
  item: elderlyCardItem,
  variant: 'local',
  applicant: elderlyApplicant,
  licences: [householdRegister],
  consents: [],
  handedInOtherwise: [],
};
const asked = (change: Partial<Case>) => waiverQuestion({ ...subject, ...change }, '2026-11-24');

const byCard: Proof = { by: 'identity-card', at, samId: '05.03-20140101-0001234567-1234567890' };
const byCode: Proof = { by: 'zhengwu-code', at, app: 'foshantong' };
const { card: _card, ...withoutCard } = elderlyApplicant;
const person = (proof: Proof): IdentifiedPerson => ({
  name: '李美玉',
  number: '440699195507070032',
  proof,
});
const unit = (representative?: IdentifiedPerson): Applicant => ({
  name: '佛山市样例有限公司',
  number: '91440699MA9X01014M',
  subjectType: 'enterprise',
  proof: representative?.proof ?? byCode,
  ...(representative === undefined ? {} : { representative }),
});

test('a person whose card was read is asked about with that card, by their own age', () => {
  expect(asked({})).toEqual(elderlyQuestion);
});

test('a person who has shown a code is asked about alike, without a card; the number says the age', () => {
  const applicant: Applicant = { ...withoutCard, proof: byCode };
  expect(asked({ applicant })).toEqual({
    ...elderlyQuestion,
    birthDate: '1948-03-15',
    sources: { ...elderlyQuestion.sources, identityCards: [] },
  });
});

test('of a document from elsewhere nothing says the age', () => {
  const proof: Proof = { by: 'document', at, document: 'passport' };
  expect(asked({ applicant: { ...withoutCard, number: 'E00000000', proof } })).not.toHaveProperty(
    'birthDate',
  );
});

test.each<[string, Partial<Case>, readonly string[]]>([
  ['a representative', { applicant: unit(person(byCard)) }, ['representative']],
  [
    'whoever runs an individual business',
    { applicant: { ...unit(person(byCard)), subjectType: 'individual-business' } },
    ['applicant', 'representative'],
  ],
  ['a representative by code', { applicant: unit(person(byCode)) }, []],
  [
    'a runner with both cards',
    {
      applicant: unit(person(byCard)),
      present: { ...person(byCard), as: 'runner', basis: { kind: 'paper' } },
    },
    ['representative', 'agent'],
  ],
  [
    'a guardian with their own card',
    {
      applicant: { ...withoutCard, proof: byCode },
      present: { ...person(byCard), as: 'guardian', basis: { kind: 'paper' } },
    },
    ['guardian'],
  ],
])('of %s the cards that were read are known', (_who, change, identityCards) => {
  expect(asked(change)?.sources.identityCards).toEqual(identityCards);
});

test('a delegation counts when the platform knows it, and not when it is on paper', () => {
  const agent = (basis: PresentPerson['basis']): Partial<Case> => ({
    present: { ...person(byCode), as: 'agent', basis },
  });
  const delegationId = '019ab000-0000-7000-8000-00000000de1e';
  expect(asked(agent({ kind: 'delegation', delegationId }))?.sources.hasDelegation).toBe(true);
  expect(asked(agent({ kind: 'paper' }))?.sources.hasDelegation).toBe(false);
});

test.each(['item', 'variant', 'applicant'] as const)(
  'without %s there is nothing to ask',
  (part) => {
    const { [part]: _left, ...rest } = subject;
    expect(waiverQuestion(rest, '2026-11-24')).toBeUndefined();
  },
);
