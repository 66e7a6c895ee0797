import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { withAnotherSecretStore } from '../../scripts/desktop-session.ts';
import { intakeAt } from '../../scripts/workbench/intake.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { test } from './at-a-counter.ts';
import { holdDatabase } from './database-file.ts';
import { destroyHeader, fillDisk, storeFiles } from './store-files.ts';

const { allGood, rareName, revokedRegister } = people;

/** What the clerk is told above everything else. */
async function noticeTexts({ clerk }: Workstation): Promise<readonly string[]> {
  const notices = clerk.getByTestId('notice');
  await notices.first().waitFor();
  return notices.allTextContents();
}

test('a damaged database is repaired at the start: what can be read is there, what waited is sent, and the clerk is told', async ({
  counter,
  workstation,
  intake,
}) => {
  const handIn = async (person: typeof allGood | typeof rareName) => {
    await intake.chooseItem(person.variant);
    await counter.reader.placeCard(person.card);
    await intake.pushConsent();
    await intake.answer('agree');
    await workstation.clerk.getByTestId('submit-case').waitFor();
    await intake.fillContact();
    await intake.submit();
    await counter.reader.liftCard();
  };
  await handIn(allGood);
  const caseNumber = await intake.caseNumber();
  counter.platform.misbehave({ path: '/api/v1/batches', fault: 'status500' });
  await handIn(rareName);
  await expect.poll(() => workstation.log()).toContain('"event":"outbox.not-sent"');
  await intake.chooseItem(revokedRegister.variant);
  await counter.reader.placeCard(revokedRegister.card);
  const reviewing = '[data-testid="case-line"][data-stage="reviewing"][aria-current="true"]';
  await workstation.clerk.locator(reviewing).waitFor();
  await workstation.kill();
  await destroyHeader(counter);
  counter.platform.behave();

  const again = await counter.start();
  expect((await noticeTexts(again)).join()).toMatch(/找回办件 3 件、同步记录 2 条，找不回 0 条/);
  const intakeAgain = intakeAt(again);
  await intakeAgain.logIn();
  const { clerk } = again;
  await clerk.locator(reviewing).waitFor();
  const lines = clerk.getByTestId('case-line');
  await expect.poll(() => lines.count()).toBe(3);
  const received = clerk.locator('[data-testid="case-line"][data-stage="received"]');
  await expect.poll(() => received.count(), { timeout: 20_000 }).toBe(2);
  await received.filter({ hasText: '陈*芳' }).click();
  expect(await intakeAgain.caseNumber()).toBe(caseNumber);
});

test('of a database that is gone, what was there at the last good end is there again, received once, and the clerk is told since when', async ({
  counter,
  workstation,
  intake,
}) => {
  await intake.chooseItem(allGood.variant);
  await counter.reader.placeCard(allGood.card);
  await intake.pushConsent();
  await intake.answer('agree');
  await workstation.clerk.getByTestId('submit-case').waitFor();
  await intake.fillContact();
  counter.platform.misbehave({ path: '/api/v1/batches', fault: 'dropConnectionAfterCommit' });
  await intake.submit();
  await expect.poll(() => workstation.log()).toContain('"event":"outbox.not-sent"');
  await workstation.close();
  counter.platform.behave();
  await writeFile(join(counter.dataDir, 'store', 'workstation.db'), 'no database');

  const again = await counter.start();
  expect((await noticeTexts(again)).join()).toMatch(/其中 1 件取自 .* 的备份/);
  await intakeAt(again).logIn();
  const received = again.clerk.locator('[data-testid="case-line"][data-stage="received"]');
  await expect.poll(() => received.count(), { timeout: 20_000 }).toBe(1);
  expect(await again.clerk.getByTestId('case-line').count()).toBe(1);
});

test('a counter whose database is lost altogether says so and works on', async ({
  counter,
  workstation,
  intake: _loggedIn,
}) => {
  await workstation.close();
  const store = join(counter.dataDir, 'store');
  await rm(join(store, 'workstation.db'));
  await writeFile(join(store, 'workstation.db'), 'This was a database once. '.repeat(5_000));

  const again = await counter.start();
  expect((await noticeTexts(again)).join()).toContain('storage.nothing-salvaged');
  const intake = intakeAt(again);
  await intake.logIn();
  await intake.chooseItem(allGood.variant);
  await counter.reader.placeCard(allGood.card);
  await again.clerk.getByTestId('push-consent').waitFor();
});

test('a counter whose database another program holds says so, stays as it is, and works once it has been let go', async ({
  counter,
  workstation,
  intake,
}) => {
  await intake.chooseItem(allGood.variant);
  await counter.reader.placeCard(allGood.card);
  await workstation.clerk.getByTestId('push-consent').waitFor();
  await workstation.close();

  const letGo = holdDatabase(join(counter.dataDir, 'store', 'workstation.db'));
  const refused = await counter.start();
  const { clerk } = refused;
  await clerk.locator('[data-testid="desk-failure"][data-code="storage.held"]').waitFor();
  // No page is loaded again and again, and nothing ends by itself.
  expect(await clerk.evaluate('performance.getEntriesByType("navigation")[0].type')).toBe(
    'navigate',
  );
  expect(refused.log().match(/"event":"start.no-storage"/g)).toHaveLength(1);
  expect(refused.application.process().exitCode).toBeNull();
  await refused.close();
  letGo();

  const again = await counter.start();
  await intakeAt(again).logIn();
  await again.clerk.getByTestId('push-consent').waitFor();
  expect(await again.clerk.getByTestId('notice').count()).toBe(0);
});

/** Only root can make one: `scripts/small-disk.ts`. */
const smallDisk = process.env['MZB_SMALL_DISK'] ?? '';

test.skipIf(smallDisk === '')(
  'a disk that is full while the form is filled is told within a second, and the case is finished all the same (as root on Linux)',
  async ({ counter }) => {
    const store = join(smallDisk, 'store');
    await mkdir(store);
    await symlink(store, join(counter.dataDir, 'store'));
    const workstation = await counter.start();
    const intake = intakeAt(workstation);
    await intake.logIn();
    const { clerk } = workstation;
    await intake.chooseItem(allGood.variant);
    await counter.reader.placeCard(allGood.card);
    await intake.pushConsent();
    await intake.answer('agree');
    await clerk.getByTestId('submit-case').waitFor();
    await intake.fill('emergencyContact', '陈小样');
    await clerk
      .getByTestId('missing-fields')
      .getByText('紧急联系人', { exact: true })
      .waitFor({ state: 'detached' });

    const free = await fillDisk(smallDisk);
    await intake.fill('emergencyPhone', '13800000000');
    await clerk.locator('[data-code="storage.disk-full"]').first().waitFor({ timeout: 1_000 });
    expect(await clerk.getByTestId('field-emergencyContact').inputValue()).toBe('陈小样');
    // The reserve lets the clerk finish while the disk is still full.
    await intake.fill('emergencyPhone', '13800000001');
    await intake.submit();
    expect(await intake.caseNumber()).not.toBe('');
    expect(workstation.log()).not.toContain('"event":"ipc.handler-failed"');
    await free();
  },
);

test('without its secret store the counter changes nothing, says who has to act, goes on anew where the technician wants it, and has everything when it is back', async ({
  counter,
  workstation,
  intake,
}) => {
  await intake.chooseItem(allGood.variant);
  await counter.reader.placeCard(allGood.card);
  await workstation.clerk.getByTestId('push-consent').waitFor();
  await workstation.close();
  const before = await storeFiles(counter);

  const expectRefused = async (refused: Workstation, code: string) => {
    const failure = refused.clerk.locator(`[data-testid="desk-failure"][data-code="${code}"]`);
    await failure.waitFor();
    expect(await failure.textContent()).toMatch(/数据都在，没有丢失.*请技术员/);
    await refused.close();
    expect(await storeFiles(counter)).toEqual(before);
  };
  const missing = await counter.start(['--password-store=basic']);
  await expectRefused(missing, 'storage.secret-store-missing');
  await withAnotherSecretStore(async (env) => {
    await expectRefused(await counter.start([], env), 'storage.secret-store-changed');
    const anew = await counter.start([], env);
    await anew.clerk.getByTestId('begin-anew').click();
    await anew.clerk.getByTestId('begin-anew-confirmed').click();
    expect((await noticeTexts(anew)).join()).toMatch(/原有数据封存在 store\.sealed-/);
    await intakeAt(anew).logIn();
    expect(await anew.clerk.getByTestId('case-line').count()).toBe(0);
    await anew.close();
  });
  const names = await readdir(counter.dataDir);
  const [sealed = ''] = names.filter((name) => name.startsWith('store.sealed-'));
  const store = join(counter.dataDir, 'store');
  await rename(store, join(counter.dataDir, 'store.begun-anew'));
  await rename(join(counter.dataDir, sealed), store);
  expect(await storeFiles(counter)).toEqual(before);

  const again = await counter.start();
  await intakeAt(again).logIn();
  await again.clerk.getByTestId('push-consent').waitFor();
  expect(await again.clerk.getByTestId('notice').count()).toBe(0);
});
