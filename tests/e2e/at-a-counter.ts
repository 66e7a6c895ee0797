import { test as base } from 'vitest';
import { type Counter, setUpCounter } from '../../scripts/workbench/counter.ts';
import { type Intake, intakeAt } from '../../scripts/workbench/intake.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';

/** The executable and the artifacts' folder come from the script that made the desktop session. */
function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run npm test`);
  return value;
}

interface Fixtures {
  /** Settings of the workstation; a test file overrides what it needs. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Platform and reader, the workstation not yet started. */
  readonly counter: Counter;
  /** A started workstation with nobody logged in. */
  readonly workstation: Workstation;
  /** A clerk who has logged in. */
  readonly intake: Intake;
}

/** Short enough to test, long enough to tell from nothing. */
export const quickNumbers = { consentMinimumSeconds: 1, consentMinimumSecondsPerLicence: 0 };

/** Tests at a whole counter: real platform, real bytes, real windows; each with folders of its own. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the test runner wants the pattern to find dependencies
  settings: async ({}, use) => use({ numbers: quickNumbers }),
  counter: async ({ settings }, use) => {
    const counter = await setUpCounter({
      executable: required('MZB_ELECTRON'),
      application: process.cwd(),
      env: process.env,
      settings,
    });
    await use(counter);
    await counter.close();
  },
  workstation: async ({ counter, onTestFailed }, use) => {
    const workstation = await counter.start();
    onTestFailed(() => {
      process.stderr.write(`${workstation.log()}\n`);
    });
    await use(workstation);
  },
  intake: async ({ workstation }, use) => {
    const intake = intakeAt(workstation);
    await intake.logIn();
    await use(intake);
  },
});
