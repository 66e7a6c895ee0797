import { expect, test } from 'vitest';
import { limitsOf } from './limits.ts';
import { settingsSchema } from './settings.ts';

test('the counter’s own numbers hold until the platform has settled others', () => {
  const numbers = { offlineFinishOnlyHours: 5, offlineLockedHours: 48 };
  const settings = settingsSchema.parse({ numbers });
  expect(limitsOf(settings, undefined)).toEqual({
    offlineFinishOnlyHours: 5,
    offlineLockedHours: 48,
    clockDriftSeconds: 120,
    nearExpiryDays: 30,
  });
  const limits = {
    offlineFinishOnlyHours: 2,
    offlineLockedHours: 4,
    clockDriftSeconds: 30,
    codeResolvesPerMinute: 10,
    nearExpiryDays: 60,
  };
  expect(limitsOf(settings, { version: 2, windows: ['A07'], limits })).toEqual(limits);
});

test('a counter that locks early never finishes later than that', () => {
  const settings = settingsSchema.parse({ numbers: { offlineLockedHours: 3 } });
  expect(limitsOf(settings, undefined)).toMatchObject({ offlineFinishOnlyHours: 3 });
});
