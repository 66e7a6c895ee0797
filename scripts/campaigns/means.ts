import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Means } from './fault-experiments.ts';

/** The part of a system that says what it can do. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** The folders that programs are looked for in, as the variable PATH has them. */
  readonly path: string;
}

/** This one. */
export function thisSystem(): System {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    path: process.env['PATH'] ?? '',
  };
}

/** What a system lacks for a proof, in words; undefined where it has the means. */
export function lackOf(needed: Means, { platform, isRoot, path }: System): string | undefined {
  switch (needed) {
    case 'small disk':
      return platform === 'linux' && isRoot
        ? undefined
        : '须以 root 在 Linux 上运行 needs root on Linux';
    case 'strace':
      return path.split(delimiter).some((folder) => existsSync(join(folder, 'strace')))
        ? undefined
        : '须有 strace（Linux） needs strace (Linux)';
  }
}
