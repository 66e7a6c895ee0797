import type { FormFieldDefinition, ServiceItem } from '../../src/domain/service-item.ts';
import { applicantFields } from './applicant-fields.ts';
import { licenceTypes } from './licence-types.ts';

const { householdRegister, residencePermit } = licenceTypes;

/** 老年人优待证申领. Materials follow general practice in Guangdong; they are no official guide of Foshan. */
export const elderCardItem: ServiceItem = {
  code: '11440699MB9X00015U4000811045000',
  name: '老年人优待证申领',
  department: '佛山市民政局',
  subjects: ['person'],
  variants: [
    { code: 'local-household', name: '本市户籍', minimumAge: 60 },
    { code: 'long-term-resident', name: '常住', minimumAge: 65 },
  ],
  question: {
    text: '老人的户口在佛山吗？',
    answers: [
      { text: '在佛山', variant: 'local-household' },
      { text: '不在，但常住佛山并办了居住证', variant: 'long-term-resident' },
    ],
  },
  materials: [
    { code: 'identity-card', name: '居民身份证', coveredBy: ['identity-card'] },
    {
      code: 'household-register',
      name: '居民户口簿',
      variants: ['local-household'],
      replacedBy: householdRegister,
    },
    {
      code: 'residence-permit',
      name: '居住证',
      variants: ['long-term-resident'],
      replacedBy: residencePermit,
    },
    { code: 'portrait', name: '一寸免冠照片' },
  ],
  licences: [
    {
      typeCode: householdRegister,
      holder: 'applicant',
      basis: 'consent',
      isSensitive: false,
      name: '居民户口簿',
      fields: [
        { key: 'HJDZ', name: '户籍地址' },
        { key: 'HZ_XM', name: '户主姓名' },
      ],
      purpose: '看看您的户口是不是在佛山，再把户籍地址和户主姓名填到申请表上，您就不用带户口簿了。',
      minimumTrust: 'B',
    },
    {
      typeCode: residencePermit,
      holder: 'applicant',
      basis: 'consent',
      isSensitive: false,
      name: '居住证',
      fields: [{ key: 'XJZDZ', name: '现居住地址' }],
      purpose:
        '看看您是不是住在佛山、居住证有没有过期，再把现在的住址填到申请表上，您就不用带居住证了。',
      minimumTrust: 'B',
    },
  ],
  form: [
    ...applicantFields,
    {
      key: 'registeredAddress',
      name: '户籍地址',
      group: '户籍与居住',
      required: true,
      variants: ['local-household'],
      sources: [{ kind: 'licence', typeCode: householdRegister, field: 'HJDZ' }],
      format: { kind: 'text', least: 5, most: 200 },
    },
    {
      key: 'householder',
      name: '户主姓名',
      group: '户籍与居住',
      required: true,
      variants: ['local-household'],
      sources: [{ kind: 'licence', typeCode: householdRegister, field: 'HZ_XM' }],
    },
    {
      key: 'currentAddress',
      name: '现居住地址',
      group: '户籍与居住',
      required: true,
      variants: ['long-term-resident'],
      sources: [{ kind: 'licence', typeCode: residencePermit, field: 'XJZDZ' }],
      format: { kind: 'text', least: 5, most: 200 },
    },
    typed('emergencyContact', '紧急联系人', true),
    { ...typed('emergencyPhone', '紧急联系人电话', true), format: { kind: 'phone' } },
    typed('remark', '备注', false),
  ],
  terms: {
    statutoryDays: 20,
    promisedDays: 3,
    fee: 0,
    isImmediate: false,
    resultName: '老年人优待证',
  },
  evaluationCode: '11440699MB9X00015U400081104500001',
};

function typed(key: string, name: string, required: boolean): FormFieldDefinition {
  return { key, name, group: '联系人', required, sources: [] };
}
