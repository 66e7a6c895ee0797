import { expect, test } from 'vitest';
import { packagedApplication } from '../../scripts/packaging/packaged-application.ts';
import { setUpCounter } from '../../scripts/workbench/counter.ts';
import { intakeAt } from '../../scripts/workbench/intake.ts';

test('the packaged files run: a clerk logs in through the real page', async ({
  onTestFinished,
}) => {
  const { executable, asar } = packagedApplication('for-tests');
  const counter = await setUpCounter({ executable, application: asar, env: process.env });
  onTestFinished(counter.close);
  const workstation = await counter.start();
  const { application } = workstation;
  // It is the archive that runs, not the folder named on the command line.
  expect(await application.evaluate(({ app }) => app.getAppPath())).toBe(asar);
  await intakeAt(workstation).logIn();
  await workstation.evaluator();
  expect(workstation.log()).not.toContain('"level":"warn"');
});
