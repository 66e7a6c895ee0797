import { z } from 'zod';
import { lastSerial } from '../domain/provisional-number.ts';

/**
 * Provisional numbers (临时号): the platform sets serials aside in blocks, for one workstation at one window each, so that a
 * case that is received without the platform has a number that nobody else gives out.
 */
export const provisionalPaths = {
  /** POST: blocks for this session's workstation and window, from today on. Repeated, it answers the same ones. */
  blocks: '/api/v1/provisional-blocks',
} as const;

/** What the platform sets aside. */
export const provisionalTerms = {
  /** Today in the hall, and three days more. */
  days: 4,
  /** Serials of one block. */
  blockSize: 50,
  /** Whoever has as many left of a day gets no further block of it. */
  enough: 25,
} as const;

const serialSchema = z.int().min(1).max(lastSerial);

export const provisionalBlocksRequestSchema = z.strictObject({
  /** Of the workstation's database: a new one knows nothing of the blocks that were given to the one before it. */
  epoch: z.uuid(),
  /** What the workstation has, per day; of a day that is not named, nothing. */
  held: z
    .array(
      z.strictObject({
        day: z.iso.date(),
        /** The highest serial that it was ever given. */
        through: serialSchema,
        left: z.int().min(0).max(lastSerial),
      }),
    )
    .max(16)
    .readonly(),
});
export type ProvisionalBlocksRequest = z.infer<typeof provisionalBlocksRequestSchema>;

export const provisionalBlocksAnswerSchema = z.strictObject({
  /** What the workstation lacks, both ends of each block included; none of a day of which none can be given just now. */
  blocks: z.array(z.strictObject({ day: z.iso.date(), first: serialSchema, last: serialSchema })),
});
export type ProvisionalBlock = z.infer<typeof provisionalBlocksAnswerSchema>['blocks'][number];
