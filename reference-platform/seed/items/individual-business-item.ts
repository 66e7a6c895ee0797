import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { licenceTypes } from '../licence-types.ts';
import {
  applicantCard,
  applicantGroup,
  applicantNeed,
  businessLicence,
  unitGroup,
  unitNeed,
  wholeCard,
} from './applicants.ts';
import { itemOf } from './departments.ts';
import { fieldGroup, formField, fromLicence, phoneField } from './form-fields.ts';
import { licenceNeed, oneOfSeveral } from './licence-need.ts';

const settingUp = ['set-up', 'set-up-by-family'];
const changing = ['name-change', 'address-change', 'operator-change'];
const registered = [...changing, 'cancellation'];

/** 个体工商户登记（设立、变更、注销）; the operator (经营者) applies. */
export const individualBusinessItem: ServiceItem = {
  ...itemOf('market', '4000131002000'),
  name: '个体工商户登记（设立、变更、注销）',
  subjects: ['person', 'individual-business'],
  variants: [
    { code: 'set-up', name: '设立', subjects: ['person'] },
    { code: 'set-up-by-family', name: '设立，家庭经营', subjects: ['person'] },
    { code: 'name-change', name: '名称变更' },
    { code: 'address-change', name: '地址变更' },
    { code: 'operator-change', name: '经营者变更' },
    { code: 'cancellation', name: '注销' },
  ],
  question: {
    text: '办理哪一种登记？',
    answers: [
      {
        text: '设立',
        next: {
          text: '谁来经营？',
          answers: [
            { text: '个人经营', variant: 'set-up' },
            { text: '家庭经营', variant: 'set-up-by-family' },
          ],
        },
      },
      {
        text: '变更',
        next: {
          text: '变更什么？',
          answers: [
            { text: '名称', variant: 'name-change' },
            { text: '经营场所', variant: 'address-change' },
            { text: '经营者', variant: 'operator-change' },
          ],
        },
      },
      { text: '注销', variant: 'cancellation' },
    ],
  },
  materials: [
    { code: 'application', name: '个体工商户登记申请书', isFromForm: true },
    { ...applicantCard, name: '经营者居民身份证' },
    {
      code: 'premises',
      name: '经营场所使用证明',
      variants: [...settingUp, 'address-change'],
      replacedBy: licenceTypes.propertyCertificate,
      pledge: '本人对经营场所有合法使用权，所报地址真实；如有不实，愿意承担法律责任。',
    },
    { ...businessLicence, name: '营业执照正、副本', variants: registered },
    {
      code: 'tax-clearance',
      name: '清税证明',
      variants: ['cancellation'],
      coveredBy: ['department'],
    },
    {
      code: 'family',
      name: '居民户口簿或结婚证',
      variants: ['set-up-by-family'],
      replacedBy: licenceTypes.householdRegister,
      orReplacedBy: [licenceTypes.marriageCertificate],
    },
  ],
  licences: [
    applicantNeed(wholeCard),
    licenceNeed(
      'propertyCertificate',
      ['ZL'],
      '看看经营场所是不是您的，再把坐落填到申请书上，您就不用带不动产权证书了。',
      { verdicts: oneOfSeveral },
    ),
    unitNeed(['name', 'uscc'], { basis: 'duty' }),
    licenceNeed(
      'householdRegister',
      ['CYLB'],
      '看看一起经营的是不是一家人，再把成员填到申请书上，您就不用带户口簿了。',
    ),
    licenceNeed(
      'marriageCertificate',
      ['NFXM', 'WFXM'],
      '看看一起经营的是不是夫妻，再把两人姓名填到申请书上，您就不用带结婚证了。',
    ),
  ],
  form: [
    ...applicantGroup(wholeCard),
    ...fieldGroup('家庭经营', [
      formField('family-members', '家庭成员', [fromLicence('householdRegister', 'CYLB')], {
        required: false,
        variants: ['set-up-by-family'],
      }),
      formField('husband', '丈夫姓名', [fromLicence('marriageCertificate', 'NFXM')], {
        required: false,
        variants: ['set-up-by-family'],
      }),
      formField('wife', '妻子姓名', [fromLicence('marriageCertificate', 'WFXM')], {
        required: false,
        variants: ['set-up-by-family'],
      }),
    ]),
    ...unitGroup(['name', 'uscc'], { variants: registered }),
    ...fieldGroup('登记', [
      formField('business-name', '字号', [], { variants: [...settingUp, 'name-change'] }),
      formField('scope', '经营范围', [], { variants: settingUp }),
      formField('premises', '经营场所', [fromLicence('propertyCertificate', 'ZL')], {
        variants: [...settingUp, 'address-change'],
      }),
      phoneField,
    ]),
  ],
  terms: {
    statutoryDays: 15,
    promisedDays: 1,
    fee: 0,
    isImmediate: false,
    resultName: '营业执照',
  },
};
