import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { licenceTypes } from '../licence-types.ts';
import {
  applicantCard,
  applicantGroup,
  cardNeedOf,
  cardShownBy,
  groupOf,
  wholeCard,
} from './applicants.ts';
import { itemOf } from './departments.ts';
import { fieldGroup, formField, fromLicence, phoneField } from './form-fields.ts';
import { licenceNeed } from './licence-need.ts';

const ofAge = ['first', 'replacement', 'expired', 'by-agent'];

/** 社会保障卡申领、补换. */
export const socialSecurityCardItem: ServiceItem = {
  ...itemOf('socialInsurance', '4000114013000'),
  name: '社会保障卡申领、补换',
  subjects: ['person'],
  variants: [
    { code: 'first', name: '首次申领' },
    { code: 'replacement', name: '补卡' },
    { code: 'expired', name: '到期换卡' },
    { code: 'by-agent', name: '代办' },
    { code: 'minor', name: '未成年人申领', maximumAge: 17 },
  ],
  question: {
    text: '给谁办，谁来办？',
    answers: [
      {
        text: '本人来办自己的',
        next: {
          text: '为什么办？',
          answers: [
            { text: '第一次办', variant: 'first' },
            { text: '丢失或损坏', variant: 'replacement' },
            { text: '到期', variant: 'expired' },
          ],
        },
      },
      { text: '给成年人代办', variant: 'by-agent' },
      { text: '监护人给未成年人办', variant: 'minor' },
    ],
  },
  materials: [
    { ...applicantCard, variants: ofAge },
    { code: 'old-card', name: '旧社会保障卡', variants: ['expired'] },
    {
      code: 'authorisation',
      name: '授权委托书',
      variants: ['by-agent'],
      isCoveredByDelegation: true,
    },
    cardShownBy('agent', '代办人居民身份证', { variants: ['by-agent'] }),
    {
      code: 'child',
      name: '未成年人的出生医学证明或居民户口簿',
      variants: ['minor'],
      replacedBy: licenceTypes.birthCertificate,
      orReplacedBy: [licenceTypes.householdRegister],
    },
    cardShownBy('guardian', '监护人居民身份证', { variants: ['minor'] }),
    { code: 'portrait', name: '一寸免冠照片' },
  ],
  licences: [
    licenceNeed(
      'identityCard',
      ['CYRMC', 'GMSFHM', 'XB', 'MZ', 'CSRQ', 'ZZ', 'YXQJSRQ'],
      '把身份证上的资料和有效期填到申领表上，您就不用带身份证了。',
    ),
    cardNeedOf('agent', '代办人'),
    licenceNeed(
      'birthCertificate',
      ['MQXM', 'FQXM'],
      '看看来办的人是不是孩子的父母，再把父母姓名填到申领表上，就不用带出生医学证明了。',
    ),
    licenceNeed(
      'householdRegister',
      ['HZ_XM', 'YHZGXDM'],
      '看看来办的人是不是孩子的监护人，再把户主姓名和关系填到申领表上，就不用带户口簿了。',
    ),
    cardNeedOf('guardian', '监护人'),
  ],
  form: [
    ...applicantGroup(wholeCard),
    ...fieldGroup('申请人', [
      formField('card-end', '证件有效期', [fromLicence('identityCard', 'YXQJSRQ')], {
        variants: ofAge,
      }),
    ]),
    ...groupOf('agent', '代办人', { variants: ['by-agent'], otherwise: 'card' }),
    ...groupOf('guardian', '监护人', { variants: ['minor'], otherwise: 'card' }),
    ...fieldGroup('监护人', [
      formField('mother', '母亲姓名', [fromLicence('birthCertificate', 'MQXM')], {
        required: false,
        variants: ['minor'],
      }),
      formField('father', '父亲姓名', [fromLicence('birthCertificate', 'FQXM')], {
        required: false,
        variants: ['minor'],
      }),
      formField('householder', '户主姓名', [fromLicence('householdRegister', 'HZ_XM')], {
        required: false,
        variants: ['minor'],
      }),
      formField('relation', '与户主关系', [fromLicence('householdRegister', 'YHZGXDM')], {
        required: false,
        variants: ['minor'],
      }),
    ]),
    ...fieldGroup('制卡', [
      formField('bank', '合作银行', [], { choices: ['样例银行', '样例农商银行', '样例储蓄银行'] }),
      phoneField,
    ]),
  ],
  terms: {
    statutoryDays: 30,
    promisedDays: 5,
    fee: 0,
    isImmediate: false,
    resultName: '社会保障卡',
  },
};
