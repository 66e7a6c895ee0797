import { z } from 'zod';
import { usccSchema } from './phone-api.ts';
import { namedPersonSchema } from './subject-api.ts';

/**
 * Of delegations (委托): a principal (委托人) lets an agent (代办人) see to an item for them, and use some of their
 * licences for it.
 */
export const delegationPaths = {
  /** GET: those of the phone's person, as principal, as representative of one, or as agent. POST: offers one. */
  phoneDelegations: '/api/v1/phone/delegations',
  /** GET: the windows to which one may be limited. */
  phoneWindows: '/api/v1/phone/windows',
  /** GET: one of them. */
  phoneDelegation: (delegationId: string) => `/api/v1/phone/delegations/${delegationId}`,
  /** POST: answers, cancels or ends one. */
  phoneDelegationActs: (delegationId: string) => `/api/v1/phone/delegations/${delegationId}/acts`,
  /** POST: the principal is given a text to show as a QR code, for whoever is to be the agent. */
  phoneDelegationOffer: (delegationId: string) => `/api/v1/phone/delegations/${delegationId}/offer`,
  /** GET: the letter (授权委托书) as PDF. */
  phoneDelegationLetter: (delegationId: string) =>
    `/api/v1/phone/delegations/${delegationId}/letter`,
  /** POST: a window asks a principal for the one case of an agent who is there. */
  delegations: '/api/v1/delegations',
  /** GET: one that this workstation asked for, or whose code was resolved at it. */
  delegation: (delegationId: string) => `/api/v1/delegations/${delegationId}`,
  /** POST: the agent agreed at the window, or the window does not need it any more. */
  delegationActs: (delegationId: string) => `/api/v1/delegations/${delegationId}/acts`,
  /** GET: the letter (授权委托书) as PDF. */
  delegationLetter: (delegationId: string) => `/api/v1/delegations/${delegationId}/letter`,
} as const;

/**
 * How far a delegation (委托) has come. It needs the agreement of both, principal and agent. Who offers one on their own
 * phone agrees by that; a window that asks for one agrees for nobody. `pending`: nobody who was asked has agreed;
 * `part-accepted`: of two who were asked, one has. The last four are ends: `expired` when nobody answered in time or the
 * time of an accepted one is over, `withdrawn` when one of the two took their agreement back.
 */
export const delegationStateSchema = z.enum([
  'pending',
  'part-accepted',
  'accepted',
  'rejected',
  'expired',
  'cancelled',
  'withdrawn',
]);
export type DelegationState = z.infer<typeof delegationStateSchema>;

/**
 * How long delegations last: a single one, a standing one, and one that a window asks for; and for how long an answer is
 * waited for. An offer's QR code lasts some minutes; another can be shown.
 */
export const delegationLimits = {
  singleDays: 90,
  standingDays: 3 * 365,
  askedByWindowDays: 7,
  answerDays: 21,
  offerSeconds: 300,
} as const;

/**
 * So often may a person name an agent, since the answer says whether a number and a name belong together; then 429,
 * `too-many-namings`, `Retry-After`. An offer for whoever scans it does not count.
 */
export const namingLimit = { times: 10, seconds: 600 } as const;

const scopeShape = {
  /** 目录实施码 of the licences that may be used; each is one that an item of the scope has registered a need for. */
  licenceTypes: z.array(z.string().min(1).max(64)).min(1).max(30),
  /** Absent: every window of the hall. */
  windowIds: z.array(z.string().min(1).max(32)).min(1).max(50).exactOptional(),
  validFrom: z.iso.datetime({ precision: 3 }),
  /** The first moment at which it does not hold any more. */
  validUntil: z.iso.datetime({ precision: 3 }),
};
const itemCodeSchema = z.string().min(1).max(64);

/** What an agent may do: a single errand (单次), or several items again and again until a date (长期). */
export const delegationScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('single'),
    itemCodes: z.array(itemCodeSchema).length(1),
    ...scopeShape,
  }),
  z.strictObject({
    kind: z.literal('standing'),
    itemCodes: z.array(itemCodeSchema).min(1).max(20),
    ...scopeShape,
  }),
]);
export type DelegationScope = z.infer<typeof delegationScopeSchema>;

/** A phone offers a delegation: of its own person, or of an enterprise that they represent. */
export const offerDelegationRequestSchema = z.strictObject({
  principal: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('person') }),
    z.strictObject({ type: z.literal('enterprise'), uscc: usccSchema }),
  ]),
  /** Absent: whoever scans its QR code first. */
  agent: namedPersonSchema.exactOptional(),
  scope: delegationScopeSchema,
});
export type OfferDelegationRequest = z.infer<typeof offerDelegationRequestSchema>;

/**
 * A window asks for a delegation for one case of the agent who is there, valid at that window. Asked again for the same
 * case, principal and agent, one that has not ended is answered once more.
 */
export const askDelegationRequestSchema = z.strictObject({
  caseId: z.uuid(),
  itemCode: itemCodeSchema,
  agent: namedPersonSchema,
  principal: z.discriminatedUnion('type', [
    namedPersonSchema.extend({ type: z.literal('person') }),
    z.strictObject({
      type: z.literal('enterprise'),
      uscc: usccSchema,
      name: z.string().min(1).max(120),
    }),
  ]),
  licenceTypes: scopeShape.licenceTypes,
});
export type AskDelegationRequest = z.infer<typeof askDelegationRequestSchema>;

/** What a phone does. `withdraw` is the principal's, `resign` the agent's, `cancel` of whoever offered it. */
export const phoneDelegationActSchema = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('accept'),
    /** The principal may grant fewer licences than a window asked for. */
    licenceTypes: scopeShape.licenceTypes.exactOptional(),
  }),
  z.strictObject({ act: z.enum(['reject', 'cancel', 'withdraw', 'resign']) }),
]);
export type PhoneDelegationAct = z.infer<typeof phoneDelegationActSchema>;

/** What the window does that asked: the agent agreed on the evaluator, or it does not need the delegation any more. */
export const windowDelegationActSchema = z.strictObject({ act: z.enum(['acknowledge', 'cancel']) });
export type WindowDelegationAct = z.infer<typeof windowDelegationActSchema>;

/** What is written down of a delegation as it happens. */
const delegationMoveKindSchema = z.enum([
  'offered',
  'asked',
  'scanned',
  'accept',
  'reject',
  'cancel',
  'withdraw',
  'resign',
  'time-over',
]);
export type DelegationMoveKind = z.infer<typeof delegationMoveKindSchema>;

/** From which side something came; `time`: from none, its time was over. */
const delegationSideSchema = z.enum(['principal', 'agent', 'window', 'time']);
export type DelegationSide = z.infer<typeof delegationSideSchema>;

const partySchema = z.strictObject({
  name: z.string(),
  /** A USCC; of a person the number as anybody opposite may see it. */
  shownNumber: z.string(),
});

/** A delegation as those may see it whom it concerns. */
export const delegationViewSchema = z.strictObject({
  delegationId: z.uuid(),
  state: delegationStateSchema,
  principal: partySchema.extend({ type: z.enum(['person', 'enterprise']) }),
  /** Absent as long as nobody has scanned its QR code. */
  agent: partySchema.exactOptional(),
  scope: delegationScopeSchema,
  /** The principal may have granted fewer. */
  askedLicenceTypes: z.array(z.string()),
  /** The case, where a window asked for it: it is for that one alone. */
  caseId: z.uuid().exactOptional(),
  askedBy: z.enum(['principal', 'window']),
  /** The moment at which it expires unless everybody has agreed. */
  answerUntil: z.iso.datetime(),
  principalAgreedAt: z.iso.datetime().exactOptional(),
  agentAgreedAt: z.iso.datetime().exactOptional(),
  /** Oldest first. */
  moves: z.array(
    z.strictObject({
      kind: delegationMoveKindSchema,
      side: delegationSideSchema,
      at: z.iso.datetime(),
      state: delegationStateSchema,
    }),
  ),
});
export type DelegationView = z.infer<typeof delegationViewSchema>;

/** Which side of a delegation the phone's person is on. */
export const phoneDelegationViewSchema = delegationViewSchema.extend({
  role: z.enum(['principal', 'agent']),
});

export type PhoneDelegationView = z.infer<typeof phoneDelegationViewSchema>;

/** Newest first, a hundred at most. */
export const phoneDelegationsAnswerSchema = z.strictObject({
  delegations: z.array(phoneDelegationViewSchema),
});

const phoneWindowSchema = z.strictObject({ id: z.string(), name: z.string() });
export type PhoneWindow = z.infer<typeof phoneWindowSchema>;

/** By id. */
export const phoneWindowsAnswerSchema = z.strictObject({ windows: z.array(phoneWindowSchema) });

/** The text of an offer's QR code. Nothing can be read from it, and a new one makes the one before worthless. */
export const delegationOfferSchema = z.strictObject({
  offer: z.string().regex(/^[\w-]{64}$/),
  expiresAt: z.iso.datetime(),
});

/**
 * What a phone that scans an offer is told (`scanPaths.scan`). Its person is the agent from then on, and has not accepted
 * by that.
 */
export const scannedDelegationSchema = z.strictObject({
  kind: z.literal('delegation-offer'),
  delegation: phoneDelegationViewSchema,
});
export type ScannedDelegation = z.infer<typeof scannedDelegationSchema>;

/** Why a delegation does not come about, or does not move; the HTTP status stands beside each. */
export const delegationProblems = {
  /** No such delegation, or one that is somebody else's. */
  'delegation-unknown': 404,
  /** Nobody has this number and this name. */
  'person-not-matched': 404,
  /** No legal person has this code and this name. */
  'enterprise-unknown': 404,
  'item-unknown': 404,
  'window-unknown': 404,
  'not-representative': 403,
  'enterprise-revoked': 403,
  /** Under 18 on that day: they act through a guardian, and for nobody else. */
  'principal-minor': 409,
  'agent-minor': 409,
  /** Principal and agent are the same person, or the agent represents the principal anyway. */
  'delegation-to-oneself': 409,
  /** Only whoever asked may cancel. */
  'not-the-asker': 403,
  'not-the-principal': 403,
  'not-the-agent': 403,
  /** No item of the scope has registered a need for one of the licences. */
  'licence-type-not-registered': 409,
  /** A licence that was not asked for. */
  'licence-type-not-asked': 409,
  /** Ends before it begins, has ended already, or lasts longer than `delegationLimits` allow. */
  'delegation-time-wrong': 409,
  'offer-expired': 409,
  /** Somebody else is the agent already. */
  'offer-taken': 409,
  /** It is in an end state. */
  'delegation-ended': 409,
  /** This side has agreed: it may withdraw, resign or cancel. */
  'delegation-already-agreed': 409,
  /** This side has not agreed: it may reject or cancel. */
  'delegation-not-accepted': 409,
  /** Both have agreed: it may be withdrawn or resigned. */
  'delegation-in-force': 409,
  /** Both have agreed, and its time has not come. */
  'delegation-not-begun': 409,
} as const;
export type DelegationProblem = keyof typeof delegationProblems;

/** Why nobody becomes the agent by scanning an offer (409). */
export type DelegationOfferRefusal = Extract<
  DelegationProblem,
  'offer-expired' | 'offer-taken' | 'delegation-ended' | 'agent-minor' | 'delegation-to-oneself'
>;
