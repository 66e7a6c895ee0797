import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { packagedApplication } from '../../scripts/packaging/packaged-application.ts';
import { runCommand } from '../../scripts/run-command.ts';
import { type ReleaseProcess, test } from './at-a-desktop.ts';
import { type Area, displays, picture, watchForWindows, windowsOf } from './screen.ts';

/** Longest wait for the next thing to be seen; a loaded machine is slow, not broken. */
const patience = { timeout: 60_000, interval: 200 };

const screenshots = process.env['MZB_ARTIFACTS'] ?? '.cache';

/** Waits for both windows of a release. */
async function bothWindowsOf({ pid }: ReleaseProcess) {
  await expect.poll(() => windowsOf(pid), patience).toHaveLength(2);
  return windowsOf(pid);
}

/** Without a window manager a window may come out one pixel short. */
function expectToFill(window: Area | undefined, display: Area | undefined): void {
  if (window === undefined || display === undefined) throw new Error('nothing to compare');
  expect(window).toMatchObject({ x: display.x, y: display.y });
  expect(display.width - window.width).toBeLessThanOrEqual(1);
  expect(display.height - window.height).toBeLessThanOrEqual(1);
}

test('the release runs: one window on each display, and a first question to the platform', async ({
  start,
  requests,
}) => {
  const [forClerk, forCitizen] = await displays();
  if (forClerk === undefined || forCitizen === undefined) throw new Error('two displays expected');
  const pictureOf = (display: Area, name: string) =>
    picture(display, join(screenshots, `release-${name}.png`));
  for (const display of [forClerk, forCitizen]) {
    expect(await pictureOf(display, 'before')).toMatchObject({ colours: 1, brightness: 0 });
  }

  const release = await start();
  const [clerk, evaluator] = await bothWindowsOf(release);
  expectToFill(clerk, forClerk);
  expectToFill(evaluator, forCitizen);
  expect(clerk?.title).toContain('免证办');
  for (const window of [clerk, evaluator]) {
    expect(window?.className).toBe('mianzhengban-workstation');
  }

  await expect.poll(() => requests[0], patience).toBe('GET /api/v1/health');
  // A page has text and buttons; the citizen's is blank, not black, for as long as nobody has logged in.
  await expect
    .poll(async () => (await pictureOf(forClerk, 'clerk')).colours, patience)
    .toBeGreaterThan(50);
  await expect
    .poll(async () => (await pictureOf(forCitizen, 'evaluator')).brightness, patience)
    .toBeGreaterThan(0.5);

  expect(release.isRunning()).toBe(true);
  expect(release.log()).not.toContain('"level":"warn"');
  expect(await release.end()).toBe(0);
});

test('no environment variable makes it run something else', async ({ start, folder }) => {
  const trace = join(folder, 'trace');
  const intruder = join(folder, 'intruder.cjs');
  await writeFile(intruder, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '');`);
  const env = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${intruder}` };

  const release = await start({ env, args: [intruder] });
  await bothWindowsOf(release);
  expect(existsSync(trace)).toBe(false);
  await release.end();

  // The same does work where no fuse is set.
  const { executable } = packagedApplication('for-tests');
  await runCommand(executable, ['-e', '0'], { env: { ...process.env, ...env } });
  expect(existsSync(trace)).toBe(true);
});

test('nothing that lies beside the archive is taken for a program or for the test runtime', async ({
  start,
  folder,
}) => {
  const { resources } = packagedApplication('release');
  const marker = join(resources, 'test-runtime.json');
  const program = join(resources, 'app');
  const trace = join(folder, 'trace');
  try {
    await writeFile(marker, '{}');
    await mkdir(program);
    await writeFile(join(program, 'package.json'), '{"main":"main.js"}');
    const leaveTrace = `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '');`;
    await writeFile(join(program, 'main.js'), leaveTrace);
    const release = await start({ args: ['--remote-debugging-port=0'] });
    expect(await release.ended).toBe(1);
    expect(release.log()).toContain('"switches":"remote-debugging-port"');
    expect(existsSync(trace)).toBe(false);
  } finally {
    await rm(marker, { force: true });
    await rm(program, { recursive: true, force: true });
  }
});

/** One for each kind of switch that main/security/unsafe-switches.ts refuses. */
const debuggingSwitches = [
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
  '--inspect=0',
  '--inspect-brk=0',
  '--load-extension=/tmp/extension',
  '--js-flags=--expose-gc',
  '--no-sandbox',
  '--disable-gpu-sandbox',
  '--disable-setuid-sandbox',
  '--single-process',
  '--renderer-cmd-prefix=gdb',
  '--utility-cmd-prefix=gdb',
  '--gpu-launcher=gdb',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--allow-running-insecure-content',
  '--ignore-certificate-errors',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--proxy-bypass-list=*',
  '--ssl-key-log-file=keys',
  '--log-net-log=net.json',
] as const;

test('every debugging switch ends it before anything is on the screen', {
  timeout: 240_000,
}, async ({ start }) => {
  const windowsSeen = await watchForWindows();
  const atOnce = 4;
  for (let index = 0; index < debuggingSwitches.length; index += atOnce) {
    const some = debuggingSwitches.slice(index, index + atOnce);
    await Promise.all(
      some.map(async (argument) => {
        const release = await start({ args: [argument] });
        expect(await release.ended, argument).toBe(1);
        expect(release.log()).toContain(`"switches":"${argument.replace(/^--|=.*/g, '')}"`);
      }),
    );
  }
  expect(await windowsSeen()).toBe(0);
});
