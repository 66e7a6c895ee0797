import { describe, expect, test } from 'vitest';
import type { CaseReceivedPayload, ReceivedMaterial } from '../../src/contracts/platform-api.ts';
import { settleBy, settlementOffers } from '../../src/domain/material-settlement.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import type { Provenance } from '../../src/domain/sourced-value.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { birthItem } from '../seed/items/birth-item.ts';
import { foodLicenceItem } from '../seed/items/food-licence-item.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { serviceItems } from '../seed/service-items.ts';
import { receivedCase } from '../testing/received-case.ts';
import { caseJudge } from './judge-case.ts';

const judge = caseJudge(elderCardItem);
const good = receivedCase(1).payload;
const at = good.openedAt;

/** A household address as a licence gave it. */
const fromLicence = {
  value: '桂花街12号',
  provenance: {
    kind: 'licence',
    at,
    licenceName: '居民户口簿',
    licenceCode: '4406992013HKB00001',
    field: 'HJDZ',
  },
} as const;

test('nothing speaks against a case in order, with or without licences', () => {
  expect(judge(good)).toBeUndefined();
  expect(
    judge({ ...good, form: [{ key: 'registeredAddress', current: fromLicence }] }),
  ).toBeUndefined();
  const onPaper = [{ code: 'household-register', status: 'needed-on-paper' as const }];
  expect(judge({ ...good, consents: [], materials: onPaper })).toBeUndefined();
});

describe('a licence of each parent', () => {
  const father = { ...good.applicant, number: '440699199502110014' };
  const { subjectType: _kind, ...person } = father;
  const [page] = good.consents;
  if (page === undefined) throw new Error('nothing was agreed to');
  const ofBoth: CaseReceivedPayload = {
    ...good,
    itemCode: birthItem.code,
    variant: 'married-mother',
    holders: [{ ...person, heldBy: 'each-adult' }],
    materials: [
      {
        code: 'each-adult-card',
        status: 'waived-by-licence',
        licenceCode: 'hers',
        otherLicenceCodes: ['his'],
      },
    ],
    consents: [
      { ...page, licenceTypes: [licenceTypes.identityCard] },
      { ...page, holder: father.number, licenceTypes: [licenceTypes.identityCard] },
    ],
    form: [],
  };
  const judgeBirth = caseJudge(birthItem);
  const { holders: _nobody, ...ofOne } = ofBoth;

  test('waives a material where each has agreed', () => {
    expect(judgeBirth(ofBoth)).toBeUndefined();
  });

  test('waives none where one has not, nor where one is not there', () => {
    const [hers] = ofBoth.consents;
    const agreed = hers === undefined ? [] : [hers];
    expect(judgeBirth({ ...ofBoth, consents: agreed })).toBe('consent-missing');
    expect(judgeBirth({ ...ofOne, consents: agreed })).toBe('consent-missing');
    expect(judgeBirth({ ...ofOne, consents: agreed, variant: 'unmarried-mother' })).toBeUndefined();
  });

  test('fills a form with what one of them has agreed to', () => {
    const said: Provenance = { ...fromLicence.provenance, field: 'CYRMC', heldBy: 'each-adult' };
    const payload: CaseReceivedPayload = {
      ...ofBoth,
      materials: [{ code: 'each-adult-card', status: 'needed-on-paper' }],
      form: [{ key: 'each-adult-name', current: { value: '何思敏', provenance: said } }],
    };
    expect(judgeBirth({ ...payload, consents: ofBoth.consents.slice(1) })).toBeUndefined();
    expect(judgeBirth({ ...payload, consents: [] })).toBe('consent-missing');
  });
});

describe('a licence of the representative', () => {
  const { subjectType: _kind, ...representative } = good.applicant;
  const [page] = good.consents;
  if (page === undefined) throw new Error('nothing was agreed to');
  const own = {
    ...page,
    holder: representative.number,
    licenceTypes: [licenceTypes.vocationalCertificate],
  };
  const company = {
    ...good.applicant,
    subjectType: 'enterprise',
    number: '91440699MA9X010573',
  } as const;
  const payload: CaseReceivedPayload = {
    ...good,
    itemCode: foodLicenceItem.code,
    variant: 'catering',
    applicant: { ...company, representative },
    holders: [{ ...representative, heldBy: 'representative' }],
    materials: [{ code: 'safety-manager', status: 'waived-by-licence', licenceCode: 'own' }],
    consents: [own],
    form: [],
  };
  const judgeFood = caseJudge(foodLicenceItem);

  test('waives a material where they have agreed, and not where the organisation has', () => {
    expect(judgeFood(payload)).toBeUndefined();
    const { holder: _holder, ...ofCompany } = own;
    expect(judgeFood({ ...payload, consents: [ofCompany] })).toBe('consent-missing');
    const { holders: _nobody, ...withoutThem } = payload;
    expect(judgeFood({ ...withoutThem, consents: [ofCompany] })).toBe('consent-missing');
  });

  test('is nobody else’s to add', () => {
    expect(judgeFood({ ...payload, applicant: company })).toBe('holder-differs');
    const asAgent = [{ ...representative, heldBy: 'agent' as const }];
    expect(judgeFood({ ...payload, holders: asAgent })).toBe('holder-differs');
  });
});

test.each<[string, string, Partial<CaseReceivedPayload>]>([
  ['a variant the item lacks', 'variant-unknown', { variant: 'tourist' }],
  [
    'a wrong check character',
    'applicant-number-invalid',
    { applicant: { ...good.applicant, number: '440699195206120025' } },
  ],
  [
    'a material the item lacks',
    'material-unknown',
    { materials: [{ code: 'passport', status: 'needed-on-paper' }] },
  ],
  ['a field the variant lacks', 'form-field-unknown', { form: [{ key: 'currentAddress' }] }],
  ['a licence used without consent', 'consent-missing', { consents: [] }],
  [
    'a value taken without consent, though typed over',
    'consent-missing',
    {
      consents: [],
      materials: [],
      form: [
        {
          key: 'registeredAddress',
          current: { value: '石湾路88号', provenance: { kind: 'typed', at } },
          original: fromLicence,
        },
      ],
    },
  ],
  [
    'a value from a licence in a field that takes none',
    'consent-missing',
    { form: [{ key: 'remark', current: fromLicence }] },
  ],
])('%s is rejected', (_what, code, change) => {
  expect(judge({ ...good, ...change })).toBe(code);
});

test('a typed value outside the choices of its field is rejected; what a source gave is not judged by them', () => {
  const choice = elderCardItem.form.find(({ key }) => key === 'remark');
  if (choice === undefined) throw new Error('the item has no such field');
  const item = { ...elderCardItem, form: [{ ...choice, choices: ['邮寄'] }] };
  const judged = (value: string, provenance: Provenance) =>
    caseJudge(item)({ ...good, form: [{ key: 'remark', current: { value, provenance } }] });
  const typed = { kind: 'typed', at } as const;
  expect(judged('窗口领取', typed)).toBe('form-choice-unknown');
  expect(judged('邮寄', typed)).toBeUndefined();
  expect(judged('窗口领取', { kind: 'card', field: 'address', at })).toBeUndefined();
});

test.each([
  ['1380000', 'form-value-malformed'],
  ['13800000000', undefined],
  ['', undefined],
] as const)('a telephone number %j is judged by the format of its field', (value, code) => {
  const provenance = { kind: 'typed', at } as const;
  const form = [{ key: 'emergencyPhone', current: { value, provenance } }];
  expect(judge({ ...good, form })).toBe(code);
});

test('an item nobody registered is rejected', () => {
  expect(caseJudge(undefined)(good)).toBe('item-unknown');
});

/** The item, open to the person of the case. */
const forPersons = (item: ServiceItem): ServiceItem => ({ ...item, subjects: ['person'] });

describe('a material that was settled without its paper', () => {
  const item: ServiceItem = {
    ...elderCardItem,
    materials: [
      { code: 'paper', name: '收据' },
      { code: 'report', name: '体检表', isDeferrable: true, deferralDays: 3 },
      { code: 'rules', name: '规章制度', pledge: '已经建立制度' },
      { code: 'register', name: '档案', isCheckable: true },
    ],
  };
  const settledAt = '2026-11-24T01:00:00.000Z';
  const judged = (material: ReceivedMaterial) =>
    caseJudge(item)({ ...good, consents: [], form: [], materials: [material] });
  const deferred = (code: string, dueOn: string) =>
    ({ status: 'deferred', code, settledAt, dueOn }) as const;
  const pledged = (code: string, sentence: string) =>
    ({ status: 'pledged', code, settledAt, sentence, signedBy: '陈桂芳' }) as const;
  const underCheck = (code: string, dueAt: string) =>
    ({ status: 'under-check', code, settledAt, dueAt }) as const;

  test.each<[string, ReceivedMaterial]>([
    ['follows on the last day', deferred('report', '2026-11-27')],
    ['follows sooner', deferred('report', '2026-11-25')],
    ['is pledged in the item’s words', pledged('rules', '已经建立制度')],
    ['is checked for a whole day', underCheck('register', '2026-11-25T01:00:00.000Z')],
  ])('is accepted when it %s', (_what, material) => {
    expect(judged(material)).toBeUndefined();
  });

  test.each<[string, ReceivedMaterial]>([
    ['not-deferrable', deferred('paper', '2026-11-25')],
    ['deferral-too-long', deferred('report', '2026-11-28')],
    ['not-pledgeable', pledged('report', '已经建立制度')],
    ['pledge-differs', pledged('rules', '差不多建立了制度')],
    ['not-checkable', underCheck('rules', '2026-11-25T01:00:00.000Z')],
    ['check-too-long', underCheck('register', '2026-11-25T01:00:00.001Z')],
  ])('is rejected as %s', (code, material) => {
    expect(judged(material)).toBe(code);
  });

  test('by what a workstation offers is accepted for every material of the seed', () => {
    for (const one of serviceItems) {
      for (const material of one.materials) {
        for (const offer of settlementOffers(material)) {
          const { way, ...terms } = settleBy(offer, settledAt, '陈桂芳');
          const status = { deferral: 'deferred', pledge: 'pledged', check: 'under-check' }[way];
          const received = { status, code: material.code, ...terms } as ReceivedMaterial;
          const payload = { ...good, materials: [received], consents: [], form: [] };
          const variant = one.variants[0]?.code ?? '';
          expect(caseJudge(forPersons(one))({ ...payload, variant })).toBeUndefined();
        }
      }
    }
  });
});

describe('consent', () => {
  const waived = (code: string) => [{ code, status: 'waived-by-licence' as const }];
  const asked = (item: ServiceItem, code: string, licenceTypesAgreed: readonly string[]) => {
    const [page] = good.consents;
    const consents = page === undefined ? [] : [{ ...page, licenceTypes: [...licenceTypesAgreed] }];
    const variant = item.variants[0]?.code ?? '';
    return caseJudge(forPersons(item))({
      ...good,
      variant,
      form: [],
      materials: waived(code),
      consents,
    });
  };

  test('to any one of the licences that replace a material is enough', () => {
    const either: ServiceItem = {
      ...elderCardItem,
      materials: [
        {
          code: 'either',
          name: '户口簿或居住证',
          replacedBy: licenceTypes.householdRegister,
          orReplacedBy: [licenceTypes.residencePermit],
        },
      ],
    };
    expect(asked(either, 'either', [licenceTypes.residencePermit])).toBeUndefined();
    expect(asked(either, 'either', [licenceTypes.driversLicence])).toBe('consent-missing');
  });

  test('is not needed where the department may look by duty', () => {
    expect(asked(foodLicenceItem, 'business-licence', [])).toBeUndefined();
    expect(asked(foodLicenceItem, 'premises', [])).toBe('consent-missing');
  });
});

test('an applicant of a kind that the variant is not for is rejected', () => {
  const [variant] = elderCardItem.variants;
  if (variant === undefined) throw new Error('the item has no variant');
  const item: ServiceItem = {
    ...elderCardItem,
    subjects: ['person', 'enterprise'],
    variants: [{ ...variant, subjects: ['enterprise'] }],
  };
  expect(caseJudge(item)({ ...good, variant: variant.code })).toBe('applicant-kind-not-served');
});
