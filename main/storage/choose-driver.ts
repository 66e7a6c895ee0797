import type { RuntimeFacts } from './runtime-facts.ts';

export type DriverName = 'better-sqlite3' | 'node:sqlite' | '@photostructure/sqlite';

/** Which SQLite driver runs, and why: for the log and the self-check page. */
export interface DriverChoice {
  readonly driver: DriverName;
  readonly reason: string;
}

/**
 * Chooses the driver by what its binary needs. A wrong binary ends the process and leaves nothing to catch, so nothing
 * is tried by loading it. The floors are read from the symbol versions of the pinned packages' prebuilt binaries.
 */
export function chooseDriver(runtime: RuntimeFacts): DriverChoice {
  const obstacle = obstacleToBetterSqlite3(runtime);
  if (obstacle === undefined) {
    return { driver: 'better-sqlite3', reason: 'all that its binary needs is there' };
  }
  // `columns()` and `isTransaction` came within the life of Node 22; 24 is what our suite runs on.
  if (runtime.hasBuiltinSqlite && atLeast(runtime.node, '24')) {
    return { driver: 'node:sqlite', reason: obstacle };
  }
  return { driver: '@photostructure/sqlite', reason: `${obstacle}, and there is no node:sqlite` };
}

function obstacleToBetterSqlite3(runtime: RuntimeFacts): string | undefined {
  const { platform, arch, napi, glibc, node, electron } = runtime;
  if (!['darwin', 'linux', 'win32'].includes(platform) || !['x64', 'arm64'].includes(arch)) {
    return `better-sqlite3 has no binary for ${platform}-${arch}`;
  }
  if (!atLeast(napi, '10')) {
    const host = electron === undefined ? `Node ${node}` : `Electron ${electron}`;
    return `better-sqlite3 needs Node-API 10, ${host} has ${napi}`;
  }
  // The binary also needs GLIBCXX 3.4.29 (GCC 11), which no system with glibc 2.34 lacks.
  if (platform === 'linux' && !atLeast(glibc ?? '0', '2.34')) {
    return `better-sqlite3 needs glibc 2.34, found ${glibc ?? 'none'}`;
  }
  return undefined;
}

/** Compares the numbers of two dotted versions. */
function atLeast(version: string, floor: string): boolean {
  const found = version.split('.').map(Number);
  for (const [index, wanted] of floor.split('.').map(Number).entries()) {
    const part = found[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
