import { expect, it } from 'vitest';
import { chooseDriver } from './choose-driver.ts';
import type { RuntimeFacts } from './runtime-facts.ts';

const electron25: RuntimeFacts = {
  platform: 'linux',
  arch: 'x64',
  node: '18.15.0',
  electron: '25.1.1',
  napi: '8',
  glibc: '2.36',
  hasBuiltinSqlite: false,
};
const electron45: RuntimeFacts = {
  platform: 'linux',
  arch: 'x64',
  node: '24.11.0',
  electron: '45.4.1',
  napi: '10',
  glibc: '2.36',
  hasBuiltinSqlite: true,
};

it.each<[string, RuntimeFacts, string, RegExp]>([
  [
    'Electron 25, Linux',
    electron25,
    '@photostructure/sqlite',
    /Node-API 10, Electron 25\.1\.1 has 8/,
  ],
  ['Electron 45, glibc 2.36', electron45, 'better-sqlite3', /all that its binary needs/],
  ['Electron 45, glibc 2.34', { ...electron45, glibc: '2.34' }, 'better-sqlite3', /./],
  ['Kylin V10 SP1', { ...electron45, glibc: '2.31' }, 'node:sqlite', /glibc 2\.34, found 2\.31/],
  ['UOS 20', { ...electron45, glibc: '2.28' }, 'node:sqlite', /glibc 2\.34, found 2\.28/],
  ['Linux without glibc', { ...electron45, glibc: undefined }, 'node:sqlite', /found none/],
  ['LoongArch', { ...electron45, arch: 'loong64' }, 'node:sqlite', /no binary for linux-loong64/],
  ['Windows', { ...electron45, platform: 'win32', glibc: undefined }, 'better-sqlite3', /./],
  [
    'macOS on arm64',
    { ...electron45, platform: 'darwin', arch: 'arm64', glibc: undefined },
    'better-sqlite3',
    /./,
  ],
  ['Node 24', { ...electron45, electron: undefined }, 'better-sqlite3', /./],
  [
    'Node 22.12, whose own node:sqlite lacks methods',
    { ...electron45, electron: undefined, node: '22.12.0', napi: '9' },
    '@photostructure/sqlite',
    /Node 22\.12\.0 has 9/,
  ],
])('%s', (_what, runtime, driver, reason) => {
  expect(chooseDriver(runtime)).toEqual({ driver, reason: expect.stringMatching(reason) });
});
