import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { packagedApplication } from './packaged-application.ts';

test.each([
  ['linux', 'x64', 'linux-unpacked', 'mianzhengban-workstation'],
  ['linux', 'arm64', 'linux-arm64-unpacked', 'mianzhengban-workstation'],
  ['win32', 'x64', 'win-unpacked', 'mianzhengban-workstation.exe'],
] as const)('on %s-%s it lies in %s', (platform, arch, folder, executable) => {
  const application = packagedApplication('release', { platform, arch });
  expect(basename(application.folder)).toBe(folder);
  expect(basename(application.executable)).toBe(executable);
});

test('the variants lie in folders of their own, and only the one for tests is named as Electron is', () => {
  const linux = { platform: 'linux', arch: 'x64' } as const;
  const release = packagedApplication('release', linux);
  const forTests = packagedApplication('for-tests', linux);
  expect(dirname(release.folder)).not.toBe(dirname(forTests.folder));
  expect(basename(forTests.executable)).toBe('electron');
});
