import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { licenceTypes } from '../licence-types.ts';
import { cardNeedOf, cardOf, groupOf } from './applicants.ts';
import { itemOf } from './departments.ts';
import { fieldGroup, formField, fromLicence, phoneField } from './form-fields.ts';
import { licenceNeed } from './licence-need.ts';
import { twoQuestions } from './variant-questions.ts';

const { variants, question, answered } = twoQuestions(
  {
    text: '父母结婚了吗？',
    answers: [
      ['married', '婚内生育'],
      ['unmarried', '非婚生育'],
    ],
  },
  {
    text: '谁来办理？',
    answers: [
      ['mother', '母亲办理'],
      ['father', '父亲办理'],
    ],
  },
);

/** A mother or father of a child born outside a marriage may come alone. */
const variantsOfParents = variants.map((variant) => ({
  ...variant,
  otherAdults: {
    who: '孩子的另一位家长',
    least: answered('married').includes(variant.code) ? 1 : 0,
    most: 1,
  },
}));

/** 出生一件事: 生育登记, 户口, 医保 and 社会保障卡 of a newborn child in one visit, on one consent of each parent. */
export const birthItem: ServiceItem = {
  ...itemOf('health', '4000123002000'),
  name: '出生一件事',
  subjects: ['person'],
  variants: variantsOfParents,
  question,
  materials: [
    {
      code: 'birth-certificate',
      name: '出生医学证明',
      replacedBy: licenceTypes.birthCertificate,
    },
    cardOf('each-adult', '父母居民身份证'),
    {
      code: 'marriage-certificate',
      name: '结婚证',
      variants: answered('married'),
      replacedBy: licenceTypes.marriageCertificate,
    },
    {
      code: 'household-register',
      name: '居民户口簿',
      replacedBy: licenceTypes.householdRegister,
    },
    {
      code: 'parentage',
      name: '亲子鉴定意见书',
      variants: answered('unmarried'),
      isSensitive: true,
    },
  ],
  licences: [
    licenceNeed(
      'birthCertificate',
      ['XSEXM', 'XSEXB', 'CSRQ'],
      '把孩子的姓名、性别和出生日期填到入户、参保、办卡和生育登记的表上，您就不用带出生医学证明了。',
    ),
    cardNeedOf('each-adult', '父母'),
    licenceNeed(
      'marriageCertificate',
      ['NFXM', 'WFXM'],
      '看看孩子的父母是不是夫妻，再把两人姓名填到表上，您就不用带结婚证了。',
    ),
    licenceNeed(
      'householdRegister',
      ['HJDZ'],
      '看看孩子的户口可以落在哪里，再把户籍地址填到入户表上，您就不用带户口簿了。',
    ),
  ],
  form: [
    ...fieldGroup('新生儿', [
      formField('child-name', '新生儿姓名', [fromLicence('birthCertificate', 'XSEXM')]),
      formField('child-sex', '新生儿性别', [fromLicence('birthCertificate', 'XSEXB')]),
      formField('child-birth-date', '出生日期', [fromLicence('birthCertificate', 'CSRQ')], {
        format: { kind: 'date', isPast: true },
      }),
      formField('household-address', '落户地址', [fromLicence('householdRegister', 'HJDZ')]),
    ]),
    ...groupOf('each-adult', '父母', { otherwise: 'card' }),
    ...fieldGroup('父母', [
      formField('father', '父亲姓名', [fromLicence('marriageCertificate', 'NFXM')]),
      formField('mother', '母亲姓名', [fromLicence('marriageCertificate', 'WFXM')]),
      phoneField,
    ]),
  ],
  terms: {
    statutoryDays: 20,
    promisedDays: 10,
    fee: 0,
    isImmediate: false,
    resultName: '户口登记、医保参保和社会保障卡办理结果',
  },
};
