import { z } from 'zod';
import { type CodeKey, liveCodeLength, liveCodePurposes } from '../domain/live-code.ts';
import { subjectKinds } from '../domain/service-item.ts';

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
export const codePurposeSchema = z.enum(liveCodePurposes);
export type CodePurpose = z.infer<typeof codePurposeSchema>;

/** The number of a legal person, as somebody gives it: it need not be one. */
export const usccSchema = z.string().min(1).max(18);

/**
 * Which code, and of whom: the 政务码 of the phone's own person or of an enterprise (CON-15), or the 粤商码 of an
 * enterprise. Refused (403) with `wrong-app`; with `not-representative` for an enterprise that somebody else represents
 * or nobody knows; with `enterprise-revoked`.
 */
export const ownCodeChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('zhengwu'),
    subject: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('person') }),
      z.strictObject({ type: z.literal('enterprise'), uscc: usccSchema }),
    ]),
  }),
  z.strictObject({ kind: z.literal('yueshang'), uscc: usccSchema, purpose: codePurposeSchema }),
]);
export type OwnCodeChoice = z.infer<typeof ownCodeChoiceSchema>;

/**
 * One of these, or the delegated code (委托码) of somebody for whom the phone's person is the agent: in either app, and
 * without being activated (CON-16). Refused with `delegation-unknown` (404) where they are not its agent; with
 * `delegation-not-accepted`, `delegation-not-begun` or `delegation-ended` (409).
 */
export const codeChoiceSchema = z.discriminatedUnion('kind', [
  ...ownCodeChoiceSchema.options,
  z.strictObject({ kind: z.literal('delegated'), delegationId: z.uuid() }),
]);
export type CodeChoice = z.infer<typeof codeChoiceSchema>;
export type CodeKind = CodeChoice['kind'];

/** Since when a code is activated (开通, 领取); activating again changes nothing. */
export const activateCodeAnswerSchema = z.strictObject({ activatedAt: z.iso.datetime() });

/** Of whom a code is. The flow at the window goes by this, not by the app (CON-15). */
export const codeSubjectTypeSchema = z.enum(['person', 'enterprise']);
export type CodeSubjectType = z.infer<typeof codeSubjectTypeSchema>;

/** A code that is not resolved within this time is of no use any more. */
export const codeSeconds = 60;

/** A code that a workstation can open without the platform, as `docs/code-format.md` describes it. */
const liveCodeTextSchema = z
  .string()
  .length(liveCodeLength)
  .regex(/^[\w-]*$/);

/**
 * A code to show at a window, as the text of its QR code. Whose it is cannot be read from it. Of a delegated code, and of
 * one that is not activated yet, only the platform knows what it stands for: a phone is given one of these also where the
 * code is not activated, and the window says so.
 */
export const issueCodeAnswerSchema = z.strictObject({
  code: z.union([liveCodeTextSchema, z.string().regex(/^[\w-]{64}$/)]),
  expiresAt: z.iso.datetime(),
});
export type IssueCodeAnswer = z.infer<typeof issueCodeAnswerSchema>;

/**
 * So often may one session at a window, or one person on all their phones, ask what a scanned code is; then 429,
 * `too-many-scans`, `Retry-After`.
 */
export const scanLimit = { times: 30, seconds: 60 } as const;

/** Whatever was scanned, by a window or by a phone. */
export const scannedTextSchema = z.string().min(1).max(4096);

/** Asks whose a scanned code is. An answer uses the code up; a refusal leaves it as it is. */
export const resolveCodeRequestSchema = z.strictObject({
  code: scannedTextSchema,
  purpose: z.literal('mianzhengban'),
  /** Whom the item is for, where it is not for both. */
  expect: codeSubjectTypeSchema.exactOptional(),
  /** The item that is to be received, where it is chosen already: a delegated code is for some only. */
  itemCode: z.string().min(1).max(64).exactOptional(),
});
export type ResolveCodeRequest = z.infer<typeof resolveCodeRequestSchema>;

/** Why a code opens nothing: `code-unknown` with 404, the others with 409. */
export const codeRefusalSchema = z.enum([
  /** Not a code of this platform, or one that was altered or has been forgotten. */
  'code-unknown',
  'code-used',
  'code-expired',
  'code-wrong-purpose',
  'code-wrong-subject-type',
  /** 未开通: to be activated on the phone, on the spot. */
  'code-not-activated',
  /** The delegation behind it does not hold any more. */
  'code-delegation-ended',
  /** The delegation behind it is for other items, or for other windows. */
  'code-wrong-item',
  'code-wrong-window',
]);
export type CodeRefusal = z.infer<typeof codeRefusalSchema>;

/** Why a code that was taken without the platform is not redeemed: `code-unknown` with 404, the others with 409. */
export type CodeRedemptionRefusal =
  | Extract<CodeRefusal, 'code-unknown' | 'code-used' | 'code-expired' | 'code-wrong-purpose'>
  /** It does not stand for whoever has named themselves. */
  | 'code-other-person';

/** Of whom a code is: what the window needs to identify them, and no more. */
export const resolveCodeAnswerSchema = z.strictObject({
  subject: z.strictObject({
    type: codeSubjectTypeSchema,
    /** Of a person the number, of an enterprise the USCC. */
    number: z.string(),
    name: z.string(),
  }),
  kind: z.enum(['zhengwu', 'yueshang', 'delegated']),
  /** The app that showed it. */
  app: phoneAppSchema,
  /** Of a delegated code, whoever acts for the subject and is at the window, and by what. */
  agent: z.strictObject({ number: z.string(), name: z.string() }).exactOptional(),
  delegationId: z.uuid().exactOptional(),
});
export type ResolveCodeAnswer = z.infer<typeof resolveCodeAnswerSchema>;

/** A key by which workstations open codes while the platform is away. */
export const codeKeySchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}$/),
  publicKey: z.base64(),
  bindingKey: z.base64().length(44),
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime(),
}) satisfies z.ZodType<CodeKey>;

/**
 * 核销: a code that a workstation has opened without the platform is used up for the case that it began. It may be told
 * again for the same case, and long after the code has ended.
 */
export const redeemCodeRequestSchema = z.strictObject({
  code: liveCodeTextSchema,
  caseId: z.uuid(),
  /** When it was scanned, by the platform's time as the workstation knew it. */
  takenAt: z.iso.datetime(),
  /** As whom whoever showed it has named themselves. */
  subject: z.strictObject({
    type: z.enum(subjectKinds),
    number: z.string().min(1).max(18),
    name: z.string().min(1).max(60),
  }),
});
export type RedeemCodeRequest = z.infer<typeof redeemCodeRequestSchema>;

/** When the code was used up for the case. */
export const redeemCodeAnswerSchema = z.strictObject({ redeemedAt: z.iso.datetime() });
