import { z } from 'zod';
import { citizenLanguageSchema } from './evaluator-page.ts';

/** A text of one line on the paper. */
const lineSchema = z.string().regex(/^[^\r\n]*$/);

/**
 * A receipt as it is printed, previewed and saved: of a case (收件回执) or of what somebody has decided on a consent page
 * (授权回执). Every text is composed by main, so that paper, preview and PDF cannot differ. Whoever it names is masked: the paper
 * may be left lying about.
 */
export const receiptSchema = z.strictObject({
  language: citizenLanguageSchema,
  /** Large print, as whoever takes it away has read the page. */
  largeType: z.literal(true).exactOptional(),
  hall: lineSchema,
  /** Says that nothing of it is real. */
  drill: lineSchema.exactOptional(),
  title: lineSchema,
  /** What the paper is, and what it is not. */
  standing: lineSchema,
  /** What people look for first, then the rest in the order of the paper. */
  facts: z.array(z.strictObject({ label: lineSchema, text: lineSchema })).min(1),
  materials: z.strictObject({
    heading: lineSchema,
    lines: z.array(
      z.strictObject({
        name: lineSchema,
        treatment: lineSchema,
        /** What else is said of it, in lines of their own. */
        details: z.array(lineSchema).exactOptional(),
      }),
    ),
  }),
  /** What proves it, or that nothing here does. */
  proof: z
    .strictObject({
      heading: lineSchema,
      facts: z.array(z.strictObject({ label: lineSchema, text: lineSchema })),
      text: lineSchema,
    })
    .exactOptional(),
  closing: z.array(lineSchema),
  /** A QR code: one string of `0` and `1` per row, `1` is dark; no quiet zone. */
  code: z
    .strictObject({ label: lineSchema, rows: z.array(z.string().regex(/^[01]+$/)).min(21) })
    .exactOptional(),
});
export type Receipt = z.infer<typeof receiptSchema>;
