import { expect, test } from 'vitest';
import { createPasswordCheck } from './password-check.ts';

test.each(['mianzheng-9012', '口令𠮷', ' '])('only %j itself matches', async (password) => {
  const check = await createPasswordCheck(password);
  expect(await check.matches(password)).toBe(true);
  for (const other of [`${password} `, password.slice(0, -1), '', 'mianzheng-9013']) {
    expect(await check.matches(other)).toBe(false);
  }
});

test('nothing of the password is kept in what is held', async () => {
  const check = await createPasswordCheck('mianzheng-9012');
  expect(JSON.stringify(check)).not.toContain('9012');
});
