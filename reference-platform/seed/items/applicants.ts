import type {
  CardField,
  FieldSource,
  FormFieldDefinition,
  LicenceHolder,
  Material,
  RequiredLicence,
} from '../../../src/domain/service-item.ts';
import { applicantSources, cardFieldFormats, cardFieldNames } from '../applicant-fields.ts';
import { licenceTypes } from '../licence-types.ts';
import { fieldGroup, formField, fromEnterprise, fromLicence, orElse } from './form-fields.ts';
import { licenceNeed } from './licence-need.ts';

/** The resident identity card (居民身份证) of the applicant: read, or looked up by whoever comes with a code. */
export const applicantCard: Material = {
  code: 'identity-card',
  name: '居民身份证',
  coveredBy: ['identity-card'],
  replacedBy: licenceTypes.identityCard,
};

/** The fields of the card as the card's licence has them. */
const cardKeys: Readonly<Record<CardField, string>> = {
  name: 'CYRMC',
  idNumber: 'GMSFHM',
  sex: 'XB',
  ethnicity: 'MZ',
  birthDate: 'CSRQ',
  address: 'ZZ',
};

/** All that a form can say of the applicant. */
export const wholeCard: readonly CardField[] = [
  'name',
  'idNumber',
  'sex',
  'ethnicity',
  'birthDate',
  'address',
];

/** The need for as much of the applicant's identity card as the form says. */
export function applicantNeed(fields: readonly CardField[]): RequiredLicence {
  const names = fields.map((field) => cardFieldNames[field]).join('、');
  return licenceNeed(
    'identityCard',
    fields.map((field) => cardKeys[field]),
    `把身份证上的${names}填到表上，您就不用带身份证了。`,
  );
}

/** What a form says of the applicant: from the card, else account and 自然人库, else the card's licence. */
export function applicantGroup(
  fields: readonly CardField[],
  marks: Pick<FormFieldDefinition, 'variants'> = {},
): FormFieldDefinition[] {
  return fieldGroup(
    '申请人',
    fields.map((field) => {
      const format = cardFieldFormats[field];
      const sources = [...applicantSources(field), fromLicence('identityCard', cardKeys[field])];
      return formField(field, cardFieldNames[field], sources, {
        ...marks,
        ...(format === undefined ? {} : { format }),
      });
    }),
  );
}

/** The identity card of somebody who comes or answers for the applicant. */
export function cardOf(
  holder: LicenceHolder,
  name: string,
  marks: Pick<Material, 'variants'> = {},
): Material {
  return {
    code: `${holder}-card`,
    name,
    replacedBy: licenceTypes.identityCard,
    heldBy: holder,
    ...marks,
  };
}

/** The same, of somebody who may be at the counter: their card is read, or looked up. */
export function cardShownBy(
  holder: LicenceHolder,
  name: string,
  marks: Pick<Material, 'variants'> = {},
): Material {
  return { ...cardOf(holder, name, marks), coveredBy: ['identity-card'] };
}

/** The need for name and number on that card. */
export function cardNeedOf(holder: LicenceHolder, who: string): RequiredLicence {
  return licenceNeed(
    'identityCard',
    ['CYRMC', 'GMSFHM'],
    `把${who}的姓名和公民身份号码填到表上，就不用带${who}的身份证了。`,
    { holder },
  );
}

/** Name and number of that person in a form. */
export function groupOf(
  holder: LicenceHolder,
  who: string,
  marks: Pick<FormFieldDefinition, 'variants'> & { readonly otherwise?: 'card' } = {},
): FormFieldDefinition[] {
  const { otherwise, ...shown } = marks;
  const sources = (field: 'name' | 'idNumber'): FieldSource[] => [
    fromLicence('identityCard', cardKeys[field], holder),
    ...(otherwise === undefined ? [] : identifiedAs(holder, field).map(orElse)),
  ];
  return fieldGroup(who, [
    formField(`${holder}-name`, `${who}姓名`, sources('name'), shown),
    formField(`${holder}-id-number`, `${who}公民身份号码`, sources('idNumber'), {
      ...shown,
      format: { kind: 'id-number', ...(holder === 'each-adult' ? { isList: true } : {}) },
    }),
  ]);
}

/** What somebody was identified by; of each adult, whoever applies is one. */
function identifiedAs(holder: LicenceHolder, field: 'name' | 'idNumber'): FieldSource[] {
  const whose = holder === 'each-adult' ? {} : { heldBy: holder };
  return [
    { kind: 'card', field, ...whose },
    { kind: 'account', field, ...whose },
  ];
}

/** The business licence (营业执照) of the enterprise that applies. */
export const businessLicence: Material = {
  code: 'business-licence',
  name: '营业执照',
  replacedBy: licenceTypes.businessLicence,
};

const unit = {
  name: { name: '单位名称', key: 'QYMC' },
  uscc: { name: '统一社会信用代码', key: 'TYSHXYDM' },
  address: { name: '住所', key: 'ZS' },
  scope: { name: '经营范围', key: 'JYFW' },
  representative: { name: '法定代表人', key: 'FDDBR' },
} as const;
type UnitField = keyof typeof unit;

const unitFormats: { readonly [Field in UnitField]?: Pick<FormFieldDefinition, 'format'> } = {
  uscc: { format: { kind: 'unified-code' } },
  address: { format: { kind: 'text', least: 5, most: 200 } },
};

/** The need for as much of the business licence as the form says. */
export function unitNeed(
  fields: readonly UnitField[],
  marks: Pick<RequiredLicence, 'basis'> = { basis: 'consent' },
): RequiredLicence {
  const names = fields.map((field) => unit[field].name).join('、');
  return licenceNeed(
    'businessLicence',
    fields.map((field) => unit[field].key),
    `看看营业执照是否有效，再把${names}填到表上，您就不用带营业执照了。`,
    marks,
  );
}

/** What a form says of the enterprise that applies: from its licence, else 法人库. */
export function unitGroup(
  fields: readonly UnitField[],
  marks: Pick<FormFieldDefinition, 'variants'> = {},
): FormFieldDefinition[] {
  return fieldGroup(
    '单位',
    fields.map((field) =>
      formField(
        `unit-${field}`,
        unit[field].name,
        [
          fromLicence('businessLicence', unit[field].key),
          ...(field === 'scope' ? [] : [fromEnterprise(field)]),
        ],
        { ...marks, ...unitFormats[field] },
      ),
    ),
  );
}
