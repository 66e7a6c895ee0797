import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSettings } from './read-settings.ts';
import { settingsVersion, upgradeSettings } from './settings-upgrades.ts';

const whole = (min: number, max: number) => fc.integer({ min, max });
const optional = { requiredKeys: [] };

/** What version 1 took, as far as it meant anything: any address that the program could talk to. */
const versionOne = fc.record(
  {
    platformAddress: fc.webUrl({
      validSchemes: ['http', 'https'],
      withQueryParameters: true,
      withFragments: true,
    }),
    windowId: fc.string({ minLength: 1, maxLength: 32 }),
    readerAddress: fc.string({ maxLength: 256 }),
    readerBaud: fc.constantFrom(9600, 19200, 38400, 57600, 115200),
    evaluator: fc.record({ boundPointer: fc.boolean(), shareDisplay: fc.boolean() }, optional),
    language: fc.constantFrom('zh-CN', 'zh-Hant', 'en'),
    numbers: fc.record(
      {
        consentSeconds: whole(1, 3600),
        consentMinimumSeconds: whole(0, 60),
        consentMinimumSecondsPerLicence: whole(0, 60),
        leaseHours: whole(1, 24),
        cardSeconds: whole(1, 120),
      },
      optional,
    ),
  },
  optional,
);

test('any file of version 1 becomes a valid one of the newest version, and keeps every value', () => {
  fc.assert(
    fc.property(versionOne, ({ platformAddress, ...values }) => {
      const address = platformAddress === undefined ? {} : { platformAddress };
      const { settings, problems } = readSettings({ ...values, ...address });
      expect(problems).toEqual([]);
      expect(settings).toMatchObject(values);
      if (platformAddress !== undefined) {
        expect(settings.platformAddress).toBe(new URL(platformAddress).origin);
      }
    }),
    { seed: 20261124, numRuns: 500 },
  );
});

test.each([
  ['https://platform.example', 'https://platform.example'],
  ['https://platform.example/', 'https://platform.example'],
  ['HTTP://Platform.example:8460/desk?x=1#y', 'http://platform.example:8460'],
  ['http://', 'http://'],
  ['platform.example', 'platform.example'],
  ['file:///etc', 'file:///etc'],
  [7, 7],
])('version 1’s platform address %j becomes %j', (before, after) => {
  const file = { platformAddress: before, windowId: 'B12' };
  expect(upgradeSettings(file, 1)).toEqual({ platformAddress: after, windowId: 'B12' });
});

test('a file of the newest version is left as it is', () => {
  const file = { platformAddress: 'https://platform.example/desk' };
  expect(upgradeSettings(file, settingsVersion)).toBe(file);
});
