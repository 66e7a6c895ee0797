import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elderlyCardItem, householdRegister } from './elderly-card-item.fixture.ts';
import type { LicenceSummary } from './licence.ts';
import { chooseLicence } from './licence-health.ts';

const today = '2026-11-24';
const [required] = elderlyCardItem.licences;
const licence = (change: Partial<LicenceSummary>): LicenceSummary => ({
  ...householdRegister,
  ...change,
});
const choose = (
  licences: readonly LicenceSummary[],
  demands: Parameters<typeof chooseLicence>[1] = required,
) => {
  const chosen = chooseLicence(licences, demands, today);
  return chosen && { ...chosen, licence: chosen.licence.licenceCode };
};

const good = licence({ licenceCode: 'good' });
const expired = licence({ licenceCode: 'expired', validTo: '2026-11-23' });
const abolished = licence({ licenceCode: 'abolished', status: 'ABOLISHED' });
const superseded = licence({ ...abolished, licenceCode: 'superseded', supersededBy: 'good' });
const misnamed = licence({
  licenceCode: 'misnamed',
  heldByApplicant: false,
  holderNameDiffers: true,
});

describe('one licence', () => {
  test.each<[string, Partial<LicenceSummary>, string]>([
    [
      'with the number of the applicant and another name',
      { heldByApplicant: false, holderNameDiffers: true },
      'holder-name-differs',
    ],
    ['of somebody else', { heldByApplicant: false }, 'licence-of-somebody-else'],
    ['that was abolished', { status: 'ABOLISHED' }, 'licence-abolished'],
    [
      'that was replaced by one the library does not offer',
      { status: 'ABOLISHED', supersededBy: 'elsewhere' },
      'licence-superseded',
    ],
    ['that is a draft', { status: 'DRAFT' }, 'licence-not-issued'],
    ['that is registered, without a file', { status: 'REGISTERED' }, 'licence-without-file'],
    ['from tomorrow', { validFrom: '2026-11-25' }, 'licence-not-yet-valid'],
    ['until yesterday', { validTo: '2026-11-23' }, 'licence-expired'],
  ])('%s cannot be used', (_what, change, fault) => {
    expect(choose([licence({ ...change, licenceCode: 'it' })])).toEqual({
      licence: 'it',
      fault,
      notes: [],
    });
  });

  test.each([
    ['2026-11-24', true],
    ['2026-12-24', true],
    ['2026-12-25', false],
    ['long-term', false],
  ])('that is valid until %s is near expiry: %s', (validTo, isNear) => {
    expect(choose([licence({ validTo })])?.notes).toEqual(isNear ? ['near-expiry'] : []);
  });
});

describe('the level that an item demands', () => {
  const demanding = {};
  const needsB = { minimumTrust: 'B' } as const;

  test.each([
    ['A', undefined],
    ['B', undefined],
    ['C', 'trust-too-low'],
    ['D', 'trust-too-low'],
  ] as const)('is B, the licence is of %s: %s', (trustLevel, fault) => {
    expect(choose([licence({ trustLevel })], needsB)?.fault).toBe(fault);
  });

  test('is B, and the library names none', () => {
    expect(choose([good], needsB)?.fault).toBe('trust-too-low');
  });

  test('is none: every level will do', () => {
    expect(choose([licence({ trustLevel: 'D' })], demanding)?.fault).toBeUndefined();
    expect(choose([good], demanding)?.fault).toBeUndefined();
  });
});

describe('of several licences', () => {
  const shorter = licence({ licenceCode: 'shorter', validTo: '2030-01-01' });
  const longer = licence({ licenceCode: 'longer', validTo: '2031-01-01' });
  const newer = licence({ ...longer, licenceCode: 'newer', validFrom: '2025-01-01' });
  const ending = licence({ licenceCode: 'ending', validTo: '2026-12-01' });

  test.each<[string, readonly LicenceSummary[], string, readonly string[]]>([
    ['the good one', [expired, misnamed, good, abolished], 'good', ['only-valid-of-several']],
    ['the one that is valid longest', [shorter, longer], 'longer', ['longest-valid-of-several']],
    ['one without an end', [longer, good], 'good', ['longest-valid-of-several']],
    ['the newer of two with one end', [longer, newer], 'newer', ['longest-valid-of-several']],
    ['the successor', [superseded, good], 'good', ['successor-used']],
    [
      'the better of the successor and another',
      [licence({ ...superseded, supersededBy: 'shorter' }), shorter, longer],
      'longer',
      ['longest-valid-of-several'],
    ],
    [
      'the one that still is valid, with a warning',
      [expired, ending],
      'ending',
      ['only-valid-of-several', 'near-expiry'],
    ],
  ])('%s is used, and it is said why', (_which, licences, code, notes) => {
    expect(choose(licences)).toEqual({ licence: code, notes });
  });

  test.each<[string, readonly LicenceSummary[], string, string]>([
    ['expired before abolished', [abolished, expired], 'expired', 'licence-expired'],
    [
      'a successor that has expired before what it replaced',
      [licence({ ...superseded, supersededBy: 'expired' }), expired],
      'expired',
      'licence-expired',
    ],
    ['superseded before abolished', [abolished, superseded], 'superseded', 'licence-superseded'],
    ['abolished before misnamed', [misnamed, abolished], 'abolished', 'licence-abolished'],
  ])('that are all bad, the least bad is told of: %s', (_which, licences, code, fault) => {
    expect(choose(licences)).toEqual({ licence: code, fault, notes: [] });
  });

  test('the choice is the same in whatever order the library gives them', () => {
    const anyLicence = fc.record({
      licenceCode: fc.uuid(),
      status: fc.constantFrom('ISSUED' as const, 'ABOLISHED' as const, 'REGISTERED' as const),
      validFrom: fc.constantFrom('2020-01-01', '2026-11-24', '2026-12-01'),
      validTo: fc.constantFrom('2026-11-23', '2026-12-01', '2031-01-01', 'long-term'),
      heldByApplicant: fc.boolean(),
    });
    const shuffled = fc
      .uniqueArray(anyLicence, { selector: ({ licenceCode }) => licenceCode, maxLength: 6 })
      .map((changes) => changes.map(licence))
      .chain((licences) =>
        fc.tuple(
          fc.constant(licences),
          fc.shuffledSubarray(licences, { minLength: licences.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([licences, otherwise]) => {
        const chosen = choose(licences);
        expect(choose(otherwise)).toEqual(chosen);
        const isAnyGood = licences.some((one) => choose([one])?.fault === undefined);
        expect(chosen?.fault === undefined).toBe(isAnyGood || licences.length === 0);
      }),
      { seed: 20_261_124, numRuns: 500 },
    );
  });
});

test('without any licence there is nothing to choose', () => {
  expect(chooseLicence([], required, today)).toBeUndefined();
});
