import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPackage } from '../src/evidence/evidence-package.ts';
import { type ReceiptProof, receiptText } from '../src/evidence/receipt-text.ts';
import auditVectors from '../tests/fixtures/audit/profile-b/vectors.json';
import vectors from '../tests/fixtures/evidence/profile-b/vectors.json';
import { runCommand } from './run-command.ts';

const command = join(import.meta.dirname, 'verify.ts');
const fixtures = join(import.meta.dirname, '..', 'tests', 'fixtures', 'evidence', 'profile-b');
const fileOf = (name: string) => join(fixtures, `${name}.evidence`);
function readRecord(name: string) {
  const opened = openPackage(readFileSync(fileOf(name)));
  if (!opened.ok) throw new Error(name);
  return opened.value.record;
}
const trust = ['--trust', join(fixtures, 'trust.json')];
const verify = (...args: string[]) => runCommand(process.execPath, [command, ...args]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('all files at once: a verdict for each, as the vectors say, and exit code 1', async () => {
  const alone = vectors.packages.filter(({ beside }) => beside === undefined);
  // One by one, for what stands together is one chain.
  const runs = await Promise.all(alone.map(({ name }) => verify(fileOf(name), ...trust, '--json')));
  for (const [index, { stdout, code }] of runs.entries()) {
    const { files, ok } = JSON.parse(stdout);
    const { name, verdict } = alone[index] ?? {};
    expect(files).toMatchObject([{ file: fileOf(name ?? ''), verdict }]);
    expect({ name, code, ok }).toEqual({
      name,
      code: verdict === 'authentic' ? 0 : 1,
      ok: verdict === 'authentic',
    });
  }
});

test('a chain is verified together', async () => {
  const whole = await verify(
    ...['authentic', 'authentic-second', 'authentic-withdrawal'].map(fileOf),
    ...trust,
  );
  expect(whole.code).toBe(0);
  expect(whole.stdout.match(/^真实/gm)).toHaveLength(3);
  expect(whole.stdout).toContain('所作同意已于 2026-11-24 09:03:31（北京时间） 撤回');
  const cut = await verify(...['authentic', 'chain-gap'].map(fileOf), ...trust);
  expect(cut.code).toBe(1);
  expect(cut.stdout).toContain('链条有缺');
  expect(cut.stdout).toContain('缺第 2 至 2 条');
});

test('one file is told with all that its record says', async () => {
  const { stdout, code } = await verify(fileOf('authentic'), ...trust);
  expect(code).toBe(0);
  for (const words of ['真实', '持证人：李*', '输入方式：触摸', 'SM2'])
    expect(stdout).toContain(words);
});

test('without a trust file the keys are unknown, and everything else is verified', async () => {
  const { stdout, code } = await verify(fileOf('authentic'));
  expect(code).toBe(1);
  expect(stdout).toContain('密钥未知');
  const tampered = await verify(fileOf('altered-page-text'));
  expect(tampered.stdout).toContain('被改动');
  expect(tampered.stdout).toContain('改动之处：页面文字');
});

describe('an audit log', () => {
  const audits = join(import.meta.dirname, '..', 'tests', 'fixtures', 'audit', 'profile-b');
  const logOf = (name: string) => join(audits, `${name}.audit`);
  const auditTrust = ['--trust', join(audits, 'trust.json')];

  test('has the verdict that the vectors say, and exit code 1 unless it is authentic', async () => {
    // One of each verdict; the verifier’s page is tested with all.
    const logs = [...new Map(auditVectors.logs.map((log) => [log.verdict, log])).values()];
    expect(logs.map(({ verdict }) => verdict)).toContain('authentic');
    const runs = await Promise.all(
      logs.map(({ name }) => verify(logOf(name), ...auditTrust, '--json')),
    );
    expect(
      runs.map(({ stdout, code }) => ({ ...JSON.parse(stdout).files[0], code })),
    ).toMatchObject(
      logs.map(({ name, verdict }) => ({
        file: logOf(name),
        verdict,
        code: verdict === 'authentic' ? 0 : 1,
      })),
    );
  });

  test('is told with its rows, or with what was done to it', async () => {
    const whole = await verify(logOf('authentic'), ...auditTrust);
    expect(whole.code).toBe(0);
    expect(whole.stdout).toMatch(/^真实/);
    expect(whole.stdout).toContain('此后一个字都没有变过');
    const altered = await verify(logOf('altered-row'), ...auditTrust);
    expect(altered.code).toBe(1);
    expect(altered.stdout).toContain('日志第 5 行');
    const cut = await verify(logOf('removed-rows'), ...auditTrust);
    expect(cut.stdout).toContain('缺第 4 至 5 条');
  });

  test('stands beside evidence in one call, and concerns nobody', async () => {
    const both = await verify(logOf('authentic'), fileOf('authentic'), ...auditTrust, '--json');
    expect(both.code).toBe(0);
    const { files } = JSON.parse(both.stdout);
    expect(files).toMatchObject([
      { verdict: 'authentic', rows: expect.any(Number) },
      { verdict: 'authentic' },
    ]);
    expect(files[0]).not.toHaveProperty('concern');
  });
});

describe('whom it concerns', () => {
  const { opening, number } = vectors.first_record;

  test('is proven by opening and number', async () => {
    const args = [fileOf('authentic'), ...trust, '--opening', opening, '--number'];
    const own = await verify(...args, number);
    expect(own).toMatchObject({ code: 0 });
    expect(own.stdout).toContain('这个号码是持证人的。');
    const other = await verify(...args, '440699199001010010');
    expect(other).toMatchObject({ code: 1 });
    expect(other.stdout).toContain('这个号码不在这份记录里');
  });

  test('is proven by the receipt, which also says whether it is this record’s', async () => {
    const record = readRecord('authentic');
    const proof = {
      evidenceId: record.evidence_id,
      recordHash: vectors.first_record.record_hash,
      keyId: record.signature.key_id,
      opening,
    };
    const receiptOf = async (name: string, printed: ReceiptProof) => {
      const file = join(folder, name);
      await writeFile(file, receiptText(printed).replaceAll('\n', '\r\n'));
      return ['--receipt', file];
    };
    const own = [fileOf('authentic'), ...trust, ...(await receiptOf('own.txt', proof))];
    for (const args of [own, [...own, '--number', number]]) {
      const told = await verify(...args);
      expect(told).toMatchObject({ code: 0 });
      expect(told.stdout).toContain('回执就是这份记录打印的');
    }
    expect(await verify(...own, '--number', '440699199001010010')).toMatchObject({ code: 1 });
    // Beside its own record another one may lie.
    expect(await verify(fileOf('authentic-second'), ...own)).toMatchObject({ code: 0 });

    const exchanged = await receiptOf('exchanged.txt', { ...proof, recordHash: 'ab'.repeat(32) });
    const differs = await verify(fileOf('authentic'), ...trust, ...exchanged);
    expect(differs).toMatchObject({ code: 1 });
    expect(differs.stdout).toContain('有一样不是当时给出的');
    const another = await verify(fileOf('authentic-second'), ...own.slice(1));
    expect(another).toMatchObject({ code: 1 });
    expect(another.stdout).toContain('回执是另一份记录的');
    const none = join(folder, 'none.txt');
    await writeFile(none, 'mianzhengban-consent-receipt-1\nx');
    const malformed = await verify(fileOf('authentic'), '--receipt', none, '--json');
    expect(JSON.parse(malformed.stdout)).toMatchObject({ failure: { code: 'receipt.malformed' } });
  });

  test('is nothing that one of the two can prove', async () => {
    expect(await verify(fileOf('authentic'), '--opening', opening)).toMatchObject({ code: 2 });
    expect(await verify(fileOf('authentic'), '--number', number)).toMatchObject({ code: 2 });
    expect(await verify(fileOf('authentic'), '--opening', 'x', '--number', number)).toMatchObject({
      code: 2,
    });
  });
});

test('without a file, or with an option that there is not, it says how it is used', async () => {
  for (const args of [[], ['--online', fileOf('authentic')]]) {
    const { code, stdout, stderr } = await verify(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('用法');
  }
});

test('a file that is not there, and a trust file that is none, are named', async () => {
  const missing = join(folder, 'missing.evidence');
  const gone = await verify(missing, '--json');
  expect(gone.code).toBe(1);
  expect(JSON.parse(gone.stdout)).toMatchObject({
    ok: false,
    failure: { code: 'file.unreadable' },
  });

  const malformed = join(folder, 'trust.json');
  const key = { alg: 'SM2', public_key: 'AAAA' };
  await writeFile(
    malformed,
    JSON.stringify({ format: 'mianzhengban-trust-1', platform_keys: [key] }),
  );
  const wrong = await verify(fileOf('authentic'), '--trust', malformed);
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain('可信公钥文件在 platform_keys.0.public_key 处不对');
  const empty = await verify(fileOf('authentic'), '--trust', fileOf('altered-file'), '--json');
  expect(JSON.parse(empty.stdout)).toMatchObject({ failure: { code: 'trust.malformed' } });
});
