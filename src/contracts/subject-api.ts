import { z } from 'zod';
import { enterpriseFields, enterpriseKinds, personFields } from '../domain/service-item.ts';

/** Of the subject libraries (主题库): natural persons (自然人库) and legal persons (法人库). */

/** What 自然人库 records of a person; codes are those of the identity card. */
export const personValueKeys = personFields;
export type PersonValueKey = (typeof personValueKeys)[number];

/** A number and the name that goes with it, both known beforehand. */
export const namedPersonSchema = z.strictObject({
  idNumber: z.string().min(1).max(18),
  name: z.string().min(1).max(60),
});

/**
 * What is recorded of the person with a number and a name. Values may be older than those on the person's card. Refused
 * with `person-not-matched` (404), which does not say whether the number or the name is wrong.
 */
export const personValuesAnswerSchema = z.strictObject({
  values: z.partialRecord(
    z.enum(personValueKeys),
    z.strictObject({ value: z.string(), recordedOn: z.iso.date() }),
  ),
});
export type PersonValues = z.infer<typeof personValuesAnswerSchema>['values'];

/** Whose values are asked for. */
export const enterpriseValuesRequestSchema = z.strictObject({ uscc: z.string().min(1).max(18) });

/**
 * What is recorded of a legal person, each with the day since when it is so, where that is known. Refused with
 * `enterprise-unknown` (404).
 */
export const enterpriseValuesAnswerSchema = z.strictObject({
  values: z.partialRecord(
    z.enum(enterpriseFields),
    z.strictObject({ value: z.string(), recordedOn: z.iso.date().exactOptional() }),
  ),
});
export type EnterpriseValues = z.infer<typeof enterpriseValuesAnswerSchema>['values'];

export const enterpriseKindSchema = z.enum(enterpriseKinds);
export type EnterpriseKind = z.infer<typeof enterpriseKindSchema>;

/** Whether it still exists in law: 存续 or 吊销/注销. */
export const enterpriseStatusSchema = z.enum(['active', 'revoked']);
export type EnterpriseStatus = z.infer<typeof enterpriseStatusSchema>;

/**
 * Finds a legal person. Refused with `unified-code-malformed` (400) where a USCC has a wrong length, character or check
 * character, and with `enterprise-unknown` (404).
 */
export const findEnterpriseRequestSchema = z.strictObject({
  /** A unit code (事业单位编码) is free text, and not every legal person has one. */
  by: z.enum(['uscc', 'unit-code']),
  code: z.string().min(1).max(64),
  /** Somebody of whom to say how they relate to it. */
  person: namedPersonSchema.exactOptional(),
});
export type FindEnterpriseRequest = z.infer<typeof findEnterpriseRequestSchema>;

/**
 * How a person relates to a legal person (法定代表人, of an individual business its 经营者). `unknown`: nobody has this
 * number and this name.
 */
export const representationSchema = z.enum([
  'representative',
  'former-representative',
  'not-representative',
  'unknown',
]);
export type Representation = z.infer<typeof representationSchema>;

export const findEnterpriseAnswerSchema = z.strictObject({
  uscc: z.string(),
  name: z.string(),
  kind: enterpriseKindSchema,
  status: enterpriseStatusSchema,
  /** The representative's name as anybody opposite may see it, e.g. `张*三`; the number is given to nobody. */
  representativeMaskedName: z.string(),
  /** Where the request names a person. */
  match: representationSchema.exactOptional(),
});
export type FindEnterpriseAnswer = z.infer<typeof findEnterpriseAnswerSchema>;
