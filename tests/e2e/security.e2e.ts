import { spawn } from 'node:child_process';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { test } from './at-a-counter.ts';

test('every page runs in a sandbox with a system-call filter', async ({ workstation }) => {
  await workstation.evaluator();
  const pids = await workstation.application.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getOSProcessId()),
  );
  expect(pids).toHaveLength(2);
  for (const pid of pids) {
    expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\t2$/m);
  }
});

test('no process of the application leaves its memory in a crash dump (Linux)', async ({
  workstation,
}) => {
  await workstation.evaluator();
  const pids = await workstation.application.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid }) => pid),
  );
  expect(pids.length).toBeGreaterThanOrEqual(4);
  for (const pid of pids) {
    expect(Number(await readFile(`/proc/${pid}/coredump_filter`, 'utf8'))).toBe(0);
  }
});

test('pages have no Node, no way out, and no permission but the clerk’s for a camera', async ({
  workstation,
}) => {
  const evaluator = await workstation.evaluator();
  for (const page of [workstation.clerk, evaluator]) {
    const found = await page.evaluate(`(async () => ({
      node: typeof require + typeof process + typeof Buffer,
      opened: window.open('https://example.com') === null,
      camera: (await navigator.permissions.query({ name: 'camera' })).state,
      place: await new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('granted'), (e) => resolve(e.code))),
      notification: await Notification.requestPermission(),
      elsewhere: await fetch('https://example.com').then(() => 'reached', () => 'refused'),
      other: await fetch('app://' + (location.host === 'clerk' ? 'evaluator' : 'clerk') + '/').then((r) => r.status, () => 'refused'),
      secrets: await fetch('/../main/start.cjs').then((r) => r.status, () => 'refused'),
    }))()`);
    expect(found).toMatchObject({
      node: 'undefinedundefinedundefined',
      opened: true,
      camera: page === evaluator ? 'denied' : 'granted',
      place: 1,
      notification: 'denied',
      elsewhere: 'refused',
      other: 'refused',
      secrets: 404,
    });
    const before = page.url();
    await page.evaluate(`location.href = 'https://example.com/'`);
    await expect.poll(() => workstation.log()).toContain('"event":"navigation.refused"');
    expect(page.url()).toBe(before);
  }
});

test('the evaluator can make its three calls and no other', async ({ workstation }) => {
  const evaluator = await workstation.evaluator();
  const bridge = await evaluator.evaluate(`({
    keys: Object.keys(window.evaluator).sort(),
    desk: typeof window.desk,
  })`);
  expect(bridge).toEqual({ keys: ['call', 'onPageShow'], desk: 'undefined' });
  const refused = await evaluator.evaluate(`Promise.all(
    ['case:open', 'case:push-consent', 'desk:current', 'session:log-in', 'nothing:at-all'].map((channel) =>
      window.evaluator.call(channel, null)),
  )`);
  expect(refused).toEqual(
    Array.from({ length: 5 }, () => ({ ok: false, problem: { code: 'ipc.unknown-channel' } })),
  );
});

test('nothing the clerk’s window can call produces a consent', async ({
  counter,
  workstation,
  intake,
}) => {
  await intake.chooseItem(people.allGood.variant);
  await counter.reader.placeCard(people.allGood.card);
  await intake.pushConsent();
  const pageId = await (await workstation.evaluator())
    .getByTestId('evaluator-page')
    .getAttribute('data-page-id');
  const answers = (await workstation.clerk.evaluate(
    `Promise.all([
      window.desk.call('page:acted', { pageId: '${pageId}', act: { kind: 'answer', agreed: [0], chosenSingly: [], isReadToEnd: true, digest: '${'0'.repeat(64)}' }, input: 'touch' }),
      window.desk.call('page:shown', { pageId: '${pageId}', digest: '${'0'.repeat(64)}' }),
    ])`,
  )) as { ok: boolean }[];
  expect(answers.map(({ ok }) => ok)).toEqual([false, false]);
  expect(workstation.log()).not.toContain('"stage":"fetching-values"');
});

test('calls that are out of shape or not allowed are refused with a code', async ({
  workstation,
}) => {
  const refusals = await workstation.clerk.evaluate(`Promise.all([
    window.desk.call('case:open', null),
    window.desk.call('session:log-in', { account: '', password: 7 }),
    window.desk.call('case:open', { anything: 1 }),
  ])`);
  expect(refusals).toEqual([
    { ok: false, problem: { code: 'session.required' } },
    { ok: false, problem: { code: 'ipc.invalid-request' } },
    { ok: false, problem: { code: 'session.required' } },
  ]);
  expect(workstation.log()).toContain('"event":"ipc.refused"');
});

test('no page violates its policy on the way from login to received', async ({
  counter,
  workstation,
  intake,
}) => {
  const evaluator = await workstation.evaluator();
  const listen = `
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
  `;
  for (const page of [workstation.clerk, evaluator]) await page.evaluate(listen);
  await intake.chooseItem(people.rareName.variant);
  await counter.reader.placeCard(people.rareName.card);
  await intake.pushConsent();
  await intake.answer('agree');
  await workstation.clerk.getByTestId('submit-case').waitFor();
  await intake.fillContact();
  await intake.submit();
  await intake.caseNumber();
  for (const page of [workstation.clerk, evaluator]) {
    expect(await page.evaluate('window.violations')).toEqual([]);
  }
});

test('a second start goes to the first one’s window and ends', async ({ counter, workstation }) => {
  const second = await run(process.env['MZB_ELECTRON'] ?? '', [
    `--user-data-dir=${counter.dataDir}`,
    process.cwd(),
  ]);
  expect(second.code).toBe(1);
  expect(second.log).toContain('"event":"start.already-running"');
  await workstation.clerk.getByTestId('login-account').waitFor();
});

test('outside the test runtime a debugging switch ends the program before it begins', async ({
  counter,
}) => {
  const runtime = dirname(process.env['MZB_ELECTRON'] ?? '');
  const unmarked = join(counter.dataDir, '..', 'runtime');
  await cp(runtime, unmarked, { recursive: true });
  await rm(join(unmarked, 'resources', 'test-runtime.json'));
  const electron = join(unmarked, 'electron');
  for (const unsafe of [
    '--remote-debugging-port=0',
    '--inspect=0',
    '--js-flags=--expose-gc',
    '--no-sandbox',
    '--disable-web-security',
  ]) {
    const refused = await run(electron, [
      unsafe,
      `--user-data-dir=${counter.dataDir}`,
      process.cwd(),
    ]);
    expect(refused.code).toBe(1);
    expect(refused.log).toContain('"event":"start.unsafe-switches"');
  }
});

test('without a real secret store nothing is kept, and the window says so', async ({ counter }) => {
  const { clerk } = await counter.start(['--password-store=basic']);
  const failure = '[data-testid="desk-failure"][data-code="storage.secret-store-missing"]';
  await clerk.locator(failure).waitFor();
  expect(await readdir(join(counter.dataDir, 'store'))).toEqual([]);
});

function run(
  executable: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, ['--password-store=gnome-libsecret', ...args]);
    let log = '';
    child.stderr.on('data', (text: Buffer) => {
      log += text.toString();
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code, log }));
  });
}
