import type { CardField, FormFieldDefinition } from '../../src/domain/service-item.ts';

const names: Readonly<Record<CardField, string>> = {
  name: '姓名',
  idNumber: '公民身份号码',
  sex: '性别',
  ethnicity: '民族',
  birthDate: '出生日期',
  address: '住址',
};

/** What every form says of the applicant, all of it from the identity card. */
export const applicantFields: readonly FormFieldDefinition[] = Object.entries(names).map(
  ([field, name]) => ({
    key: field,
    name,
    group: '申请人',
    required: true,
    sources: [{ kind: 'card', field: field as CardField }],
  }),
);
