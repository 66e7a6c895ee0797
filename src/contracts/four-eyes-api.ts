import { z } from 'zod';

/**
 * What takes two people (四眼): a supervisor gives cases of one clerk to another of the same window, and somebody else who
 * answers for it is there.
 */
export const fourEyesPaths = {
  /**
   * POST, by a supervisor: cases go to another clerk, and a second person proves with their own password that they are there:
   * whoever receives them, or another supervisor. The same again is answered as before. Refused with `wrong-credentials`
   * (401), `second-not-allowed` (403: neither of these), `receiver-unknown` (404: nobody who receives cases is called that),
   * `four-eyes-same-person` (422: they are the supervisor themselves) and, after too many failed tries, `too-many-tries` (429).
   */
  reassignments: '/api/v1/four-eyes',
} as const;

/** Why cases are given to another clerk. Words of one's own could be about people. */
export const reassignmentReasons = ['absent', 'left', 'workload', 'mistake'] as const;
export const reassignmentReasonSchema = z.enum(reassignmentReasons);

const accountSchema = z.string().min(1).max(64);

/** Most cases in one go. */
const mostCases = 100;

/** Which cases go to whom and why, and who stands by it. */
export const reassignmentSchema = z.strictObject({
  caseIds: z.array(z.uuid()).min(1).max(mostCases).readonly(),
  to: accountSchema,
  reason: reassignmentReasonSchema,
  second: z.strictObject({ account: accountSchema, password: z.string().min(1).max(256) }),
});
export type Reassignment = z.infer<typeof reassignmentSchema>;

export const reassignRequestSchema = reassignmentSchema.extend({
  /** Made by the workstation; the same request again has the same. */
  reassignmentId: z.uuid(),
});
export type ReassignRequest = z.infer<typeof reassignRequestSchema>;

export const reassignAnswerSchema = z.strictObject({ at: z.iso.datetime() });
