import type { Applicant } from './applicant.ts';
import type { IdentifiedSource } from './form-sources.ts';
import type { OfferedLicence } from './licence.ts';
import type { ServiceItem } from './service-item.ts';
import type { PresentSources, WaiverQuestion } from './waiver-list.ts';

/** 老年人优待证申领: a material of every kind, two variants, and form fields from every source. */
export const elderlyCardItem: ServiceItem = {
  code: '11440699MB9X00015U0000000000004',
  name: '老年人优待证申领',
  department: '民政局',
  subjects: ['person'],
  variants: [
    { code: 'local', name: '本市户籍', minimumAge: 65 },
    { code: 'resident', name: '常住' },
  ],
  question: {
    text: '户口在哪里？',
    answers: [
      { text: '本市', variant: 'local' },
      { text: '外地', variant: 'resident' },
    ],
  },
  materials: [
    { code: 'id-card', name: '居民身份证', coveredBy: ['identity-card'], replacedBy: 'sfz' },
    { code: 'household', name: '居民户口簿', variants: ['local'], replacedBy: 'hkb' },
    { code: 'residence', name: '居住证', variants: ['resident'], replacedBy: 'jzz' },
    { code: 'photo', name: '一寸免冠照片' },
  ],
  licences: [
    {
      typeCode: 'hkb',
      holder: 'applicant',
      basis: 'consent',
      isSensitive: false,
      name: '居民户口簿',
      fields: [{ key: 'HJDZ', name: '户籍地址' }],
      purpose: '核对户籍',
    },
    {
      typeCode: 'jzz',
      holder: 'applicant',
      basis: 'consent',
      isSensitive: false,
      name: '居住证',
      fields: [{ key: 'XJZDZ', name: '现居住地址' }],
      purpose: '核对居住地',
    },
  ],
  form: [
    {
      key: 'name',
      name: '姓名',
      group: '申请人',
      required: true,
      sources: [{ kind: 'card', field: 'name' }],
    },
    {
      key: 'registered-address',
      name: '户籍地址',
      group: '申请人',
      required: true,
      variants: ['local'],
      sources: [
        { kind: 'licence', typeCode: 'hkb', field: 'HJDZ' },
        { kind: 'card', field: 'address', isSubstitute: true },
      ],
    },
    {
      key: 'residence-address',
      name: '现居住地址',
      group: '申请人',
      required: true,
      variants: ['resident'],
      sources: [{ kind: 'licence', typeCode: 'jzz', field: 'XJZDZ' }],
    },
    { key: 'contact', name: '紧急联系人', group: '联系', required: true, sources: [] },
    { key: 'note', name: '备注', group: '联系', required: false, sources: [] },
  ],
  terms: {
    statutoryDays: 20,
    promisedDays: 5,
    fee: 0,
    isImmediate: false,
    resultName: '老年人优待证',
  },
  evaluationCode: '11440699MB9X00015U000000000000401',
};

/** An invented person of 78 on 2026-11-24. */
export const elderlyApplicant = {
  subjectType: 'person',
  name: '张建三',
  number: '440699194803150024',
  proof: {
    by: 'identity-card',
    at: '2026-11-24T01:00:05.000Z',
    samId: '05.03-20140101-0001234567-1234567890',
  },
  card: {
    kind: 'resident',
    sex: '1',
    ethnicity: '01',
    birthDate: '1948-03-15',
    address: '样例省样例市一号路1号',
    authority: '样例市公安局甲分局',
    validFrom: '2015-01-31',
    validTo: 'long-term',
  },
} as const satisfies Applicant;

/** What a form can take from the card that identified somebody. */
export function cardOf({
  name,
  number,
  proof,
  card,
}: Applicant): NonNullable<IdentifiedSource['card']> {
  const { sex = '', ethnicity = '', birthDate = '', address = '', validFrom = '' } = card ?? {};
  return {
    at: proof.at,
    values: { name, idNumber: number, sex, ethnicity, birthDate, address },
    issuedOn: validFrom,
  };
}

/** Another invented person, of 71 on 2026-11-24, with no personal detail in common with the first. */
export const otherApplicant = {
  ...elderlyApplicant,
  name: '李美玉',
  number: '440699195507070032',
  proof: { ...elderlyApplicant.proof, at: '2026-11-24T01:00:30.000Z' },
  card: {
    kind: 'resident',
    sex: '2',
    ethnicity: '08',
    birthDate: '1955-07-07',
    address: '样例省别样市二号路2号',
    authority: '别样市公安局乙分局',
    validFrom: '2018-05-06',
    validTo: '2038-05-06',
  },
} as const satisfies Applicant;

/** The first person's household register, issued and valid on 2026-11-24. */
export const householdRegister: OfferedLicence = {
  licenceCode: '1.2.156.3005.2.hkb.0001',
  typeCode: 'hkb',
  name: '居民户口簿',
  issuer: '样例市公安局',
  status: 'ISSUED',
  validFrom: '2001-06-01',
  validTo: 'long-term',
  holderMasked: '张*三',
  heldByApplicant: true,
  authCode: 'auth-code-of-the-household-register',
};

/** What there is beside licences when the applicant's card was read, and nobody else has come. */
export const cardRead: PresentSources = {
  identityCards: ['applicant'],
  hasDelegation: false,
  holders: { applicant: 1 },
};

/** From what the first person's list is decided on 2026-11-24, in the variant for residents of the city. */
export const elderlyQuestion: WaiverQuestion = {
  item: elderlyCardItem,
  variant: 'local',
  subjectType: 'person',
  birthDate: elderlyApplicant.card.birthDate,
  sources: cardRead,
  licences: [householdRegister],
  handedInOtherwise: [],
  settled: [],
  today: '2026-11-24',
};
