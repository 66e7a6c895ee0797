import { expect, test } from 'vitest';
import { type ConsentPage, consentPageSchema } from '../contracts/evaluator-page.ts';
import { consentPageText } from './page-text.ts';

const page: ConsentPage = {
  pageId: '0193582a-7b00-7000-8000-000000000001',
  language: 'zh-CN',
  largeType: false,
  switches: {
    type: '大字',
    readAloud: '朗讀',
    stopReading: '停止朗讀',
    languages: [{ code: 'zh-Hant', name: '繁體' }],
  },
  kind: 'consent',
  place: '佛山市行政服务大厅 A07 窗口',
  heading: '请核对并决定是否授权',
  firstLine: '如果您不作选择，三分钟后视为不授权',
  facts: [
    { label: '为办理', text: '老年人优待证申领（本市户籍）' },
    { label: '持证人', text: '张*三（身份证 4406…0017）' },
  ],
  licences: [
    {
      title: '居民户口簿 · 样例市公安局',
      facts: [
        { label: '使用', text: '户籍地址、户主姓名' },
        { label: '用途', text: '核对户籍' },
      ],
    },
    { title: '居住证 · 样例市公安局', facts: [{ label: '使用 ', text: '现居住地址' }] },
    {
      title: '残疾人证 · 样例市残疾人联合会',
      facts: [{ label: '对您的影响', text: '窗口工作人员会看到残疾等级' }],
      isSensitive: true,
    },
  ],
  sensitive: { heading: '敏感信息', text: '每一张都要单独同意' },
  byDuty: {
    heading: '依职能使用',
    text: '在此告知您',
    licences: [{ title: '结婚证', facts: [{ label: '使用  ', text: '登记日期' }] }],
  },
  closing: ['保存至本件归档期满', '可随时在窗口撤回'],
  agreeOne: '同意',
  declineOne: '不同意',
  decline: '全部不同意',
  agree: '同意授权（2 项）',
  submitChoices: '提交选择',
  undecided: '没选的算不同意',
  moreBelow: '下面还有',
  remaining: '剩余',
  readFirst: '请先阅读',
  touchOnly: '请用手指触摸',
  secondsToAnswer: 180,
  minimumDisplaySeconds: 5,
};

const movingParts = [
  'switches',
  'submitChoices',
  'undecided',
  'moreBelow',
  'remaining',
  'readFirst',
  'touchOnly',
];
const notShown = ['pageId', 'language', 'kind'];

/** Every text in `value`, as the path to it. */
function pathsOfTexts(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => pathsOfTexts(inner, [...path, key]));
}

function altered(path: readonly string[]): ConsentPage {
  const copy: unknown = structuredClone(page);
  let place = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  place[last] = `${String(place[last])}。`;
  return copy as ConsentPage;
}

const paths = pathsOfTexts(page).filter(([first]) => !notShown.includes(first ?? ''));
const canonical = paths.filter(([first]) => !movingParts.includes(first ?? ''));
const moving = paths.filter(([first]) => movingParts.includes(first ?? ''));

test('the page of these tests is one that can be sent', () => {
  expect(consentPageSchema.parse(page)).toEqual(page);
});

test('every text of the decision stands once, in reading order', () => {
  expect(consentPageText(page).split('\n')).toEqual([
    '佛山市行政服务大厅 A07 窗口',
    '请核对并决定是否授权',
    '如果您不作选择，三分钟后视为不授权',
    '为办理',
    '老年人优待证申领（本市户籍）',
    '持证人',
    '张*三（身份证 4406…0017）',
    '居民户口簿 · 样例市公安局',
    '使用',
    '户籍地址、户主姓名',
    '用途',
    '核对户籍',
    '不同意',
    '同意',
    '居住证 · 样例市公安局',
    '使用 ',
    '现居住地址',
    '不同意',
    '同意',
    '敏感信息',
    '每一张都要单独同意',
    '残疾人证 · 样例市残疾人联合会',
    '对您的影响',
    '窗口工作人员会看到残疾等级',
    '不同意',
    '同意',
    '依职能使用',
    '在此告知您',
    '结婚证',
    '使用  ',
    '登记日期',
    '保存至本件归档期满',
    '可随时在窗口撤回',
    '全部不同意',
    '同意授权（2 项）',
  ]);
});

test.each(canonical.map((path) => path.join('.')))('another %s is another text', (path) => {
  expect(consentPageText(altered(path.split('.')))).not.toBe(consentPageText(page));
});

test.each(moving.map((path) => path.join('.')))('%s moves and is outside the text', (path) => {
  expect(consentPageText(altered(path.split('.')))).toBe(consentPageText(page));
});

test('sensitive licences come last, and under words of their own, or the page cannot be sent', () => {
  const [first, second, third] = page.licences;
  const { sensitive: _words, ...withoutWords } = page;
  const wrong = [
    { ...page, licences: [first, third, second] },
    { ...page, licences: [first, second] },
    withoutWords,
  ];
  for (const sent of wrong) expect(consentPageSchema.safeParse(sent).success).toBe(false);
});

test('a licence that is left out, and one that changes place, is another text', () => {
  const [first, second] = page.licences;
  if (first === undefined || second === undefined) throw new Error('the page has two licences');
  const texts = [[first, second], [first], [second, first]].map((licences) =>
    consentPageText({ ...page, licences }),
  );
  expect(new Set(texts).size).toBe(3);
});
