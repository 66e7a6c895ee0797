import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { licenceTypes } from '../../reference-platform/seed/licence-types.ts';
import { serviceItems } from '../../reference-platform/seed/service-items.ts';
import type { Case } from '../../src/domain/case.ts';
import { elderlyApplicant } from '../../src/domain/elderly-card-item.fixture.ts';
import { type OfferedLicence, trustLevels } from '../../src/domain/licence.ts';
import { licenceHolders, registeredNeed, subjectKinds } from '../../src/domain/service-item.ts';
import { decideWaiverList, type WaiverQuestion } from '../../src/domain/waiver-list.ts';
import { askedLicences, licencesToFetch } from './asked-licences.ts';

const day = fc.constantFrom('1999-01-01', '2026-11-01', '2026-11-24', '2026-12-10', '2040-01-01');
const types = [...Object.values(licenceTypes), 'a type of no catalogue'];

/** A licence in any state, of any type, looked for as anybody's. */
const anyLicence = fc
  .record(
    {
      typeCode: fc.constantFrom(...types),
      status: fc.constantFrom('DRAFT', 'REGISTERED', 'ISSUED', 'ISSUED', 'ISSUED', 'ABOLISHED'),
      validFrom: day,
      validTo: fc.oneof(day, fc.constant('long-term')),
      heldBy: fc.constantFrom(...licenceHolders),
      ofPerson: fc.nat({ max: 2 }),
      heldByApplicant: fc.boolean(),
      holderNameDiffers: fc.constant(true),
      trustLevel: fc.constantFrom(...trustLevels),
      supersededBy: fc.constantFrom('licence 0', 'licence 1', 'elsewhere'),
    },
    {
      requiredKeys: ['typeCode', 'status', 'validFrom', 'validTo', 'heldByApplicant'],
      noNullPrototype: true,
    },
  )
  .map(
    (facts) =>
      ({
        licenceCode: 'to be numbered',
        name: '证照',
        issuer: '样例局',
        holderMasked: '张*三',
        authCode: 'handle',
        ...facts,
      }) as OfferedLicence,
  );

const anyLicences = fc
  .array(anyLicence, { maxLength: 60 })
  .map((licences) =>
    licences.map((licence, number) => ({ ...licence, licenceCode: `licence ${number}` })),
  );

const anySituation = fc.record({
  subjectType: fc.constantFrom(...subjectKinds),
  birthDate: fc.constantFrom('1948-03-15', '1990-07-01', '2015-02-28'),
  licences: anyLicences,
  handedInOtherwise: fc.subarray(types),
  sources: fc.record({
    identityCards: fc.subarray([...licenceHolders]),
    hasDelegation: fc.boolean(),
    holders: fc.record(
      Object.fromEntries(licenceHolders.map((holder) => [holder, fc.nat({ max: 3 })])),
      { requiredKeys: [], noNullPrototype: true },
    ),
  }),
});

describe.each(serviceItems)('whatever licences there are, $name', (item) => {
  const anyQuestion = fc
    .record({
      situation: anySituation,
      variant: fc.constantFrom(...item.variants.map(({ code }) => code)),
    })
    .map(
      ({ situation, variant }): WaiverQuestion => ({
        ...situation,
        item,
        variant,
        settled: [],
        today: '2026-11-24',
      }),
    );

  test('names no licence, and asks for and fetches none, that it has not registered for that holder', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const waiverList = decideWaiverList(question);
        const named = waiverList.lines.flatMap(({ licence, otherLicences = [] }) =>
          licence === undefined ? [] : [licence, ...otherLicences],
        );
        for (const licence of named) expect(registeredNeed(item, licence)).toBeDefined();

        const subject = caseOf(question, waiverList);
        for (const { summary, required } of askedLicences(subject)) {
          expect(required).toBe(registeredNeed(item, summary));
          expect(required.basis === 'consent' || named.length > 1).toBe(true);
        }
        for (const licence of licencesToFetch(subject)) {
          expect(registeredNeed(item, licence)).toBeDefined();
        }
      }),
      { seed: 20_261_124, numRuns: 100 },
    );
  });

  test('fetches nothing without consent but what the department may look at by duty', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const subject = { ...caseOf(question, decideWaiverList(question)), consents: [] };
        for (const licence of licencesToFetch(subject)) {
          expect(registeredNeed(item, licence)?.basis).toBe('duty');
        }
      }),
      { seed: 20_261_124, numRuns: 50 },
    );
  });
});

/** A case in which the citizen has agreed to everything there is. */
function caseOf(
  { item, variant, licences, handedInOtherwise }: WaiverQuestion,
  waiverList: ReturnType<typeof decideWaiverList>,
): Case {
  const at = '2026-11-24T01:00:00.000Z';
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
    consents: [
      {
        pageId: '019ab000-0000-7000-8000-00000000c0de',
        style: { language: 'zh-CN', largeType: false },
        pageDigest: 'd1'.repeat(32),
        licenceTypes: types,
        agreedTypes: types,
        outcome: 'agreed',
        endedAt: at,
      },
    ],
    handedInOtherwise,
  };
}
