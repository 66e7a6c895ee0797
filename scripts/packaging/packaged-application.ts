import { dirname, join } from 'node:path';

const PROJECT = dirname(dirname(import.meta.dirname));

/**
 * `release` has its fuses set, as it is installed. `for-tests` holds the same files and differs in three things: no fuse
 * is set, it carries the test runtime's marker, and its executable keeps Electron's own name, without which main does
 * not honour the marker.
 */
export type Variant = 'release' | 'for-tests';

/** Where a packaged application and its parts lie. */
export interface PackagedApplication {
  readonly folder: string;
  readonly executable: string;
  readonly resources: string;
  /** The archive with everything that we wrote. */
  readonly asar: string;
}

/** Name of the executable without extension. */
export function executableName(variant: Variant): string {
  return variant === 'release' ? 'mianzhengban-workstation' : 'electron';
}

/** Folder into which electron-builder writes a variant. */
export function outputFolder(variant: Variant): string {
  return join(PROJECT, 'dist', variant);
}

/** Where `npm run package` leaves a variant for the system and processor it runs on. */
export function packagedApplication(
  variant: Variant,
  { platform, arch }: { platform: NodeJS.Platform; arch: string } = process,
): PackagedApplication {
  const system = platform === 'win32' ? 'win' : 'linux';
  const folder = join(
    outputFolder(variant),
    `${system}${arch === 'x64' ? '' : `-${arch}`}-unpacked`,
  );
  const resources = join(folder, 'resources');
  return {
    folder,
    executable: join(folder, `${executableName(variant)}${platform === 'win32' ? '.exe' : ''}`),
    resources,
    asar: join(resources, 'app.asar'),
  };
}
