import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** What axe finds on a page, each with the element it found it on. */
export async function findings(page: Page): Promise<readonly string[]> {
  // Evaluated through the debugging protocol: the page's own policy lets no foreign script in.
  const isLoaded = await page.evaluate(`typeof axe !== 'undefined'`);
  if (!isLoaded) await page.evaluate(axeSource);
  // A colour on its way from one state to the other is in neither.
  await page.evaluate(
    `Promise.allSettled(document.getAnimations()
      .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
      .map((animation) => animation.finished))
      .then(() => {})`,
  );
  const isBlank = (await page.locator('[data-kind="blank"]').count()) > 0;
  // A page without anything on it has no heading either.
  const rules = { 'page-has-heading-one': !isBlank, 'landmark-one-main': !isBlank };
  const { violations } = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'], rules: ${JSON.stringify(
      Object.fromEntries(Object.entries(rules).map(([rule, enabled]) => [rule, { enabled }])),
    )} })`,
  )) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}
