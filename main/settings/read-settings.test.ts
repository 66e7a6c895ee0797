import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure } from '../../src/failures/failure.ts';
import { readSettings } from './read-settings.ts';
import { settingsSchema } from './settings.ts';
import { settingsVersion } from './settings-upgrades.ts';

const defaults = settingsSchema.parse({});
const newest = { schemaVersion: settingsVersion };
const display = {
  id: 7,
  label: 'HDMI-2',
  bounds: { x: 1920, y: 0, width: 1280, height: 800 },
};

const unknown = (key: string) => failure('settings.unknown-key', { key });
const replaced = (key: string) => failure('settings.value-replaced', { key });

test('the defaults are those of the design, and enough to begin with', () => {
  expect(readSettings({})).toEqual({ settings: defaults, kept: {}, problems: [] });
  expect(defaults).toEqual({
    platformAddress: 'http://127.0.0.1:8460',
    windowId: 'A07',
    evaluatorDisplay: null,
    readerAddress: '',
    readerBaud: 115_200,
    secondReaderAddress: '',
    secondReaderBaud: 115_200,
    scannerAddress: '',
    scannerBaud: 9600,
    scannerSendsAim: false,
    wedge: { minLength: 6, maxGapMs: 30, prefix: '', suffix: '' },
    camera: '',
    documentCamera: '',
    knownDevices: [],
    photoDecoderKind: 'none',
    photoDecoderPath: '',
    photoDecoderFunction: '',
    photoDecoderArguments: '{input}',
    receiptPrinter: '',
    language: 'zh-CN',
    evaluator: { boundPointer: false, shareDisplay: false },
    evidence: { profile: 'B' },
    numbers: {
      consentSeconds: 180,
      consentSecondsElder: 300,
      consentMinimumSeconds: 3,
      consentMinimumSecondsPerLicence: 1,
      ratingSeconds: 60,
      thanksSeconds: 5,
      ownValuesSeconds: 60,
      leaseHours: 12,
      offlineFinishOnlyHours: 8,
      offlineLockedHours: 72,
      principalSeconds: 600,
      caseDays: 7,
      eventDays: 14,
      auditMonths: 6,
      cardSeconds: 30,
      idleLockSeconds: 300,
    },
  });
});

test('what is set is in force, and the rest has its default', () => {
  const set = { windowId: 'B12', evaluatorDisplay: display, numbers: { leaseHours: 8 } };
  expect(readSettings({ ...newest, ...set })).toEqual({
    settings: { ...defaults, ...set, numbers: { ...defaults.numbers, leaseHours: 8 } },
    kept: set,
    problems: [],
  });
});

test.each<[string, Record<string, unknown>, string]>([
  ['is of another type', { readerAddress: 7 }, 'readerAddress'],
  ['is null', { readerAddress: null }, 'readerAddress'],
  ['is a speed that readers do not have', { readerBaud: 300 }, 'readerBaud'],
  ['is an address without a scheme', { platformAddress: 'platform.example' }, 'platformAddress'],
  ['is an address with a path', { platformAddress: 'https://a.example/desk' }, 'platformAddress'],
  [
    'is an address with an account',
    { platformAddress: 'https://a:b@c.example' },
    'platformAddress',
  ],
  ['is an address of a file', { platformAddress: 'file:///etc' }, 'platformAddress'],
  ['is a path that depends on where we are', { photoDecoderPath: 'decode' }, 'photoDecoderPath'],
  ['is out of its range', { numbers: { consentSeconds: 0 } }, 'numbers.consentSeconds'],
  ['would never lock', { numbers: { idleLockSeconds: 0 } }, 'numbers.idleLockSeconds'],
  ['would hardly ever lock', { numbers: { idleLockSeconds: 3601 } }, 'numbers.idleLockSeconds'],
  ['should be a section', { numbers: [1, 2] }, 'numbers'],
  ['is a display without bounds', { evaluatorDisplay: { id: 7 } }, 'evaluatorDisplay'],
  [
    'is a display with more than one has',
    { evaluatorDisplay: { ...display, bounds: { ...display.bounds, z: 1 } } },
    'evaluatorDisplay',
  ],
])('a value that %s falls back to its default alone, and is told', (_how, faulty, key) => {
  const sound = { windowId: 'B12', scannerAddress: '/dev/ttyACM0' };
  expect(readSettings({ ...newest, ...sound, ...faulty })).toMatchObject({
    settings: { ...defaults, ...sound },
    problems: [replaced(key)],
  });
});

test('a faulty number takes no other number with it', () => {
  const { settings, kept } = readSettings({ numbers: { consentSeconds: -1, leaseHours: 8 } });
  expect(settings.numbers).toEqual({ ...defaults.numbers, leaseHours: 8 });
  expect(kept).toEqual({ numbers: { leaseHours: 8 } });
});

test('what nobody knows is left out, and told by its name', () => {
  const file = { windowID: 'A07', windowId: 'B12', evaluator: { focusable: true }, colour: 1 };
  expect(readSettings(file)).toEqual({
    settings: { ...defaults, windowId: 'B12' },
    kept: { windowId: 'B12', evaluator: {} },
    problems: [unknown('evaluator.focusable'), unknown('windowID'), unknown('colour')],
  });
});

test('of a file of a newer version nothing counts', () => {
  const file = { schemaVersion: settingsVersion + 1, windowId: 'B12', numbers: 'many' };
  expect(readSettings(file)).toEqual({
    settings: defaults,
    kept: {},
    problems: [failure('settings.newer', { found: settingsVersion + 1, known: settingsVersion })],
  });
});

test.each([['two'], [0], [-1], [1.5], [null]])(
  'a version that is none (%j) is told, and the file is read like one without a version',
  (schemaVersion) => {
    const file = { windowId: 'B12', platformAddress: 'https://platform.example/' };
    expect(readSettings({ schemaVersion, ...file })).toEqual({
      ...readSettings(file),
      problems: [replaced('schemaVersion')],
    });
  },
);

test('whatever a file holds, valid settings come of it, and what is kept is sound', () => {
  const keys = fc.constantFrom(
    ...Object.keys(defaults),
    ...Object.keys(defaults.numbers),
    '__proto__',
  );
  const nested = fc.dictionary(keys, fc.oneof(fc.jsonValue(), fc.dictionary(keys, fc.jsonValue())));
  fc.assert(
    fc.property(nested, (content) => {
      const file = JSON.parse(JSON.stringify(content));
      const { settings, kept } = readSettings(file);
      expect(settingsSchema.safeParse(settings).success).toBe(true);
      expect(readSettings({ ...newest, ...kept })).toEqual({ settings, kept, problems: [] });
    }),
    { seed: 20261124, numRuns: 300 },
  );
});
