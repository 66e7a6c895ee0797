import { z } from 'zod';
import { evaluatorPageSchema } from './evaluator-page.ts';

/** What a person did on the page, and with what kind of input. */
export const pageActSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), decision: z.enum(['agree', 'decline']) }),
  z.strictObject({ kind: z.literal('extend') }),
]);
export type PageAct = z.infer<typeof pageActSchema>;

export const inputKindSchema = z.enum(['touch', 'mouse', 'pen', 'keyboard']);

/** The evaluator window's only three calls. */
export const evaluatorCalls = {
  /** The page is on screen; the digest is of the canonical text that was rendered. */
  'page:shown': {
    request: z.strictObject({
      pageId: z.uuid(),
      digest: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    reply: z.null(),
  },
  'page:acted': {
    request: z.strictObject({ pageId: z.uuid(), act: pageActSchema, input: inputKindSchema }),
    reply: z.null(),
  },
  /** The window lives and asks for the page it should show (at start, and every few seconds). */
  'page:alive': {
    request: z.strictObject({ pageId: z.uuid().nullable() }),
    reply: evaluatorPageSchema,
  },
} as const;
export type EvaluatorCalls = typeof evaluatorCalls;

/** Main sends the `EvaluatorPage` that is to be shown now. */
export const pageShowEvent = 'page:show';
