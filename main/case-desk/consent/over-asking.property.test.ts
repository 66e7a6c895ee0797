import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { licenceTypes } from '../../../reference-platform/seed/licence-types.ts';
import { serviceItems } from '../../../reference-platform/seed/service-items.ts';
import type { Case } from '../../../src/domain/case.ts';
import { type CaseHolder, peopleOf } from '../../../src/domain/case-holders.ts';
import { elderlyApplicant } from '../../../src/domain/elderly-card-item.fixture.ts';
import {
  type AskableLicence,
  type OfferedLicence,
  trustLevels,
} from '../../../src/domain/licence.ts';
import {
  licenceHolders,
  type ServiceItem,
  subjectKinds,
} from '../../../src/domain/service-item.ts';
import { decideWaiverList, type WaiverQuestion } from '../../../src/domain/waiver-list.ts';
import { askedLicences, licencesToFetch } from './asked-licences.ts';

const day = fc.constantFrom('1999-01-01', '2026-11-01', '2026-11-24', '2026-12-10', '2040-01-01');
const types = [...Object.values(licenceTypes), 'a type of no catalogue'];
const anyHolder = fc.constantFrom(...licenceHolders);

/** What every licence here says alike. */
const plain = {
  licenceCode: 'to be numbered',
  name: '证照',
  issuer: '样例局',
  status: 'ISSUED',
  validFrom: '1999-01-01',
  validTo: 'long-term',
  holderMasked: '张*三',
  heldByApplicant: true,
  trustLevel: 'A',
  authCode: 'handle',
} as const satisfies Partial<OfferedLicence>;

/** A licence in order, of a type that the item names, looked for as its holder's or as somebody else's. */
const wantedLicence = ({ licences }: ServiceItem) =>
  fc.record({ need: fc.constantFrom(...licences), other: fc.option(anyHolder, { freq: 3 }) }).map(
    ({ need, other }): OfferedLicence => ({
      ...plain,
      typeCode: need.typeCode,
      heldBy: other ?? need.holder,
    }),
  );

/** A licence in any state, of any type, looked for as anybody's. */
const wildLicence = fc
  .record(
    {
      typeCode: fc.constantFrom(...types),
      status: fc.constantFrom('DRAFT', 'REGISTERED', 'ISSUED', 'ABOLISHED'),
      validFrom: day,
      validTo: fc.oneof(day, fc.constant('long-term')),
      heldBy: anyHolder,
      ofPerson: fc.nat({ max: 2 }),
      heldByApplicant: fc.boolean(),
      holderNameDiffers: fc.constant(true as const),
      trustLevel: fc.constantFrom(...trustLevels),
      supersededBy: fc.constantFrom('licence 0', 'licence 1', 'elsewhere'),
    },
    { requiredKeys: ['typeCode'], noNullPrototype: true },
  )
  .map((facts): OfferedLicence => ({ ...plain, ...facts }));

const anyLicences = (item: ServiceItem) =>
  fc
    .array(
      fc.oneof(
        { weight: 2, arbitrary: wantedLicence(item) },
        { weight: 1, arbitrary: wildLicence },
      ),
      { maxLength: 60, size: 'max' },
    )
    .map((licences) =>
      licences.map((licence, number) => ({ ...licence, licenceCode: `licence ${number}` })),
    );

/** Whoever applies, and whoever comes with them. */
const anySituation = (item: ServiceItem) =>
  fc.record({
    subjectType: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...item.subjects) },
      { weight: 1, arbitrary: fc.constantFrom(...subjectKinds) },
    ),
    birthDate: fc.constantFrom('1948-03-15', '1948-03-15', '1990-07-01', '2015-02-28'),
    licences: anyLicences(item),
    handedInOtherwise: fc.subarray(types),
    sources: fc.record({
      identityCards: fc.subarray([...licenceHolders]),
      hasDelegation: fc.boolean(),
      holders: fc.record(
        Object.fromEntries(
          licenceHolders.map((holder) => [holder, fc.constantFrom(0, 1, 1, 1, 2)]),
        ),
        { noNullPrototype: true },
      ),
    }),
  });

describe.each(serviceItems)('whatever licences there are, $name', (item) => {
  const anyQuestion = fc
    .record({
      situation: anySituation(item),
      isLibraryAway: fc.boolean(),
      variant: fc.constantFrom(...item.variants.map(({ code }) => code)),
    })
    .map(
      ({ situation, isLibraryAway, variant }): WaiverQuestion => ({
        ...situation,
        ...(isLibraryAway ? { isLibraryAway } : {}),
        item,
        variant,
        settled: [],
        today: '2026-11-24',
      }),
    );

  test('names no licence, and asks for and fetches none, that it has not registered for that holder', () => {
    let asked = 0;
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const waiverList = decideWaiverList(question);
        const named = waiverList.lines.flatMap(({ licence, otherLicences = [] }) =>
          licence === undefined ? [] : [licence, ...otherLicences],
        );
        for (const licence of named) expect(needOf(item, licence)).toBeDefined();

        const subject = caseOf(question, waiverList);
        for (const { number } of peopleOf(subject)) {
          for (const { summary, required } of askedLicences(subject, number)) {
            const registered = fieldsOf(item, summary);
            expect(required.fields.every(({ key }) => registered.has(key))).toBe(true);
            asked += 1;
          }
        }
        for (const licence of licencesToFetch(subject)) {
          expect(needOf(item, licence)).toBeDefined();
        }
      }),
      { seed: 20_261_124, numRuns: 100 },
    );
    expect(asked).toBeGreaterThan(10);
  });

  test('asks, while the library is away, only for types whose licences would replace something, and names none', () => {
    let awaited = 0;
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const away = decideWaiverList({ ...question, isLibraryAway: true });
        expect(away.lines.flatMap(({ licence }) => licence ?? [])).toEqual([]);
        expect(licencesToFetch(caseOf(question, away))).toEqual([]);
        for (const line of away.lines) {
          const material = item.materials.find(({ code }) => code === line.material.code);
          const replacing = [material?.replacedBy, ...(material?.orReplacedBy ?? [])];
          for (const one of line.awaited ?? []) {
            expect(replacing).toContain(one.typeCode);
            expect(needOf(item, one)).toBeDefined();
            awaited += 1;
          }
        }
      }),
      { seed: 20_261_124, numRuns: 50 },
    );
    expect(awaited).toBeGreaterThan(0);
  });

  test('fetches nothing without consent but what the department may look at by duty', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const subject = { ...caseOf(question, decideWaiverList(question)), consents: [] };
        for (const licence of licencesToFetch(subject)) {
          expect(needOf(item, licence)?.basis).toBe('duty');
        }
      }),
      { seed: 20_261_124, numRuns: 50 },
    );
  });
});

/** What the item has registered, looked up as plainly as can be. */
function needOf({ licences }: ServiceItem, { typeCode, heldBy }: AskableLicence) {
  return licences.find(
    (need) => need.typeCode === typeCode && need.holder === (heldBy ?? 'applicant'),
  );
}

/** The fields that the item has registered of licences of a type, whoever holds them. */
function fieldsOf({ licences }: ServiceItem, { typeCode }: AskableLicence): ReadonlySet<string> {
  const ofType = licences.filter((need) => need.typeCode === typeCode);
  return new Set(ofType.flatMap(({ fields }) => fields.map(({ key }) => key)));
}

/** Others whose licences a question has looked for; none of them is the applicant. */
function othersIn({ sources: { holders } }: WaiverQuestion): readonly CaseHolder[] {
  const { name, proof } = elderlyApplicant;
  const added = (heldBy: CaseHolder['heldBy'], count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name,
      proof,
      heldBy,
      number: `${heldBy} ${index}`,
    }));
  return [
    ...added('representative', holders.representative ?? 0),
    ...added('agent', holders.agent ?? 0),
    ...added('guardian', holders.guardian ?? 0),
    ...added('each-adult', (holders['each-adult'] ?? 1) - 1),
  ];
}

/** A case in which the citizen has agreed to everything there is. */
function caseOf(question: WaiverQuestion, waiverList: ReturnType<typeof decideWaiverList>): Case {
  const { item, variant, licences, handedInOtherwise } = question;
  const at = '2026-11-24T01:00:00.000Z';
  const holders = othersIn(question);
  return {
    id: '019ab000-0000-7000-8000-000000000001',
    stage: 'fetching-values',
    stageSince: at,
    openedAt: at,
    clerk: 'zhanggong',
    item,
    variant,
    applicant: elderlyApplicant,
    licences: licences as readonly OfferedLicence[],
    waiverList,
    holders,
    consents: [undefined, ...holders.map(({ number }) => number)].map((holder) => ({
      ...(holder === undefined ? {} : { holder }),
      pageId: '019ab000-0000-7000-8000-00000000c0de',
      style: { language: 'zh-CN', largeType: false },
      pageDigest: 'd1'.repeat(32),
      licenceTypes: types,
      agreedTypes: types,
      outcome: 'agreed',
      endedAt: at,
    })),
    handedInOtherwise,
  };
}
