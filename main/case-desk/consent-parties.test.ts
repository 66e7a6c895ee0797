import { expect, test } from 'vitest';
import { askConsentRequestSchema } from '../../src/contracts/consent-api.ts';
import type { Applicant, IdentifiedPerson, PresentPerson } from '../../src/domain/applicant.ts';
import { elderlyApplicant, elderlyCardItem } from '../../src/domain/elderly-card-item.fixture.ts';
import { fail } from '../../src/failures/failure.ts';
import { type ConsentParties, consentParties } from './consent-parties.ts';

const holder = { type: 'person', number: elderlyApplicant.number } as const;
const other: IdentifiedPerson = {
  name: '何伟明',
  number: '440699195804070010',
  proof: elderlyApplicant.proof,
};
const delegationId = '019ab000-0000-7000-8000-00000000de1e';
const present = (change: Pick<PresentPerson, 'as' | 'basis'>): PresentPerson => ({
  ...other,
  ...change,
});
const paper = { kind: 'paper' } as const;

const uscc = '91440699MA4UXAMP1X';
const enterprise: Applicant = {
  subjectType: 'enterprise',
  name: '样例纺织有限公司',
  number: uscc,
  proof: elderlyApplicant.proof,
};
const heldBy = { type: 'enterprise', number: uscc } as const;

test.each<[string, Parameters<typeof consentParties>[0], ConsentParties]>([
  [
    'a person for themselves',
    { applicant: elderlyApplicant },
    { holder, asked: { as: 'same', idNumber: elderlyApplicant.number } },
  ],
  [
    'the representative of a legal person',
    { applicant: { ...enterprise, representative: other } },
    { holder: heldBy, asked: { as: 'representative', idNumber: other.number } },
  ],
  [
    'a guardian',
    { applicant: elderlyApplicant, present: present({ as: 'guardian', basis: paper }) },
    { holder, asked: { as: 'guardian', idNumber: other.number } },
  ],
  [
    'the principal of an agent',
    {
      applicant: elderlyApplicant,
      present: present({ as: 'agent', basis: { kind: 'delegation', delegationId } }),
    },
    { holder, asked: { as: 'principal', delegationId } },
  ],
  [
    'an agent by their delegation, where the item takes it for enough',
    {
      item: { ...elderlyCardItem, isStandingDelegationEnough: true },
      applicant: elderlyApplicant,
      present: present({ as: 'agent', basis: { kind: 'delegation', delegationId } }),
    },
    { holder, asked: { as: 'agent', idNumber: other.number, delegationId } },
  ],
  [
    'whoever represents a legal person that has shown its own code',
    { applicant: enterprise },
    { holder: heldBy, asked: { as: 'representative' } },
  ],
])('%s is asked on their phone', (_, subject, parties) => {
  expect(consentParties(subject)).toEqual({ ok: true, value: parties });
  expect(
    askConsentRequestSchema.pick({ holder: true, asked: true }).safeParse(parties).success,
  ).toBe(true);
});

test.each<[string, Parameters<typeof consentParties>[0]]>([
  [
    'an agent with a letter',
    { applicant: elderlyApplicant, present: present({ as: 'agent', basis: paper }) },
  ],
  [
    'a runner',
    {
      applicant: { ...enterprise, representative: elderlyApplicant },
      present: present({ as: 'runner', basis: paper }),
    },
  ],
])('%s is asked at the counter only', (_, subject) => {
  expect(consentParties(subject)).toEqual(fail('consent.counter-only'));
});
