import { describe, expect, it } from 'vitest';
import {
  currentNames,
  installedNames,
  type PackageMachine,
  planPackages,
} from './debian-packages.ts';

const debian: PackageMachine = {
  platform: 'linux',
  isRoot: true,
  installed: new Set(['socat']),
  hasCommand: () => false,
};

describe('planPackages', () => {
  it.each(['win32', 'darwin'] as const)('asks for nothing on %s', (platform) => {
    expect(planPackages(['electron', 'displays'], { ...debian, platform })).toEqual({
      kind: 'nothing',
    });
  });

  it('asks for nothing when all is there', () => {
    expect(planPackages(['pty'], debian)).toEqual({ kind: 'nothing' });
  });

  it('has root install what is missing', () => {
    expect(planPackages(['pty', 'secrets'], debian)).toEqual({
      kind: 'install',
      packages: ['dbus', 'gnome-keyring', 'libsecret-1-0'],
    });
  });

  it('gives others the line for their administrator', () => {
    const plan = planPackages(['secrets'], { ...debian, isRoot: false });
    expect(plan).toMatchObject({ kind: 'explain' });
    expect(JSON.stringify(plan)).toContain(
      '--no-install-recommends dbus gnome-keyring libsecret-1-0',
    );
  });

  it('names the missing commands where there is no dpkg', () => {
    const fedora = {
      ...debian,
      installed: undefined,
      hasCommand: (name: string) => name === 'Xorg',
    };
    expect(JSON.stringify(planPackages(['displays', 'pty'], fedora))).toMatch(/: xrandr socat"/);
    expect(planPackages(['electron'], fedora)).toEqual({ kind: 'nothing' });
  });
});

it('installedNames counts what packages provide, and not what was removed', () => {
  const output =
    'installed libasound2t64 libasound2 (= 1.2.11-1), other\nconfig-files socat \ninstalled dbus \n';
  expect(installedNames(output)).toEqual(new Set(['libasound2t64', 'libasound2', 'other', 'dbus']));
});

it('currentNames follows the 64-bit time renaming where the release has it', () => {
  expect(currentNames(['libasound2', 'dbus'], new Set(['libasound2t64', 'dbus']))).toEqual([
    'libasound2t64',
    'dbus',
  ]);
});
