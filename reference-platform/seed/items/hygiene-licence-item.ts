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
import { licenceNeed } from './licence-need.ts';

const opening = ['lodging', 'hairdressing', 'swimming', 'shopping'];

/** 公共场所卫生许可（新证、延续）. */
export const hygieneLicenceItem: ServiceItem = {
  ...itemOf('health', '4000123001000'),
  name: '公共场所卫生许可（新证、延续）',
  subjects: ['enterprise', 'individual-business'],
  variants: [
    { code: 'lodging', name: '新证：住宿' },
    { code: 'hairdressing', name: '新证：美容美发' },
    { code: 'swimming', name: '新证：游泳' },
    { code: 'shopping', name: '新证：商场' },
    { code: 'renewal', name: '延续' },
  ],
  question: {
    text: '新办，还是延续？',
    answers: [
      {
        text: '新办',
        next: {
          text: '是什么场所？',
          answers: [
            { text: '宾馆、旅店等住宿场所', variant: 'lodging' },
            { text: '美容店、理发店', variant: 'hairdressing' },
            { text: '游泳场所', variant: 'swimming' },
            { text: '商场、书店', variant: 'shopping' },
          ],
        },
      },
      { text: '延续', variant: 'renewal' },
    ],
  },
  materials: [
    { code: 'application', name: '公共场所卫生许可申请表', isFromForm: true },
    businessLicence,
    cardShownBy('representative', '负责人居民身份证'),
    { code: 'plans', name: '场所方位图、平面图', variants: opening },
    { code: 'inspection', name: '卫生检测报告', isDeferrable: true, deferralDays: 20 },
    {
      code: 'hygiene-rules',
      name: '卫生管理制度',
      pledge:
        '本单位已经建立卫生管理制度，从业人员持健康合格证明上岗，用品用具按规定消毒；如有不实，愿意承担法律责任。',
    },
    {
      code: 'old-licence',
      name: '原公共场所卫生许可证',
      variants: ['renewal'],
      replacedBy: licenceTypes.hygieneLicence,
      isCheckable: true,
    },
  ],
  licences: [
    unitNeed(['name', 'uscc', 'address']),
    cardNeedOf('representative', '负责人'),
    licenceNeed(
      'hygieneLicence',
      ['ZZHM', 'YXQJSRQ'],
      '看看原来的卫生许可证能不能延续，再把证号和有效期填到申请表上，您就不用带许可证了。',
      // One that has ended is applied for anew (新证).
      { basis: 'duty', verdicts: { 'near-expiry': 'accept' } },
    ),
  ],
  form: [
    ...unitGroup(['name', 'uscc', 'address']),
    ...groupOf('representative', '负责人'),
    ...fieldGroup('许可', [
      formField('old-number', '原许可证号', [fromLicence('hygieneLicence', 'ZZHM')], {
        variants: ['renewal'],
      }),
      formField('old-end', '原许可证有效期至', [fromLicence('hygieneLicence', 'YXQJSRQ')], {
        variants: ['renewal'],
      }),
      formField('category', '项目类别', [], {
        choices: ['住宿场所', '美容美发场所', '游泳场所', '商场、书店'],
      }),
      formField('area', '面积（平方米）', [], {
        format: { kind: 'number', least: 1, decimals: 2 },
      }),
      formField('employees', '从业人员数', [], {
        format: { kind: 'number', least: 1, most: 100000 },
      }),
    ]),
    ...fieldGroup('联系', [phoneField]),
  ],
  acceptsRunner: true,
  terms: {
    statutoryDays: 20,
    promisedDays: 5,
    fee: 0,
    isImmediate: false,
    resultName: '公共场所卫生许可证',
  },
};
