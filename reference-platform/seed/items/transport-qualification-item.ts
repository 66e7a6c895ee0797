import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { licenceTypes } from '../licence-types.ts';
import { applicantCard, applicantGroup, applicantNeed } from './applicants.ts';
import { itemOf } from './departments.ts';
import { fieldGroup, formField, fromLicence, phoneField } from './form-fields.ts';
import { beingRenewed, licenceNeed } from './licence-need.ts';

/** 道路运输从业资格证换证、延续. */
export const transportQualificationItem: ServiceItem = {
  ...itemOf('transport', '4000118036000'),
  name: '道路运输从业资格证换证、延续',
  subjects: ['person'],
  variants: [
    { code: 'passengers', name: '客运' },
    { code: 'freight', name: '货运' },
    { code: 'ride-hailing', name: '网约车' },
    { code: 'taxi', name: '出租车' },
  ],
  question: {
    text: '从业资格是哪一类？',
    answers: [
      { text: '道路旅客运输', variant: 'passengers' },
      { text: '道路货物运输', variant: 'freight' },
      { text: '网络预约出租汽车', variant: 'ride-hailing' },
      { text: '巡游出租汽车', variant: 'taxi' },
    ],
  },
  materials: [
    applicantCard,
    {
      code: 'drivers-licence',
      name: '机动车驾驶证',
      replacedBy: licenceTypes.driversLicence,
    },
    {
      code: 'qualification',
      name: '道路运输从业资格证（旧）',
      replacedBy: licenceTypes.transportQualification,
      isCheckable: true,
    },
    { code: 'portrait', name: '一寸免冠照片' },
    { code: 'education', name: '继续教育记录', coveredBy: ['department'] },
    { code: 'integrity', name: '诚信考核结果', coveredBy: ['department'] },
    {
      code: 'health',
      name: '体检表',
      variants: ['passengers', 'taxi'],
      isDeferrable: true,
      deferralDays: 10,
    },
  ],
  licences: [
    applicantNeed(['name', 'idNumber', 'address']),
    licenceNeed(
      'driversLicence',
      ['ZJCX', 'CCLZRQ'],
      '看看您的驾驶证是否有效，再把准驾车型和初次领证日期填到换证表上，您就不用带驾驶证了。',
    ),
    licenceNeed(
      'transportQualification',
      ['ZZHM', 'CYZGLB', 'YXQJSRQ'],
      '看看您的从业资格证能不能换，再把证号、类别和有效期填到换证表上，您就不用带旧证了。',
      { verdicts: beingRenewed },
    ),
  ],
  form: [
    ...applicantGroup(['name', 'idNumber', 'address']),
    ...fieldGroup('驾驶证', [
      formField('vehicle-class', '准驾车型', [fromLicence('driversLicence', 'ZJCX')]),
      formField('first-issued', '初次领证日期', [fromLicence('driversLicence', 'CCLZRQ')], {
        format: { kind: 'date', isPast: true },
      }),
    ]),
    ...fieldGroup('从业资格证', [
      formField('number', '从业资格证号', [fromLicence('transportQualification', 'ZZHM')]),
      formField('category', '从业资格类别', [fromLicence('transportQualification', 'CYZGLB')]),
      formField('end', '有效期至', [fromLicence('transportQualification', 'YXQJSRQ')]),
      phoneField,
    ]),
  ],
  terms: {
    statutoryDays: 20,
    promisedDays: 3,
    fee: 0,
    isImmediate: false,
    resultName: '道路运输从业资格证',
  },
};
