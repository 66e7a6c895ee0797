import { expect, test } from 'vitest';
import { familyMembers } from '../../../reference-platform/seed/families.ts';
import { askConsentRequestSchema } from '../../../src/contracts/consent-api.ts';
import type { Applicant, IdentifiedPerson, PresentPerson } from '../../../src/domain/applicant.ts';
import {
  elderlyApplicant,
  elderlyCardItem,
} from '../../../src/domain/elderly-card-item.fixture.ts';
import { fail } from '../../../src/failures/failure.ts';
import {
  type ConsentParties,
  consentParties,
  isAskedOnPhoneOnly,
  isDecidedForHolder,
} from './consent-parties.ts';

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
const today = '2026-11-24';
const paper = { kind: 'paper' } as const;

const minor = ({ name, idNumber }: { readonly name: string; readonly idNumber: string }) => ({
  subjectType: 'person' as const,
  name,
  number: idNumber,
  proof: elderlyApplicant.proof,
});
const child = minor(familyMembers.huoYutong);
const youth = minor(familyMembers.ouZiqing);
const ofChild = { type: 'person', number: child.number } as const;
const ofYouth = { type: 'person', number: youth.number } as const;

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
    'the guardian of a child',
    { applicant: child, present: present({ as: 'guardian', basis: paper }) },
    { holder: ofChild, asked: { as: 'guardian', idNumber: other.number } },
  ],
  [
    'a minor who is no child any more, with the guardian beside them',
    { applicant: youth, present: present({ as: 'guardian', basis: paper }) },
    { holder: ofYouth, asked: { as: 'same', idNumber: youth.number } },
  ],
  [
    'the guardian of every minor, where the item wants it so',
    {
      item: { ...elderlyCardItem, isGuardianAskedForEveryMinor: true },
      applicant: youth,
      present: present({ as: 'guardian', basis: paper }),
    },
    { holder: ofYouth, asked: { as: 'guardian', idNumber: other.number } },
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
  expect(consentParties(subject, subject.applicant?.number ?? '', today)).toEqual({
    ok: true,
    value: parties,
  });
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
  expect(consentParties(subject, subject.applicant?.number ?? '', today)).toEqual(
    fail('consent.counter-only'),
  );
});

const named = { by: 'register', at: elderlyApplicant.proof.at } as const;

test('a further adult is asked for their own licences, on their phone alone where they are not there', () => {
  const subject = {
    applicant: elderlyApplicant,
    holders: [{ ...other, heldBy: 'each-adult' as const }],
  };
  expect(consentParties(subject, other.number, today)).toEqual({
    ok: true,
    value: {
      holder: { type: 'person', number: other.number },
      asked: { as: 'same', idNumber: other.number },
    },
  });
  expect(isAskedOnPhoneOnly(subject, other.number, today)).toBe(false);
  const absent = {
    ...subject,
    holders: [{ ...other, proof: named, heldBy: 'each-adult' as const }],
  };
  expect(isAskedOnPhoneOnly(absent, other.number, today)).toBe(true);
  expect(isAskedOnPhoneOnly(absent, elderlyApplicant.number, today)).toBe(false);
});

test('a minor who was only named decides on their own phone, a child’s guardian at the counter', () => {
  const guardian = present({ as: 'guardian', basis: paper });
  const ofNamed = (applicant: Applicant) =>
    isAskedOnPhoneOnly(
      { applicant: { ...applicant, proof: named }, present: guardian },
      applicant.number,
      today,
    );
  expect(ofNamed(youth)).toBe(true);
  expect(ofNamed(child)).toBe(false);
});

test('whoever stands in the holder’s place decides for them, unless the holder decides elsewhere', () => {
  const decided = (applicant: Applicant, acting?: PresentPerson) =>
    isDecidedForHolder(
      acting === undefined ? { applicant } : { applicant, present: acting },
      applicant.number,
      today,
    );
  const guardian = present({ as: 'guardian', basis: paper });
  expect(decided(elderlyApplicant)).toBe(false);
  expect(decided(child, guardian)).toBe(true);
  expect(decided(youth, guardian)).toBe(false);
  expect(decided(elderlyApplicant, present({ as: 'runner', basis: paper }))).toBe(true);
  expect(
    decided(
      elderlyApplicant,
      present({ as: 'agent', basis: { kind: 'delegation', delegationId } }),
    ),
  ).toBe(false);
});
