import {
  accountFields,
  type CardField,
  type FieldFormat,
  type FieldSource,
  type FormFieldDefinition,
  personFields,
} from '../../src/domain/service-item.ts';

/** Names of the card's fields. */
export const cardFieldNames: Readonly<Record<CardField, string>> = {
  name: '姓名',
  idNumber: '公民身份号码',
  sex: '性别',
  ethnicity: '民族',
  birthDate: '出生日期',
  address: '住址',
};

/** The formats of those that have one. */
export const cardFieldFormats: { readonly [Field in CardField]?: FieldFormat } = {
  idNumber: { kind: 'id-number' },
  birthDate: { kind: 'date', isPast: true },
  address: { kind: 'text', least: 5, most: 200 },
};

/** What says this of whoever applies: the card, else the account behind a code, else 自然人库. */
export function applicantSources(field: CardField): readonly FieldSource[] {
  const ofAccount = accountFields.find((known) => known === field);
  const ofPerson = personFields.find((known) => known === field);
  return [
    { kind: 'card', field },
    ...(ofAccount === undefined ? [] : [{ kind: 'account', field: ofAccount } as const]),
    ...(ofPerson === undefined ? [] : [{ kind: 'person', field: ofPerson } as const]),
  ];
}

/** What every form says of the applicant. */
export const applicantFields: readonly FormFieldDefinition[] = (
  ['name', 'idNumber', 'sex', 'ethnicity', 'birthDate', 'address'] as const
).map((field) => {
  const format = cardFieldFormats[field];
  return {
    key: field,
    name: cardFieldNames[field],
    group: '申请人',
    required: true,
    sources: applicantSources(field),
    ...(format === undefined ? {} : { format }),
  };
});
