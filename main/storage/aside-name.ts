import { existsSync } from 'node:fs';
import type { Instant } from '../../src/support/clock.ts';

/** A name for what is put aside: it says since when, and nothing has it yet. @param prefix its path up to the moment */
export function nameAside(prefix: string, at: Instant): string {
  // Windows has no colons in names.
  const name = prefix + at.replaceAll(':', '-');
  let free = name;
  for (let copy = 2; existsSync(free); copy += 1) free = `${name}-${copy}`;
  return free;
}

/** Since when something is aside, by what stands behind the prefix of its name; undefined of a name that is none of ours. */
export function asideSince(moment: string): Instant | undefined {
  const [, date, hours, minutes, seconds] =
    /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)/.exec(moment) ?? [];
  return date && `${date}T${hours}:${minutes}:${seconds}`;
}
