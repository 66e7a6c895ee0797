import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What decides whether this process runs in the runtime that `scripts/` provides for demo and tests. */
export interface RuntimeFacts {
  readonly isPackaged: boolean;
  readonly resourcesPath: string;
}

/**
 * Whether this is the test runtime. It is known by a marker inside the runtime's own folder, never by an environment
 * variable or a switch, so that nobody can turn an installed workstation into one from outside.
 */
export function isTestRuntime(
  { isPackaged, resourcesPath }: RuntimeFacts,
  exists: (path: string) => boolean = existsSync,
): boolean {
  return !isPackaged && exists(join(resourcesPath, 'test-runtime.json'));
}
