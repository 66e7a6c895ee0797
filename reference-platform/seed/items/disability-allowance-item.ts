import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { licenceTypes } from '../licence-types.ts';
import {
  applicantCard,
  applicantGroup,
  applicantNeed,
  cardNeedOf,
  cardShownBy,
  groupOf,
} from './applicants.ts';
import { itemOf } from './departments.ts';
import { fieldGroup, formField, fromLicence, phoneField } from './form-fields.ts';
import { licenceNeed } from './licence-need.ts';
import { twoQuestions } from './variant-questions.ts';

const { variants, question, answered } = twoQuestions(
  {
    text: '申请哪一种补贴？',
    answers: [
      ['living', '困难残疾人生活补贴'],
      ['nursing', '重度残疾人护理补贴'],
      ['both', '两种补贴'],
    ],
  },
  {
    text: '谁来办理？',
    answers: [
      ['self', '本人'],
      ['guardian', '监护人'],
      ['agent', '代办人'],
    ],
  },
);
const living = [...answered('living'), ...answered('both')];

/** 困难残疾人生活补贴、重度残疾人护理补贴. */
export const disabilityAllowanceItem: ServiceItem = {
  ...itemOf('disabledPersons', '4000111046000'),
  name: '困难残疾人生活补贴、重度残疾人护理补贴',
  subjects: ['person'],
  variants,
  question,
  materials: [
    applicantCard,
    {
      code: 'household-register',
      name: '居民户口簿',
      replacedBy: licenceTypes.householdRegister,
    },
    {
      code: 'disability-certificate',
      name: '残疾人证',
      replacedBy: licenceTypes.disabilityCertificate,
      isCheckable: true,
      isSensitive: true,
    },
    {
      code: 'subsistence-certificate',
      name: '最低生活保障证',
      variants: living,
      replacedBy: licenceTypes.subsistenceCertificate,
      isSensitive: true,
    },
    { code: 'account', name: '银行账户（存折或银行卡）', isSensitive: true },
    cardShownBy('guardian', '监护人居民身份证', { variants: answered('guardian') }),
    cardShownBy('agent', '代办人居民身份证', { variants: answered('agent') }),
  ],
  licences: [
    applicantNeed(['name', 'idNumber']),
    licenceNeed(
      'householdRegister',
      ['HJDZ'],
      '看看户口是不是在佛山，再把户籍地址填到申请表上，您就不用带户口簿了。',
    ),
    licenceNeed(
      'disabilityCertificate',
      ['CJLB', 'CJDJ'],
      '看看残疾类别和等级够不够领补贴，再填到申请表上，您就不用带残疾人证了。',
    ),
    licenceNeed(
      'subsistenceCertificate',
      ['DBZH'],
      '看看是不是低保家庭，再把低保证号填到申请表上，您就不用带低保证了。',
    ),
    cardNeedOf('guardian', '监护人'),
    cardNeedOf('agent', '代办人'),
  ],
  form: [
    ...applicantGroup(['name', 'idNumber']),
    ...groupOf('guardian', '监护人', { variants: answered('guardian'), otherwise: 'card' }),
    ...groupOf('agent', '代办人', { variants: answered('agent'), otherwise: 'card' }),
    ...fieldGroup('补贴', [
      formField('registered-address', '户籍地址', [fromLicence('householdRegister', 'HJDZ')]),
      formField('disability-category', '残疾类别', [fromLicence('disabilityCertificate', 'CJLB')]),
      formField('disability-degree', '残疾等级', [fromLicence('disabilityCertificate', 'CJDJ')]),
      formField('subsistence-number', '低保证号', [fromLicence('subsistenceCertificate', 'DBZH')], {
        variants: living,
      }),
      formField('account', '银行账户', [], { format: { kind: 'text', least: 10, most: 40 } }),
      phoneField,
    ]),
  ],
  terms: {
    statutoryDays: 30,
    promisedDays: 15,
    fee: 0,
    isImmediate: false,
    resultName: '残疾人两项补贴资格认定通知书',
  },
};
