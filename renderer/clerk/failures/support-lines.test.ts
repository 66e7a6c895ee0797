import { expect, test } from 'vitest';
import failures from '../../../resources/locales/zh-CN/failures.json';
import { failure } from '../../../src/failures/failure.ts';
import { failureText } from '../../../src/failures/failure-text.ts';
import { chineseTexts as t } from '../locale/chinese-texts.fixture.ts';
import { supportLines } from './support-lines.ts';

const at = '2026-11-24T01:02:03.004Z';

test('support is told code, time, who has to act, whether a retry helps, the detail and the facts', () => {
  const refused = failure('platform.refused', { reason: 'window-unknown' });
  const text = failureText(refused, failures);
  expect(supportLines(refused, text, at, t)).toEqual([
    '中心平台拒绝了请求（window-unknown）。',
    '代码：platform.refused',
    '时间：2026-11-24 09:02:03',
    '由谁处理：平台运维',
    '重试：原因没有排除之前，重试没有用。',
    `详情：${text.detail}`,
    '附带信息：reason = window-unknown',
  ]);
});

test('a failure without facts has no line for them', () => {
  const busy = failure('reader.busy');
  const lines = supportLines(busy, failureText(busy, failures), at, t);
  expect(lines).toHaveLength(6);
  expect(lines).toContain('由谁处理：窗口人员');
  expect(lines).toContain('重试：按上面的办法处理后，可以重试。');
});
