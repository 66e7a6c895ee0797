import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { licenceTypes } from '../licence-types.ts';
import { businessLicence, cardNeedOf, cardOf, groupOf, unitGroup, unitNeed } from './applicants.ts';
import { itemOf } from './departments.ts';
import { fieldGroup, formField, fromLicence, orElse, phoneField } from './form-fields.ts';
import { licenceNeed, oneOfSeveral } from './licence-need.ts';

/** 内资公司变更登记（住所、法定代表人）. */
export const companyChangeItem: ServiceItem = {
  ...itemOf('market', '4000131003000'),
  name: '内资公司变更登记（住所、法定代表人）',
  subjects: ['enterprise'],
  variants: [
    { code: 'address', name: '住所变更' },
    { code: 'representative', name: '法定代表人变更' },
    { code: 'scope', name: '经营范围变更' },
    { code: 'licensed-scope', name: '经营范围变更（许可类）' },
  ],
  question: {
    text: '变更什么？',
    answers: [
      { text: '住所', variant: 'address' },
      { text: '法定代表人', variant: 'representative' },
      {
        text: '经营范围',
        next: {
          text: '新的经营范围要先取得许可吗？',
          answers: [
            { text: '不用', variant: 'scope' },
            { text: '要，许可证已经办好', variant: 'licensed-scope' },
          ],
        },
      },
    ],
  },
  materials: [
    { code: 'application', name: '公司变更登记申请书', isFromForm: true },
    businessLicence,
    { code: 'resolution', name: '股东会决议、公司章程修正案' },
    cardOf('representative', '新法定代表人居民身份证', { variants: ['representative'] }),
    {
      code: 'premises',
      name: '新住所使用证明',
      variants: ['address'],
      replacedBy: licenceTypes.propertyCertificate,
      orOnPaper: ['租赁合同'],
    },
    {
      code: 'permit',
      name: '许可证',
      variants: ['licensed-scope'],
      replacedBy: licenceTypes.foodLicence,
      orReplacedBy: [licenceTypes.hygieneLicence],
    },
  ],
  licences: [
    unitNeed(['name', 'uscc', 'address', 'scope', 'representative'], { basis: 'duty' }),
    cardNeedOf('representative', '新法定代表人'),
    licenceNeed(
      'propertyCertificate',
      ['ZL'],
      '看看新住所是不是您单位的，再把坐落填到申请书上，您就不用带不动产权证书了。',
      { verdicts: oneOfSeveral },
    ),
    licenceNeed(
      'foodLicence',
      ['ZZHM'],
      '看看食品经营许可证是否有效，再把证号填到申请书上，您就不用带许可证了。',
      // Renewing one takes a working quarter, and has to be begun before it ends.
      { basis: 'duty', nearExpiryDays: 90 },
    ),
    licenceNeed(
      'hygieneLicence',
      ['ZZHM'],
      '看看公共场所卫生许可证是否有效，再把证号填到申请书上，您就不用带许可证了。',
    ),
  ],
  form: [
    ...unitGroup(['name', 'uscc', 'address', 'scope', 'representative']),
    ...groupOf('representative', '新法定代表人', {
      variants: ['representative'],
      otherwise: 'card',
    }),
    ...fieldGroup('变更', [
      formField('new-address', '新住所', [fromLicence('propertyCertificate', 'ZL')], {
        variants: ['address'],
      }),
      formField('new-scope', '新经营范围', [], { variants: ['scope', 'licensed-scope'] }),
      formField(
        'permit-number',
        '许可证号',
        [fromLicence('foodLicence', 'ZZHM'), orElse(fromLicence('hygieneLicence', 'ZZHM'))],
        { variants: ['licensed-scope'] },
      ),
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
