import { z } from 'zod';
import { scanLimit } from './phone-api.ts';

/**
 * Workstations as the platform knows them: enrolled (登记) with a key by a code used once, revoked (吊销), told the
 * platform's time and their settings. An enrolled workstation signs every request as `signed-messages.ts` says, and the
 * answer is signed too, also one that refuses. What is streamed is not signed.
 *
 * Refusals of a signature, all 401: `signature-required`, `signature-invalid`, `signature-stale` (too far from the
 * platform's time, which the answer carries), `signature-replayed`, `workstation-unknown` (no such key),
 * `workstation-revoked` (the key, or the whole workstation). 403 `another-workstation` where the session is not the
 * signer's. 429 `too-many-requests` with `Retry-After`.
 */
export const workstationPaths = {
  /** POST: an administrator's session makes an enrolment code. */
  enrolmentCodes: '/api/v1/workstations/enrolment-codes',
  /** POST: a workstation enrols; without a session. */
  enrolments: '/api/v1/workstations/enrolments',
  /** GET: the platform's time; without a session. */
  time: '/api/v1/time',
  /** GET, signed: every key that does not count any more; without a session. */
  revocations: '/api/v1/workstations/revocations',
  /** GET, signed: the settings of the workstation that asks; without a session. */
  settings: '/api/v1/workstations/settings',
  /** GET: all workstations. */
  administered: '/admin/workstations',
  /** POST: makes an enrolment code. */
  administeredEnrolmentCodes: '/admin/workstations/enrolment-codes',
  /** POST: revokes a workstation; its sessions and its stream end at once. */
  administeredRevocations: '/admin/workstations/revocations',
  /** PUT: changes the settings of a workstation, which is told so (`settings:changed`). */
  administeredSettings: '/admin/workstations/settings',
} as const;

const instantSchema = z.iso.datetime();
const windowIdSchema = z.string().min(1).max(32);

/** An Ed25519 public key: SPKI (RFC 8410) as DER in base64. Each key has one such text. */
const publicKeySchema = z.string().regex(/^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/);

/** Names a key: SHA-256 over its SPKI, base64url, as RFC 7638 does over a JWK. */
const keyIdSchema = z.string().regex(/^[\w-]{43}$/);

/** An enrolment code is of use for this long. */
export const enrolmentCodeHours = 24;

/**
 * For a new workstation, or for one that is known and gets a new key: a new PC in its place, or one that was revoked; it
 * keeps its name and settings. Refused with 404 `window-unknown`, `workstation-unknown`.
 */
export const enrolmentCodeRequestSchema = z.union([
  z.strictObject({
    windowId: windowIdSchema,
    /** As administrators call it, e.g. `综合窗口 A07 左`. */
    name: z.string().trim().min(1).max(60),
  }),
  z.strictObject({ workstationId: z.uuid() }),
]);
export type EnrolmentCodeRequest = z.infer<typeof enrolmentCodeRequestSchema>;

export const enrolmentCodeAnswerSchema = z.strictObject({
  /** As `showEnrolmentCode` writes it. The platform keeps its hash only. */
  code: z.string(),
  expiresAt: instantSchema,
});
export type EnrolmentCodeAnswer = z.infer<typeof enrolmentCodeAnswerSchema>;

export const enrolRequestSchema = z.strictObject({
  /** As it was typed. */
  code: z.string().min(1).max(64),
  workstationId: z.uuid(),
  publicKey: publicKeySchema,
  /** Ed25519 signature, base64, over `enrolmentProofText`: whoever enrols a key has its private half. */
  proof: z.base64().max(128),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

/**
 * Why nobody is enrolled. After too many unknown codes from one address: 429 `too-many-tries`, `Retry-After`; a mistyped
 * one is no try.
 */
export const enrolRefusalSchema = z.enum([
  /** 400: its check symbol is wrong. */
  'enrolment-code-mistyped',
  /** 404. */
  'enrolment-code-unknown',
  /** 409. The same workstation with the same key is answered as before: its answer may have been lost. */
  'enrolment-code-used',
  /** 409. */
  'enrolment-code-expired',
  /** 400. */
  'enrolment-proof-invalid',
  /** 403: the code is for another workstation, or this one is known already and needs a code of its own. */
  'another-workstation',
  /** 409: a key is enrolled once. */
  'key-known',
]);
export type EnrolRefusal = z.infer<typeof enrolRefusalSchema>;

/** What a workstation signs to enrol. @param code its sixteen symbols, as `readEnrolmentCode` gives them */
export function enrolmentProofText(code: string, workstationId: string, publicKey: string): string {
  return ['mianzhengban-enrolment-1', code, workstationId, publicKey].join('\n');
}

export const enrolAnswerSchema = z.strictObject({
  workstationId: z.uuid(),
  keyId: keyIdSchema,
  /** With which the platform signs its answers. */
  platformKey: z.strictObject({ keyId: keyIdSchema, publicKey: publicKeySchema }),
  windows: z.array(windowIdSchema),
});
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>;

export const timeAnswerSchema = z.strictObject({ at: instantSchema });

export const revocationsAnswerSchema = z.strictObject({
  /** What a key signed before its `revokedAt` stays good. */
  revocations: z.array(
    z.strictObject({ workstationId: z.uuid(), keyId: keyIdSchema, revokedAt: instantSchema }),
  ),
});

/** Numbers that are the platform's to set. */
const workstationLimitsSchema = z
  .strictObject({
    /** So long without the platform cases are still begun; then only finished. */
    offlineFinishOnlyHours: z.int().min(1).max(24),
    /** So long without the platform nothing can be opened any more. */
    offlineLockedHours: z.int().min(1).max(168),
    /** A clock that is further off takes no consent. */
    clockDriftSeconds: z.int().min(10).max(600),
    /** How often somebody at the window may ask what a scanned code is; never more than the platform answers. */
    codeResolvesPerMinute: z.int().min(1).max(scanLimit.times),
    /** A licence that ends within so many days is near its expiry. */
    nearExpiryDays: z.int().min(0).max(365),
  })
  .refine(({ offlineFinishOnlyHours: finish, offlineLockedHours: locked }) => finish <= locked);

const settingsFields = {
  /** The windows at which it may open sessions; elsewhere it is refused (403 `window-not-served`). */
  windows: z.array(windowIdSchema).min(1).max(20),
  limits: workstationLimitsSchema,
};

/** What the platform settles for one workstation. */
export const workstationSettingsSchema = z.strictObject({
  /** Goes up by one with each change, from 1. */
  version: z.int().positive(),
  ...settingsFields,
});
export type WorkstationSettings = z.infer<typeof workstationSettingsSchema>;

/** Replaces the settings. Refused with 404 `workstation-unknown`, `window-unknown`. */
export const settingsChangeRequestSchema = z.strictObject({
  workstationId: z.uuid(),
  ...settingsFields,
});
export type SettingsChangeRequest = z.infer<typeof settingsChangeRequestSchema>;

/** Refused with 404 `workstation-unknown`; revoking again changes nothing. */
export const revokeRequestSchema = z.strictObject({ workstationId: z.uuid() });

const administeredWorkstationSchema = z.strictObject({
  workstationId: z.uuid(),
  name: z.string(),
  state: z.enum(['enrolled', 'revoked']),
  /** When its newest key was enrolled. */
  enrolledAt: instantSchema,
  revokedAt: instantSchema.exactOptional(),
  /** Of its last signed request, to the minute. */
  lastSeenAt: instantSchema.exactOptional(),
  settings: workstationSettingsSchema,
});
export type AdministeredWorkstation = z.infer<typeof administeredWorkstationSchema>;

export const administeredWorkstationsAnswerSchema = z.strictObject({
  workstations: z.array(administeredWorkstationSchema),
});
