import { z } from 'zod';

/** Of the phones of the simulation, and of the codes they show at windows (办事码). */

/** 佛山通 shows 政务码 of persons and enterprises, 粤商通 shows 粤商码. */
export const phoneAppSchema = z.enum(['foshantong', 'yueshangtong']);
export type PhoneApp = z.infer<typeof phoneAppSchema>;

/** How the phone made sure who holds it (PUB-03, PUB-09). */
export const phoneCheckSchema = z.enum(['fingerprint', 'face']);
export type PhoneCheck = z.infer<typeof phoneCheckSchema>;

/** A phone stays signed in for this long. */
export const phoneSessionMinutes = 10;

/**
 * A phone signs in. Refused (403) with `person-unknown`, and in 粤商通 with `represents-no-enterprise` for whoever
 * represents no active enterprise.
 */
export const phoneSignInRequestSchema = z.strictObject({
  app: phoneAppSchema,
  idNumber: z.string().min(1).max(18),
  by: phoneCheckSchema,
});
export type PhoneSignInRequest = z.infer<typeof phoneSignInRequestSchema>;

/** The token opens what is for phones, and nothing that is for windows. */
export const phoneSignInAnswerSchema = z.strictObject({
  token: z.string().min(16),
  expiresAt: z.iso.datetime(),
});
export type PhoneSignInAnswer = z.infer<typeof phoneSignInAnswerSchema>;

/** What a 粤商码 is claimed for (PUB-10): 免证办事, or anything else. A code of one purpose is of no use for another. */
export const codePurposeSchema = z.enum(['mianzhengban', 'other']);
export type CodePurpose = z.infer<typeof codePurposeSchema>;

const usccSchema = z.string().min(1).max(18);

/**
 * Which code, and of whom: the 政务码 of the phone's own person or of an enterprise (CON-15), or the 粤商码 of an
 * enterprise. Refused (403) with `wrong-app`; with `not-representative` for an enterprise that somebody else represents
 * or nobody knows; with `enterprise-revoked`.
 */
export const codeChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('zhengwu'),
    subject: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('person') }),
      z.strictObject({ type: z.literal('enterprise'), uscc: usccSchema }),
    ]),
  }),
  z.strictObject({ kind: z.literal('yueshang'), uscc: usccSchema, purpose: codePurposeSchema }),
]);
export type CodeChoice = z.infer<typeof codeChoiceSchema>;
export type CodeKind = CodeChoice['kind'];

/** Since when a code is activated (开通, 领取); activating again changes nothing. */
export const activateCodeAnswerSchema = z.strictObject({ activatedAt: z.iso.datetime() });
