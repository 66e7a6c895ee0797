import type { Noise } from '../faults/fault-plan.ts';
import { type FaultVocabulary, lineEffects } from '../faults/fault-script.ts';

/** What fault scripts of a scanner may speak of. Its codes end with CR, so `drop 1` sends one without its end. */
export const scannerFaults: FaultVocabulary = { events: ['code'], effects: lineEffects };

/** Nothing in it ends a code. */
export const scannerNoise: Noise = (bytes, random) =>
  Uint8Array.from({ length: bytes }, () => 0x80 | (random() >>> 9));
