import type { CardField, FormFieldDefinition } from '../../src/domain/service-item.ts';

/** Names of the card's fields, in the order in which a form has them. */
export const cardFieldNames: Readonly<Record<CardField, string>> = {
  name: '姓名',
  idNumber: '公民身份号码',
  sex: '性别',
  ethnicity: '民族',
  birthDate: '出生日期',
  address: '住址',
};

/** What every form says of the applicant, all of it from the identity card. */
export const applicantFields: readonly FormFieldDefinition[] = Object.entries(cardFieldNames).map(
  ([field, name]) => ({
    key: field,
    name,
    group: '申请人',
    required: true,
    sources: [{ kind: 'card', field: field as CardField }],
  }),
);
