import { z } from 'zod';
import { caseMovedSchema } from './case-state.ts';
import { consentMovedSchema } from './consent-api.ts';
import { delegationStateSchema } from './delegation-api.ts';
import { faceSessionMovedSchema } from './face-api.ts';
import { handoverMovedSchema } from './handover-api.ts';

/**
 * What happened at the platform, told to those it concerns in the order it happened. `GET …/changes?since=` is the
 * truth; the stream beside it only hints that there is something to ask for, and begins with the newest cursor, so that
 * whoever was away knows at once whether they missed something.
 */

/** What the platform says of a case it has received. */
export const receptionSchema = z.object({
  caseId: z.uuid(),
  caseNumber: z.string().min(1),
  /** With which the citizen may rate this service, once; says nothing about the case to anybody but the platform. */
  evaluationTicket: z.uuid(),
});

const delegationMovedSchema = z.object({
  kind: z.literal('delegation:moved'),
  delegationId: z.uuid(),
  state: delegationStateSchema,
});

/** A change that a workstation is told. */
export const workstationChangeSchema = z.discriminatedUnion('kind', [
  receptionSchema.extend({ kind: z.literal('case:received') }),
  caseMovedSchema,
  delegationMovedSchema,
  faceSessionMovedSchema,
  z.object({ kind: z.literal('settings:changed'), version: z.int().positive() }),
  consentMovedSchema,
  handoverMovedSchema,
]);
export type WorkstationChange = z.infer<typeof workstationChangeSchema>;

/** A change that the phones of one person are told. */
export const phoneChangeSchema = z.discriminatedUnion('kind', [
  delegationMovedSchema,
  consentMovedSchema,
]);
export type PhoneChange = z.infer<typeof phoneChangeSchema>;

/** Where to go on. One that another platform gave, or nobody, starts from the beginning. */
export const changesQuerySchema = z.strictObject({ since: z.string().max(64).optional() });

/** Opaque; sent back as `since`. */
const cursorSchema = z.string();

export const changesAnswerSchema = z.object({
  cursor: cursorSchema,
  changes: z.array(workstationChangeSchema),
});
export type ChangesAnswer = z.infer<typeof changesAnswerSchema>;

export const phoneChangesAnswerSchema = z.object({
  cursor: cursorSchema,
  changes: z.array(phoneChangeSchema),
});

/** Name of the server-sent event that hints at new changes; its data is the newest cursor. */
export const pushHintEvent = 'changed';
