import type { Configuration } from 'electron-builder';
import type { ElectronRuntime } from '../electron-runtime.ts';

/** State of each fuse of an Electron binary, in electron-builder's words. */
export type Fuses = NonNullable<Configuration['electronFuses']>;

/**
 * The fuses of the release build. They lie in the binary itself, where no switch, no environment variable and no file
 * beside it reaches.
 */
export function releaseFuses(platform: NodeJS.Platform, runtime: ElectronRuntime['kind']): Fuses {
  return {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    enableCookieEncryption: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    // Electron checks the archive's digest on these two only; on Linux the package manager's rights protect the file.
    enableEmbeddedAsarIntegrityValidation: platform === 'win32' || platform === 'darwin',
    // The older binary has no such fuse, and setting one that is absent fails.
    ...(runtime === 'official' && { grantFileProtocolExtraPrivileges: false }),
  };
}
