import { expect } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { atOneCounter } from './at-a-counter.ts';
import { scannerTypes } from './at-a-scanner.ts';

/** Also from a scanner's last key on, after which other keys are not yet a person's. */
async function closePalette({ clerk }: Workstation): Promise<void> {
  await expect
    .poll(async () => {
      await clerk.keyboard.press('Escape');
      return clerk.getByTestId('palette-search').count();
    })
    .toBe(0);
}

const lastCode = ({ clerk }: Workstation) => clerk.getByTestId('scanner-state');

atOneCounter(
  'what a person types stays where it was typed',
  async ({ workstation, intake: _intake }) => {
    const { clerk } = workstation;
    await clerk.keyboard.press('Control+K');
    const field = clerk.getByTestId('palette-search');
    await field.waitFor();
    await field.focus();
    await clerk.keyboard.type('elder card application', { delay: 60 });
    expect(await field.inputValue()).toBe('elder card application');
    await closePalette(workstation);
  },
);

atOneCounter(
  'a scanner that types into the palette leaves it as it was, and performs nothing',
  async ({ workstation, intake: _intake }) => {
    const { clerk } = workstation;
    await clerk.keyboard.press('Control+K');
    const field = clerk.getByTestId('palette-search');
    await field.waitFor();
    await field.fill('锁');
    const entries = await clerk.getByTestId('palette-entry').count();
    expect(entries).toBeGreaterThan(0);
    await scannerTypes(workstation, 'FS-20261127-000123456');
    await expect.poll(() => lastCode(workstation).getAttribute('title')).toContain('21 字节');
    // What Enter would have performed is still only offered.
    expect(await field.inputValue()).toBe('锁');
    expect(await clerk.getByTestId('palette-entry').count()).toBe(entries);
    await closePalette(workstation);
  },
);

atOneCounter(
  'a scanner that types while a button has the focus presses nothing',
  async ({ workstation, intake: _intake }) => {
    const { clerk } = workstation;
    await clerk.locator('button').first().focus();
    await scannerTypes(workstation, "<script>alert('1')</script>");
    await expect.poll(() => lastCode(workstation).getAttribute('title')).toContain('27 字节');
    // It is looked up as any code is, in a case that still has nobody and nothing.
    await clerk.getByTestId('case-failure').filter({ hasText: '这不是办事码' }).waitFor();
    expect(await clerk.locator('[role="dialog"]').count()).toBe(0);
    await clerk.locator('[data-testid^="item-option-"]').first().waitFor();
  },
);

atOneCounter(
  'a scanner whose code begins with a digit chooses nothing; the clerk’s digit does',
  async ({ workstation, intake }) => {
    const { clerk } = workstation;
    await clerk.getByTestId('new-case').first().click();
    const first = clerk.locator('[data-testid^="item-option-"]').first();
    const itemOfOne = (await first.getAttribute('data-testid')) ?? '';
    await scannerTypes(workstation, '2026112700001');
    await expect.poll(() => lastCode(workstation).getAttribute('title')).toContain('13 字节');
    // Had the code chosen item 2, 1 would be one of its variants.
    const chosen = clerk.locator(`[data-testid="${itemOfOne}"][aria-pressed="true"]`);
    await expect
      .poll(async () => {
        // What comes close behind a code still counts as the scanner's; pressed twice, it would choose a variant as well.
        await clerk.keyboard.press('1');
        await chosen.waitFor({ timeout: 2_000 }).catch(() => undefined);
        return chosen.count();
      })
      .toBe(1);
    await intake.dropCase();
    await clerk.getByTestId('empty-desk').waitFor();
  },
);

atOneCounter(
  'a scanner that types at the locked screen neither enters a password nor changes the one that stands there',
  async ({ workstation, intake: _intake }) => {
    const { clerk } = workstation;
    await clerk.keyboard.press('Control+L');
    await clerk.getByTestId('lock-page').waitFor();
    await clerk.getByTestId('lock-password').fill(clerks.clerk.password);
    await scannerTypes(workstation, 'FS-20261127-000123456');
    await clerk.getByTestId('unlock').click();
    await clerk.getByTestId('empty-desk').waitFor();
  },
);
