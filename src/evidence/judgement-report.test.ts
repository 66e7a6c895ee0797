import { describe, expect, test } from 'vitest';
import en from '../../resources/locales/en/verifier.json';
import zhCn from '../../resources/locales/zh-CN/verifier.json';
import zhHant from '../../resources/locales/zh-Hant/verifier.json';
import { recordHash } from './evidence-record.ts';
import { reportOf, type VerifierTexts, verifierText } from './judgement-report.ts';
import {
  exampleHall,
  exampleId,
  exampleMoment,
  exampleNumbers,
} from './testing/example-evidence.ts';
import { examplePackages } from './testing/example-packages.ts';
import { noTrustedKeys } from './trusted-keys.ts';
import { type ClockDoubt, type Judgement, judgeEvidence } from './verdict.ts';

const languages: readonly [string, VerifierTexts][] = [
  ['zh-CN', zhCn],
  ['zh-Hant', zhHant],
  ['en', en],
];
const placeholders = (texts: VerifierTexts) =>
  Object.entries(texts).map(([key, words]) => [key, (words.match(/{{\w+}}/g) ?? []).sort()]);

const hall = exampleHall('SM2');
const examples = examplePackages('SM2');
const first = hall.answer(1);

/** The receipt of the first record. */
const receipt = {
  evidenceId: first.evidence_id,
  recordHash: recordHash(first),
  keyId: first.signature.key_id,
  opening: hall.opening(1),
};

/** All that examples can make a verifier say. */
const judgements: readonly Judgement[] = [
  ...judgeEvidence(
    examples.map(({ bytes }) => bytes),
    hall.trusted,
    { disclosure: { opening: hall.opening(1), number: exampleNumbers.licence }, receipt },
  ),
  ...judgeEvidence([hall.sealed(first)], noTrustedKeys, {
    receipt: { ...receipt, opening: hall.opening(2) },
  }),
  ...judgeEvidence(
    [
      hall.sealed(first, {
        envelope: hall.envelope(first, { timestamp_token: 'AAAA' }),
      }),
      hall.sealed(
        hall.answer(2, {
          prev_hash: recordHash(first),
          supersedes: first.evidence_id,
          actor: {
            kind: 'agent',
            id_commitment: hall.commitment(2, exampleNumbers.actor),
            basis: '授权委托书',
            delegation_id: exampleId(0xd),
          },
        }),
      ),
    ],
    hall.trusted,
    { disclosure: { opening: hall.opening(2), number: exampleNumbers.actor } },
  ),
];
const clockDoubts: readonly ClockDoubt[] = [
  'skew',
  'order',
  'before-enrolment',
  'received-before-signed',
  'revoked-before-received',
  'before-previous',
];

describe.each(languages)('%s', (_language, texts) => {
  const text = verifierText(texts);

  test('says everything that zh-CN says, with the same places', () => {
    expect(placeholders(texts)).toEqual(placeholders(zhCn));
  });

  test('has words for whatever is found, and leaves no place open', () => {
    const said = judgements.map((judgement) => JSON.stringify(reportOf(judgement, text)));
    const doubts = clockDoubts.map((why) => text(`clock.${why}`));
    for (const words of [...said, ...doubts]) expect(words).not.toMatch(/\{\{|undefined|\[object/);
  });
});

test('the report tells verdict, reasons, people, decisions and the page', () => {
  const [judgement] = judgeEvidence([hall.sealed(first, { envelope: null })], hall.trusted, {
    disclosure: { opening: hall.opening(1), number: exampleNumbers.holder },
  });
  if (judgement === undefined) throw new Error('every package is judged');
  const { verdict, reasons, concern, sections, pageText } = reportOf(judgement, verifierText(zhCn));
  expect({ verdict, reasons, concern }).toEqual({
    verdict: '平台未加签',
    reasons: ['没有平台的加签'],
    concern: ['这个号码是持证人的。'],
  });
  const rows = sections.flatMap((section) => section.rows);
  expect(rows).toContainEqual(['持证人', '李*']);
  expect(rows).toContainEqual(['签署', '2026-11-24 09:01:31（北京时间）']);
  expect(rows).toContainEqual(['输入方式', '触摸']);
  expect(rows.find(([label]) => label === '第 1 项证照')?.[1]).toMatch(
    /^household-register：同意，2026-11-24 09:01:30/,
  );
  expect(pageText).toBe(judgement.evidence?.page_text);
});

test('of a file that cannot be read nothing is told but that', () => {
  const [judgement] = judgeEvidence([new Uint8Array(3)], hall.trusted);
  if (judgement === undefined) throw new Error('every package is judged');
  const { verdict, reasons, sections, pageText } = reportOf(judgement, verifierText(en));
  expect({ verdict, reasons, sections, pageText }).toEqual({
    verdict: 'Altered',
    reasons: ['Altered: the form of the file'],
    sections: [],
    pageText: null,
  });
});

test('a moment late in the day is the next day’s in China', () => {
  const key = hall.keyStatement({ revoked_at: exampleMoment(15 * 3600) });
  const [judgement] = judgeEvidence([hall.sealed(first, { key })], hall.trusted);
  if (judgement === undefined) throw new Error('every package is judged');
  expect(reportOf(judgement, verifierText(en)).notes).toEqual([
    'The key was revoked later, at 2026-11-25 00:00:00 (UTC+8); what it signed before stays good.',
  ]);
});
