import type { ServiceItem } from '../../src/domain/service-item.ts';
import { applicantFields } from './applicant-fields.ts';
import { licenceTypes } from './licence-types.ts';

const { driversLicence } = licenceTypes;

/**
 * 机动车驾驶证期满换证, received for the traffic police (进驻窗口代收). Materials follow general practice; they are no
 * official guide of Foshan.
 */
export const driversLicenceItem: ServiceItem = {
  code: '11440699MB9X0005894000109021000',
  name: '机动车驾驶证期满换证',
  department: '佛山市公安局交通警察支队',
  subjects: ['person'],
  variants: [
    { code: 'expiring', name: '期满' },
    { code: 'seventy', name: '年满70', minimumAge: 70 },
    { code: 'full-points', name: '记满分' },
  ],
  question: {
    text: '为什么换证？',
    answers: [
      { text: '驾驶证快到期或刚到期', variant: 'expiring' },
      { text: '年满70周岁', variant: 'seventy' },
      { text: '记分满了，学习考试已经合格', variant: 'full-points' },
    ],
  },
  materials: [
    { code: 'identity-card', name: '居民身份证', coveredBy: ['identity-card'] },
    { code: 'drivers-licence', name: '机动车驾驶证', replacedBy: driversLicence },
    { code: 'medical-report', name: '身体条件证明（体检表）' },
    { code: 'portrait', name: '一寸免冠照片' },
  ],
  licences: [
    {
      typeCode: driversLicence,
      holder: 'applicant',
      basis: 'consent',
      isSensitive: false,
      name: '机动车驾驶证',
      fields: [
        { key: 'DABH', name: '档案编号' },
        { key: 'ZJCX', name: '准驾车型' },
        { key: 'CCLZRQ', name: '初次领证日期' },
      ],
      purpose:
        '看看您的驾驶证能不能换，再把档案编号、准驾车型和初次领证日期填到换证表上，您就不用带驾驶证了。',
      minimumTrust: 'B',
    },
  ],
  form: [
    ...applicantFields,
    fromLicence('fileNumber', '档案编号', 'DABH'),
    fromLicence('vehicleClass', '准驾车型', 'ZJCX'),
    fromLicence('firstIssued', '初次领证日期', 'CCLZRQ'),
    {
      key: 'delivery',
      name: '领证方式',
      group: '领证',
      required: true,
      sources: [],
      choices: ['窗口领取', '邮寄'],
    },
    {
      key: 'phone',
      name: '手机号码',
      group: '领证',
      required: true,
      sources: [{ kind: 'account', field: 'phone' }],
      format: { kind: 'phone' },
    },
    { key: 'remark', name: '备注', group: '领证', required: false, sources: [] },
  ],
  terms: {
    statutoryDays: 1,
    promisedDays: 1,
    fee: 1000,
    isImmediate: false,
    resultName: '机动车驾驶证',
  },
  evaluationCode: '11440699MB9X000589400010902100001',
};

function fromLicence(key: string, name: string, field: string): ServiceItem['form'][number] {
  return {
    key,
    name,
    group: '驾驶证',
    required: true,
    sources: [{ kind: 'licence', typeCode: driversLicence, field }],
  };
}
