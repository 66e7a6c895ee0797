import { z } from 'zod';

/**
 * How far a delegation (委托) has come. `part-accepted`: one of the two has agreed. The last four are ends, as is
 * `accepted` once its time is over (`expired`).
 */
export const delegationStateSchema = z.enum([
  'pending',
  'part-accepted',
  'accepted',
  'rejected',
  'expired',
  'cancelled',
  'withdrawn',
]);
