import type { Page } from 'playwright-core';

/** The 免证清单 as the clerk sees it: name of the material → how it is dealt with. */
export async function statusOf(clerk: Page): Promise<Record<string, string>> {
  const lines = await clerk.locator('[data-testid^="waiver-line-"]').all();
  const entries = await Promise.all(
    lines.map(async (line) => [
      ((await line.locator('> *').first().textContent()) ?? '').trim(),
      (await line.getAttribute('data-status')) ?? '',
    ]),
  );
  return Object.fromEntries(entries);
}
