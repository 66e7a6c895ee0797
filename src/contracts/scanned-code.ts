import { z } from 'zod';
import { longestCode } from '../domain/scanned-code.ts';
import { symbologies } from '../domain/symbology.ts';

/** A code that the clerk's window has heard: from a camera, or from a scanner that types. */
export const windowCodeSchema = z.strictObject({
  bytesBase64: z
    .base64()
    .min(1)
    .max(4 * Math.ceil(longestCode / 3)),
  symbology: z.enum(symbologies),
  source: z.enum(['camera', 'wedge']),
});
export type WindowCode = z.infer<typeof windowCodeSchema>;

/** How a scanner that types is told from a person. */
export const wedgeSettingsSchema = z.strictObject({
  minLength: z.number().int().min(4).max(64),
  maxGapMs: z.number().int().min(5).max(100),
  prefix: z.string().max(8),
  suffix: z.string().max(8),
});
