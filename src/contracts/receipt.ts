import { z } from 'zod';
import { citizenLanguageSchema } from './evaluator-page.ts';

/** A text of one line on the paper. */
const lineSchema = z.string().regex(/^[^\r\n]*$/);

/**
 * A receipt (收件回执) as it is printed, previewed and saved: every text composed by main, so that paper, preview and
 * PDF cannot differ. The applicant is masked: the paper may be left lying about.
 */
export const receiptSchema = z.strictObject({
  language: citizenLanguageSchema,
  hall: lineSchema,
  title: lineSchema,
  /** What the paper is, and what it is not. */
  standing: lineSchema,
  /** Case number, item, applicant, window, time: in this order. */
  facts: z.array(z.strictObject({ label: lineSchema, text: lineSchema })).min(1),
  materials: z.strictObject({
    heading: lineSchema,
    lines: z.array(z.strictObject({ name: lineSchema, treatment: lineSchema })),
  }),
  closing: z.array(lineSchema),
  /** The case number as a QR code: one string of `0` and `1` per row, `1` is dark; no quiet zone. */
  code: z.strictObject({ label: lineSchema, rows: z.array(z.string().regex(/^[01]+$/)).min(21) }),
});
export type Receipt = z.infer<typeof receiptSchema>;
