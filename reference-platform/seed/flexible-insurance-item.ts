import type { ServiceItem } from '../../src/domain/service-item.ts';
import { applicantFields } from './applicant-fields.ts';
import { licenceTypes } from './licence-types.ts';

const { residencePermit } = licenceTypes;

/** 灵活就业人员参保登记. Materials follow general practice in Guangdong; they are no official guide of Foshan. */
export const flexibleInsuranceItem: ServiceItem = {
  code: '11440699MB9X0004X94000514012000',
  name: '灵活就业人员参保登记',
  department: '佛山市人力资源和社会保障局',
  subjects: ['person'],
  variants: [
    { code: 'local-province', name: '本省户籍' },
    { code: 'residence-permit', name: '外省居住证' },
  ],
  question: {
    text: '您的户口在广东省内吗？',
    answers: [
      { text: '在省内', variant: 'local-province' },
      { text: '在省外，办了居住证', variant: 'residence-permit' },
    ],
  },
  materials: [
    { code: 'identity-card', name: '居民身份证', coveredBy: ['identity-card'] },
    {
      code: 'residence-permit',
      name: '居住证',
      variants: ['residence-permit'],
      replacedBy: residencePermit,
    },
    { code: 'employment-registration', name: '就业登记', coveredBy: ['department'] },
    { code: 'debit-account', name: '扣款账户（银行卡或存折）' },
  ],
  licences: [
    {
      typeCode: residencePermit,
      holder: 'applicant',
      basis: 'consent',
      isSensitive: false,
      name: '居住证',
      fields: [
        { key: 'ZZHM', name: '居住证号码' },
        { key: 'XJZDZ', name: '现居住地址' },
      ],
      purpose:
        '看看您的居住证有没有过期，再把居住证号码和现在的住址填到登记表上，您就不用带居住证了。',
      minimumTrust: 'B',
    },
  ],
  form: [
    ...applicantFields,
    {
      key: 'residencePermitNumber',
      name: '居住证号码',
      group: '居住',
      required: true,
      variants: ['residence-permit'],
      sources: [{ kind: 'licence', typeCode: residencePermit, field: 'ZZHM' }],
    },
    {
      key: 'currentAddress',
      name: '现居住地址',
      group: '居住',
      required: true,
      variants: ['residence-permit'],
      sources: [{ kind: 'licence', typeCode: residencePermit, field: 'XJZDZ' }],
      format: { kind: 'text', least: 5, most: 200 },
    },
    {
      key: 'contributionLevel',
      name: '缴费档次',
      group: '参保',
      required: true,
      sources: [],
      choices: ['60%', '80%', '100%', '150%', '200%', '300%'],
    },
    {
      key: 'phone',
      name: '手机号码',
      group: '参保',
      required: true,
      sources: [{ kind: 'account', field: 'phone' }],
      format: { kind: 'phone' },
    },
    { key: 'remark', name: '备注', group: '参保', required: false, sources: [] },
  ],
  terms: {
    statutoryDays: 5,
    promisedDays: 0,
    fee: 0,
    isImmediate: true,
    resultName: '参保登记凭证',
  },
  evaluationCode: '11440699MB9X0004X9400051401200001',
};
