import { expect, test } from 'vitest';
import { chineseTexts as t } from '../locale/chinese-texts.fixture.ts';
import { accountText, changeText, type WrittenChange } from './change-words.ts';

function written(facts: WrittenChange['facts']): WrittenChange {
  const at = '2026-11-24T01:02:03.004Z';
  return { at, account: 'jishu', role: 'technician', action: 'settings:changed', facts };
}

test.each<[WrittenChange['facts'], readonly [string, string, string]]>([
  [{ key: 'windowId', before: 'A07', after: 'A08' }, ['窗口编号', 'A07', 'A08']],
  [
    { key: 'evaluatorDisplay', before: '', after: 'DELL 1280×800 (1920, 0)' },
    ['评价器屏幕', '自动：用窗口人员以外的那一块', 'DELL 1280×800 (1920, 0)'],
  ],
  [{ key: 'readerBaud', before: 9600, after: 115_200 }, ['读卡器波特率', '9600', '115200']],
  [{ key: 'readerAddress', before: '', after: 'COM3' }, ['读卡器端口', '没有', 'COM3']],
  [{ key: 'receiptPrinter', before: '', after: 'HP' }, ['回执打印机', '系统默认的打印机', 'HP']],
  [{ key: 'wedge', before: '', after: '≥ 6, ≤ 50 ms' }, ['键盘式扫码枪', '没有', '≥ 6, ≤ 50 ms']],
  [{ key: 'camera', before: '', after: 'C920' }, ['扫码摄像头', '系统的第一个摄像头', 'C920']],
  [{ key: 'language', before: 'en', after: 'zh-Hant' }, ['窗口语言', 'English', '繁體中文']],
])('the change %j is told in words', (facts, [what, before, after]) => {
  expect(changeText(written(facts), t)).toEqual({ what, before, after });
});

test('a setting that this version does not know is told as it was written down', () => {
  const facts = { key: 'lampColour', before: false, after: true };
  expect(changeText(written(facts), t)).toEqual({
    what: 'lampColour',
    before: 'false',
    after: 'true',
  });
  expect(changeText(written({}), t).what).toBe('settings:changed');
});

test('that the workstation has enrolled is told with its windows', () => {
  const entry = { ...written({ keyId: 'k', windows: 'A07 A08' }), action: 'workstation:enrolled' };
  expect(changeText(entry, t)).toEqual({ what: '工作站登记', before: '', after: 'A07 A08' });
});

test('who it was is told by account and role, except before anybody could log in', () => {
  const change = written({});
  expect(accountText(change, t)).toBe('jishu（技术员）');
  expect(accountText({ ...change, role: 'auditor' }, t)).toBe('jishu（auditor）');
  expect(accountText({ ...change, account: 'first-start' }, t)).toBe('首次设置');
  expect(accountText({ ...change, account: 'nobody' }, t)).toBe('未登录');
});
