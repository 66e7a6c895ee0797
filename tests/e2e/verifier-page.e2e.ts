import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../../scripts/run-command.ts';
import { verifierPageFile } from '../../scripts/verifier-page.ts';
import { receiptText } from '../../src/evidence/receipt-text.ts';
import { launchChromium } from './page-browser.ts';

const fixtures = join('tests', 'fixtures', 'evidence');
const auditFixtures = join('tests', 'fixtures', 'audit');

let browser: Browser;
let context: BrowserContext;
let page: Page;
/** Everything that the page has asked for, itself included. */
let asked: string[];
/** What the page was refused, or failed at. */
let complaints: string[];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  asked = [];
  complaints = [];
  context = await browser.newContext({ viewport: { width: 1100, height: 900 } });
  context.on('request', (request) => asked.push(request.url()));
  page = await context.newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(verifierPageFile).href);
});
afterEach(async () => {
  expect(asked).toEqual([pathToFileURL(verifierPageFile).href]);
  expect(complaints).toEqual([]);
  await context.close();
});

describe.each(['a', 'b'])('profile %s', (profile) => {
  const folder = join(fixtures, `profile-${profile}`);
  const fileOf = (name: string) => join(folder, `${name}.evidence`);
  const trust = join(folder, 'trust.json');

  test('the page gives every file the verdict of the command, and asks for nothing', async () => {
    const vectors: { packages: { name: string; beside?: string[] }[] } = JSON.parse(
      await readFile(join(folder, 'vectors.json'), 'utf8'),
    );
    await page.getByTestId('trust-file').setInputFiles(trust);
    for (const { name, beside = [] } of vectors.packages) {
      const files = [name, ...beside].map(fileOf);
      await page.getByTestId('evidence-files').setInputFiles(files);
      const judgements = page.getByTestId('judgement');
      await expect.poll(() => judgements.count()).toBe(files.length);
      await expect.poll(() => judgements.first().innerText()).toContain(`${name}.evidence`);
      const shown = await judgements.evaluateAll((articles) =>
        articles.map((article) => article.getAttribute('data-verdict')),
      );
      const verify = ['scripts/verify.ts', ...files, '--trust', trust, '--json'];
      const { stdout } = await runCommand(process.execPath, verify);
      const told: { files: { verdict: string }[] } = JSON.parse(stdout);
      expect({ name, shown }).toEqual({ name, shown: told.files.map(({ verdict }) => verdict) });
    }
  });

  test('opening and number prove whom a record concerns', async () => {
    const vectors: { first_record: { opening: string; number: string } } = JSON.parse(
      await readFile(join(folder, 'vectors.json'), 'utf8'),
    );
    const { opening, number } = vectors.first_record;
    await page.getByTestId('trust-file').setInputFiles(trust);
    await page.getByTestId('evidence-files').setInputFiles(fileOf('authentic'));
    await page.getByTestId('opening').fill(opening.slice(1));
    await page.getByTestId('number').fill(number);
    await expect.poll(() => page.getByTestId('opening-state').innerText()).toContain('64 位');
    await page.getByTestId('opening').fill(opening);
    await expect
      .poll(() => page.getByTestId('judgement').innerText())
      .toContain('这个号码是持证人的。');
    await page.getByTestId('number').fill('440699199001010010');
    await expect
      .poll(() => page.getByTestId('judgement').innerText())
      .toContain('这个号码不在这份记录里');
  });
});

describe.each(['a', 'b'])('audit logs of profile %s', (profile) => {
  const folder = join(auditFixtures, `profile-${profile}`);

  test('the page gives every log the verdict of the command', async () => {
    const vectors: { logs: { name: string; verdict: string }[] } = JSON.parse(
      await readFile(join(folder, 'vectors.json'), 'utf8'),
    );
    await page.getByTestId('trust-file').setInputFiles(join(folder, 'trust.json'));
    const judgement = page.getByTestId('judgement');
    for (const { name, verdict } of vectors.logs) {
      await page.getByTestId('evidence-files').setInputFiles(join(folder, `${name}.audit`));
      await expect.poll(() => judgement.innerText()).toContain(`${name}.audit`);
      expect({ name, shown: await judgement.getAttribute('data-verdict') }).toEqual({
        name,
        shown: verdict,
      });
    }
  });
});

test.each([
  ['whole', 'authentic', '真实', '此后一个字都没有变过'],
  ['altered', 'altered-row', '被改动', '日志第 5 行'],
  ['with a gap', 'removed-rows', '链条有缺', '缺第 4 至 5 条'],
])('an audit log that is %s is told so in words', async (_, name, heading, finding) => {
  const folder = join(auditFixtures, 'profile-b');
  await page.getByTestId('trust-file').setInputFiles(join(folder, 'trust.json'));
  await page.getByTestId('evidence-files').setInputFiles(join(folder, `${name}.audit`));
  const judgement = page.getByTestId('judgement');
  await expect.poll(() => judgement.locator('h2').innerText()).toBe(heading);
  expect(await judgement.innerText()).toContain(finding);
});

test('the text of the receipt’s code opens the record, and says whether it is this one', async () => {
  const folder = join(fixtures, 'profile-b');
  const vectors: { first_record: { opening: string; number: string; record_hash: string } } =
    JSON.parse(await readFile(join(folder, 'vectors.json'), 'utf8'));
  const { opening, number, record_hash } = vectors.first_record;
  const file = join(folder, 'authentic.evidence');
  const { record } = JSON.parse(await readFile(file, 'utf8'));
  const proof = {
    evidenceId: record.evidence_id,
    recordHash: record_hash,
    keyId: record.signature.key_id,
    opening,
  };
  await page.getByTestId('trust-file').setInputFiles(join(folder, 'trust.json'));
  await page.getByTestId('evidence-files').setInputFiles(file);
  const said = () => page.getByTestId('judgement').innerText();
  await page.getByTestId('receipt').fill('mianzhengban');
  await expect
    .poll(() => page.getByTestId('receipt-state').innerText())
    .toContain('不是授权回执二维码的文字');
  await page.getByTestId('receipt').fill(receiptText(proof));
  await page.getByTestId('number').fill(number);
  await expect.poll(said).toContain('回执就是这份记录打印的');
  expect(await said()).toContain('这个号码是持证人的。');
  await page.getByTestId('receipt').fill(receiptText({ ...proof, keyId: 'A'.repeat(43) }));
  await expect.poll(said).toContain('有一样不是当时给出的');
});

test('without a trust file keys are unknown; one that is none is named and not used', async () => {
  const folder = join(fixtures, 'profile-b');
  await page.getByTestId('evidence-files').setInputFiles(join(folder, 'authentic.evidence'));
  const judgement = page.getByTestId('judgement');
  await expect.poll(() => judgement.getAttribute('data-verdict')).toBe('key-unknown');
  await page.getByTestId('trust-file').setInputFiles(join(folder, 'vectors.json'));
  await expect.poll(() => page.getByTestId('trust-state').innerText()).toContain('没有采用');
  expect(await judgement.getAttribute('data-verdict')).toBe('key-unknown');
  await page.getByTestId('trust-file').setInputFiles(join(folder, 'trust.json'));
  await expect.poll(() => judgement.getAttribute('data-verdict')).toBe('authentic');
});

test('the report is told in three languages, and on paper without the form', async () => {
  const folder = join(fixtures, 'profile-b');
  await page.getByTestId('trust-file').setInputFiles(join(folder, 'trust.json'));
  await page.getByTestId('evidence-files').setInputFiles(join(folder, 'authentic.evidence'));
  const judgement = page.getByTestId('judgement');
  for (const [language, verdict] of [
    ['English', 'Authentic'],
    ['繁體中文', '真實'],
    ['简体中文', '真实'],
  ] as const) {
    await page.getByRole('button', { name: language }).click();
    await expect.poll(() => judgement.locator('h2').innerText()).toBe(verdict);
  }
  expect(await judgement.innerText()).toContain('请核对并决定是否授权');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('form').isVisible()).toBe(false);
  expect(await judgement.isVisible()).toBe(true);
});
