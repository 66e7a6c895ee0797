import { z } from 'zod';
import { trustLevels } from '../domain/licence.ts';
import {
  accountFields,
  cardFields,
  enterpriseFields,
  licenceConditions,
  licenceHolders,
  licenceVerdicts,
  personFields,
  type ServiceItem,
  subjectKinds,
  type VariantAnswer,
  type VariantQuestion,
} from '../domain/service-item.ts';

const sourceMarks = { isSubstitute: z.literal(true).exactOptional() };

const fieldSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('card'),
    field: z.enum(cardFields),
    heldBy: z.enum(licenceHolders).exactOptional(),
    ...sourceMarks,
  }),
  z.strictObject({
    kind: z.literal('licence'),
    typeCode: z.string(),
    field: z.string(),
    heldBy: z.enum(licenceHolders).exactOptional(),
    ...sourceMarks,
  }),
  z.strictObject({ kind: z.literal('person'), field: z.enum(personFields), ...sourceMarks }),
  z.strictObject({
    kind: z.literal('enterprise'),
    field: z.enum(enterpriseFields),
    ...sourceMarks,
  }),
  z.strictObject({
    kind: z.literal('account'),
    field: z.enum(accountFields),
    heldBy: z.enum(licenceHolders).exactOptional(),
    ...sourceMarks,
  }),
]);

const countSchema = z.number().int().nonnegative();

/** What a value of a form field has to look like. */
export const fieldFormatSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('phone') }),
  z.strictObject({ kind: z.literal('date'), isPast: z.literal(true).exactOptional() }),
  z.strictObject({
    kind: z.literal('number'),
    least: z.number().exactOptional(),
    most: z.number().exactOptional(),
    decimals: countSchema.max(6).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('unified-code') }),
  z.strictObject({ kind: z.literal('id-number'), isList: z.literal(true).exactOptional() }),
  z.strictObject({
    kind: z.literal('text'),
    least: countSchema.exactOptional(),
    most: countSchema.exactOptional(),
  }),
]);

/** A name or sentence that a person reads: one line, not empty. */
const lineSchema = z.string().regex(/^[^\r\n]+$/);

/** Questions that may follow one another. Nobody at a counter answers more, and a tree without end would never be read. */
const questionsInARow = 5;

/** More adults than this beside one applicant, no page of a counter is made for. */
const otherAdultsLimit = 12;

/** How old somebody may be, in whole years. */
const ageSchema = z.number().int().nonnegative().max(150);

function variantQuestionSchema(inARow: number): z.ZodType<VariantQuestion> {
  const last = z.strictObject({ text: lineSchema, variant: z.string().min(1) });
  const answer: z.ZodType<VariantAnswer> =
    inARow === 1
      ? last
      : z.union([
          last,
          z.strictObject({ text: lineSchema, next: variantQuestionSchema(inARow - 1) }),
        ]);
  return z.strictObject({ text: lineSchema, answers: z.array(answer).min(1).readonly() });
}

/** A service item as it crosses a border. */
export const serviceItemSchema = z.strictObject({
  code: z.string().min(1).max(64),
  name: lineSchema,
  department: lineSchema,
  subjects: z.array(z.enum(subjectKinds)).min(1).readonly(),
  variants: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        name: lineSchema,
        minimumAge: ageSchema.exactOptional(),
        maximumAge: ageSchema.exactOptional(),
        subjects: z.array(z.enum(subjectKinds)).min(1).readonly().exactOptional(),
        otherAdults: z
          .strictObject({
            who: lineSchema,
            least: countSchema,
            most: countSchema.min(1).max(otherAdultsLimit),
          })
          .exactOptional(),
      }),
    )
    .min(1)
    .readonly(),
  question: variantQuestionSchema(questionsInARow),
  materials: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        name: lineSchema,
        variants: z.array(z.string()).readonly().exactOptional(),
        coveredBy: z
          .array(z.enum(['identity-card', 'department']))
          .readonly()
          .exactOptional(),
        replacedBy: z.string().exactOptional(),
        orReplacedBy: z.array(z.string()).min(1).readonly().exactOptional(),
        heldBy: z.enum(licenceHolders).exactOptional(),
        orOnPaper: z.array(lineSchema).min(1).readonly().exactOptional(),
        isCoveredByDelegation: z.literal(true).exactOptional(),
        isFromForm: z.literal(true).exactOptional(),
        isDeferrable: z.literal(true).exactOptional(),
        deferralDays: z.number().int().min(1).max(60).exactOptional(),
        pledge: lineSchema.exactOptional(),
        isCheckable: z.literal(true).exactOptional(),
        isSensitive: z.literal(true).exactOptional(),
      }),
    )
    .readonly(),
  licences: z
    .array(
      z.strictObject({
        typeCode: z.string().min(1),
        holder: z.enum(licenceHolders),
        basis: z.enum(['consent', 'duty']),
        isSensitive: z.boolean(),
        name: lineSchema,
        fields: z.array(z.strictObject({ key: z.string().min(1), name: lineSchema })).readonly(),
        purpose: lineSchema,
        minimumTrust: z.enum(trustLevels).exactOptional(),
        verdicts: z
          .partialRecord(z.enum(licenceConditions), z.enum(licenceVerdicts))
          .readonly()
          .exactOptional(),
        nearExpiryDays: z.number().int().min(0).max(365).exactOptional(),
      }),
    )
    .readonly(),
  form: z
    .array(
      z.strictObject({
        key: z.string().min(1),
        name: lineSchema,
        group: lineSchema,
        required: z.boolean(),
        variants: z.array(z.string()).readonly().exactOptional(),
        sources: z.array(fieldSourceSchema).readonly(),
        choices: z.array(lineSchema).min(1).readonly().exactOptional(),
        format: fieldFormatSchema.exactOptional(),
      }),
    )
    .readonly(),
  terms: z.strictObject({
    statutoryDays: z.number().int().nonnegative(),
    promisedDays: z.number().int().nonnegative(),
    fee: z.number().int().nonnegative(),
    isImmediate: z.boolean(),
    resultName: lineSchema,
  }),
  isStandingDelegationEnough: z.literal(true).exactOptional(),
  acceptsRunner: z.literal(true).exactOptional(),
  isGuardianAskedForEveryMinor: z.literal(true).exactOptional(),
  evaluationCode: z.string().min(1).max(66),
}) satisfies z.ZodType<ServiceItem>;
