import type { Browser, FrameLocator, Page } from 'playwright-core';
import { findings } from './axe-findings.ts';

/** A simulated phone: a page of its own, or one of several side by side. */
export type Phone = Page | FrameLocator;

/** Opens a page of the size of a phone. @param complaints takes what the browser complains of */
export async function phoneSizedPage(browser: Browser, complaints: string[]): Promise<Page> {
  const page = await browser.newPage({
    locale: 'zh-CN',
    viewport: { width: 360, height: 740 },
  });
  page.on('console', (said) => {
    // What was not loaded is seen by what is not there; of a font, two frames at once may fail to keep a copy.
    const isLoading = said.text().startsWith('Failed to load resource');
    if (said.type() === 'error' && !isLoading) complaints.push(said.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return page;
}

/** Gives a phone to somebody and opens an app; nobody is signed in yet. */
export async function openApp(phone: Phone, owner: { readonly name: string }, app: string) {
  await phone.getByRole('button', { name: owner.name }).click();
  await phone.getByRole('button', { name: app }).click();
}

/** Signs the owner of a phone in to the app that is open. */
export async function signIn(phone: Phone) {
  await phone.getByRole('button', { name: '指纹登录' }).click();
  await phone.getByRole('button', { name: '通过', exact: true }).click();
}

/** What is wrong with the screen: what axe finds, and whether it has to be moved sideways. */
export async function flaws(page: Page): Promise<readonly string[]> {
  const isTooWide = await page.evaluate(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
  return [...(await findings(page)), ...(isTooWide ? ['wider than the screen'] : [])];
}

/** The text of the code that a phone shows at a window. */
export async function shownCode(phone: Phone): Promise<string> {
  await phone.getByRole('img', { name: '办事码二维码' }).waitFor();
  return phone.getByRole('textbox', { name: '仿真：码的文本', includeHidden: true }).inputValue();
}

/** Has a phone scan a text. */
export async function scanAtPhone(phone: Phone, code: string) {
  await phone.getByRole('button', { name: '扫一扫' }).click();
  await phone.getByRole('textbox').fill(code);
  await phone.getByRole('button', { name: '识别' }).click();
}
