import type { HandoverWindow } from '../../../src/contracts/handover-api.ts';

/**
 * The windows that what was typed means, by number or name; of a number, its end is enough. Those where somebody is logged
 * in come first.
 */
export function findWindows(
  windows: readonly HandoverWindow[],
  typed: string,
): readonly HandoverWindow[] {
  const wanted = typed.trim().toUpperCase();
  return windows
    .filter(
      ({ id, name }) => id.toUpperCase().endsWith(wanted) || name.toUpperCase().includes(wanted),
    )
    .sort((one, other) => Number(other.isStaffed) - Number(one.isStaffed));
}
