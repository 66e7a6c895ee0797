import { test as base } from 'vitest';
import { platformPagesDir } from '../../scripts/build.ts';
import {
  type Counter,
  type CounterOptions,
  setUpCounter,
} from '../../scripts/workbench/counter.ts';
import { type Intake, intakeAt } from '../../scripts/workbench/intake.ts';
import { liftCard } from '../../scripts/workbench/lay-card.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';

/** The executable and the artifacts' folder come from the script that made the desktop session. */
function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run npm test`);
  return value;
}

interface Fixtures {
  /** Settings of the workstation; a test file overrides what it needs. */
  readonly settings: Exclude<CounterOptions['settings'], undefined>;
  /** Whom the platform lets in. */
  readonly admission: Exclude<CounterOptions['admission'], undefined>;
  /** Platform and reader, the workstation not yet started. */
  readonly counter: Counter;
  /** Another counter at the same platform, which is the window A08; not yet started. */
  readonly otherCounter: Counter;
  /** A started workstation with nobody logged in. */
  readonly workstation: Workstation;
  /** A clerk who has logged in. */
  readonly intake: Intake;
}

/** Short enough to test, long enough to tell from nothing; nobody is asked to look at their own values. */
export const quickNumbers = {
  consentMinimumSeconds: 1,
  consentMinimumSecondsPerLicence: 0,
  ownValuesSeconds: 0,
};

async function withCounter(
  { settings, admission = 'open' }: Pick<CounterOptions, 'settings' | 'admission'>,
  use: (counter: Counter) => Promise<void>,
  beside?: Counter,
): Promise<void> {
  const counter = await setUpCounter({
    executable: required('MZB_ELECTRON'),
    application: process.cwd(),
    env: process.env,
    ...(settings === undefined ? {} : { settings }),
    admission,
    pagesDir: platformPagesDir,
    ...(beside === undefined ? {} : { platform: beside.platform }),
  });
  await use(counter);
  await counter.close();
}

async function withIntake(
  workstation: Workstation,
  use: (intake: Intake) => Promise<void>,
): Promise<void> {
  const intake = intakeAt(workstation);
  await intake.logIn();
  await use(intake);
}

/** Tests at a whole counter: real platform, real bytes, real windows; each with folders of its own. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the test runner wants the pattern to find dependencies
  settings: async ({}, use) => use({ numbers: quickNumbers }),
  // biome-ignore lint/correctness/noEmptyPattern: the test runner wants the pattern to find dependencies
  admission: async ({}, use) => use('open'),
  counter: ({ settings, admission }, use) => withCounter({ settings, admission }, use),
  otherCounter: ({ counter, settings }, use) =>
    withCounter(
      { settings: { ...(settings === 'never-set-up' ? {} : settings), windowId: 'A08' } },
      use,
      counter,
    ),
  workstation: async ({ counter, onTestFailed }, use) => {
    const workstation = await counter.start();
    onTestFailed(() => {
      process.stderr.write(`${workstation.log()}\n`);
    });
    await use(workstation);
  },
  intake: ({ workstation }, use) => withIntake(workstation, use),
});

/**
 * Tests that differ in a card or a fault only, all at one counter where a clerk has logged in. What a test has broken and
 * opened is whole and closed again before the next one.
 */
export const atOneCounter = atOneCounterWith({ numbers: quickNumbers });

/** The same at a counter with other settings. */
export function atOneCounterWith(settings: Fixtures['settings']) {
  return base.extend<
    Omit<Fixtures, 'settings' | 'admission' | 'otherCounter'> & { readonly tidy: undefined }
  >({
    // biome-ignore lint/correctness/noEmptyPattern: the test runner wants the pattern to find dependencies
    counter: [async ({}, use) => withCounter({ settings }, use), { scope: 'file' }],
    workstation: [async ({ counter }, use) => use(await counter.start()), { scope: 'file' }],
    intake: [async ({ workstation }, use) => withIntake(workstation, use), { scope: 'file' }],
    tidy: [
      async ({ counter, workstation, intake, onTestFailed }, use) => {
        const before = workstation.log().length;
        onTestFailed(() => {
          process.stderr.write(`${workstation.log().slice(before)}\n`);
        });
        await use(undefined);
        counter.platform.behave();
        await counter.reader.setScript('');
        await liftCard(counter, workstation);
        await intake.dropCase();
      },
      { auto: true },
    ],
  });
}
