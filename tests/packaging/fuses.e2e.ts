import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from 'vitest';
import { packagedApplication } from '../../scripts/packaging/packaged-application.ts';

/** How a fuse's state stands in the binary, as a character. */
const states: Readonly<Record<string, string>> = { '0': 'off', '1': 'on', r: 'removed' };

/** The fuses that a binary has, by name. */
async function fusesOf(executable: string): Promise<Record<string, string | undefined>> {
  const wire = Object.entries(await getCurrentFuseWire(executable));
  return Object.fromEntries(
    wire.flatMap(([index, state]) => {
      const name = FuseV1Options[Number(index)];
      return name === undefined ? [] : [[name, states[String.fromCharCode(Number(state))]]];
    }),
  );
}

test('the release lets nobody look in or run something else', async () => {
  const found = await fusesOf(packagedApplication('release').executable);
  expect(Object.keys(found).length).toBeGreaterThanOrEqual(7);
  // Compared this way round because the older Electron lacks the last one.
  expect({
    RunAsNode: 'off',
    EnableCookieEncryption: 'on',
    EnableNodeOptionsEnvironmentVariable: 'off',
    EnableNodeCliInspectArguments: 'off',
    EnableEmbeddedAsarIntegrityValidation: 'off',
    OnlyLoadAppFromAsar: 'on',
    LoadBrowserProcessSpecificV8Snapshot: 'off',
    GrantFileProtocolExtraPrivileges: 'off',
  }).toMatchObject(found);
});

test('the variant for tests is as Electron was delivered, so that it can be driven', async () => {
  expect(await fusesOf(packagedApplication('for-tests').executable)).toMatchObject({
    RunAsNode: 'on',
    EnableNodeOptionsEnvironmentVariable: 'on',
    EnableNodeCliInspectArguments: 'on',
    OnlyLoadAppFromAsar: 'off',
  });
});
