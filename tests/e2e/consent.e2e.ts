import { describe, expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { secondDisplay } from '../../scripts/desktop-session.ts';
import { delegatedCode, platformAt, scanByCamera } from '../../scripts/workbench/citizens-phone.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import type { Intake } from '../../scripts/workbench/intake.ts';
import { quickNumbers, test } from './at-a-counter.ts';

async function askFor({ counter, intake }: { counter: Counter; intake: Intake }): Promise<void> {
  await intake.chooseItem(people.allGood.variant);
  await counter.reader.placeCard(people.allGood.card);
  await intake.pushConsent();
}

/** Longest time until a page on a screen that is gone counts as not given, in milliseconds (X22). */
const suspendedWithin = 500;

/** When a log says that the case came to a stage, the last time. */
function timeOf(log: string, stage: string): number {
  const lines = log.split('\n').filter((line) => line.includes(`"stage":"${stage}"`));
  return Date.parse(/"at":"([^"]+)"/.exec(lines.at(-1) ?? '')?.[1] ?? '');
}

const outcome = (name: string) => `[data-testid="consent-state"][data-outcome="${name}"]`;

test('declined: nothing is fetched, the material comes on paper, and the clerk is told so', async ({
  counter,
  workstation,
  intake,
}) => {
  await askFor({ counter, intake });
  await intake.answer('decline');
  await workstation.clerk.locator(outcome('declined')).waitFor();
  const register = workstation.clerk.locator('[data-testid^="waiver-line-"]', {
    hasText: '居民户口簿',
  });
  expect(await register.getAttribute('data-status')).toBe('needed-on-paper');
  expect(workstation.log()).not.toContain('"stage":"fetching-values"');
});

test('withdrawn by the clerk: the page leaves the citizen’s screen', async ({
  counter,
  workstation,
  intake,
}) => {
  await askFor({ counter, intake });
  await workstation.clerk.getByTestId('withdraw-page').click();
  await workstation.clerk.locator(outcome('withdrawn')).waitFor();
  const evaluator = await workstation.evaluator();
  await evaluator.getByTestId('agree').waitFor({ state: 'detached' });
});

test('closed by the clerk while it is on screen: the citizen’s screen is blank within a second', async ({
  counter,
  workstation,
  intake,
}) => {
  await askFor({ counter, intake });
  const evaluator = await workstation.evaluator();
  await workstation.clerk.getByTestId('close-case').click();
  await workstation.clerk.getByTestId('confirm-close').click();
  await evaluator
    .locator('[data-testid="evaluator-page"][data-kind="blank"]')
    .waitFor({ state: 'attached', timeout: 1000 });
  expect(workstation.log()).not.toContain('"stage":"fetching-values"');
});

describe('with little time to answer', () => {
  test.override({
    settings: { numbers: { ...quickNumbers, consentSeconds: 3, principalSeconds: 3 } },
  });

  test('timed out: an unanswered page is not given', async ({ counter, workstation, intake }) => {
    await askFor({ counter, intake });
    await workstation.clerk.locator(outcome('timed-out')).waitFor();
    expect(workstation.log()).not.toContain('"stage":"fetching-values"');
  });

  test('代办: a principal who does not answer on the phone in time has given nothing', async ({
    counter,
    workstation,
    intake,
  }) => {
    const { clerk } = workstation;
    const { allGood, rareName } = people;
    await intake.chooseItem(allGood.variant);
    const code = await delegatedCode(platformAt(counter.platform.url), allGood.card, rareName.card);
    await scanByCamera(workstation, code);
    await intake.untilAskedToAcknowledge();
    await workstation.touch('acknowledgement-confirm');
    await clerk.getByTestId('push-consent').waitFor();
    await clerk.keyboard.press('F8');
    await clerk.locator(outcome('timed-out')).waitFor();
    await clerk.getByTestId('push-consent').waitFor();
    const evaluator = await workstation.evaluator();
    await evaluator.getByText('委托人没有授权').waitFor();
    expect(workstation.log()).not.toContain('"stage":"fetching-values"');
  });
});

test('screen lost: unplugged during consent it is not given, and never comes to the clerk’s screen', async ({
  counter,
  workstation,
  intake,
  onTestFinished,
}) => {
  const cable = secondDisplay();
  // Every other test of the session has two displays.
  onTestFinished(() => cable?.plug());
  await askFor({ counter, intake });
  const unplugged = Date.now();
  await cable?.unplug();
  await workstation.clerk.locator(outcome('screen-lost')).waitFor();
  expect(timeOf(workstation.log(), 'reviewing') - unplugged).toBeLessThanOrEqual(suspendedWithin);
  const windows = await workstation.application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
  );
  expect(windows).toEqual(['app://clerk/']);
  expect(await workstation.clerk.getByTestId('evaluator-state').textContent()).toContain('未');

  await cable?.plug();
  const evaluator = await workstation.evaluator();
  await evaluator.getByTestId('evaluator-page').waitFor({ state: 'attached' });
  expect(await evaluator.getByTestId('agree').count()).toBe(0);
  await intake.pushConsent();
  await intake.answer('agree');
  await workstation.clerk.getByTestId('submit-case').waitFor();
});

test('a citizen’s page that hangs is ended, what it asked is not given, and it comes back blank', async ({
  counter,
  workstation,
  intake,
}) => {
  await askFor({ counter, intake });
  await workstation.clerk.locator('[data-testid="mirror-state"][data-state="shown"]').waitFor();
  const hung = await workstation.evaluator();
  hung.evaluate('for (;;) {}').catch(() => undefined);
  await workstation.clerk.locator(outcome('screen-lost')).waitFor({ timeout: 40_000 });
  expect(workstation.log()).toContain('"event":"evaluator-window.silent"');
  const kindOnScreen = () =>
    workstation.application.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .find((contents) => contents.getURL() === 'app://evaluator/')
        ?.executeJavaScript(
          `document.querySelector('[data-testid="evaluator-page"]')?.dataset.kind`,
        ),
    );
  await expect.poll(kindOnScreen, { timeout: 10_000 }).toBe('blank');
  expect(workstation.log()).not.toContain('"stage":"fetching-values"');
});

test('only a touch answers: a mouse and a keyboard on the citizen’s screen are refused and logged', async ({
  counter,
  workstation,
  intake,
}) => {
  await askFor({ counter, intake });
  const evaluator = await workstation.evaluator();
  const agree = evaluator.locator('[data-testid="agree"]:not([aria-disabled="true"])');
  await agree.waitFor();
  await agree.click();
  await expect.poll(() => workstation.log()).toContain('"input":"mouse"');
  await agree.press('Enter');
  await expect.poll(() => workstation.log()).toContain('"input":"keyboard"');
  await evaluator.evaluate(`
    const button = document.querySelector('[data-testid="agree"]');
    const touch = { bubbles: true, pointerType: 'touch', pointerId: 9, clientX: 5, clientY: 5 };
    button.dispatchEvent(new PointerEvent('pointerdown', touch));
    button.dispatchEvent(new PointerEvent('pointerup', touch));
    button.click();
  `);
  expect(workstation.log()).not.toContain('"stage":"fetching-values"');
  await intake.answer('agree');
  await workstation.clerk.getByTestId('submit-case').waitFor();
});

test('the page that is agreed to is the page that main composed', async ({
  counter,
  workstation,
  intake,
}) => {
  const evaluator = await workstation.evaluator();
  // A page that shows something else than it was sent: the text of every element named so is changed as it appears.
  await evaluator.evaluate(`
    new MutationObserver(() => {
      const heading = document.querySelector('h1[data-canonical]');
      if (heading !== null && heading.textContent !== '随便点') heading.textContent = '随便点';
    }).observe(document, { childList: true, subtree: true });
  `);
  await intake.chooseItem(people.allGood.variant);
  await counter.reader.placeCard(people.allGood.card);
  await workstation.clerk.getByTestId('push-consent').click();
  await workstation.clerk.locator(outcome('page-altered')).waitFor();
});

test('the citizen’s window cannot take the focus', async ({ workstation }) => {
  await workstation.evaluator();
  const focusable = await workstation.application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((window) => window.webContents.getURL() === 'app://evaluator/')
      .map((window) => window.isFocusable()),
  );
  expect(focusable).toEqual([false]);
});
