import { expect } from 'vitest';
import { hostileCodes } from '../../src/domain/hostile-codes.fixture.ts';
import { atOneCounter as test } from './at-a-counter.ts';

test('a code that means harm is opaque: looked up, told as no code of ours, and nothing else comes of it', async ({
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  const evaluator = await workstation.evaluator();
  for (const page of [clerk, evaluator]) {
    await page.evaluate(`
      window.harm = [];
      window.alert = () => window.harm.push('alert');
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => window.harm.push(violatedDirective));
    `);
  }
  const before = workstation.log().length;
  for (const [name, bytes] of hostileCodes) {
    const bytesBase64 = Buffer.from(bytes).toString('base64');
    const answer = await clerk.evaluate(
      `window.desk.call('code:scanned', { bytesBase64: '${bytesBase64}', symbology: 'qr', source: 'camera' })`,
    );
    expect([name, answer]).toEqual([name, { ok: true, value: null }]);
    await clerk.getByTestId('case-failure').filter({ hasText: '这不是办事码' }).waitFor();
    await intake.dropCase();
  }
  for (const page of [clerk, evaluator]) expect(await page.evaluate('window.harm')).toEqual([]);
  await evaluator.locator('[data-kind="idle"]').waitFor();
  const logged = workstation.log().slice(before);
  for (const bytes of hostileCodes.map(([, code]) => code)) {
    const text = Buffer.from(bytes).toString();
    if (text.length > 8) expect(logged).not.toContain(text);
  }
});
