import { z } from 'zod';
import { phoneAppSchema, usccSchema } from './phone-api.ts';
import { namedPersonSchema } from './subject-api.ts';

/**
 * Of face checks at windows (刷脸办): the window shows a QR code, the citizen scans it and has their face checked by
 * their own phone. Only what came of it is told. No image, template or score leaves the phone: there is no field for one.
 */
export const facePaths = {
  /** POST: a window opens a session and is given its QR code. Ends the one that is open at the window. */
  faceSessions: '/api/v1/face-sessions',
  /** GET: how far a session has come. DELETE: the window ends it. */
  faceSession: (faceSessionId: string) => `/api/v1/face-sessions/${faceSessionId}`,
  /** POST: how the check on the phone ended that has scanned the code (`scanPaths.scan`). */
  faceResults: '/api/v1/phone/face-sessions/result',
} as const;

/** A session that has come to no end within this time has expired. */
export const faceSessionSeconds = 120;

/** Checks that may fail in one session; the last of them ends it. */
export const faceTries = 3;

/** How far a session has come. All but the first two are ends. */
export const faceSessionStateSchema = z.enum([
  'waiting',
  'scanned',
  'passed',
  'failed',
  /** The person did not want their face checked. */
  'declined',
  /** Somebody was checked, and is not who was expected. */
  'wrong-person',
  /** By the window, or by a new session there. */
  'cancelled',
  'expired',
]);
export type FaceSessionState = z.infer<typeof faceSessionStateSchema>;

export const faceSessionMovedSchema = z.object({
  kind: z.literal('face:moved'),
  faceSessionId: z.uuid(),
  state: faceSessionStateSchema,
});

/** Who is to be checked: a person, or whoever has this number and represents the legal person with the USCC now. */
export const expectedFaceSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('person'), ...namedPersonSchema.shape }),
  z.strictObject({
    type: z.literal('representative'),
    uscc: usccSchema,
    idNumber: namedPersonSchema.shape.idNumber,
  }),
]);
export type ExpectedFace = z.infer<typeof expectedFaceSchema>;

/** Opens a session for a case at the window of the caller. Refused (409) with `item-unknown`. */
export const openFaceSessionRequestSchema = z.strictObject({
  caseId: z.uuid(),
  itemCode: z.string().min(1).max(64),
  /** Absent: whoever passes says who they are. */
  expected: expectedFaceSchema.exactOptional(),
});
export type OpenFaceSessionRequest = z.infer<typeof openFaceSessionRequestSchema>;

/** Nothing can be read from the text of the QR code, and it is given only once. */
export const openFaceSessionAnswerSchema = z.strictObject({
  faceSessionId: z.uuid(),
  code: z.string().regex(/^[\w-]{64}$/),
  expiresAt: z.iso.datetime(),
});
export type OpenFaceSessionAnswer = z.infer<typeof openFaceSessionAnswerSchema>;

export const faceSessionParamsSchema = z.strictObject({ faceSessionId: z.uuid() });

/** Why a session is not moved: `face-session-unknown` with 404, the others with 409. */
export const faceSessionRefusalSchema = z.enum([
  /** There is none, it was forgotten, or it is another workstation's or another phone's. */
  'face-session-unknown',
  /** Another phone has scanned it. */
  'face-session-taken',
  'face-session-expired',
  /** It has come to another end. */
  'face-session-ended',
]);
export type FaceSessionRefusal = z.infer<typeof faceSessionRefusalSchema>;

const sessionHead = {
  faceSessionId: z.uuid(),
  caseId: z.uuid(),
  itemCode: z.string(),
  expiresAt: z.iso.datetime(),
};

/** A session as its workstation sees it, as often as it likes for a day. */
export const faceSessionSchema = z.discriminatedUnion('state', [
  z.strictObject({
    ...sessionHead,
    state: z.literal('passed'),
    person: namedPersonSchema,
    passedAt: z.iso.datetime(),
    /** For the evidence's `identity_proof`. */
    proof: z.strictObject({
      method: z.literal('face-on-own-phone'),
      /** Of the five levels of the province's 统一身份认证; always this one in the simulation. */
      level: z.literal('4'),
      app: phoneAppSchema,
      /** By which the platform finds the result again; says nothing to anybody else. */
      resultRef: z.uuid(),
    }),
  }),
  z.strictObject({ ...sessionHead, state: faceSessionStateSchema.exclude(['passed']) }),
]);
export type FaceSession = z.infer<typeof faceSessionSchema>;

/** What a phone that scans the QR code is told: where and for what it is asked, and not who is expected. */
export const scannedFaceSessionSchema = z.strictObject({
  kind: z.literal('face-session'),
  faceSessionId: z.uuid(),
  hall: z.string(),
  window: z.string(),
  department: z.string(),
  itemName: z.string(),
  /** Why the person is asked for their face, as they read it. */
  purpose: z.string(),
  expiresAt: z.iso.datetime(),
  triesLeft: z.number().int().positive(),
});
export type ScannedFaceSession = z.infer<typeof scannedFaceSessionSchema>;

/** How the simulated camera ended. Whether it was the right face is not the phone's to say. */
export const faceResultRequestSchema = z.strictObject({
  faceSessionId: z.uuid(),
  outcome: z.enum(['passed', 'failed', 'declined']),
});
export type FaceResultRequest = z.infer<typeof faceResultRequestSchema>;

export const faceResultAnswerSchema = z.strictObject({
  /** `scanned`: it failed and may be tried again. */
  state: faceSessionStateSchema.extract([
    'scanned',
    'passed',
    'failed',
    'declined',
    'wrong-person',
  ]),
  triesLeft: z.number().int().nonnegative(),
});
export type FaceResultAnswer = z.infer<typeof faceResultAnswerSchema>;
