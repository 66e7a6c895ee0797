import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { licenceTypes } from '../licence-types.ts';
import { applicantCard, applicantGroup, applicantNeed, wholeCard } from './applicants.ts';
import { itemOf } from './departments.ts';
import { fieldGroup, formField, fromLicence, orElse, phoneField } from './form-fields.ts';
import { beingRenewed, licenceNeed, oneOfSeveral } from './licence-need.ts';
import { twoQuestions } from './variant-questions.ts';

const { variants, question, answered } = twoQuestions(
  {
    text: '第一次办，还是签注？',
    answers: [
      ['new', '新办'],
      ['endorsement', '签注'],
    ],
  },
  {
    text: '因为什么住在佛山？',
    answers: [
      ['employment', '就业'],
      ['business', '经商'],
      ['study', '就读'],
      ['dwelling', '住所'],
    ],
  },
);

/** 居住证申领、签注, received for the police (流动人口管理). */
export const residencePermitItem: ServiceItem = {
  ...itemOf('police', '4000109022000'),
  name: '居住证申领、签注',
  subjects: ['person'],
  variants,
  question,
  materials: [
    applicantCard,
    {
      code: 'residence-permit',
      name: '居住证',
      variants: answered('endorsement'),
      replacedBy: licenceTypes.residencePermit,
      isCheckable: true,
    },
    {
      code: 'dwelling',
      name: '居住处所证明',
      replacedBy: licenceTypes.propertyCertificate,
      orOnPaper: ['租赁合同'],
    },
    {
      code: 'employment',
      name: '就业证明（社会保险参保记录）',
      variants: answered('employment'),
      coveredBy: ['department'],
      orOnPaper: ['劳动合同'],
    },
    {
      code: 'business-licence',
      name: '营业执照',
      variants: answered('business'),
      replacedBy: licenceTypes.businessLicence,
    },
    { code: 'enrolment', name: '学籍证明', variants: answered('study') },
    { code: 'portrait', name: '数字相片采集回执' },
  ],
  licences: [
    applicantNeed(wholeCard),
    licenceNeed(
      'residencePermit',
      ['ZZHM', 'XJZDZ'],
      '看看您的居住证能不能签注，再把居住证号码和现在的住址填到表上，您就不用带居住证了。',
      { verdicts: beingRenewed },
    ),
    licenceNeed(
      'propertyCertificate',
      ['ZL'],
      '看看您住的房屋是不是自己的，再把坐落填到表上，您就不用带不动产权证书了。',
      { verdicts: oneOfSeveral },
    ),
    licenceNeed(
      'businessLicence',
      ['QYMC'],
      '看看您的营业执照是否有效，再把名称填到表上，您就不用带营业执照了。',
    ),
  ],
  form: [
    ...applicantGroup(wholeCard),
    ...fieldGroup('居住', [
      formField('permit-number', '居住证号码', [fromLicence('residencePermit', 'ZZHM')], {
        variants: answered('endorsement'),
      }),
      formField('current-address', '现居住地址', [
        fromLicence('residencePermit', 'XJZDZ'),
        orElse(fromLicence('propertyCertificate', 'ZL')),
      ]),
      formField('reason', '居住事由', [], { choices: ['就业', '经商', '就读', '住所'] }),
      formField('workplace', '服务处所', [fromLicence('businessLicence', 'QYMC')], {
        variants: [...answered('employment'), ...answered('business')],
      }),
      phoneField,
    ]),
  ],
  terms: {
    statutoryDays: 15,
    promisedDays: 10,
    fee: 0,
    isImmediate: false,
    resultName: '居住证',
  },
};
