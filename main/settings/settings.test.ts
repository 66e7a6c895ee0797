import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { failure } from '../../src/failures/failure.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';

let load: typeof import('./settings.ts').loadSettings;
beforeAll(async () => {
  // electron-store works without Electron, given a folder; this keeps its import from downloading one.
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '/nowhere');
  ({ loadSettings: load } = await import('./settings.ts'));
  vi.unstubAllEnvs();
});

const defaults = {
  platformAddress: 'http://127.0.0.1:8460',
  windowId: 'A07',
  readerAddress: '',
  readerBaud: 115_200,
  evaluator: { boundPointer: false, shareDisplay: false },
  language: 'zh-CN',
  numbers: {
    consentSeconds: 180,
    consentMinimumSeconds: 3,
    consentMinimumSecondsPerLicence: 1,
    leaseHours: 12,
    cardSeconds: 30,
  },
};

/** A folder with a settings file. */
function folderWith(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'settings.json'), text);
  return folder;
}

test('without a file the defaults are in force, and nothing is wrong', () => {
  expect(load(temporaryFolder())).toEqual({ settings: defaults });
  const folder = join(temporaryFolder(), 'not', 'made', 'yet');
  expect(load(folder)).toEqual({ settings: defaults });
});

test('what the technician has set is in force, and the file stays as it is', () => {
  const set = {
    ...defaults,
    platformAddress: 'https://platform.example',
    readerAddress: '/dev/ttyUSB0',
    readerBaud: 9600,
    language: 'en',
    evaluator: { boundPointer: true, shareDisplay: false },
    numbers: { ...defaults.numbers, consentSeconds: 300 },
  };
  const text = JSON.stringify(set);
  const folder = folderWith(text);
  expect(load(folder)).toEqual({ settings: set });
  expect(readdirSync(folder)).toEqual(['settings.json']);
  expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual(set);
});

test('a file of an older version, which lacks what is new, is filled up with defaults', () => {
  const folder = folderWith(JSON.stringify({ windowId: 'B12', numbers: { leaseHours: 8 } }));
  expect(load(folder)).toEqual({
    settings: { ...defaults, windowId: 'B12', numbers: { ...defaults.numbers, leaseHours: 8 } },
  });
  expect(load(folderWith('{}'))).toEqual({ settings: defaults });
});

test.each([
  ['is not JSON', '{"windowId": '],
  ['is empty', ''],
  ['has a value of another type', '{"windowId": 7}'],
  ['has a number out of its range', '{"numbers": {"consentSeconds": 0}}'],
  ['has a speed that readers do not have', '{"readerBaud": 300}'],
  ['has a key that nobody knows', '{"windowID": "A07"}'],
  ['has an unknown key further inside', '{"evaluator": {"focusable": true}}'],
])('a file that %s is kept aside, the defaults take its place, and it is told', (_how, text) => {
  const folder = folderWith(text);
  expect(load(folder)).toEqual({ settings: defaults, problem: failure('settings.damaged') });
  const [kept, ...others] = readdirSync(folder).filter((name) => name !== 'settings.json');
  expect(others).toEqual([]);
  expect(kept).toMatch(/^settings\.json\.damaged-\d+$/);
  expect(readFileSync(join(folder, kept ?? ''), 'utf8')).toBe(text);
  expect(existsSync(join(folder, 'settings.json'))).toBe(false);
  expect(load(folder)).toEqual({ settings: defaults });
});

test('a file that cannot be read is told, and the program starts with the defaults', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'settings.json'));
  expect(load(folder)).toEqual({ settings: defaults, problem: failure('settings.damaged') });
});
