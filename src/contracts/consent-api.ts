import { z } from 'zod';
import { type LicenceDecision, withdrawalPlaces } from '../domain/consent.ts';
import { consentPageSchema } from './evaluator-page.ts';
import { codeSubjectTypeSchema } from './phone-api.ts';

/**
 * Consents (用证授权): a workstation asks for one, and the first final answer counts, from the phone of the one who is
 * asked or from the workstation's evaluator with its signed record. Licences of the case open by it, and by nothing else.
 */
export const consentPaths = {
  /** POST, by a window: ask. Asking again with the same content changes nothing. */
  consents: '/api/v1/consents',
  /** GET: what became of it. Only the workstation that asked is told (`consent-unknown`). */
  consent: (consentId: string) => `/api/v1/consents/${consentId}`,
  /**
   * POST: whoever is asked wants to read on, so a phone has the page's time once more from now on, and at most
   * `consentLimits.longestSeconds` since it was asked.
   */
  extension: (consentId: string) => `/api/v1/consents/${consentId}/extension`,
  /** POST: the window asks no longer. */
  cancel: (consentId: string) => `/api/v1/consents/${consentId}/cancel`,
  /**
   * POST: it was answered on the evaluator; with `giveEvidenceRequestSchema` of `src/evidence`. The same record again is
   * answered as the first time.
   */
  evidence: (consentId: string) => `/api/v1/consents/${consentId}/evidence`,
  /** POST: the citizen withdraws it at the window. */
  withdraw: (consentId: string) => `/api/v1/consents/${consentId}/withdraw`,
  /** GET: what the phone's person has been asked, newest first. */
  phoneConsents: '/api/v1/phone/consents',
  /** GET: one of them, with its page. */
  phoneConsent: (consentId: string) => `/api/v1/phone/consents/${consentId}`,
  /** POST: the phone's answer. */
  phoneAnswer: (consentId: string) => `/api/v1/phone/consents/${consentId}/answer`,
  /** POST: the citizen withdraws it. As easy as giving it: one call, at any time. */
  phoneWithdraw: (consentId: string) => `/api/v1/phone/consents/${consentId}/withdraw`,
} as const;

/** Largest request of this matter, in bytes: a page with many licences. */
export const consentBytesLimit = 128 * 1024;

/** A phone may answer for so long at most, however often more time is taken on the evaluator. */
export const consentLimits = { longestSeconds: 3600 } as const;

export const consentParamsSchema = z.strictObject({ consentId: z.uuid() });

/**
 * How far a consent has come. `given`: to at least one licence; `declined`: to none. Only `given` opens anything, and
 * only until it is `withdrawn`.
 */
export const consentStateSchema = z.enum([
  'pending',
  'given',
  'declined',
  'expired',
  'cancelled',
  'withdrawn',
]);
export type ConsentState = z.infer<typeof consentStateSchema>;

/** Tells that a consent has come to another state. */
export const consentMovedSchema = z.object({
  kind: z.literal('consent:moved'),
  consentId: z.uuid(),
  state: consentStateSchema,
});

const decisionSchema = z.enum(['agreed', 'declined']) satisfies z.ZodType<LicenceDecision>;

/** What is asked for in one case. */
const matterFields = {
  caseId: z.uuid(),
  itemCode: z.string().min(1).max(64),
  variant: z.string().min(1).max(64),
  /** In the order of the page. */
  licences: z
    .array(
      z.strictObject({
        licenceCode: z.string().min(1).max(64),
        typeCode: z.string().min(1).max(64),
        /** Keys of the fields that will be used. */
        fields: z.array(z.string().min(1).max(64)).max(64),
      }),
    )
    .min(1)
    .max(60),
};

/** Where the page has the licences of one case among those of several. */
const positionsSchema = z.array(z.number().int().nonnegative().max(59)).min(1).max(60);

/**
 * Asks for a consent. Refused with `item-unknown` (404), `over-asking` (400: a licence or field that the item has not
 * registered), `page-differs` (400: another number of licences than the page shows, a position that belongs to no
 * case or to two, or a sensitive licence that the page does not set apart), `licence-not-held` (409),
 * `asked-not-entitled` (403) and `consent-id-taken` (409).
 */
export const askConsentRequestSchema = z.strictObject({
  /** Made by the workstation, so that asking again after a lost answer asks nothing new. */
  consentId: z.uuid(),
  ...matterFields,
  /** Whose data: a person's number, an enterprise's USCC. */
  holder: z.strictObject({ type: codeSubjectTypeSchema, number: z.string().min(1).max(18) }),
  /** Who answers: the holder, or whoever may answer in their place. The phone of this person shows the page. */
  asked: z.discriminatedUnion('as', [
    z.strictObject({
      as: z.enum(['same', 'guardian']),
      idNumber: z.string().min(1).max(18),
    }),
    /** Absent where the legal person has shown its own code: whoever represents it now. */
    z.strictObject({
      as: z.literal('representative'),
      idNumber: z.string().min(1).max(18).exactOptional(),
    }),
    /** By a delegation that covers everything the page asks for. */
    z.strictObject({
      as: z.literal('agent'),
      idNumber: z.string().min(1).max(18),
      delegationId: z.uuid(),
    }),
    /**
     * Whoever has given the delegation by which somebody else stands at the counter: the person, or the legal person's
     * representative. They are not there, so their phone alone can answer.
     */
    z.strictObject({ as: z.literal('principal'), delegationId: z.uuid() }),
  ]),
  /** Where the page has the licences; absent where it asks for nothing else. */
  positions: positionsSchema.exactOptional(),
  /**
   * Other cases of the same visit that the page asks the same person for, each for its own purpose. Every position of the
   * page belongs to one case.
   */
  along: z
    .array(z.strictObject({ ...matterFields, positions: positionsSchema }))
    .min(1)
    .max(7)
    .exactOptional(),
  /** The page as the evaluator shows it; the phone shows the same. */
  page: consentPageSchema,
});
export type AskConsentRequest = z.infer<typeof askConsentRequestSchema>;

/** One licence that a consent is asked for, and the matter that it is for. */
export interface AskedLicence
  extends Readonly<AskConsentRequest['licences'][number]>,
    Readonly<Pick<AskConsentRequest, 'caseId' | 'itemCode'>> {}

/**
 * All licences of a request in the order of its page.
 * @returns undefined where some position of the page belongs to no case, or to two
 */
export function licencesAsked(request: AskConsentRequest): readonly AskedLicence[] | undefined {
  const placed = new Map<number, AskedLicence>();
  const parts = [request, ...(request.along ?? [])];
  for (const { caseId, itemCode, licences, positions } of parts) {
    if (positions !== undefined && positions.length !== licences.length) return undefined;
    for (const [index, licence] of licences.entries()) {
      const position = positions?.[index] ?? index;
      if (placed.has(position)) return undefined;
      placed.set(position, { ...licence, caseId, itemCode });
    }
  }
  const inOrder = Array.from({ length: placed.size }, (_, position) => placed.get(position));
  return inOrder.every((licence) => licence !== undefined) ? inOrder : undefined;
}

/**
 * 撤回授权 at a window: the consent opens nothing from now on, whatever had become of it. A case that was received with it
 * keeps what was done, and the department is told that it is used no further (不再继续使用). It is an event, so that it is
 * told however long the platform is away.
 */
export const consentWithdrawnPayloadSchema = z.strictObject({
  consentId: z.uuid(),
  /** The case at the window; every other case that the same page has asked for is concerned too. */
  caseId: z.uuid(),
  place: z.enum(withdrawalPlaces).exclude(['phone']),
});
export type ConsentWithdrawnPayload = z.infer<typeof consentWithdrawnPayloadSchema>;

/** What became of a consent. */
export const consentAnswerSchema = z.strictObject({
  consentId: z.uuid(),
  state: consentStateSchema,
  /** Until when a phone can answer. On the evaluator the workstation keeps the time, and cancels when it is over. */
  expiresAt: z.iso.datetime(),
  /** From here on: once it was answered. */
  answeredAt: z.iso.datetime().exactOptional(),
  answeredOn: z.enum(['phone', 'evaluator']).exactOptional(),
  /** By licence, in the order of the page. */
  choices: z
    .array(z.strictObject({ licenceCode: z.string(), decision: decisionSchema }))
    .exactOptional(),
  withdrawnAt: z.iso.datetime().exactOptional(),
});
export type ConsentAnswer = z.infer<typeof consentAnswerSchema>;

/**
 * The answer of a phone: a decision for every licence, in the order of the page. Refused with `consent-ended` (409),
 * `page-altered` (409: the phone has shown another text), `choices-incomplete` (400) and `not-chosen-singly` (400: a sensitive
 * licence is agreed to without a choice of its own).
 */
export const phoneConsentAnswerRequestSchema = z.strictObject({
  /** SHA-256 (hex) of the canonical text of the page, as the phone has rendered it. */
  pageDigest: z.string().regex(/^[0-9a-f]{64}$/),
  decisions: z.array(decisionSchema).max(60),
  /** Positions of the licences that were decided by a choice of their own (单独同意). */
  chosenSingly: z.array(z.number().int().min(0).max(59)).max(60),
});

const phoneConsentSchema = consentAnswerSchema.extend({
  askedAt: z.iso.datetime(),
  /** Whether it is the phone's person who answers; the others are told because the licences are theirs. */
  isAsked: z.boolean(),
  /** What for and by whom, as a list shows it. */
  itemNames: z.array(z.string()),
  orgName: z.string(),
  windowName: z.string(),
});

export type PhoneConsent = z.infer<typeof phoneConsentSchema>;

export const phoneConsentsAnswerSchema = z.strictObject({ consents: z.array(phoneConsentSchema) });

/** One consent as the phone shows it. */
export const phoneConsentPageSchema = phoneConsentSchema.extend({
  page: consentPageSchema,
  /** By licence, in the order of the page. */
  licences: z.array(z.strictObject({ licenceCode: z.string(), typeName: z.string() })),
});
export type PhoneConsentPage = z.infer<typeof phoneConsentPageSchema>;
