import { z } from 'zod';

/** Who has looked at somebody's data (用证记录): told to the person, and to whoever represents an enterprise. */
export const accessLogPaths = {
  /** POST, by a phone: newest first. Refused with `not-representative` and `enterprise-revoked` (403). */
  accessLog: '/api/v1/phone/access-log',
} as const;

/** Most entries in one answer. */
export const accessLogPage = 50;

/**
 * What was looked at: `listed` which licence there is · `values`, `file`, `page` of a licence · `matched` whether number
 * and name belong together · `recorded-values` of the subject library.
 */
export const accessKindSchema = z.enum([
  'listed',
  'values',
  'file',
  'page',
  'matched',
  'recorded-values',
]);
export type AccessKind = z.infer<typeof accessKindSchema>;

export const accessLogRequestSchema = z.strictObject({
  subject: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('person') }),
    z.strictObject({ type: z.literal('enterprise'), uscc: z.string().min(1).max(18) }),
  ]),
  /** Only what is older than the entry with this id. */
  before: z.number().int().positive().exactOptional(),
});

/** One look. It never says what was seen. */
export const accessLogEntrySchema = z.strictObject({
  id: z.number().int().positive(),
  at: z.iso.datetime(),
  kind: accessKindSchema,
  /** Name of the licence or library. */
  source: z.string(),
  /** The organisation, and the account or window that answers for it. */
  org: z.string(),
  operator: z.string(),
  /** What for, where a case is known. */
  cause: z.string().exactOptional(),
});
export type AccessLogEntry = z.infer<typeof accessLogEntrySchema>;

export const accessLogAnswerSchema = z.strictObject({
  entries: z.array(accessLogEntrySchema),
  /** Whether there are older ones. */
  hasMore: z.boolean(),
});
