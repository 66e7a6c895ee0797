import { z } from 'zod';
import {
  type BatchRequest,
  batchLimits,
  batchRequestSchema,
  eventSchema,
  sentEventSchema,
} from '../../src/contracts/platform-api.ts';

/** An event that says who it is, and nothing else that is understood. */
export type UnreadableEvent = Pick<BatchRequest['events'][number], 'seq' | 'id'> & {
  readonly kind: 'unreadable';
};

/** A batch in which some events may not be understood. */
export type ReadBatch = Omit<BatchRequest, 'events'> & {
  readonly events: readonly (BatchRequest['events'][number] | UnreadableEvent)[];
};

const anyBatchSchema = batchRequestSchema.extend({
  events: z
    .array(
      z.looseObject({
        seq: eventSchema.options[0].shape.seq,
        id: eventSchema.options[0].shape.id,
      }),
    )
    .min(1)
    .max(batchLimits.events),
});

/**
 * Reads a batch that is not of the contract event by event: what one event is not allowed to say must not hold back all
 * that come after it, of a workstation of another version for one. `undefined`: it is no batch at all.
 */
export function readBatch(body: unknown): ReadBatch | undefined {
  const batch = anyBatchSchema.safeParse(body);
  if (!batch.success) return undefined;
  return {
    ...batch.data,
    events: batch.data.events.map((raw) => {
      const event = sentEventSchema.safeParse(raw);
      return event.success ? event.data : { seq: raw.seq, id: raw.id, kind: 'unreadable' as const };
    }),
  };
}
