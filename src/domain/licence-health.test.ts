import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elderlyCardItem, householdRegister } from './elderly-card-item.fixture.ts';
import type { LicenceSummary } from './licence.ts';
import {
  chooseLicence,
  type LicenceFault,
  type LicenceNote,
  type LicenceRules,
  usualVerdicts,
} from './licence-health.ts';
import { type LicenceCondition, type LicenceVerdict, licenceConditions } from './service-item.ts';

const today = '2026-11-24';
const required: LicenceRules = { ...elderlyCardItem.licences[0] };
const licence = (change: Partial<LicenceSummary>): LicenceSummary => ({
  ...householdRegister,
  ...change,
});
const choose = (licences: readonly LicenceSummary[], demands: LicenceRules = required) => {
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

describe('an item’s own verdict', () => {
  const verdictOn = (condition: LicenceCondition, verdict: LicenceVerdict): LicenceRules => ({
    minimumTrust: 'B',
    verdicts: { [condition]: verdict },
  });
  const trusted = { trustLevel: 'A' } as const;
  const alone = (change: Partial<LicenceSummary>) => [
    licence({ ...trusted, ...change, licenceCode: 'it' }),
  ];

  test.each<[LicenceCondition, readonly LicenceSummary[], LicenceFault, LicenceNote]>([
    ['expired', alone({ validTo: '2026-11-23' }), 'licence-expired', 'expired-but-taken'],
    ['near-expiry', alone({ validTo: '2026-12-01' }), 'expires-too-soon', 'near-expiry'],
    ['abolished', alone({ status: 'ABOLISHED' }), 'licence-abolished', 'abolished-but-taken'],
    [
      'superseded',
      alone({ status: 'ABOLISHED', supersededBy: 'elsewhere' }),
      'licence-superseded',
      'superseded-but-taken',
    ],
    [
      'name-differs',
      alone({ heldByApplicant: false, holderNameDiffers: true }),
      'holder-name-differs',
      'name-differs-but-taken',
    ],
    ['low-trust', alone({ trustLevel: 'C' }), 'trust-too-low', 'low-trust-but-taken'],
    [
      'several',
      [...alone({}), licence({ ...trusted, licenceCode: 'other', validFrom: '1999-01-01' })],
      'several-valid',
      'several-to-compare',
    ],
  ])('on %s blocks, warns or accepts', (condition, licences, fault, warning) => {
    const judged = (verdict: LicenceVerdict) => choose(licences, verdictOn(condition, verdict));
    expect(judged('block')).toEqual({ licence: 'it', fault, notes: [] });
    expect(judged('warn')).toEqual({ licence: 'it', notes: [warning] });
    const why = condition === 'several' ? ['longest-valid-of-several'] : [];
    expect(judged('accept')).toEqual({ licence: 'it', notes: why });
  });

  test('is the usual one where the item says nothing', () => {
    for (const condition of licenceConditions) {
      const usual = verdictOn(condition, usualVerdicts[condition]);
      for (const change of [{}, { validTo: '2026-11-23' }, { validTo: '2026-12-01' }]) {
        expect(choose(alone(change), usual)).toEqual(choose(alone(change), { minimumTrust: 'B' }));
      }
    }
  });

  test('never makes somebody else’s licence one that may be used, nor one that is not there yet', () => {
    const lenient: LicenceRules = {
      verdicts: Object.fromEntries(licenceConditions.map((condition) => [condition, 'accept'])),
    };
    expect(choose([licence({ heldByApplicant: false })], lenient)?.fault).toBe(
      'licence-of-somebody-else',
    );
    expect(choose([licence({ status: 'DRAFT' })], lenient)?.fault).toBe('licence-not-issued');
    expect(choose([licence({ status: 'REGISTERED' })], lenient)?.fault).toBe(
      'licence-without-file',
    );
    expect(choose([licence({ validFrom: '2026-11-25' })], lenient)?.fault).toBe(
      'licence-not-yet-valid',
    );
  });

  test('lets a flawed licence be used only where there is none without a flaw', () => {
    const lenient = verdictOn('expired', 'warn');
    const flawless = licence({ ...trusted, licenceCode: 'flawless', validTo: '2027-01-01' });
    const old = licence({ ...trusted, licenceCode: 'old', validTo: '2026-11-01' });
    expect(choose([old, flawless], lenient)?.licence).toBe('flawless');
  });

  test('says how many days before its end a licence is near expiry', () => {
    const inAWeek = [licence({ validTo: '2026-12-01' })];
    expect(choose(inAWeek, { nearExpiryDays: 7 })?.notes).toEqual(['near-expiry']);
    expect(choose(inAWeek, { nearExpiryDays: 6 })?.notes).toEqual([]);
  });
});
