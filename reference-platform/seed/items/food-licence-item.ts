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
import { fieldGroup, formField, fromLicence, orElse, phoneField } from './form-fields.ts';
import { licenceNeed, oneOfSeveral } from './licence-need.ts';

/** 食品经营许可（新办）. */
export const foodLicenceItem: ServiceItem = {
  ...itemOf('market', '4000131001000'),
  name: '食品经营许可（新办）',
  subjects: ['enterprise', 'individual-business'],
  variants: [
    { code: 'catering', name: '餐饮服务' },
    { code: 'collective-meals', name: '集体用餐配送' },
    { code: 'food-sales', name: '食品销售' },
    { code: 'online', name: '网络经营' },
    { code: 'vending', name: '自动售货' },
  ],
  question: {
    text: '做饭菜，还是卖食品？',
    answers: [
      {
        text: '做饭菜、饮品',
        next: {
          text: '怎样供餐？',
          answers: [
            { text: '店里堂食或外卖', variant: 'catering' },
            { text: '做好后集中配送给学校、工厂等单位', variant: 'collective-meals' },
          ],
        },
      },
      {
        text: '卖食品',
        next: {
          text: '在哪里卖？',
          answers: [
            { text: '实体门店', variant: 'food-sales' },
            { text: '只在网上', variant: 'online' },
            { text: '自动售货机', variant: 'vending' },
          ],
        },
      },
    ],
  },
  materials: [
    { code: 'application', name: '食品经营许可申请书', isFromForm: true },
    businessLicence,
    cardShownBy('representative', '法定代表人（负责人）居民身份证'),
    {
      code: 'premises',
      name: '经营场所使用证明',
      replacedBy: licenceTypes.propertyCertificate,
      orReplacedBy: [licenceTypes.premisesProof],
      orOnPaper: ['租赁合同'],
      isDeferrable: true,
    },
    {
      code: 'layout',
      name: '经营场所平面布局图和操作流程',
      variants: ['catering', 'collective-meals', 'food-sales'],
    },
    {
      code: 'safety-rules',
      name: '食品安全规章制度',
      pledge:
        '本单位已经建立食品安全自查、从业人员健康管理、进货查验记录等制度，并按制度经营；如有不实，愿意承担法律责任。',
    },
    {
      code: 'safety-manager',
      name: '食品安全管理员证明',
      replacedBy: licenceTypes.vocationalCertificate,
      heldBy: 'representative',
      isDeferrable: true,
    },
    { code: 'machine-certificates', name: '自动售货设备产品合格证', variants: ['vending'] },
    { code: 'machine-places', name: '自动售货设备放置地点说明', variants: ['vending'] },
  ],
  licences: [
    unitNeed(['name', 'uscc', 'address', 'scope'], { basis: 'duty' }),
    cardNeedOf('representative', '法定代表人'),
    licenceNeed(
      'propertyCertificate',
      ['ZL'],
      '看看经营场所是不是您单位的，再把坐落填到申请书上，您就不用带不动产权证书了。',
      { verdicts: oneOfSeveral },
    ),
    licenceNeed(
      'premisesProof',
      ['FWDZ'],
      '看看经营场所能不能使用，再把房屋地址填到申请书上，您就不用带场地使用证明了。',
    ),
    licenceNeed(
      'vocationalCertificate',
      ['ZZHM'],
      '看看食品安全管理员的证书，再把证书号码填到申请书上，就不用带证书了。',
      { holder: 'representative' },
    ),
  ],
  form: [
    ...unitGroup(['name', 'uscc', 'address', 'scope']),
    ...groupOf('representative', '法定代表人', { otherwise: 'card' }),
    ...fieldGroup('经营', [
      formField('premises', '经营场所', [
        fromLicence('propertyCertificate', 'ZL'),
        orElse(fromLicence('premisesProof', 'FWDZ')),
        orElse(fromLicence('businessLicence', 'ZS')),
      ]),
      formField('operation', '主体业态', [], {
        choices: ['餐饮服务经营者', '食品销售经营者', '集体用餐配送单位'],
      }),
      formField('products', '经营项目'),
      formField('employees', '从业人数', [], {
        format: { kind: 'number', least: 1, most: 100000 },
      }),
      formField(
        'safety-manager-number',
        '食品安全管理员证书号码',
        [fromLicence('vocationalCertificate', 'ZZHM', 'representative')],
        { required: false },
      ),
    ]),
    ...fieldGroup('联系', [phoneField]),
  ],
  acceptsRunner: true,
  terms: {
    statutoryDays: 20,
    promisedDays: 5,
    fee: 0,
    isImmediate: false,
    resultName: '食品经营许可证',
  },
};
