import { describe, expect, test } from 'vitest';
import en from '../../resources/locales/en/verifier.json';
import zhCn from '../../resources/locales/zh-CN/verifier.json';
import zhHant from '../../resources/locales/zh-Hant/verifier.json';
import { verifierText } from '../evidence/judgement-report.ts';
import { exampleHall } from '../evidence/testing/example-evidence.ts';
import { auditReportOf } from './audit-report.ts';
import { judgeFiles, reportOfFile } from './judged-file.ts';
import { exampleLogs } from './testing/example-logs.ts';

const hall = exampleHall('SM2');
const examples = exampleLogs('SM2');

describe.each([
  ['zh-CN', zhCn],
  ['zh-Hant', zhHant],
  ['en', en],
])('in %s', (_language, texts) => {
  const text = verifierText(texts);

  test.each(examples)('every finding of $name has words, and none a place left open', (example) => {
    const { name, bytes, findings } = example;
    const [judged] = judgeFiles([{ name: `${name}.audit`, bytes }], hall.trusted);
    if (judged === undefined) throw new Error('a file is judged');
    const report = reportOfFile(judged, text);
    expect(report.reasons).toHaveLength(findings.length);
    expect(JSON.stringify(report)).not.toContain('{{');
  });
});

test('a person reads which rows, and how far the platform knows the log', () => {
  const bytesOf = (name: string) =>
    examples.find((example) => example.name === name)?.bytes ?? new Uint8Array();
  // One by one, for what the platform has of one speaks for the others.
  const reports = ['altered-row', 'removed-rows', 'not-anchored'].flatMap((name) =>
    judgeFiles([{ name: `${name}.audit`, bytes: bytesOf(name) }], hall.trusted).map((judged) =>
      reportOfFile(judged, verifierText(zhCn)),
    ),
  );
  expect(reports.map(({ reasons }) => reasons)).toEqual([
    ['改动之处：日志第 5 行'],
    ['缺第 4 至 5 条'],
    ['第 4 行之后平台尚未加签'],
  ]);
  expect(reports[2]?.sections[0]?.rows).toContainEqual([
    '平台最后加签到',
    '4 · 2026-11-24 09:00:04（北京时间）',
  ]);
});

test('of very many findings the first are told, and the others counted', () => {
  const findings = Array.from({ length: 25 }, (_none, index) => ({
    verdict: 'altered' as const,
    at: `row ${index + 1}`,
  }));
  const { reasons } = auditReportOf({ verdict: 'altered', findings }, verifierText(zhCn));
  expect(reasons).toHaveLength(21);
  expect(reasons.at(-1)).toBe('另有 5 处');
});
