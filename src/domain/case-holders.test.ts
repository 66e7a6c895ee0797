import { expect, test } from 'vitest';
import type { Applicant, PresentPerson } from './applicant.ts';
import type { Case } from './case.ts';
import {
  type CaseHolder,
  everybodyIn,
  holderParts,
  holdersAgain,
  holdersIdentified,
  isAway,
  isDecidedByAll,
  licencesToAskOf,
  missingAdults,
  nextToAsk,
  standingOf,
  takesAnotherAdult,
} from './case-holders.ts';
import type { ConsentOutcome, ConsentRecord } from './consent.ts';
import {
  elderlyApplicant,
  elderlyCardItem,
  householdRegister,
} from './elderly-card-item.fixture.ts';
import type { ServiceItem } from './service-item.ts';

const [need] = elderlyCardItem.licences;
if (need === undefined) throw new Error('the fixture requires no licence');

const item: ServiceItem = {
  ...elderlyCardItem,
  variants: elderlyCardItem.variants.map((variant) => ({
    ...variant,
    otherAdults: { who: '配偶', least: 1, most: 2 },
  })),
  licences: [need, { ...need, holder: 'each-adult' }],
};
const wife: CaseHolder = {
  name: '何伟明',
  number: '440699195804070010',
  proof: elderlyApplicant.proof,
  heldBy: 'each-adult',
};
const register = { ...householdRegister, typeCode: need.typeCode };
const own = { ...register, licenceCode: 'own', heldBy: 'each-adult', ofPerson: 0 } as const;
const hers = { ...register, licenceCode: 'hers', heldBy: 'each-adult', ofPerson: 1 } as const;

const at = '2026-11-24T01:00:00.000Z';
const subject = {
  item,
  variant: item.variants[0]?.code ?? '',
  applicant: elderlyApplicant,
  holders: [wife],
  handedInOtherwise: [],
  consents: [],
  waiverList: {
    lines: [
      {
        material: { code: 'cards', name: '身份证' },
        status: 'waived-by-licence',
        reason: 'licence-valid',
        licence: own,
        otherLicences: [hers],
      },
    ],
  },
} satisfies Partial<Case>;

const ended = (outcome: ConsentOutcome, holder?: string): ConsentRecord => ({
  pageId: '019ab000-0000-7000-8000-00000000c0de',
  style: { language: 'zh-CN', largeType: false },
  pageDigest: 'd1'.repeat(32),
  ...(holder === undefined ? {} : { holder }),
  licenceTypes: [need.typeCode],
  outcome,
  endedAt: at,
});

test('whoever applies is the first of the adults, the others follow as they were identified', () => {
  const parts = holderParts(subject);
  expect(parts.map(({ heldBy, ofPerson, person }) => [heldBy, ofPerson, person.name])).toEqual([
    ['applicant', 0, elderlyApplicant.name],
    ['each-adult', 0, elderlyApplicant.name],
    ['each-adult', 1, wife.name],
  ]);
});

test('nothing is looked for in a part that the item has registered no need for', () => {
  const parts = holderParts({ ...subject, item: elderlyCardItem });
  expect(parts.map(({ heldBy }) => heldBy)).toEqual(['applicant']);
});

test('each is asked for their own licences only', () => {
  expect(licencesToAskOf(subject, elderlyApplicant.number)).toEqual([own]);
  expect(licencesToAskOf(subject, wife.number)).toEqual([hers]);
  expect(licencesToAskOf(subject, 'somebody else')).toEqual([]);
});

test.each<[string, readonly ConsentRecord[], string, boolean]>([
  ['nobody was asked', [], elderlyApplicant.name, false],
  ['one has agreed', [ended('agreed')], wife.name, false],
  ['one has declined', [ended('declined')], wife.name, false],
  ['one has not answered', [ended('timed-out')], elderlyApplicant.name, false],
  [
    'one has agreed and one declined',
    [ended('agreed'), ended('declined', wife.number)],
    wife.name,
    true,
  ],
  [
    'both have declined',
    [ended('declined'), ended('declined', wife.number)],
    elderlyApplicant.name,
    false,
  ],
  [
    'both have agreed',
    [ended('agreed'), ended('agreed', wife.number)],
    elderlyApplicant.name,
    true,
  ],
])('where %s', (_, consents, next, isDecided) => {
  expect(nextToAsk({ ...subject, consents })?.name).toBe(next);
  expect(isDecidedByAll({ ...subject, consents })).toBe(isDecided);
});

test('somebody without a licence to ask for has no turn', () => {
  const alone = { ...subject, waiverList: { lines: [] } };
  expect(standingOf(alone, wife.number)).toBe('nothing-to-ask');
  expect(nextToAsk(alone)).toBeUndefined();
});

test('so many adults are missing as the variant wants and nobody has been identified for', () => {
  expect(missingAdults(subject)).toBe(0);
  expect(takesAnotherAdult(subject)).toBe(true);
  expect(missingAdults({ ...subject, holders: [] })).toBe(1);
  expect(takesAnotherAdult({ ...subject, holders: [wife, { ...wife, number: 'other' }] })).toBe(
    false,
  );
});

const { name, number, proof } = wife;
const company: Applicant = {
  ...elderlyApplicant,
  subjectType: 'enterprise',
  number: '91440699MA9X010573',
  representative: { name, number, proof },
};
const acting = (as: PresentPerson['as']): PresentPerson => ({
  ...elderlyApplicant,
  as,
  basis: { kind: 'paper' },
});
const wanting = (...holders: readonly (typeof need)['holder'][]): ServiceItem => ({
  ...elderlyCardItem,
  licences: holders.map((holder) => ({ ...need, holder })),
});

test.each<[string, Parameters<typeof holdersIdentified>, readonly string[] | undefined]>([
  [
    'a representative',
    [wanting('representative'), { applicant: company }],
    [`representative ${number}`],
  ],
  [
    'an agent, and whoever has brought a card',
    [wanting('agent'), { applicant: company, present: acting('runner') }],
    [`agent ${elderlyApplicant.number}`],
  ],
  [
    'both, in this order',
    [wanting('agent', 'representative'), { applicant: company, present: acting('agent') }],
    [`representative ${number}`, `agent ${elderlyApplicant.number}`],
  ],
  [
    'nobody whose licences are not wanted',
    [wanting('applicant'), { applicant: company }],
    undefined,
  ],
  [
    'a guardian, whatever is wanted',
    [undefined, { applicant: elderlyApplicant, present: acting('guardian') }],
    [`guardian ${elderlyApplicant.number}`],
  ],
])('%s adds licences', (_who, [wanted, identified], added) => {
  const found = holdersIdentified(wanted, identified);
  expect(found?.map((holder) => `${holder.heldBy} ${holder.number}`)).toEqual(added);
});

test('a representative is away where somebody else has brought their card, an adult where they were named', () => {
  const representative = { heldBy: 'representative', proof } as const;
  expect(isAway(representative, {})).toBe(false);
  expect(isAway(representative, { present: acting('runner') })).toBe(true);
  expect(isAway(wife, { present: acting('agent') })).toBe(false);
  expect(isAway({ ...wife, proof: { by: 'register', at } }, {})).toBe(true);
});

test('everybody in a case counts once, whether it takes licences of theirs or not', () => {
  const representative = { ...wife, number: 'r' };
  const agent: PresentPerson = { ...wife, number: 'a', as: 'agent', basis: { kind: 'paper' } };
  const everybody = everybodyIn({
    applicant: { ...elderlyApplicant, representative },
    present: agent,
    holders: [{ ...representative, heldBy: 'representative' }, wife],
  });
  expect(everybody.map(({ number }) => number)).toEqual([
    elderlyApplicant.number,
    'r',
    'a',
    wife.number,
  ]);
});

test('who proves anew who they are is known by that proof in every part; what they hand in on paper stays', () => {
  const forMinors = { ...item, licences: [{ ...need, holder: 'guardian' as const }] };
  const byCode = { by: 'offline-code', at, app: 'foshantong' } as const;
  const guardian: CaseHolder = { ...wife, heldBy: 'guardian', handedInOtherwise: ['hkb'] };
  const before = { ...guardian, proof: byCode, takenCode: { text: 'x', takenAt: at, caseId: 'c' } };
  const present: PresentPerson = { ...wife, as: 'guardian', basis: { kind: 'paper' } };
  const again = holdersAgain(
    { item: forMinors, holders: [before, wife] },
    { applicant: elderlyApplicant, present },
  );
  expect(again).toEqual([guardian, wife]);
});
