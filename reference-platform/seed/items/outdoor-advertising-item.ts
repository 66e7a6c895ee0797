import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { licenceTypes } from '../licence-types.ts';
import {
  businessLicence,
  cardNeedOf,
  cardShownBy,
  groupOf,
  unitGroup,
  unitNeed,
} from './applicants.ts';
import { itemOf } from './departments.ts';
import { fieldGroup, formField, fromLicence, phoneField } from './form-fields.ts';
import { licenceNeed, oneOfSeveral } from './licence-need.ts';
import { twoQuestions } from './variant-questions.ts';

const { variants, question, answered } = twoQuestions(
  {
    text: '办理哪一种？',
    answers: [
      ['new', '新设'],
      ['extension', '延期'],
      ['change', '变更'],
    ],
  },
  {
    text: '谁来办理？',
    answers: [
      ['representative', '法定代表人'],
      ['agent', '代理人'],
    ],
  },
);

/** 户外广告设施设置审批. */
export const outdoorAdvertisingItem: ServiceItem = {
  ...itemOf('cityManagement', '4000117001000'),
  name: '户外广告设施设置审批',
  subjects: ['enterprise'],
  variants,
  question,
  materials: [
    { code: 'application', name: '户外广告设施设置申请表', isFromForm: true },
    businessLicence,
    {
      code: 'authorisation',
      name: '授权委托书',
      variants: answered('agent'),
      isCoveredByDelegation: true,
    },
    cardShownBy('agent', '代理人居民身份证', { variants: answered('agent') }),
    {
      code: 'place',
      name: '设置位置使用权证明',
      replacedBy: licenceTypes.propertyCertificate,
      orOnPaper: ['租赁合同'],
    },
    {
      code: 'drawings',
      name: '效果图、结构设计图',
      variants: [...answered('new'), ...answered('change')],
    },
    { code: 'safety', name: '设施安全鉴定报告', isDeferrable: true },
  ],
  licences: [
    unitNeed(['name', 'uscc']),
    cardNeedOf('agent', '代理人'),
    licenceNeed(
      'propertyCertificate',
      ['ZL'],
      '看看广告设施所在的房屋是不是您单位的，再把坐落填到申请表上，您就不用带不动产权证书了。',
      { verdicts: oneOfSeveral },
    ),
  ],
  form: [
    ...unitGroup(['name', 'uscc']),
    ...groupOf('agent', '代理人', { variants: answered('agent'), otherwise: 'card' }),
    ...fieldGroup('设施', [
      formField('building', '所在房屋坐落', [fromLicence('propertyCertificate', 'ZL')], {
        required: false,
      }),
      formField('place', '设置地点', [], { format: { kind: 'text', least: 5, most: 200 } }),
      formField('area', '面积（平方米）', [], {
        format: { kind: 'number', least: 0.1, decimals: 2 },
      }),
      formField('material', '材质'),
      formField('begin', '开始日期', [], { format: { kind: 'date' } }),
      formField('end', '结束日期', [], { format: { kind: 'date' } }),
    ]),
    ...fieldGroup('联系', [formField('contact', '联系人'), phoneField]),
  ],
  acceptsRunner: true,
  terms: {
    statutoryDays: 20,
    promisedDays: 7,
    fee: 0,
    isImmediate: false,
    resultName: '户外广告设施设置批准书',
  },
};
