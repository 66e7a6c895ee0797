import { z } from 'zod';

const scope = {
  /** Requests whose path starts with this, e.g. `/api/v1/batches`. */
  path: z.string().startsWith('/'),
  /** How many requests it befalls; absent: every one until the platform is told to behave. */
  times: z.number().int().positive().exactOptional(),
};

/**
 * One fault, as data.
 *
 * `status500` answers 500 without doing anything · `delayMs` answers late · `hang` never answers · `wrongShape` does
 * what was asked and answers JSON of another shape · `truncatedJson` does it and sends half of the answer ·
 * `dropConnectionAfterCommit` does it and closes the connection without an answer.
 */
export const misbehaviourRuleSchema = z.discriminatedUnion('fault', [
  z.strictObject({
    ...scope,
    fault: z.enum([
      'status500',
      'hang',
      'wrongShape',
      'truncatedJson',
      'dropConnectionAfterCommit',
    ]),
  }),
  z.strictObject({
    ...scope,
    fault: z.literal('delayMs'),
    ms: z.number().int().positive().max(600_000),
  }),
]);
export type MisbehaviourRule = z.infer<typeof misbehaviourRuleSchema>;
