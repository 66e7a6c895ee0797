import { z } from 'zod';
import type { EvaluatorChannel } from './channels.ts';
import { citizenLanguageSchema, evaluatorPageSchema } from './evaluator-page.ts';
import type { IpcCall } from './ipc-call.ts';
import { ratingLevelSchema } from './rating.ts';

const positionsSchema = z.array(z.number().int().nonnegative()).max(64);

/** What a person did on the page, and with what kind of input. */
export const pageActSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answer'),
    /** Positions on the page of the licences that are agreed to; all others are not. None: everything is declined. */
    agreed: positionsSchema,
    /** Positions of those that were agreed to, or declined, by a choice of their own. */
    chosenSingly: positionsSchema,
    /** Whether they have had the end of the page on screen. */
    isReadToEnd: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('extend') }),
  /** 换一种方式: identifies in another way than the page is about. */
  z.strictObject({ kind: z.literal('other-way') }),
  /** Whoever acts for somebody else says whether they do. */
  z.strictObject({ kind: z.literal('acknowledge'), confirmed: z.boolean() }),
  /** 数据有误: positions of the licences whose values are wrong; none: all is right. */
  z.strictObject({ kind: z.literal('object'), wrong: positionsSchema }),
  z.strictObject({
    kind: z.literal('rate'),
    level: z.union([ratingLevelSchema, z.literal('skip')]),
  }),
  z.strictObject({
    kind: z.literal('display-setting'),
    language: citizenLanguageSchema,
    largeType: z.boolean(),
  }),
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
} as const satisfies Readonly<Record<EvaluatorChannel, IpcCall>>;
export type EvaluatorCalls = typeof evaluatorCalls;
