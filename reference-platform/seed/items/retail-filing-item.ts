import type { ServiceItem } from '../../../src/domain/service-item.ts';
import {
  businessLicence,
  cardNeedOf,
  cardShownBy,
  groupOf,
  unitGroup,
  unitNeed,
} from './applicants.ts';
import { itemOf } from './departments.ts';
import { fieldGroup, formField, phoneField } from './form-fields.ts';

/** 酒类零售、单用途预付卡备案, which are accepted and closed at once (即办件). */
export const retailFilingItem: ServiceItem = {
  ...itemOf('commerce', '4000119001000'),
  name: '酒类零售、单用途预付卡备案',
  subjects: ['enterprise'],
  variants: [
    { code: 'filing', name: '新备案' },
    { code: 'cancellation', name: '注销' },
  ],
  question: {
    text: '新备案，还是注销？',
    answers: [
      { text: '新备案', variant: 'filing' },
      { text: '注销', variant: 'cancellation' },
    ],
  },
  materials: [
    businessLicence,
    cardShownBy('agent', '经办人居民身份证'),
    {
      code: 'undertaking',
      name: '备案承诺书',
      pledge: '本单位填报的备案内容真实、准确，并遵守有关管理规定；如有不实，愿意承担法律责任。',
    },
  ],
  licences: [
    unitNeed(['name', 'uscc', 'address', 'representative']),
    cardNeedOf('agent', '经办人'),
  ],
  form: [
    ...unitGroup(['name', 'uscc', 'address', 'representative']),
    ...groupOf('agent', '经办人', { otherwise: 'card' }),
    ...fieldGroup('备案', [
      formField('kind', '备案类别', [], { choices: ['酒类零售', '单用途预付卡'] }),
      phoneField,
    ]),
  ],
  acceptsRunner: true,
  terms: {
    statutoryDays: 5,
    promisedDays: 0,
    fee: 0,
    isImmediate: true,
    resultName: '备案回执',
  },
};
