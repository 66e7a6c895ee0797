import { z } from 'zod';
import { attachmentTypes } from '../domain/attachment.ts';

/** What a material was handed in as: files, known by their content and nothing else. */

/** Calls of windows; the department reads. */
export const attachmentPaths = {
  /** POST: a workstation has a file to hand in; how much of it is there? */
  attachments: '/api/v1/attachments',
  /** PATCH: the next chunk. GET, HEAD: the file, for the workstation that handed it in and for the department. */
  attachment: (digest: string) => `/api/v1/attachments/${digest}`,
} as const;

/** SHA-256 of a file, in small hexadecimal digits: its name. */
export const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const attachmentLimits = {
  bytes: 20 * 1024 * 1024,
  chunkBytes: 1024 * 1024,
  /** Files of one material. */
  perMaterial: 20,
  /** Files that one workstation has begun and not finished; one more is refused (429, `too-many-uploads`). */
  openUploads: 50,
  /** One that was begun so long ago is forgotten when the workstation begins another. */
  uploadHours: 24,
} as const;

/** Told by the first bytes of the file; what a file calls itself counts for nothing. */
export const attachmentTypeSchema = z.enum(attachmentTypes);

/** Begins a file, or goes on with it. Another size or type than before begins it anew. */
export const declareAttachmentRequestSchema = z.strictObject({
  digest: digestSchema,
  bytes: z.number().int().positive().max(attachmentLimits.bytes),
  mediaType: attachmentTypeSchema,
});
export type DeclareAttachmentRequest = z.infer<typeof declareAttachmentRequestSchema>;

export const attachmentParamsSchema = z.strictObject({ digest: digestSchema });

/**
 * How much of a file is there, of what this workstation itself has sent: that another has handed in the same does not
 * show.
 */
export const attachmentProgressSchema = z.strictObject({
  receivedBytes: z.number().int().nonnegative(),
  /** All of it is there, and it has the digest. */
  isComplete: z.boolean(),
});
export type AttachmentProgress = z.infer<typeof attachmentProgressSchema>;

/**
 * Where a chunk (`application/octet-stream`) belongs: `bytes FIRST-LAST/SIZE` (RFC 9110, 14.4). What says anything else,
 * another size than was declared, or another length than the chunk has, is refused (400, `range-invalid`).
 */
export const chunkHeadersSchema = z.object({ 'content-range': z.string().max(64) });

/**
 * Why a chunk was not taken. Where the chunk does not follow what is there (409, `wrong-offset`), `receivedBytes` says
 * what is; after the two others (422) nothing is, and the file may be begun anew.
 */
export const chunkRefusalSchema = z.strictObject({
  code: z.enum(['wrong-offset', 'attachment-type-differs', 'attachment-corrupt']),
  receivedBytes: z.number().int().nonnegative(),
});
export type ChunkRefusal = z.infer<typeof chunkRefusalSchema>;

/** A material that was handed in, with its files; on paper only, without. */
export const handedInMaterialSchema = z.strictObject({
  code: z.string().min(1).max(64),
  digests: z.array(digestSchema).max(attachmentLimits.perMaterial),
});
