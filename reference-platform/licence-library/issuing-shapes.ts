import { z } from 'zod';
import { envelope, licenceOperatorSchema } from '../../src/contracts/licence-api.ts';

/** Paths of the issuing side; `:item_code` is the type's 目录实施码. */
export const issuingPaths = {
  create: '/license/:item_code/create',
  createAttachment: '/license/:item_code/create_attachment',
  getAttachment: '/license/:item_code/get_attachment',
  issue: '/license/:item_code/issue',
  abolish: '/license/:item_code/abolish',
} as const;

/** Bytes of an attachment at most. */
export const attachmentLimit = 2 * 1024 * 1024;

export const typeInPathSchema = z.strictObject({ item_code: z.string().min(1).max(64) });

const licenceCodeSchema = z.string().regex(/^[0-9A-Z]{18}$/);
const fileNameSchema = z.string().regex(/^[^/\\\p{Control}]{1,120}$/u);

export const createLicenceSchema = z.strictObject({
  data_fields: z.record(z.string().max(64), z.string().max(4_000)),
  /** The seal that the issuer's own system puts on it; this library keeps none. */
  seal_code: z.string().max(64),
  /** 组别: licences that belong together, such as an original and its copies. */
  license_group: z.string().max(64),
  operator: licenceOperatorSchema,
});

export const createLicenceAnswerSchema = envelope({
  data: z.object({ license_code: z.string(), auth_code: z.string() }).nullish(),
});

export const createAttachmentSchema = z.strictObject({
  license_code: licenceCodeSchema,
  file_name: fileNameSchema,
  file_data: z.base64().max(Math.ceil(attachmentLimit / 3) * 4),
});

export const getAttachmentSchema = z.object({
  license_code: licenceCodeSchema,
  file_name: fileNameSchema,
});

export const getAttachmentAnswerSchema = envelope({
  data: z.object({ file_name: z.string(), file_data: z.base64() }).nullish(),
});

export const issueLicenceSchema = z.strictObject({ license_code: licenceCodeSchema });

export const abolishLicenceSchema = z.strictObject({
  license_code: licenceCodeSchema,
  abolish_reason: z.string().min(1).max(200),
  /** The licence that was issued in its place. */
  correlative_license: licenceCodeSchema.exactOptional(),
});
