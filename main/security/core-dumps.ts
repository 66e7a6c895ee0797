import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Kinds of memory that the kernel writes into a dump: none of its bits (core(5), `coredump_filter`). */
const noMemory = '0';

/** What came of it. */
export type DumpsWithoutMemory =
  /** Of every process, or of those that the kernel dumps at all. */
  | 'kept-out'
  /** The kernel does not let it be settled for this very process. */
  | 'refused'
  /** Here the system decides, and whoever looks after it: docs/roll-out.md. */
  | 'not-ours';

/**
 * Keeps what stands in the memory of this process out of the dump that a Linux kernel makes of it when it crashes, whoever
 * takes the dump (a file, systemd-coredump, apport), and out of those of its descendants: of the ones that are there, which
 * is how Chromium's zygotes come before any of our code, and of all that come, for it is inherited. A process that may not
 * be changed is one that the kernel does not dump. Electron's own reporter is off unless it is started.
 * @param folder where the kernel shows its processes
 */
export function keepMemoryOutOfDumps(
  platform: NodeJS.Platform,
  pid: number,
  folder = '/proc',
): DumpsWithoutMemory {
  if (platform !== 'linux') return 'not-ours';
  const isOwnKept = setFilter(folder, pid);
  for (const descendant of descendantsOf(folder, pid)) setFilter(folder, descendant);
  return isOwnKept ? 'kept-out' : 'refused';
}

function setFilter(folder: string, pid: number): boolean {
  try {
    writeFileSync(join(folder, String(pid), 'coredump_filter'), noMemory);
    return true;
  } catch {
    return false;
  }
}

function descendantsOf(folder: string, pid: number): readonly number[] {
  const children = childrenOf(folder, pid);
  return children.flatMap((child) => [child, ...descendantsOf(folder, child)]);
}

/** A process has the children of each of its threads. One that has ended meanwhile has none. */
function childrenOf(folder: string, pid: number): readonly number[] {
  const tasks = join(folder, String(pid), 'task');
  try {
    return readdirSync(tasks).flatMap((task) =>
      readFileSync(join(tasks, task, 'children'), 'utf8')
        .split(' ')
        .filter(Boolean)
        .map(Number),
    );
  } catch {
    return [];
  }
}
