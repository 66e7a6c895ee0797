import { z } from 'zod';
import { callBackOutcomes, callBackReasons } from '../domain/offline-intake.ts';

/**
 * 回访: a case that was received without the platform (离线收件) could not go on without whoever it is for. The platform hears of
 * it once it has left the list, whether it is handed in later or never.
 */
export const callBackPaths = {
  /** GET: cases that have been on a call-back list, newest first; a clerk sees those of the own workstation. */
  callBacks: '/api/v1/call-backs',
} as const;

/** Call-backs in one answer. */
export const callBackPage = 100;

const instantSchema = z.iso.datetime();

/** Why a case was listed, since when, and how it has left the list: of nobody a name, of no material or licence which. */
export const endedCallBackSchema = z.strictObject({
  since: instantSchema,
  reasons: z.array(z.enum(callBackReasons)).min(1).max(callBackReasons.length),
  outcome: z.enum(callBackOutcomes),
});

/** A case has left the call-back list of a workstation. The event's own moment is when. */
export const callBackEndedPayloadSchema = endedCallBackSchema.extend({
  caseId: z.uuid(),
  itemCode: z.string().min(1).max(64),
  windowId: z.string().min(1).max(32),
  /** 临时号 of its paper, by which whoever it is for may ask about a case that was never handed in. */
  provisionalNumber: z.string().min(1).max(64),
});
export type CallBackEndedPayload = z.infer<typeof callBackEndedPayloadSchema>;

export const callBacksQuerySchema = z.strictObject({
  /** Goes on behind the last one of a page. */
  before: z.coerce.number().int().positive().optional(),
});

export const callBacksAnswerSchema = z.strictObject({
  callBacks: z.array(
    callBackEndedPayloadSchema.extend({
      id: z.number().int().positive(),
      endedAt: instantSchema,
    }),
  ),
  hasMore: z.boolean(),
});
export type CallBacksAnswer = z.infer<typeof callBacksAnswerSchema>;
