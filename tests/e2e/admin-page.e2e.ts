import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { registeredSigner } from '../../reference-platform/testing/evidence-signer.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
} from '../../reference-platform/testing/platform-under-test.ts';
import {
  enrolledWorkstation,
  enrolRequest,
  newKey,
} from '../../reference-platform/testing/scripted-workstation.ts';
import { platformPagesDir } from '../../scripts/build.ts';
import { auditPaths } from '../../src/audit/audit-api.ts';
import { signHead } from '../../src/audit/audit-head.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { workstationPaths } from '../../src/contracts/workstation-api.ts';
import { systemClock } from '../../src/support/clock.ts';
import { findings } from './axe-findings.ts';
import { launchChromium } from './page-browser.ts';

let bench: PlatformUnderTest;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  bench = await startPlatformUnderTest({ pagesDir: platformPagesDir });
  browser = await launchChromium();
  page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } });
  page.on('console', (said) => {
    if (said.type() === 'error') complaints.push(said.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterAll(async () => {
  await browser.close();
  await bench.stop();
});
beforeEach(async () => {
  await page.goto(`${bench.url}/pages/admin/`);
});

const tab = (name: string) => page.getByRole('tab', { name }).click();
const button = (name: string) => page.getByRole('button', { name, exact: true });

test('somebody is found, with what they hold', async () => {
  const { name } = people.allGood.card;
  await page.getByPlaceholder('按姓名、证件号码或企业查找').fill(name);
  const row = page.getByRole('row', { name });
  await row.getByRole('button').click();
  await page.getByRole('cell', { name: '居民户口簿', exact: true }).waitFor();
  await page.getByRole('cell', { name: '4406992013HKB00001', exact: true }).waitFor();
});

test('a fault is put in force, strikes and is ended', async () => {
  await tab('故障开关');
  await page.getByLabel('路径前缀').fill(platformPaths.health);
  await button('执行').click();
  await page
    .getByRole('cell', { name: `路径前缀，如 /api/v1/batches: ${platformPaths.health}` })
    .waitFor();
  expect((await bench.call('GET', platformPaths.health)).status).toBe(500);
  await button('刷新').click();
  await page.getByRole('cell', { name: '1', exact: true }).waitFor();
  await button('结束').click();
  await page.getByText('没有故障，平台一切正常').waitFor();
  expect((await bench.call('GET', platformPaths.health)).status).toBe(200);
});

test('the clock is shifted, and set right again', async () => {
  await tab('时钟、快照与证照');
  await page.getByLabel('毫秒').fill('3600000');
  await button('执行').click();
  await page.getByText('3600000 毫秒').waitFor();
  await page.getByLabel('毫秒').fill('0');
  await button('执行').click();
  await page.getByText('0 毫秒', { exact: true }).waitFor();
});

test('a workstation is let in with the code shown, settled and shut out', async () => {
  await tab('工作站');
  await page.getByLabel('名称').fill('综合窗口 A07 右');
  await button('生成登记码').click();
  const code = await page.locator('.enrolment-code').innerText();
  const workstationId = '0193a000-0000-7000-8000-0000000000e1';
  const enrolment = enrolRequest(code, workstationId, newKey());
  expect((await bench.call('POST', workstationPaths.enrolments, enrolment)).status).toBe(200);
  await button('刷新').click();
  const row = page.getByRole('row', { name: '综合窗口 A07 右' });
  await row.getByText('已登记').waitFor();

  await row.getByRole('button').first().click();
  await page.getByLabel('临近到期提前天数').fill('45');
  await button('保存并下发').click();
  await page.getByText('设置（第 2 版）').waitFor();

  await row.getByRole('button', { name: '吊销' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '吊销' }).click();
  await row.getByText('已吊销').waitFor();
});

test('audit logs that contradict themselves are told with their workstation, in three languages', async () => {
  await tab('工作站');
  await page.getByText('各工作站报来的审计日志都前后一致。').waitFor();
  const workstation = await enrolledWorkstation(bench, systemClock);
  const { token } = await workstation.logIn();
  const { call, workstationId } = workstation;
  const { evidenceKey } = await registeredSigner(call, workstationId, token);
  const epoch = randomUUID();
  for (const seq of [7, 5]) {
    const head = signHead(
      { workstationId, head: { epoch, seq, hash: 'a'.repeat(64) }, at: systemClock.now() },
      evidenceKey,
    );
    await call('POST', auditPaths.heads, { head }, token);
  }
  await button('刷新').click();
  await page.getByText('有 1 处审计日志前后矛盾').waitFor();
  await page.getByRole('row', { name: /^综合窗口 A07 左 5 / }).waitFor();
  expect(await findings(page)).toEqual([]);
  for (const [language, heading] of [
    ['繁體中文', '有 1 處審計日誌前後矛盾'],
    ['English', 'Audit logs that contradict themselves: 1'],
    ['简体中文', '有 1 处审计日志前后矛盾'],
  ] as const) {
    await page.getByRole('combobox').first().click();
    await page.getByTitle(language, { exact: true }).last().click();
    await page.getByText(heading).waitFor();
  }
});

test('what the platform refuses is told by its code', async () => {
  await enrolledWorkstation(bench, systemClock);
  await tab('工作站');
  await page.getByLabel('窗口', { exact: true }).fill('Z99');
  await page.getByLabel('名称').fill('无');
  await button('生成登记码').click();
  await page.getByRole('alert').getByText('window-unknown').waitFor();
});

test('nothing on it is out of reach of a screen reader or breaks its policy', async () => {
  expect(await findings(page)).toEqual([]);
  for (const name of ['模拟窗口', '工作站', '故障开关', '时钟、快照与证照']) {
    await tab(name);
    await page.getByRole('tabpanel', { name }).waitFor();
    expect(await findings(page)).toEqual([]);
  }
  // What a test provoked: the browser tells of every answer that refuses.
  expect(complaints.filter((text) => !text.includes('Failed to load resource'))).toEqual([]);
});
