import { readdirSync, readFileSync } from 'node:fs';

/**
 * The memory of a process and all its descendants in bytes: PSS, in which what several of them share counts once.
 * @throws when one of them may not be looked at
 */
export function memoryOfTree(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), parentOf(Number(name)));
  }
  const family = [root];
  for (const member of family) {
    for (const [pid, parent] of parents) if (parent === member) family.push(pid);
  }
  return family.map(memoryOf).reduce((sum, bytes) => sum + bytes, 0);
}

/** 0 for one that has just ended. */
function parentOf(pid: number): number {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The name in parentheses may hold anything.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function memoryOf(pid: number): number {
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(
    readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'),
  )?.[1];
  return Number(kibibytes ?? 0) * 1024;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
