import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import english from '../../resources/locales/en/clerk.json' with { type: 'json' };
import { chooseSavePlaceNext, type Workstation } from '../../scripts/workbench/workstation.ts';
import { judgeAudit } from '../../src/audit/audit-verdict.ts';
import { test } from './at-a-counter.ts';
import { trustedKeysAt } from './at-the-platform.ts';

async function logInAs({ clerk }: Workstation, role: keyof typeof clerks): Promise<void> {
  await clerk.getByTestId('login-account').fill(clerks[role].account);
  await clerk.getByTestId('login-password').fill(clerks[role].password);
  await clerk.getByTestId('login-submit').click();
}

const call = ({ clerk }: Workstation, channel: string, request: unknown) =>
  clerk.evaluate(`window.desk.call(${JSON.stringify(channel)}, ${JSON.stringify(request)})`);

test('a technician sets up the counter: it is in force at once, survives a restart, and is written down', async ({
  counter,
  workstation,
}) => {
  const { clerk } = workstation;
  await logInAs(workstation, 'technician');
  await clerk.getByTestId('settings-page').waitFor();
  expect(
    await call(workstation, 'settings:test-reader', {
      address: counter.reader.address,
      baud: 115_200,
    }),
  ).toMatchObject({ ok: true, value: { samId: expect.any(String) } });
  expect(
    await call(workstation, 'settings:test-scanner', { address: '/dev/no-such-port', baud: 9600 }),
  ).toMatchObject({ ok: false, problem: { code: 'port.not-found' } });
  expect(
    await call(workstation, 'settings:save', { platformAddress: 'ftp://somewhere' }),
  ).toMatchObject({ ok: false, problem: { code: 'settings.invalid-value' } });

  // Saved, nobody could log in any more to mend it.
  expect(
    await call(workstation, 'settings:save', { platformAddress: 'http://127.0.0.1:9' }),
  ).toMatchObject({ ok: false, problem: { code: 'settings.no-platform' } });

  await call(workstation, 'settings:save', { language: 'en', windowId: 'A07' });
  await clerk.getByText('Settings').first().waitFor();
  const changes = (await call(workstation, 'settings:changes', null)) as {
    value: readonly { account: string; facts: { key: string } }[];
  };
  expect(changes.value).toMatchObject([
    { account: clerks.technician.account, facts: { key: 'language', after: 'en' } },
  ]);
  const file = JSON.parse(await readFile(join(counter.dataDir, 'settings.json'), 'utf8'));
  expect(file).toMatchObject({ language: 'en' });

  const exported = join(counter.dataDir, '..', 'exported.audit');
  await chooseSavePlaceNext(workstation, exported);
  await clerk.getByTestId('export-audit-log').click();
  await clerk.getByTestId('audit-exported').getByText(english['settings.audit-exported']).waitFor();
  const trusted = await trustedKeysAt(counter.platform.url);
  const [judged] = judgeAudit([await readFile(exported)], trusted);
  expect(judged?.verdict).toBe('authentic');
  expect(judged?.log?.rows.map(({ action }) => action)).toContain('settings:changed');
  await rm(exported);
  await chooseSavePlaceNext(workstation, join(counter.dataDir, 'no', 'such', 'folder.audit'));
  await clerk.getByTestId('export-audit-log').click();
  await clerk.getByTestId('audit-failure').waitFor();

  await workstation.close();
  const again = await counter.start();
  await again.clerk.getByText(english['login.submit'], { exact: true }).waitFor();
});

test('the display that is chosen for the citizen is kept over a restart', async ({
  counter,
  workstation,
}) => {
  const { clerk } = workstation;
  await logInAs(workstation, 'technician');
  await clerk.getByTestId('display-2').click();
  await clerk.getByTestId('settings-save').click();
  await clerk.getByTestId('settings-saved').waitFor();
  await workstation.close();

  const again = await counter.start();
  await again.evaluator();
  const place = () =>
    again.application.evaluate(({ BrowserWindow, screen }) => {
      const evaluator = BrowserWindow.getAllWindows().find((window) =>
        window.webContents.getURL().startsWith('app://evaluator/'),
      );
      const second = screen.getAllDisplays()[1];
      const cornerOf = (bounds?: { readonly x: number; readonly y: number }) => [
        bounds?.x,
        bounds?.y,
      ];
      return { is: cornerOf(evaluator?.getBounds()), should: cornerOf(second?.bounds) };
    });
  const { is, should } = await place();
  expect(is).toEqual(should);
  await logInAs(again, 'technician');
  await again.clerk.getByTestId('settings-page').waitFor();
  expect(await again.clerk.getByTestId('display-2').isChecked()).toBe(true);
});

test('the numbers of the displays appear on both, and go by themselves', async ({
  workstation,
}) => {
  await logInAs(workstation, 'technician');
  await workstation.clerk.getByTestId('settings-page').waitFor();
  await call(workstation, 'settings:show-display-numbers', null);
  const numbers = () =>
    workstation.application.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().filter((window) =>
          window.webContents.getURL().startsWith('app://display-number/'),
        ).length,
    );
  await expect.poll(numbers).toBe(2);
  await expect.poll(numbers).toBe(0);
});

test.for(['clerk', 'approver'] as const)('a %s has no settings', async (role, { workstation }) => {
  await logInAs(workstation, role);
  await workstation.clerk.getByTestId('login-account').waitFor({ state: 'detached' });
  expect(await workstation.clerk.getByTestId('settings-page').count()).toBe(0);
  expect(await call(workstation, 'settings:current', null)).toMatchObject({
    problem: { code: 'ipc.wrong-role' },
  });
});
