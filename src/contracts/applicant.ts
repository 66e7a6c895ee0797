import { z } from 'zod';
import {
  type Applicant,
  actingAs,
  type CardFacts,
  codeApps,
  type IdentifiedPerson,
  otherDocuments,
  type PresentPerson,
  type Proof,
} from '../domain/applicant.ts';
import { addedAs, type CaseHolder } from '../domain/case-holders.ts';
import { cardKinds } from '../domain/identity-card.ts';
import { subjectKinds } from '../domain/service-item.ts';

/** Who a case is for and how that is known, as it crosses a border. What a card says beside name and number stays behind. */

const at = z.iso.datetime();

/** How it is known who somebody is (核验方式). */
export const proofSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('identity-card'), at, samId: z.string().min(1) }),
  z.strictObject({
    by: z.enum(['zhengwu-code', 'yueshang-code', 'delegated-code', 'offline-code']),
    at,
    app: z.enum(codeApps),
  }),
  z.strictObject({
    by: z.literal('face'),
    at,
    app: z.enum(codeApps),
    level: z.string().min(1).max(8),
    resultRef: z.string().min(1).max(64),
  }),
  z.strictObject({ by: z.literal('document'), at, document: z.enum(otherDocuments) }),
  z.strictObject({ by: z.literal('delegation'), at }),
  z.strictObject({ by: z.literal('register'), at }),
]) satisfies z.ZodType<Proof>;

/** What a card says beside name and number; goes to the clerk's window and from window to window. */
export const cardFactsSchema = z.strictObject({
  kind: z.enum(cardKinds),
  sex: z.string(),
  ethnicity: z.string().exactOptional(),
  birthDate: z.string(),
  address: z.string().exactOptional(),
  authority: z.string().exactOptional(),
  validFrom: z.string(),
  validTo: z.string(),
}) satisfies z.ZodType<CardFacts>;

const personShape = {
  name: z.string().min(1).max(120),
  number: z.string().min(1).max(32),
  proof: proofSchema,
};

/** A person who has proved who they are. */
export const identifiedPersonSchema = z.strictObject(
  personShape,
) satisfies z.ZodType<IdentifiedPerson>;

/** 申请人; of a legal person the number is its USCC. */
export const applicantSchema = z.strictObject({
  subjectType: z.enum(subjectKinds),
  ...personShape,
  representative: identifiedPersonSchema.exactOptional(),
}) satisfies z.ZodType<Applicant>;

/** 经办人, where it is somebody else who stands at the counter. */
export const presentPersonSchema = z.strictObject({
  ...personShape,
  as: z.enum(actingAs),
  basis: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('delegation'), delegationId: z.uuid() }),
    z.strictObject({ kind: z.literal('paper') }),
  ]),
  acknowledgedAt: at.exactOptional(),
}) satisfies z.ZodType<PresentPerson>;

/** Somebody who adds licences of their own to the applicant's. */
export const caseHolderSchema = z.strictObject({
  ...personShape,
  heldBy: z.enum(addedAs),
}) satisfies z.ZodType<CaseHolder>;
