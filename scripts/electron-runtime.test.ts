import { describe, expect, it } from 'vitest';
import { chooseRuntime, distributionLayout, officialDownload } from './electron-runtime.ts';

describe('chooseRuntime', () => {
  it.each([
    ['linux', 'x64', true, 'official'],
    ['linux', 'x64', false, 'registry'],
    ['linux', 'arm64', true, 'official'],
    ['linux', 'arm64', false, 'none'],
    ['win32', 'x64', true, 'official'],
    ['win32', 'x64', false, 'none'],
    ['darwin', 'arm64', true, 'official'],
    ['darwin', 'x64', false, 'none'],
  ] as const)('on %s-%s, official available: %s', (platform, arch, officialAvailable, expected) => {
    expect(chooseRuntime({ platform, arch, officialAvailable })).toBe(expected);
  });
});

it.each([
  ['linux', 'electron', 'resources'],
  ['win32', 'electron.exe', 'resources'],
  ['darwin', 'Electron.app/Contents/MacOS/Electron', 'Electron.app/Contents/Resources'],
] as const)('distributionLayout on %s', (platform, executable, resources) => {
  expect(distributionLayout(platform)).toEqual({ executable, resources });
});

describe('officialDownload', () => {
  const wanted = { version: '45.4.1', platform: 'win32', arch: 'x64' } as const;

  it('is the project’s own release by default', () => {
    expect(officialDownload({ ...wanted, env: {} })).toMatch(
      /\/v45\.4\.1\/electron-v45\.4\.1-win32-x64\.zip$/,
    );
  });

  it('follows a mirror and its folder names', () => {
    const env = {
      ELECTRON_MIRROR: 'https://mirror.example/electron/',
      npm_config_electron_custom_dir: '{{ version }}',
    };
    expect(officialDownload({ ...wanted, env })).toBe(
      'https://mirror.example/electron/45.4.1/electron-v45.4.1-win32-x64.zip',
    );
  });
});
