import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { licenceTypes } from '../licence-types.ts';
import {
  applicantCard,
  applicantGroup,
  applicantNeed,
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

const persons = ['owner', 'by-agent', 'interested', 'lawyer'];
const owners = ['owner', 'by-agent', 'enterprise'];

/** 不动产登记资料查询（个人名下）. The use goes into the annotated copy (加注件). */
export const propertyRecordsItem: ServiceItem = {
  ...itemOf('naturalResources', '4000115001000'),
  name: '不动产登记资料查询（个人名下）',
  subjects: ['person', 'enterprise'],
  variants: [
    { code: 'owner', name: '本人', subjects: ['person'] },
    { code: 'by-agent', name: '委托代办', subjects: ['person'] },
    { code: 'enterprise', name: '企业', subjects: ['enterprise'] },
    { code: 'interested', name: '利害关系人', subjects: ['person'] },
    { code: 'lawyer', name: '律师', subjects: ['person'] },
  ],
  question: {
    text: '查谁的不动产？',
    answers: [
      {
        text: '自己的',
        next: {
          text: '谁来查？',
          answers: [
            { text: '本人', variant: 'owner' },
            { text: '受本人委托的人', variant: 'by-agent' },
            { text: '企业', variant: 'enterprise' },
          ],
        },
      },
      {
        text: '别人的',
        next: {
          text: '以什么身份查？',
          answers: [
            { text: '利害关系人', variant: 'interested' },
            { text: '律师', variant: 'lawyer' },
          ],
        },
      },
    ],
  },
  materials: [
    { code: 'application', name: '不动产登记资料查询申请书', isFromForm: true },
    { ...applicantCard, variants: persons },
    { ...businessLicence, variants: ['enterprise'] },
    {
      code: 'property-certificate',
      name: '不动产权证书',
      variants: owners,
      replacedBy: licenceTypes.propertyCertificate,
      isCheckable: true,
    },
    { code: 'interest', name: '利害关系证明', variants: ['interested'] },
    {
      code: 'authorisation',
      name: '授权委托书',
      variants: ['by-agent', 'lawyer'],
      isCoveredByDelegation: true,
    },
    cardShownBy('agent', '代办人居民身份证', { variants: ['by-agent'] }),
    { code: 'lawyer-licence', name: '律师执业证', variants: ['lawyer'] },
  ],
  licences: [
    applicantNeed(['name', 'idNumber']),
    unitNeed(['name', 'uscc']),
    licenceNeed(
      'propertyCertificate',
      ['BDCQZH', 'ZL'],
      '把不动产权证号和坐落填到查询申请书上，您就不用带不动产权证书了。',
      { verdicts: oneOfSeveral },
    ),
    cardNeedOf('agent', '代办人'),
  ],
  form: [
    ...applicantGroup(['name', 'idNumber'], { variants: persons }),
    ...unitGroup(['name', 'uscc'], { variants: ['enterprise'] }),
    ...groupOf('agent', '代办人', { variants: ['by-agent'], otherwise: 'card' }),
    ...fieldGroup('查询', [
      formField('certificate-number', '不动产权证号', [
        fromLicence('propertyCertificate', 'BDCQZH'),
      ]),
      formField('place', '坐落', [fromLicence('propertyCertificate', 'ZL')]),
      formField('use', '查询用途', [], {
        choices: ['购房资格核验', '子女入学', '申请公积金', '诉讼', '其他'],
      }),
      phoneField,
    ]),
  ],
  terms: {
    statutoryDays: 1,
    promisedDays: 0,
    fee: 0,
    isImmediate: true,
    resultName: '不动产登记资料查询结果证明',
  },
};
