import type { Noise } from '../faults/fault-plan.ts';
import { type FaultVocabulary, lineEffects } from '../faults/fault-script.ts';

/** The commands a simulated reader knows, by the names fault scripts use. */
const requestNames = [
  'reset',
  'status',
  'sam-id',
  'find',
  'select',
  'read',
  'read-with-fingerprint',
  'addresses',
  'body-number',
  'set-baud',
  'set-rf-bytes',
] as const;
export type RequestName = (typeof requestNames)[number];

/** What fault scripts of a reader may speak of. */
export const readerFaults: FaultVocabulary = {
  events: requestNames,
  effects: [...lineEffects, 'status', 'lift', 'swap'],
};

/** Leading bytes of a preamble are among it. */
export const readerNoise: Noise = (bytes, random) =>
  Uint8Array.from({ length: bytes }, (_, index) => (index % 5 === 0 ? 0xaa : random() >>> 9));
