import { z } from 'zod';
import { conflictReasons, noteLimit } from '../domain/form-conflict.ts';
import {
  accountFields,
  cardFields,
  enterpriseFields,
  licenceHolders,
  personFields,
} from '../domain/service-item.ts';
import type { Provenance } from '../domain/sourced-value.ts';

/** A value of a form, where it comes from, and what was decided where sources disagree. */

const held = { heldBy: z.enum(licenceHolders).exactOptional() };
const taken = { at: z.iso.datetime(), recordedOn: z.iso.date().exactOptional() };

/** The sources that somebody keeps, and can be asked to correct. */
const keptSources = [
  z.strictObject({
    kind: z.literal('licence'),
    licenceName: z.string(),
    licenceCode: z.string(),
    field: z.string(),
    ...held,
    ...taken,
  }),
  z.strictObject({ kind: z.literal('person'), field: z.enum(personFields), ...taken }),
  z.strictObject({ kind: z.literal('enterprise'), field: z.enum(enterpriseFields), ...taken }),
] as const;

export const keptSourceSchema = z.discriminatedUnion('kind', keptSources);
export type KeptSource = z.infer<typeof keptSourceSchema>;

export const provenanceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('card'), field: z.enum(cardFields), ...held, ...taken }),
  ...keptSources,
  z.strictObject({ kind: z.literal('account'), field: z.enum(accountFields), ...held, ...taken }),
  z.strictObject({ kind: z.literal('typed'), at: z.iso.datetime() }),
]) satisfies z.ZodType<Provenance>;

export const sourcedValueSchema = z.strictObject({
  value: z.string().max(2000),
  provenance: provenanceSchema,
});

export const conflictReasonSchema = z.enum(conflictReasons);
export const conflictNoteSchema = z.string().min(1).max(noteLimit);

/** A note says what no listed reason says. */
export const conflictDecisionSchema = z.strictObject({
  reason: conflictReasonSchema,
  note: conflictNoteSchema.exactOptional(),
  asksCorrection: z.literal(true).exactOptional(),
  at: z.iso.datetime(),
});

/** No field has more sources. */
export const claimsSchema = z.array(sourcedValueSchema).min(2).max(8).readonly();
