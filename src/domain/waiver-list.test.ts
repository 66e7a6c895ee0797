import { describe, expect, test } from 'vitest';
import {
  cardRead,
  elderlyCardItem,
  elderlyQuestion,
  householdRegister,
} from './elderly-card-item.fixture.ts';
import { type AskableLicence, isListed, type LicenceSummary } from './licence.ts';
import { type SettledMaterial, settleBy, settlementWays } from './material-settlement.ts';
import type { LicenceHolder, Material, RequiredLicence, ServiceItem } from './service-item.ts';
import {
  countLines,
  decideWaiverList,
  licencesByDuty,
  licencesToAskFor,
  type PresentSources,
  settleMaterial,
  settlementOffer,
  treatmentOf,
  unsettleMaterial,
  type WaiverList,
  type WaiverQuestion,
  type WaiverReason,
  type WaiverStatus,
  waiverStatuses,
} from './waiver-list.ts';

const question = elderlyQuestion;

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

/** The codes of licences that the library has listed. */
const codesOf = (licences: readonly AskableLicence[]) =>
  licences.filter(isListed).map(({ licenceCode }) => licenceCode);

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

/** The list of an item whose one material is this, in the local variant. */
function lineOf(material: Partial<Material>, change: Partial<WaiverQuestion> = {}) {
  const item = { ...elderlyCardItem, ...change.item };
  const materials = [{ code: 'it', name: '材料', ...material }];
  const [line] = decideWaiverList({
    ...question,
    ...change,
    item: { ...item, materials },
  }).lines;
  return line;
}

describe('a material that needs no licence', () => {
  test('is covered by the form that is printed here', () => {
    expect(lineOf({ isFromForm: true })).toMatchObject({
      status: 'covered-by-other-source',
      reason: 'made-from-form',
    });
  });

  test('is covered by a delegation once the platform has confirmed one', () => {
    const letter = { isCoveredByDelegation: true } as const;
    expect(lineOf(letter)?.reason).toBe('no-replacement-registered');
    const sources = { ...cardRead, hasDelegation: true };
    expect(lineOf(letter, { sources })).toMatchObject({
      status: 'covered-by-other-source',
      reason: 'delegation-confirmed',
    });
  });

  test('is covered by the card of the very person it is about', () => {
    const agentCard = { coveredBy: ['identity-card'], heldBy: 'agent' } as const;
    expect(lineOf(agentCard)?.status).toBe('needed-on-paper');
    const sources: PresentSources = { ...cardRead, identityCards: ['applicant', 'agent'] };
    expect(lineOf(agentCard, { sources })?.reason).toBe('identity-card-read');
  });

  test('names the papers that are taken in its place, and says where it is sensitive', () => {
    expect(lineOf({ orOnPaper: ['租赁合同'], isSensitive: true })).toMatchObject({
      material: { isSensitive: true },
      papers: ['租赁合同'],
    });
  });
});

describe('a material that any of several licences replaces', () => {
  const either = { replacedBy: 'jzz', orReplacedBy: ['hkb'] } as const;
  const permit = register({ licenceCode: 'permit', typeCode: 'jzz' });

  test('is waived by the first type that has a good one', () => {
    expect(lineOf(either, { licences: [register({}), permit] })?.licence).toBe(permit);
    const oldPermit = { ...permit, validTo: '2026-11-01' };
    expect(lineOf(either, { licences: [register({}), oldPermit] })).toMatchObject({
      status: 'waived-by-licence',
      licence: { licenceCode: own },
    });
  });

  test('comes on paper when the one that would have been used is refused, whatever else there is', () => {
    const licences = [register({}), permit];
    expect(lineOf(either, { licences, handedInOtherwise: ['jzz'] })).toMatchObject({
      status: 'needed-on-paper',
      reason: 'handed-in-otherwise',
      licence: permit,
    });
  });

  test('is told the fault of the first type where none is good', () => {
    const licences = [abolished, { ...permit, validTo: '2026-11-01' }];
    expect(lineOf(either, { licences })?.reason).toBe('licence-expired');
  });
});

describe('a licence of another holder', () => {
  const [hkb] = elderlyCardItem.licences;
  const withNeed = (holder: LicenceHolder, basis: RequiredLicence['basis'] = 'consent') => ({
    ...elderlyCardItem,
    licences: hkb === undefined ? [] : [{ ...hkb, holder, basis }],
  });
  const heldBy = (holder: LicenceHolder, change: Partial<LicenceSummary> = {}) =>
    register({ heldBy: holder, ...change });
  const present = (holder: LicenceHolder, number = 1): PresentSources => ({
    ...cardRead,
    holders: { applicant: 1, [holder]: number },
  });

  test.each(['representative', 'agent', 'guardian'] as const)(
    'of the %s replaces what they have to show, and nothing of the applicant’s',
    (holder) => {
      const item = withNeed(holder);
      const material = { replacedBy: 'hkb', heldBy: holder };
      const sources = present(holder);
      const licences = [heldBy(holder)];
      expect(lineOf(material, { item, sources, licences })?.reason).toBe('licence-valid');
      expect(lineOf(material, { item, sources, licences: [register({})] })?.reason).toBe(
        'no-licence-in-library',
      );
      expect(lineOf(material, { item, licences })?.reason).toBe('holder-not-looked-up');
      expect(lineOf({ replacedBy: 'hkb' }, { item, sources, licences })?.reason).toBe(
        'no-replacement-registered',
      );
    },
  );

  test('of each adult takes a good one of every adult', () => {
    const item = withNeed('each-adult');
    const material = { replacedBy: 'hkb', heldBy: 'each-adult' } as const;
    const sources = present('each-adult', 2);
    const first = heldBy('each-adult', { licenceCode: 'first' });
    const second = heldBy('each-adult', { licenceCode: 'second', ofPerson: 1 });
    const decided = (licences: readonly LicenceSummary[], more: Partial<WaiverQuestion> = {}) =>
      lineOf(material, { item, sources, licences, ...more });
    expect(decided([first, second])).toMatchObject({
      status: 'waived-by-licence',
      licence: first,
      otherLicences: [second],
    });
    expect(decided([first])).toMatchObject({
      status: 'needed-on-paper',
      reason: 'no-licence-in-library',
    });
    const lapsed = { ...second, validTo: '2026-11-01' };
    expect(decided([first, lapsed])).toMatchObject({ reason: 'licence-expired', licence: lapsed });
    expect(decided([first, second], { handedInOtherwise: ['hkb'] })).toMatchObject({
      reason: 'handed-in-otherwise',
      otherLicences: [second],
    });
  });

  test('that one of several adults refuses leaves only that adult’s to paper', () => {
    const other = { licenceCode: 'second', ofPerson: 1, holderMasked: '何*明' };
    const line = lineOf(
      { replacedBy: 'hkb', heldBy: 'each-adult' },
      {
        item: withNeed('each-adult'),
        sources: present('each-adult', 2),
        licences: [heldBy('each-adult'), heldBy('each-adult', other)],
        handedInByOthers: [{ heldBy: 'each-adult', ofPerson: 1, typeCodes: ['hkb'] }],
      },
    );
    expect(line).toMatchObject({ reason: 'handed-in-otherwise', papersOf: ['何*明'] });
  });

  test('is asked for of every adult', () => {
    const materials = [{ code: 'it', name: '户口簿', replacedBy: 'hkb', heldBy: 'each-adult' }];
    const list = decideWaiverList({
      ...question,
      item: { ...withNeed('each-adult'), materials } as ServiceItem,
      sources: present('each-adult', 2),
      licences: [
        heldBy('each-adult', { licenceCode: 'first' }),
        heldBy('each-adult', { licenceCode: 'second', ofPerson: 1 }),
      ],
    });
    expect(codesOf(licencesToAskFor(list))).toEqual(['first', 'second']);
  });

  test('is looked at by duty without asking, also where the citizen has refused others', () => {
    const item = withNeed('applicant', 'duty');
    const change = { item, handedInOtherwise: ['hkb'] };
    expect(lineOf({ replacedBy: 'hkb' }, change)?.reason).toBe('licence-by-duty');
    const list = decideWaiverList({ ...question, ...change });
    expect(licencesToAskFor(list)).toEqual([]);
    expect(codesOf(licencesByDuty(list))).toEqual([own]);
  });

  test('is not looked at for somebody who does not qualify', () => {
    const item = withNeed('applicant', 'duty');
    expect(
      licencesByDuty(decideWaiverList({ ...question, item, birthDate: '2000-01-01' })),
    ).toEqual([]);
  });
});

describe('settling a material without its paper', () => {
  const allWays = {
    ...elderlyCardItem,
    materials: elderlyCardItem.materials.map((material) => ({
      ...material,
      isDeferrable: true as const,
      pledge: '本人承诺',
      isCheckable: true as const,
    })),
  };
  const at = '2026-11-24T02:00:00.000Z';
  const checked: SettledMaterial = {
    material: 'photo',
    way: 'check',
    settledAt: at,
    dueAt: '2026-11-25T02:00:00.000Z',
  };
  const list = decideWaiverList({ ...question, item: allWays });
  const treatments = (of: WaiverList) => of.lines.map(treatmentOf);

  test('is offered only where a paper is needed', () => {
    expect(list.lines.map(({ offers }) => offers?.map(({ way }) => way))).toEqual([
      undefined,
      undefined,
      undefined,
      ['check', 'pledge', 'deferral'],
    ]);
    expect(lineOf({ isDeferrable: true })?.offers).toEqual([{ way: 'deferral', workingDays: 5 }]);
    expect(lineOf({})).not.toHaveProperty('offers');
  });

  test.each(settlementWays)('by %s changes one line, and back', (way) => {
    const offer = settlementOffer(list, 'photo', way);
    if (offer === undefined) throw new Error('it is not offered');
    const settled = settleMaterial(list, { ...settleBy(offer, at, '张建三'), material: 'photo' });
    expect(treatments(settled).slice(0, 3)).toEqual(treatments(list).slice(0, 3));
    expect(treatments(settled)[3]).toBe(
      { deferral: 'deferred', pledge: 'pledged', check: 'under-check' }[way],
    );
    expect(unsettleMaterial(settled, 'photo')).toEqual(list);
  });

  test('is refused where the material takes no such way, or needs none', () => {
    expect(settlementOffer(list, 'household', 'check')).toBeUndefined();
    expect(settleMaterial(list, { ...checked, material: 'household' })).toBe(list);
    const strict = decideWaiverList(question);
    expect(settleMaterial(strict, checked)).toBe(strict);
  });

  test('is there for what the citizen has refused and for what the library lacks', () => {
    const settled = [{ ...checked, material: 'household' }];
    const treated = (change: Partial<WaiverQuestion>) =>
      treatments(decideWaiverList({ ...question, item: allWays, settled, ...change }))[1];
    expect(treated({ handedInOtherwise: ['hkb'] })).toBe('under-check');
    expect(treated({ licences: [] })).toBe('under-check');
    expect(treated({ licences: [expired] })).toBe('under-check');
  });

  test('counts no longer once a licence waives the material after all', () => {
    const settled = [{ ...checked, material: 'household' }];
    expect(treatments(decideWaiverList({ ...question, item: allWays, settled }))[1]).toBe(
      'waived-by-licence',
    );
  });
});

test('a case from before items said for whom they are, and whose licences they need, is decided as it was', () => {
  const { subjects: _subjects, licences, ...others } = elderlyCardItem;
  const item = {
    ...others,
    licences: licences.map(({ holder: _holder, basis: _basis, ...need }) => need),
  } as unknown as ServiceItem;
  for (const handedInOtherwise of [[], ['hkb']]) {
    const now = { ...question, handedInOtherwise };
    expect(decideWaiverList({ ...now, item })).toEqual(decideWaiverList(now));
  }
});

test('materials are counted by what becomes of them', () => {
  const list = decideWaiverList(question);
  expect(waiverStatuses.map((status) => countLines(list, status))).toEqual([1, 0, 1, 1, 1]);
  expect(countLines(list, 'pledged')).toBe(0);
});

describe('the applicant', () => {
  const barred = (change: Partial<WaiverQuestion>) =>
    decideWaiverList({ ...question, ...change }).ineligible;

  test('has to be of a kind that the item serves', () => {
    expect(barred({ subjectType: 'enterprise' })).toEqual({
      reason: 'subject-not-served',
      subject: 'enterprise',
    });
  });

  test('has to be of a kind that may apply in the variant', () => {
    const item: ServiceItem = {
      ...elderlyCardItem,
      subjects: ['person', 'enterprise'],
      variants: [{ code: 'local', name: '本市户籍', subjects: ['enterprise'] }],
    };
    expect(barred({ item })).toEqual({ reason: 'subject-not-in-variant', subject: 'person' });
    expect(barred({ item, subjectType: 'enterprise' })).toBeUndefined();
  });

  test('whose age nothing has said is for the clerk to judge, where age decides', () => {
    const { birthDate: _unknown, ...ageless } = question;
    const decided = decideWaiverList(ageless);
    expect(decided.ageToCheck).toEqual({ minimumAge: 65 });
    expect(decided).not.toHaveProperty('ineligible');
    expect(decideWaiverList({ ...ageless, variant: 'resident' })).not.toHaveProperty('ageToCheck');
    expect(decideWaiverList(question)).not.toHaveProperty('ageToCheck');
  });

  test.each([
    ['2008-11-25', undefined],
    ['2008-11-24', { reason: 'too-old', age: 18, maximumAge: 17 }],
  ])('born on %s is told whether a variant for minors is open', (birthDate, expected) => {
    const item: ServiceItem = {
      ...elderlyCardItem,
      variants: [{ code: 'local', name: '未成年人', maximumAge: 17 }],
    };
    expect(barred({ item, birthDate })).toEqual(expected);
  });

  test('that is no person has no age', () => {
    const item: ServiceItem = { ...elderlyCardItem, subjects: ['enterprise'] };
    expect(barred({ item, subjectType: 'enterprise' })).toBeUndefined();
  });
});

describe('the person', () => {
  const born = (birthDate: string) => decideWaiverList({ ...question, birthDate }).ineligible;

  test('qualifies on the birthday itself', () => {
    expect(born('1961-11-24')).toBeUndefined();
  });

  test('does not qualify on the day before the birthday', () => {
    expect(born('1961-11-25')).toEqual({ reason: 'too-young', age: 64, minimumAge: 65 });
  });

  test('qualifies at any age in a variant without a minimum age', () => {
    const birthDate = '2019-06-01';
    expect(decideWaiverList({ ...question, variant: 'resident', birthDate })).not.toHaveProperty(
      'ineligible',
    );
  });
});

describe('the licences to ask for', () => {
  const asked = (change: Partial<WaiverQuestion>) =>
    codesOf(licencesToAskFor(decideWaiverList({ ...question, ...change })));

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
    const birthDate = '1961-11-25';
    expect(asked({ birthDate })).toEqual([]);
    expect(asked({ birthDate, handedInOtherwise: ['hkb'] })).toEqual([]);
  });

  test('name a licence once that replaces two materials', () => {
    const second = { code: 'household-own-page', name: '户口簿本人页', replacedBy: 'hkb' };
    const item = { ...elderlyCardItem, materials: [...elderlyCardItem.materials, second] };
    expect(countLines(decideWaiverList({ ...question, item }), 'waived-by-licence')).toBe(2);
    expect(asked({ item })).toEqual([own]);
  });
});
