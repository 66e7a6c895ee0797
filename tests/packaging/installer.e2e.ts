import { readFile } from 'node:fs/promises';
import { build, Platform } from 'electron-builder';
import { expect, test } from 'vitest';
import { packagedApplication } from '../../scripts/packaging/packaged-application.ts';

test('the .deb would carry what a workstation needs', async () => {
  // Making it takes a program that has to be downloaded. What that program would be told can be seen without it, and on
  // the way the whole configuration is held against electron-builder's schema, the part for Windows included.
  const seen: { args: readonly string[]; desktopEntry: string }[] = [];
  await build({
    targets: Platform.LINUX.createTarget('deb'),
    prepackaged: packagedApplication('release').folder,
    effectiveOptionComputed: async ([args, desktopFile]: [string[], string]) => {
      seen.push({ args, desktopEntry: await readFile(desktopFile, 'utf8') });
      return true;
    },
  });
  const [deb] = seen;
  if (deb === undefined) throw new Error('no .deb was prepared');
  expect(deb.args.join(' ')).toContain('=/usr/lib/udev/rules.d/60-mianzhengban.rules');
  expect(deb.args.join(' ')).toContain('=/opt/Mianzhengban');
  expect(deb.desktopEntry.split('\n')).toEqual(
    expect.arrayContaining([
      'Name=免证办',
      'Exec=/opt/Mianzhengban/mianzhengban-workstation --ozone-platform=x11 %U',
      'StartupWMClass=mianzhengban-workstation',
    ]),
  );
});
