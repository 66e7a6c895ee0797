// A scripted tour through the real application: both windows photographed at every step, and a summary of it all.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { elderCardItem } from '../reference-platform/seed/elder-card-item.ts';
import { people } from '../reference-platform/seed/people.ts';
import { buildApplication } from './build.ts';
import { providePackages } from './debian-packages.ts';
import { withDesktopSession } from './desktop-session.ts';
import { provideElectronRuntime } from './electron-runtime.ts';
import { mustChangeUser, runAsOrdinaryUser } from './unprivileged-account.ts';
import { type Counter, setUpCounter } from './workbench/counter.ts';
import { intakeAt, patience } from './workbench/intake.ts';
import type { Workstation } from './workbench/workstation.ts';

const project = dirname(import.meta.dirname);

interface Step {
  readonly name: string;
  readonly ms: number;
  /** File of the clerk's window; the citizen's beside it. */
  readonly screenshot: string;
  readonly evaluatorScreenshot: string;
}

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'demo-output' },
    /** Set where another process will say where the results are. */
    quiet: { type: 'boolean', default: false },
  },
});
const out = resolve(values.out);

await providePackages(['electron', 'displays', 'secrets', 'pty']);
await buildApplication();
const runtime = await provideElectronRuntime();

if (mustChangeUser({ platform: process.platform, uid: process.getuid?.() })) {
  process.exitCode = await runAsOrdinaryUser({
    script: 'demo',
    args: ['--quiet'],
    outputFolder: out,
  });
} else {
  await mkdir(out, { recursive: true });
  const displays = [
    { width: 1366, height: 768 },
    { width: 1280, height: 800 },
  ] as const;
  await withDesktopSession({ displays, headless: true }, ({ env }) => tour(env));
}
if (!values.quiet && existsSync(join(out, 'summary.json'))) {
  console.log(`截图与摘要 · screenshots and summary: ${out}`);
}

async function tour(env: NodeJS.ProcessEnv): Promise<void> {
  const counter = await setUpCounter({
    executable: runtime.executable,
    application: project,
    env,
    // Where the session is the user's own there may be one display only.
    settings: { evaluator: { shareDisplay: true } },
  });
  try {
    const workstation = await counter.start();
    const versions = await workstation.application.evaluate(() => process.versions);
    const card = await cardChannel(counter, workstation);
    const summary = {
      runtime: {
        electron: versions.electron,
        chrome: versions.chrome,
        node: versions.node,
        platform: `${process.platform}-${process.arch}`,
      },
      channels: [card],
    };
    await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    if (!card.ok) process.exitCode = 1;
    await workstation.close();
  } finally {
    await counter.close();
  }
}

/** Resident identity card, applicant is a person. */
async function cardChannel({ reader }: Counter, workstation: Workstation) {
  const intake = intakeAt(workstation);
  const { clerk } = workstation;
  const person = people.allGood;
  const steps: Step[] = [];
  const photograph = async (page: Page, name: string): Promise<string> => {
    await page.screenshot({ path: join(out, name), animations: 'disabled' });
    return name;
  };
  const evaluatorShows = async (what: string): Promise<void> => {
    const evaluator = await workstation.evaluator();
    await evaluator
      .locator(`[data-testid="evaluator-page"]${what}`)
      .waitFor({ state: 'attached', timeout: patience });
  };
  const step = async (name: string, act: () => Promise<unknown>): Promise<void> => {
    const started = performance.now();
    await act();
    const ms = Math.round(performance.now() - started);
    const file = `${String(steps.length + 1).padStart(2, '0')}-${name}`;
    const screenshot = await photograph(clerk, `${file}-clerk.png`);
    const evaluatorScreenshot = await photograph(
      await workstation.evaluator(),
      `${file}-evaluator.png`,
    );
    steps.push({ name, ms, screenshot, evaluatorScreenshot });
    console.log(`  ${name} ${ms} ms`);
  };

  let caseNumber = '';
  let waived = 0;
  let paper = 0;
  const lines = (status: string) =>
    clerk.locator(`[data-testid^="waiver-line-"][data-status="${status}"]`).count();

  console.log(`身份证 · 个人 · card, person: ${person.special}`);
  let problem: string | undefined;
  try {
    await step('start', () => clerk.getByTestId('login-account').waitFor());
    await step('logged-in', () => intake.logIn());
    await step('item-chosen', () => intake.chooseItem(person.variant));
    await step('waiver-list', async () => {
      await reader.placeCard(person.card);
      await clerk.getByTestId('push-consent').waitFor();
      waived = await lines('waived-by-licence');
      paper = await lines('needed-on-paper');
    });
    await step('consent-asked', () => intake.pushConsent());
    await step('consent-in-large-type', async () => {
      await workstation.touch('type-switch');
      await evaluatorShows('[data-large-type="true"]');
    });
    await step('consent-in-english', async () => {
      await workstation.touch('language-en');
      await evaluatorShows('[lang="en"]');
    });
    await step('form-filled', async () => {
      await intake.answer('agree');
      await clerk.getByTestId('submit-case').waitFor();
    });
    await step('form-completed', () => intake.fillContact());
    await step('received', async () => {
      await intake.submit();
      caseNumber = await intake.caseNumber();
      await evaluatorShows('[data-kind="rating"]');
    });
    await step('receipt', async () => {
      await clerk.keyboard.press('F10');
      await clerk.getByTestId('receipt-sheet').waitFor();
    });
    await step('rated', async () => {
      await clerk.keyboard.press('Escape');
      await workstation.touch('rate-very-satisfied');
      await evaluatorShows('[data-kind="thanks"]');
    });
    await reader.liftCard();
    await step('second-person', async () => {
      await intake.chooseItem(people.longName.variant, people.longName.item.code);
      await reader.placeCard(people.longName.card);
      await clerk.getByTestId('push-consent').waitFor();
      await reader.liftCard();
    });
    await step('held-and-next', async () => {
      await clerk.keyboard.press('Shift+F2');
      await clerk.getByTestId('empty-desk').waitFor();
    });
    await step('palette', async () => {
      await clerk.keyboard.press('Control+K');
      await clerk.getByTestId('palette-search').waitFor();
    });
    await step('locked', async () => {
      await clerk.keyboard.press('Escape');
      await clerk.keyboard.press('Control+L');
      await clerk.getByTestId('lock-page').waitFor();
    });
  } catch (cause) {
    problem = String(cause);
    console.error(problem);
  }

  return {
    channel: 'card',
    subject: 'person',
    item: elderCardItem.name,
    steps,
    caseNumber,
    waived,
    paper,
    ok: problem === undefined && caseNumber !== '',
    ...(problem === undefined ? {} : { problem }),
  };
}
