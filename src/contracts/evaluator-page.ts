import { z } from 'zod';

/** A text of one line: line breaks separate the texts of a page where they are hashed. */
const lineSchema = z.string().regex(/^[^\r\n]*$/);

const pageBase = {
  /** A page's own id; an answer counts only for the page that is on screen. */
  pageId: z.uuid(),
  /** BCP 47 language of every text on the page. */
  language: z.enum(['zh-CN', 'zh-Hant', 'en']),
};

/** Nothing: between two persons, and whenever in doubt. */
const blankPageSchema = z.strictObject({ ...pageBase, kind: z.literal('blank') });

/** The hall's own page while nobody is being served. */
const idlePageSchema = z.strictObject({
  ...pageBase,
  kind: z.literal('idle'),
  hall: z.string(),
  window: z.string(),
  welcome: z.string(),
});

/**
 * The consent page (服务授权页面). Every text is composed by main; the evaluator renders exactly these strings, in
 * this order, and reports the digest of what it rendered.
 */
export const consentPageSchema = z.strictObject({
  ...pageBase,
  kind: z.literal('consent'),
  place: lineSchema,
  heading: lineSchema,
  /** Says what is wanted, and what happens if the person does nothing. */
  firstLine: lineSchema,
  facts: z.array(z.strictObject({ label: lineSchema, text: lineSchema })),
  licences: z.array(
    z.strictObject({
      title: lineSchema,
      facts: z.array(z.strictObject({ label: lineSchema, text: lineSchema })),
    }),
  ),
  closing: z.array(lineSchema),
  decline: lineSchema,
  agree: lineSchema,
  /** Words of the moving parts, outside the canonical text. */
  remaining: lineSchema,
  readFirst: lineSchema,
  touchOnly: lineSchema,
  secondsToAnswer: z.number().int().positive(),
  minimumDisplaySeconds: z.number().int().nonnegative(),
});
export type ConsentPage = z.infer<typeof consentPageSchema>;

/** What came of it, in words. */
const resultPageSchema = z.strictObject({
  ...pageBase,
  kind: z.literal('result'),
  tone: z.enum(['done', 'not-given']),
  heading: z.string(),
  lines: z.array(z.string()),
});

/** What the citizen's screen shows: an allow-listed projection, never the case. */
export const evaluatorPageSchema = z.discriminatedUnion('kind', [
  blankPageSchema,
  idlePageSchema,
  consentPageSchema,
  resultPageSchema,
]);
export type EvaluatorPage = z.infer<typeof evaluatorPageSchema>;

/** The clerk's own projection of the evaluator: the page as it is, and in words how far it has come. */
export const evaluatorMirrorSchema = z.strictObject({
  display: z.enum(['present', 'missing']),
  page: evaluatorPageSchema,
  /** `sent` not yet confirmed by the evaluator · `shown` on screen. */
  state: z.enum(['sent', 'shown']),
  /** Seconds left to answer when this was sent, for consent pages that are shown. */
  secondsLeft: z.number().int().nonnegative().exactOptional(),
});
export type EvaluatorMirror = z.infer<typeof evaluatorMirrorSchema>;
