import { hash } from 'node:crypto';
import type { RequestRule } from '../../src/contracts/misbehaviour-api.ts';

type DelayRule = Extract<RequestRule, { fault: 'delayMs' }>;

/** How long a strike of `delayMs` lasts, in milliseconds; from the seed, so that a run can be repeated. */
export function delayOf({ ms, jitterMs = 0, seed = 0 }: DelayRule, strike: number): number {
  const drawn = Number.parseInt(hash('sha256', `${seed}:${strike}`).slice(0, 8), 16);
  return ms + (drawn % (jitterMs + 1));
}
