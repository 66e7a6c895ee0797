import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { intakeAt } from '../../scripts/workbench/intake.ts';
import { standInCamera } from '../../scripts/workbench/workstation.ts';
import { test } from './at-a-counter.ts';
import { filmOfCode } from './film-of-code.ts';

const code = 'https://fs.example/v/佛山-0001';

test('a code before the camera is taken, and the camera is off again', async ({ counter }) => {
  const film = join(counter.dataDir, 'code.y4m');
  await writeFile(film, filmOfCode(code));
  const workstation = await counter.start([
    standInCamera,
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  const { clerk } = workstation;
  await intakeAt(workstation).logIn();
  await clerk.evaluate(`
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective));
  `);
  await clerk.keyboard.press('F3');
  await expect
    .poll(() => clerk.getByTestId('scanner-state').getAttribute('title'))
    .toContain(`摄像头，${Buffer.byteLength(code)} 字节`);
  expect(await clerk.getByTestId('camera-state').count()).toBe(0);
  expect(await clerk.evaluate('window.violations')).toEqual([]);
});

test('the dialog says so when there is no code, and Esc ends it', async ({ counter }) => {
  const workstation = await counter.start([standInCamera]);
  const { clerk } = workstation;
  await intakeAt(workstation).logIn();
  await clerk.keyboard.press('F3');
  const state = clerk.getByTestId('camera-state');
  await expect.poll(() => state.getAttribute('data-state')).toBe('searching');
  await clerk.keyboard.press('Escape');
  await expect.poll(() => state.count()).toBe(0);
});

test('the citizen’s page gets no camera', async ({ counter }) => {
  const workstation = await counter.start([standInCamera]);
  const evaluator = await workstation.evaluator();
  const refused = await evaluator.evaluate(`
    navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', ({ name }) => name)
  `);
  expect(refused).toBe('NotAllowedError');
});
