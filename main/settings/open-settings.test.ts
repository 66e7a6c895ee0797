import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { fail, failure } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import type { SettingsDesk } from './open-settings.ts';
import { settingsSchema } from './settings.ts';
import { settingsVersion } from './settings-upgrades.ts';
import { settingsOpener } from './testing/settings-opener.ts';

const openSettings = settingsOpener();

const defaults = settingsSchema.parse({});
const log: Log = { info: () => undefined, warn: () => undefined };
const open = (folder: string): SettingsDesk => openSettings(folder, log);
const unaudited = () => undefined;

/** A folder with a settings file. */
function folderWith(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'settings.json'), text);
  return folder;
}

const textIn = (folder: string): string => readFileSync(join(folder, 'settings.json'), 'utf8');

test('without a file it is the first start, the defaults are in force, and nothing is wrong', () => {
  const folder = join(temporaryFolder(), 'not', 'made', 'yet');
  const settings = open(folder);
  expect(settings.current()).toEqual(defaults);
  expect(settings.problems).toEqual([]);
  expect(settings.isFirstStart).toBe(true);
  expect(existsSync(join(folder, 'settings.json'))).toBe(false);
});

test.each([
  ['of today', `{"schemaVersion":${settingsVersion},"windowId":"B12"}`],
  ['of version 1', '{"windowId":"B12"}'],
  ['with faults', '{"windowId":"B12","windowID":"B12","readerBaud":300}'],
])('a file %s is in force, and stays as it is until something is saved', (_kind, text) => {
  const folder = folderWith(text);
  const settings = open(folder);
  expect(settings.current()).toEqual({ ...defaults, windowId: 'B12' });
  expect(settings.isFirstStart).toBe(false);
  expect(readdirSync(folder)).toEqual(['settings.json']);
  expect(textIn(folder)).toBe(text);
});

test.each([
  ['is not JSON', '{"windowId": '],
  ['is empty', ''],
  ['is a list', '[{"windowId": "B12"}]'],
  ['is null', 'null'],
  ['is a text', '"windowId"'],
])('a file that %s is kept aside, the defaults take its place, and it is told', (_how, text) => {
  const folder = folderWith(text);
  const settings = open(folder);
  expect(settings.current()).toEqual(defaults);
  expect(settings.problems).toEqual([failure('settings.damaged')]);
  const [kept, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  expect(kept).toMatch(/^settings\.json\.damaged-\d+$/);
  expect(readFileSync(join(folder, kept ?? ''), 'utf8')).toBe(text);
  expect(settings.save({ windowId: 'B12' }, unaudited).ok).toBe(true);
  expect(open(folder).problems).toEqual([]);
  expect(open(folder).current()).toEqual({ ...defaults, windowId: 'B12' });
});

test('a file that cannot be read is told, and the program starts with the defaults', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'settings.json'));
  expect(open(folder).problems).toEqual([failure('settings.damaged')]);
  expect(open(folder).current()).toEqual(defaults);
});

test('a file of a newer version stays as it is, is told, and cannot be changed from here', () => {
  const text = `{"schemaVersion":${settingsVersion + 1},"windowId":"B12"}`;
  const folder = folderWith(text);
  const settings = open(folder);
  const newer = { found: settingsVersion + 1, known: settingsVersion };
  expect(settings.problems).toEqual([failure('settings.newer', newer)]);
  expect(settings.save({ windowId: 'C01' }, unaudited)).toEqual(fail('settings.newer', newer));
  expect(settings.current()).toEqual(defaults);
  expect(textIn(folder)).toBe(text);
});

test('a change is in force at once and after a restart, and says what was before', () => {
  const folder = folderWith('{"windowId":"B12","numbers":{"leaseHours":8}}');
  const settings = open(folder);
  const bounds = { x: 1920, y: 0, width: 1280, height: 800 };
  const change = {
    platformAddress: 'https://platform.example',
    evaluatorDisplay: { id: 7, label: 'HDMI-2', bounds },
    readerBaud: 9600,
    wedge: { minLength: 6, maxGapMs: 50, prefix: '', suffix: '' },
    windowId: 'B12',
  } as const;
  const audit = vi.fn();
  const changed = [
    { key: 'platformAddress', before: 'http://127.0.0.1:8460', after: 'https://platform.example' },
    { key: 'evaluatorDisplay', before: '', after: 'HDMI-2 1280×800 (1920, 0)' },
    { key: 'readerBaud', before: 115_200, after: 9600 },
    { key: 'wedge', before: '≥ 6, ≤ 30 ms', after: '≥ 6, ≤ 50 ms' },
  ];
  expect(settings.save(change, audit)).toEqual(ok(changed));
  expect(audit.mock.calls).toEqual([[changed]]);
  const expected = { ...defaults, ...change, numbers: { ...defaults.numbers, leaseHours: 8 } };
  expect(settings.current()).toEqual(expected);
  expect(open(folder).current()).toEqual(expected);
});

test('the file holds what has been set, so that a later version may have better defaults', () => {
  const folder = folderWith('{"numbers":{"leaseHours":8,"cardSeconds":0},"colour":"red"}');
  open(folder).save({ language: 'en' }, unaudited);
  expect(JSON.parse(textIn(folder))).toEqual({
    schemaVersion: settingsVersion,
    numbers: { leaseHours: 8 },
    language: 'en',
  });
  expect(readdirSync(folder)).toEqual(['settings.json']);
});

test('a chosen display can be given up again', () => {
  const folder = temporaryFolder();
  const settings = open(folder);
  const bounds = { x: 0, y: 0, width: 1280, height: 800 };
  settings.save({ evaluatorDisplay: { id: 7, label: '', bounds } }, unaudited);
  expect(settings.save({ evaluatorDisplay: null }, unaudited)).toEqual(
    ok([{ key: 'evaluatorDisplay', before: '1280×800 (0, 0)', after: '' }]),
  );
  expect(open(folder).current()).toEqual(defaults);
});

test('what is as it was needs no word in the audit', () => {
  const audit = vi.fn();
  expect(open(temporaryFolder()).save({ windowId: 'A07' }, audit)).toEqual(ok([]));
  expect(audit).not.toHaveBeenCalled();
});

test.each([
  ['platformAddress', { platformAddress: 'platform.example' }],
  ['platformAddress', { platformAddress: 'https://platform.example/desk' }],
  ['platformAddress', { platformAddress: 'ftp://platform.example' }],
  ['windowId', { windowId: '' }],
  ['windowId', { windowId: 'A'.repeat(33), language: 'en' }],
] as const)(
  'a change with a %s that is none changes nothing, and says which it is',
  (key, change) => {
    const folder = temporaryFolder();
    const settings = open(folder);
    const audit = vi.fn();
    expect(settings.save(change, audit)).toEqual(fail('settings.invalid-value', { key }));
    expect(audit).not.toHaveBeenCalled();
    expect(settings.current()).toEqual(defaults);
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('a change that cannot be audited is not made', () => {
  const folder = folderWith('{"windowId":"B12"}');
  const settings = open(folder);
  const full = () => {
    throw new Error('disk full');
  };
  expect(() => settings.save({ windowId: 'C01' }, full)).toThrow('disk full');
  expect(settings.current().windowId).toBe('B12');
  expect(open(folder).current().windowId).toBe('B12');
});

test('a change that cannot be written is told, and what was in force stays so', () => {
  const folder = folderWith('{"windowId":"B12"}');
  const warn = vi.fn();
  const settings = openSettings(folder, { ...log, warn });
  rmSync(join(folder, 'settings.json'));
  mkdirSync(join(folder, 'settings.json'));
  expect(settings.save({ windowId: 'C01' }, unaudited)).toEqual(fail('storage.not-written'));
  expect(settings.current().windowId).toBe('B12');
  expect(warn).toHaveBeenCalledExactlyOnceWith('settings.not-written', { cause: 'EISDIR' });
});
