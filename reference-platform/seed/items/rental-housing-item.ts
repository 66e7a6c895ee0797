import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { licenceTypes } from '../licence-types.ts';
import {
  applicantCard,
  applicantGroup,
  applicantNeed,
  cardNeedOf,
  cardOf,
  groupOf,
} from './applicants.ts';
import { itemOf } from './departments.ts';
import { fieldGroup, formField, fromLicence, phoneField } from './form-fields.ts';
import { licenceNeed } from './licence-need.ts';

/** 公租房、住房租赁补贴申请: of a family, each adult consents. */
export const rentalHousingItem: ServiceItem = {
  ...itemOf('housing', '4000121001000'),
  name: '公租房、住房租赁补贴申请',
  subjects: ['person'],
  variants: [
    { code: 'single', name: '单身' },
    { code: 'family', name: '家庭', otherAdults: { who: '成年的家庭成员', least: 1, most: 8 } },
  ],
  question: {
    text: '一个人申请，还是全家申请？',
    answers: [
      { text: '一个人', variant: 'single' },
      { text: '全家', variant: 'family' },
    ],
  },
  materials: [
    applicantCard,
    cardOf('each-adult', '家庭成员居民身份证', { variants: ['family'] }),
    {
      code: 'household-register',
      name: '居民户口簿',
      replacedBy: licenceTypes.householdRegister,
    },
    {
      code: 'marriage-certificate',
      name: '结婚证',
      variants: ['family'],
      replacedBy: licenceTypes.marriageCertificate,
    },
    {
      code: 'property-records',
      name: '不动产登记资料查询结果',
      coveredBy: ['department'],
      isSensitive: true,
    },
    { code: 'income', name: '收入和社会保险缴费记录', coveredBy: ['department'] },
    {
      code: 'disability-certificate',
      name: '残疾人证（有的可以加分）',
      replacedBy: licenceTypes.disabilityCertificate,
      heldBy: 'each-adult',
      isSensitive: true,
    },
  ],
  licences: [
    applicantNeed(['name', 'idNumber']),
    cardNeedOf('each-adult', '家庭成员'),
    licenceNeed(
      'householdRegister',
      ['CYLB'],
      '看看家里有几口人，再把家庭成员填到申请表上，您就不用带户口簿了。',
    ),
    licenceNeed(
      'marriageCertificate',
      ['NFXM', 'WFXM'],
      '看看申请的是不是夫妻，再把两人姓名填到申请表上，您就不用带结婚证了。',
    ),
    licenceNeed(
      'disabilityCertificate',
      ['CJDJ'],
      '看看能不能加分，再把残疾等级填到申请表上，您就不用带残疾人证了。',
      { holder: 'each-adult' },
    ),
  ],
  form: [
    ...applicantGroup(['name', 'idNumber']),
    ...groupOf('each-adult', '家庭成员', { variants: ['family'] }),
    ...fieldGroup('家庭', [
      formField('members', '户口簿成员', [fromLicence('householdRegister', 'CYLB')]),
      formField('husband', '丈夫姓名', [fromLicence('marriageCertificate', 'NFXM')], {
        variants: ['family'],
        required: false,
      }),
      formField('wife', '妻子姓名', [fromLicence('marriageCertificate', 'WFXM')], {
        variants: ['family'],
        required: false,
      }),
      formField(
        'disability-degree',
        '残疾等级',
        [fromLicence('disabilityCertificate', 'CJDJ', 'each-adult')],
        { required: false },
      ),
    ]),
    ...fieldGroup('申请', [
      formField('kind', '申请方式', [], { choices: ['公租房实物配租', '住房租赁补贴'] }),
      formField('income', '家庭月收入（元）', [], {
        format: { kind: 'number', least: 0, decimals: 2 },
      }),
      phoneField,
    ]),
  ],
  terms: {
    statutoryDays: 60,
    promisedDays: 30,
    fee: 0,
    isImmediate: false,
    resultName: '住房保障资格审核结果通知书',
  },
};
