import { expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { test } from './at-a-counter.ts';
import { expectChainOf, expectNothingGiven, onClerkPage, snapshotOf } from './consents-given.ts';

/** Longest time a window may be gone, in milliseconds (X23). */
const backWithin = 2_000;

/** Ends the process of a window's page, as a crash does, and waits until the page is there again. */
async function crash({ application }: Workstation, host: 'clerk' | 'evaluator'): Promise<number> {
  const address = `app://${host}/`;
  // A page that dies never answers: what has not been said soon is asked again.
  const run = (script: string) =>
    application.evaluate(
      ({ webContents }, made) =>
        Promise.race([
          new Promise((resolve) => setTimeout(() => resolve(false), 250)),
          webContents
            .getAllWebContents()
            .find((contents) => contents.getURL() === made.address)
            ?.executeJavaScript(made.script),
        ]).catch(() => false),
      { address, script },
    );
  await run('window.isTheOldPage = true');
  const began = performance.now();
  await application.evaluate(({ webContents }, wanted) => {
    webContents
      .getAllWebContents()
      .find((contents) => contents.getURL() === wanted)
      ?.forcefullyCrashRenderer();
  }, address);
  // The driver loses a page that has crashed: main is asked what the new one shows.
  await expect
    .poll(() => run(`!window.isTheOldPage && document.querySelector('#root > *') !== null`), {
      timeout: 4 * backWithin,
      interval: 20,
    })
    .toBe(true);
  return performance.now() - began;
}

/** What is on the clerk's page, asked for in main. */
function shows({ application }: Workstation, selector: string): Promise<boolean> {
  return application.evaluate(
    ({ webContents }, wanted) =>
      webContents
        .getAllWebContents()
        .find((contents) => contents.getURL() === 'app://clerk/')
        ?.executeJavaScript(`document.querySelector(${JSON.stringify(wanted)}) !== null`),
    selector,
  ) as Promise<boolean>;
}

const click = (workstation: Workstation, testId: string) =>
  onClerkPage(workstation, `document.querySelector('[data-testid="${testId}"]').click()`);

test('the clerk’s page may die at every step: it is back in two seconds with the case where it was', async ({
  counter,
  workstation,
  intake,
}) => {
  const { allGood } = people;
  const times: number[] = [];
  const crashAndFind = async (selector: string) => {
    times.push(await crash(workstation, 'clerk'));
    await expect.poll(() => shows(workstation, selector)).toBe(true);
  };
  await intake.chooseItem(allGood.variant);
  await crashAndFind('[data-testid="read-card"]');
  await counter.reader.placeCard(allGood.card);
  await expect.poll(() => shows(workstation, '[data-testid="push-consent"]')).toBe(true);
  await crashAndFind('[data-testid="push-consent"]');

  // Asked while nobody is watching: taken back, and asked anew.
  await click(workstation, 'push-consent');
  const evaluator = await workstation.evaluator();
  await evaluator.getByTestId('agree').waitFor();
  await crashAndFind('[data-testid="consent-state"][data-outcome="withdrawn"]');
  expect(await evaluator.getByTestId('agree').count()).toBe(0);
  expect(await evaluator.locator('body').textContent()).not.toContain('居民户口簿');
  const { case: left } = await snapshotOf(workstation);
  expect(left).toMatchObject({ stage: 'reviewing', consentOutcome: 'withdrawn' });
  const caseId = left?.id ?? '';
  await expectNothingGiven({ counter, workstation, person: allGood.card, caseId });

  await click(workstation, 'push-consent');
  await evaluator.getByTestId('agree').waitFor();
  const pageId = await evaluator.getByTestId('evaluator-page').getAttribute('data-page-id');
  await intake.answer('agree');
  await expect.poll(() => shows(workstation, '[data-testid="submit-case"]')).toBe(true);
  await onClerkPage(
    workstation,
    `window.desk.call('desk:current', null).then(({ value }) => Promise.all(
      [['emergencyContact', '陈小样'], ['emergencyPhone', '13800000000']].map(([key, text]) =>
        window.desk.call('case:type-field', { caseId: value.case.id, key, value: text }))))`,
  );
  await crashAndFind('[data-testid="submit-case"]');
  const kept = await onClerkPage(
    workstation,
    `document.querySelector('[data-testid="field-emergencyContact"]').value`,
  );
  expect(kept).toBe('陈小样');

  await click(workstation, 'submit-case');
  await expect.poll(() => shows(workstation, '[data-testid="case-number"]')).toBe(true);
  await crashAndFind('[data-testid="case-number"]');
  await expectChainOf(counter, [pageId ?? '']);
  expect(Math.max(...times)).toBeLessThanOrEqual(backWithin);
  process.stdout.write(`clerk's window back after ${times.map(Math.round).join(', ')} ms\n`);
});

test('the citizen’s page may die while it asks: nothing was given, it is back blank, and can be asked anew', async ({
  counter,
  workstation,
  intake,
}) => {
  await intake.chooseItem(people.allGood.variant);
  await counter.reader.placeCard(people.allGood.card);
  await intake.pushConsent();
  await workstation.clerk.locator('[data-testid="mirror-state"][data-state="shown"]').waitFor();
  expect(await crash(workstation, 'evaluator')).toBeLessThanOrEqual(backWithin);
  await workstation.clerk
    .locator('[data-testid="consent-state"][data-outcome="screen-lost"]')
    .waitFor();
  const { case: left } = await snapshotOf(workstation);
  expect(left).toMatchObject({ stage: 'reviewing', consentOutcome: 'screen-lost' });
  const asked = { counter, workstation, person: people.allGood.card, caseId: left?.id ?? '' };
  await expectNothingGiven(asked);
  await expectChainOf(counter, []);
  await workstation.clerk.getByTestId('push-consent').click();
  await workstation.clerk.locator('[data-testid="mirror-state"][data-state="shown"]').waitFor();
});

/** Sends the clerk's page a snapshot that it cannot draw. */
function breakClerkPage({ application }: Workstation): Promise<void> {
  return application.evaluate(({ webContents }) => {
    const nonsense = { revision: 1_000_000, isSetUp: true, session: { role: 'clerk' } };
    webContents
      .getAllWebContents()
      .find((contents) => contents.getURL() === 'app://clerk/')
      ?.send('desk:changed', JSON.stringify(nonsense));
  });
}

test('a clerk’s page that breaks says so, takes the question back, tells main where, and can be loaded again or left', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  const broken = clerk.locator('[data-testid="page-failure"][data-code="internal.unexpected"]');
  await intake.chooseItem(people.allGood.variant);
  await counter.reader.placeCard(people.allGood.card);
  await intake.pushConsent();

  await breakClerkPage(workstation);
  await broken.waitFor();
  const evaluator = await workstation.evaluator();
  await evaluator.getByTestId('agree').waitFor({ state: 'detached' });
  await expect.poll(() => workstation.log()).toContain('"event":"clerk-window.broken"');
  const [line = ''] = workstation
    .log()
    .split('\n')
    .filter((text) => text.includes('.broken'));
  expect(JSON.parse(line)).toMatchObject({
    cause: 'TypeError',
    frames: expect.stringMatching(/^[\w.-]+\.js:\d+:\d+/),
  });
  await clerk.getByTestId('page-load-again').click();
  await clerk.locator('[data-testid="push-consent"]:enabled').waitFor();

  await breakClerkPage(workstation);
  await broken.waitFor();
  await clerk.getByTestId('page-log-out').click();
  await clerk.getByTestId('login-account').waitFor();
});
