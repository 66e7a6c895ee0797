import { expect, test } from 'vitest';
import { releaseFuses } from './fuses.ts';

test('no system lets the program be looked into or run something else', () => {
  for (const platform of ['linux', 'win32'] as const) {
    expect(releaseFuses(platform, 'official')).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  }
});

test('the archive’s digest is checked where Electron can', () => {
  expect(releaseFuses('win32', 'official')['enableEmbeddedAsarIntegrityValidation']).toBe(true);
  expect(releaseFuses('linux', 'official')['enableEmbeddedAsarIntegrityValidation']).toBe(false);
});

test('the older runtime is not asked for a fuse that it lacks', () => {
  expect(releaseFuses('linux', 'registry')).not.toHaveProperty('grantFileProtocolExtraPrivileges');
});
