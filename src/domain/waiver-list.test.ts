import { describe, expect, test } from 'vitest';
import {
  elderlyApplicant,
  elderlyCardItem,
  householdRegister,
} from './elderly-card-item.fixture.ts';
import type { LicenceSummary } from './licence.ts';
import {
  ageOn,
  countLines,
  decideWaiverList,
  licencesToAskFor,
  type WaiverQuestion,
  type WaiverReason,
  type WaiverStatus,
} from './waiver-list.ts';

const question: WaiverQuestion = {
  item: elderlyCardItem,
  variant: 'local',
  applicant: elderlyApplicant,
  licences: [householdRegister],
  handedInOtherwise: [],
  today: '2026-11-24',
};

const register = (change: Partial<LicenceSummary>): LicenceSummary => ({
  ...householdRegister,
  ...change,
});

const householdLine = (change: Partial<WaiverQuestion>) =>
  decideWaiverList({ ...question, ...change }).lines.find(
    ({ material }) => material.code === 'household',
  );

const expired = register({ licenceCode: 'expired', validTo: '2026-11-23' });
const abolished = register({ licenceCode: 'abolished', status: 'ABOLISHED' });
const foreign = register({ licenceCode: 'foreign', heldByApplicant: false });

interface LineCase {
  readonly situation: string;
  readonly change: Partial<WaiverQuestion>;
  readonly status: WaiverStatus;
  readonly reason: WaiverReason;
  /** Code of the licence that decided it. */
  readonly decidedBy?: string;
}

const own = householdRegister.licenceCode;
const paper = 'needed-on-paper';
const waived = { status: 'waived-by-licence', reason: 'licence-valid' } as const;

const demanding = {
  ...elderlyCardItem,
  licences: elderlyCardItem.licences.map((required) => ({
    ...required,
    minimumTrust: 'B' as const,
  })),
};

const lineCases: readonly LineCase[] = [
  { situation: 'a valid licence', change: {}, ...waived, decidedBy: own },
  {
    situation: 'a licence that is valid from today',
    change: { licences: [register({ validFrom: '2026-11-24' })] },
    ...waived,
    decidedBy: own,
  },
  {
    situation: 'a licence that is valid until today',
    change: { licences: [register({ validTo: '2026-11-24' })] },
    ...waived,
    decidedBy: own,
  },
  {
    situation: 'a licence that is valid from tomorrow',
    change: { licences: [register({ validFrom: '2026-11-25' })] },
    status: paper,
    reason: 'licence-not-yet-valid',
    decidedBy: own,
  },
  {
    situation: 'a licence that was valid until yesterday',
    change: { licences: [expired] },
    status: paper,
    reason: 'licence-expired',
    decidedBy: 'expired',
  },
  {
    situation: 'an abolished licence',
    change: { licences: [abolished] },
    status: paper,
    reason: 'licence-abolished',
    decidedBy: 'abolished',
  },
  {
    situation: 'a draft',
    change: { licences: [register({ status: 'DRAFT' })] },
    status: paper,
    reason: 'licence-not-issued',
    decidedBy: own,
  },
  {
    situation: 'a licence that is only registered',
    change: { licences: [register({ status: 'REGISTERED' })] },
    status: paper,
    reason: 'licence-without-file',
    decidedBy: own,
  },
  {
    situation: "somebody else's licence",
    change: { licences: [foreign] },
    status: paper,
    reason: 'licence-of-somebody-else',
    decidedBy: 'foreign',
  },
  {
    situation: "somebody else's licence that is abolished and expired as well",
    change: {
      licences: [register({ ...foreign, status: 'ABOLISHED', validTo: '2001-01-01' })],
    },
    status: paper,
    reason: 'licence-of-somebody-else',
    decidedBy: 'foreign',
  },
  {
    situation: 'several licences of the type of which one is good',
    change: { licences: [expired, foreign, householdRegister, abolished] },
    ...waived,
    decidedBy: own,
  },
  {
    situation: 'several licences of the type of which none is good',
    change: { licences: [expired, abolished] },
    status: paper,
    reason: 'licence-expired',
    decidedBy: 'expired',
  },
  {
    situation: 'a licence in another name',
    change: { licences: [register({ ...foreign, holderNameDiffers: true })] },
    status: paper,
    reason: 'holder-name-differs',
    decidedBy: 'foreign',
  },
  {
    situation: 'a licence below the level that the item demands',
    change: { item: demanding, licences: [register({ trustLevel: 'C' })] },
    status: paper,
    reason: 'trust-too-low',
    decidedBy: own,
  },
  {
    situation: 'a licence of the level that the item demands',
    change: { item: demanding, licences: [register({ trustLevel: 'B' })] },
    ...waived,
    decidedBy: own,
  },
  {
    situation: 'no licence at all',
    change: { licences: [] },
    status: paper,
    reason: 'no-licence-in-library',
  },
  {
    situation: 'only licences of another type',
    change: { licences: [register({ typeCode: 'jzz' })] },
    status: paper,
    reason: 'no-licence-in-library',
  },
  {
    situation: 'a valid licence whose use was not allowed',
    change: { handedInOtherwise: ['hkb'] },
    status: paper,
    reason: 'handed-in-otherwise',
    decidedBy: own,
  },
  {
    situation: 'an expired licence whose use was not allowed',
    change: { licences: [expired], handedInOtherwise: ['hkb'] },
    status: paper,
    reason: 'licence-expired',
    decidedBy: 'expired',
  },
  {
    situation: 'a valid licence while another type was not allowed',
    change: { handedInOtherwise: ['jzz'] },
    ...waived,
    decidedBy: own,
  },
  {
    situation: 'a valid licence in a variant that does not need it',
    change: { variant: 'resident' },
    status: 'not-needed',
    reason: 'not-in-this-variant',
  },
];

test.each(lineCases)('$situation makes a material $status ($reason)', (entry) => {
  const line = householdLine(entry.change);
  expect(line?.status).toBe(entry.status);
  expect(line?.reason).toBe(entry.reason);
  expect(line?.licence?.licenceCode).toBe(entry.decidedBy);
});

test('every material of the item has one line, in the order of the item', () => {
  const { lines } = decideWaiverList(question);
  expect(lines.map(({ material, status, reason }) => [material.name, status, reason])).toEqual([
    ['居民身份证', 'covered-by-other-source', 'identity-card-read'],
    ['居民户口簿', 'waived-by-licence', 'licence-valid'],
    ['居住证', 'not-needed', 'not-in-this-variant'],
    ['一寸免冠照片', 'needed-on-paper', 'no-replacement-registered'],
  ]);
});

test('the card that was read covers its material even where a licence could', () => {
  const licence = register({ licenceCode: 'sfz', typeCode: 'sfz' });
  const [idCard] = decideWaiverList({ ...question, licences: [licence] }).lines;
  expect(idCard).toEqual({
    material: { code: 'id-card', name: '居民身份证' },
    status: 'covered-by-other-source',
    reason: 'identity-card-read',
  });
});

test('what the department looks up itself nobody hands in, not even where a licence could', () => {
  const lookedUp = {
    code: 'employment',
    name: '就业登记',
    coveredBy: ['department'],
    replacedBy: 'hkb',
  } as const;
  const item = { ...elderlyCardItem, materials: [lookedUp] };
  expect(decideWaiverList({ ...question, item }).lines).toEqual([
    {
      material: { code: 'employment', name: '就业登记' },
      status: 'covered-by-other-source',
      reason: 'department-looks-up',
    },
  ]);
});

describe('what is said about the licence that is used', () => {
  const several = { licences: [expired, register({ validTo: '2026-12-01' })] };

  test('stands on the line that it waives', () => {
    expect(householdLine(several)?.notes).toEqual(['only-valid-of-several', 'near-expiry']);
  });

  test('is left out when there is nothing to say', () => {
    expect(householdLine({})).not.toHaveProperty('notes');
  });

  test('is left out when the licence is not used', () => {
    expect(householdLine({ ...several, handedInOtherwise: ['hkb'] })).not.toHaveProperty('notes');
  });
});

test('lines are counted by their status', () => {
  const list = decideWaiverList(question);
  const statuses = [
    'waived-by-licence',
    'covered-by-other-source',
    'needed-on-paper',
    'not-needed',
  ] as const;
  expect(statuses.map((status) => countLines(list, status))).toEqual([1, 1, 1, 1]);
});

describe('the person', () => {
  const born = (birthDate: string) =>
    decideWaiverList({
      ...question,
      applicant: { ...elderlyApplicant, card: { ...elderlyApplicant.card, birthDate } },
    }).ineligible;

  test('qualifies on the birthday itself', () => {
    expect(born('1961-11-24')).toBeUndefined();
  });

  test('does not qualify on the day before the birthday', () => {
    expect(born('1961-11-25')).toEqual({ reason: 'too-young', age: 64, minimumAge: 65 });
  });

  test('qualifies at any age in a variant without a minimum age', () => {
    const applicant = { ...elderlyApplicant, birthDate: '2019-06-01' };
    expect(decideWaiverList({ ...question, variant: 'resident', applicant })).not.toHaveProperty(
      'ineligible',
    );
  });
});

describe('the licences to ask for', () => {
  const asked = (change: Partial<WaiverQuestion>) =>
    licencesToAskFor(decideWaiverList({ ...question, ...change })).map(
      ({ licenceCode }) => licenceCode,
    );

  test('are those that replace a material', () => {
    expect(asked({})).toEqual([own]);
  });

  test('include those that were not allowed before, so that they can be asked for again', () => {
    expect(asked({ handedInOtherwise: ['hkb'] })).toEqual([own]);
  });

  test('leave out those that would not help', () => {
    expect(asked({ licences: [expired, abolished, foreign] })).toEqual([]);
  });

  test('leave out those that the variant does not need', () => {
    expect(asked({ variant: 'resident' })).toEqual([]);
  });

  test('are none when the person is too young', () => {
    const applicant = {
      ...elderlyApplicant,
      card: { ...elderlyApplicant.card, birthDate: '1961-11-25' },
    };
    expect(asked({ applicant })).toEqual([]);
    expect(asked({ applicant, handedInOtherwise: ['hkb'] })).toEqual([]);
  });

  test('name a licence once that replaces two materials', () => {
    const second = { code: 'household-own-page', name: '户口簿本人页', replacedBy: 'hkb' };
    const item = { ...elderlyCardItem, materials: [...elderlyCardItem.materials, second] };
    expect(countLines(decideWaiverList({ ...question, item }), 'waived-by-licence')).toBe(2);
    expect(asked({ item })).toEqual([own]);
  });
});

test.each([
  ['1948-03-15', '2026-03-14', 77],
  ['1948-03-15', '2026-03-15', 78],
  ['1948-03-15', '2026-12-31', 78],
  ['2026-11-24', '2026-11-24', 0],
  ['1964-02-29', '2028-02-28', 63],
  ['1964-02-29', '2028-02-29', 64],
  ['1964-02-29', '2029-02-28', 64],
  ['1964-02-29', '2029-03-01', 65],
])('who was born on %s is on %s %i years old', (birthDate, day, age) => {
  expect(ageOn(birthDate, day)).toBe(age);
});
