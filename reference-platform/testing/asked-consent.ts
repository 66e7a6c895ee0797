import { randomUUID } from 'node:crypto';
import type { AskConsentRequest } from '../../src/contracts/consent-api.ts';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { people } from '../seed/people.ts';

/** Somebody who has what the elder card needs, and the licence in question. */
export const holder = {
  idNumber: people.allGood.card.idNumber,
  name: people.allGood.card.name,
  licenceCode: '4406992013HKB00001',
};

/** The page that asks for one licence, as a workstation would put it together. */
function consentPage(): ConsentPage {
  return {
    pageId: randomUUID(),
    language: 'zh-CN',
    largeType: false,
    switches: {
      type: '大字',
      readAloud: '朗读',
      stopReading: '停止朗读',
      languages: [{ code: 'zh-CN', name: '简体中文' }],
    },
    kind: 'consent',
    place: '佛山市行政服务中心 A07',
    heading: '是否同意使用您的电子证照？',
    firstLine: '不操作视为不同意。',
    facts: [{ label: '事项', text: elderCardItem.name }],
    licences: [
      {
        title: '居民户口簿',
        facts: [{ label: '不同意时', text: '请提交户口簿原件' }],
      },
    ],
    closing: ['您可以随时撤回授权。'],
    agreeOne: '同意',
    declineOne: '不同意',
    decline: '全部不同意',
    agree: '同意授权（1 项）',
    submitChoices: '提交选择',
    undecided: '未选择视为不同意',
    moreBelow: '下方还有内容',
    remaining: '剩余时间',
    readFirst: '请先阅读',
    touchOnly: '请触摸屏幕',
    secondsToAnswer: 180,
    minimumDisplaySeconds: 4,
  };
}

/** A request for the consent of the holder above to use one licence for the elder card. */
export function askedConsent(change: Partial<AskConsentRequest> = {}): AskConsentRequest {
  return {
    consentId: randomUUID(),
    caseId: randomUUID(),
    itemCode: elderCardItem.code,
    variant: 'local-household',
    holder: { type: 'person', number: holder.idNumber },
    asked: { as: 'same', idNumber: holder.idNumber },
    licences: [
      {
        licenceCode: holder.licenceCode,
        typeCode: licenceTypes.householdRegister,
        fields: elderCardItem.licences.flatMap(({ typeCode, fields }) =>
          typeCode === licenceTypes.householdRegister ? fields.map(({ key }) => key) : [],
        ),
      },
    ],
    page: consentPage(),
    ...change,
  };
}
