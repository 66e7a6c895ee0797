/** Evidence packages, verified with no network: `npm run -s verify -- FILE… [--trust FILE] [--receipt FILE | --opening HEX] [--number N] [--json]`. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import texts from '../resources/locales/zh-CN/verifier.json' with { type: 'json' };
import {
  type GivenFile,
  type JudgedFile,
  judgeFiles,
  reportOfFile,
} from '../src/audit/judged-file.ts';
import { type JudgementReport, verifierText } from '../src/evidence/judgement-report.ts';
import { type ReceiptProof, readReceiptText } from '../src/evidence/receipt-text.ts';
import { noTrustedKeys, readTrustedKeys, type TrustedKeys } from '../src/evidence/trusted-keys.ts';
import type { Asked, Judgement } from '../src/evidence/verdict.ts';
import { fail, type Outcome } from '../src/failures/failure.ts';
import { ok } from '../src/support/result.ts';
import { failureText } from './failure-text.ts';

const usage = `用法 / usage:
  verify FILE… [--trust FILE] [--receipt FILE | --opening HEX] [--number N] [--json]

  FILE       证据文件 .evidence 或审计日志 .audit；给出同一工作台的多份，就连同链条一起核验；只给一份时还打印内容
  --trust    可信公钥文件，须从平台另行取得；不给时其他各项照样核验，结论是“密钥未知”
  --receipt  文件，内容是回执上二维码的文字：核对回执是不是这份记录的，并从中取启封码
  --opening  回执上的启封码，64 位
  --number   证件号码或证照编号，与启封码一起证明记录涉及谁
  --json     只打印一个 JSON 值

  全部真实（给了号码时每一份证据都涉及它；给了回执时其中一份就是它的记录）返回 0，否则返回 1。
  格式：docs/evidence-format.md、docs/audit-format.md
`;

/** What a judgement without a number concerns. */
const nobody = { isOpening: false, isHolder: false, isActor: false, licences: [] };

const text = verifierText(texts);
const call = callIn(process.argv.slice(2));
if (call === undefined) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const outcome = verify(call);
  const isProven = outcome.ok && isProof(outcome.value, call);
  process.exitCode = isProven ? 0 : 1;
  if (!outcome.ok) {
    const { code } = outcome.problem;
    const message = failureText(outcome.problem);
    if (call.asJson) print(JSON.stringify({ ok: false, failure: { code, message } }));
    else process.stderr.write(`失败：${message}（${code}）\n`);
  } else if (call.asJson) {
    const files = outcome.value.map(asJson);
    print(JSON.stringify({ ok: isProven, files }));
  } else {
    for (const judged of outcome.value) {
      const report = reportOfFile(judged, text);
      // Of many, what the records say would bury the verdicts.
      const shown = call.files.length === 1 ? report : { ...report, sections: [] };
      print(linesOf(judged.name, shown).join('\n'));
    }
  }
}

interface Call {
  readonly files: readonly string[];
  readonly trust: string | undefined;
  readonly receipt: string | undefined;
  readonly opening: string | undefined;
  readonly number: string | undefined;
  readonly asJson: boolean;
}

/** What these arguments ask for; undefined where one is missing or wrong. */
function callIn(args: string[]): Call | undefined {
  const line = parsed(args);
  if (line === undefined || line.positionals.length === 0) return undefined;
  const { trust, receipt, opening, number, json } = line.values;
  const isOpened = receipt !== undefined || opening !== undefined;
  const isAsked =
    // An opening says nothing without a number, nor a number without an opening; a receipt does.
    (number === undefined ? opening === undefined : isOpened) &&
    !(receipt !== undefined && opening !== undefined) &&
    /^[0-9a-f]{64}$/.test(opening ?? '0'.repeat(64));
  return isAsked
    ? { files: line.positionals, trust, receipt, opening, number, asJson: json }
    : undefined;
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        trust: { type: 'string' },
        receipt: { type: 'string' },
        opening: { type: 'string' },
        number: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch {
    // parseArgs throws on options it does not know; the usage says the same to a person.
    return undefined;
  }
}

function verify({ files, trust, receipt, opening, number }: Call): Outcome<readonly JudgedFile[]> {
  const trusted = trust === undefined ? ok(noTrustedKeys) : trustedKeysIn(trust);
  if (!trusted.ok) return trusted;
  const proof = receipt === undefined ? ok(undefined) : receiptIn(receipt);
  if (!proof.ok) return proof;
  const given: GivenFile[] = [];
  for (const file of files) {
    const bytes = bytesIn(file);
    if (!bytes.ok) return bytes;
    given.push({ name: file, bytes: bytes.value });
  }
  const code = proof.value?.opening ?? opening;
  const disclosure =
    code === undefined || number === undefined ? undefined : { opening: code, number };
  const asked: Asked = { disclosure, receipt: proof.value };
  return ok(judgeFiles(given, trusted.value, asked));
}

function receiptIn(file: string): Outcome<ReceiptProof> {
  const bytes = bytesIn(file);
  if (!bytes.ok) return bytes;
  return readReceiptText(new TextDecoder().decode(bytes.value));
}

function trustedKeysIn(file: string): Outcome<TrustedKeys> {
  const bytes = bytesIn(file);
  if (!bytes.ok) return bytes;
  return readTrustedKeys(new TextDecoder().decode(bytes.value));
}

function bytesIn(file: string): Outcome<Uint8Array> {
  try {
    return ok(readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return fail('file.unreadable', { file, reason: code ?? '' });
  }
}

/**
 * Whether files prove what was asked: that all are authentic, one is the receipt's, and the number's are what evidence
 * concerns. A log concerns nobody.
 */
function isProof(judged: readonly JudgedFile[], { receipt, number }: Call): boolean {
  const evidence = judged.flatMap((one) => (one.kind === 'evidence' ? [one.judgement] : []));
  const isPrinted = evidence.some((one) => one.receipt === 'matches');
  return (
    judged.every(({ judgement }) => judgement.verdict === 'authentic') &&
    evidence.every((one) => one.receipt !== 'differs') &&
    (receipt === undefined || isPrinted) &&
    (number === undefined ||
      // A receipt opens its own record only.
      evidence.every((one) => one.receipt === 'another' || isConcerned(one)))
  );
}

/** What a program is told of a file; the rows of a log it reads there. */
function asJson(judged: JudgedFile): object {
  if (judged.kind === 'evidence') return { file: judged.name, ...judged.judgement };
  const { verdict, findings, log } = judged.judgement;
  return { file: judged.name, verdict, findings, ...(log && { rows: log.rows.length }) };
}

function isConcerned({ concern: { isHolder, isActor, licences } = nobody }: Judgement): boolean {
  return isHolder || isActor || licences.length > 0;
}

/** A report on a terminal: the verdict first, then why, then what the record says. */
function linesOf(file: string, report: JudgementReport): readonly string[] {
  const { verdict, meaning, reasons, notes, concern, sections } = report;
  return [
    `${verdict}  ${file}`,
    ...[meaning, ...reasons, ...notes, ...concern].map((line) => `  ${line}`),
    ...sections.flatMap(({ heading, rows }) => [
      `  ── ${heading}`,
      ...rows.map(([label, value]) => `  ${label}：${value}`),
    ]),
    '',
  ];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
