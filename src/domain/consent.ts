import type { Instant } from '../support/clock.ts';

/** How asking for a citizen's consent (用证授权) ended. Everything but `agreed` means: not given. */
export type ConsentOutcome =
  | 'agreed'
  | 'declined'
  | 'timed-out'
  | 'screen-lost'
  | 'page-altered'
  | 'withdrawn';

/** Kinds of input that can reach the evaluator. */
export type InputKind = 'touch' | 'mouse' | 'pen' | 'keyboard';

/**
 * Kinds of input that can answer: a touch, or the pointer that the technician has bound to the citizen's screen for
 * people who cannot touch.
 */
export type AnsweringInput = 'touch' | 'bound-pointer';

/** How one consent page may be answered. */
export interface AnsweringTerms {
  readonly secondsToAnswer: number;
  /** Seconds on screen before it can be agreed to; declining is possible at once. */
  readonly minimumDisplaySeconds: number;
  /** Positions of the licences that only a choice of their own agrees to (单独同意). */
  readonly sensitive: readonly number[];
  /** Whether a pointer is bound to the citizen's screen. */
  readonly isPointerBound: boolean;
  /** Whoever decides is not at the counter: only their phone can answer, and no screen here shows the page. */
  readonly isOnPhoneOnly?: true;
}

/** A language the citizen's pages exist in (BCP 47). */
export const citizenLanguages = ['zh-CN', 'zh-Hant', 'en'] as const;
export type CitizenLanguage = (typeof citizenLanguages)[number];

/** How the citizen's pages look, as the person in front of them has set it. */
export interface PageStyle {
  readonly language: CitizenLanguage;
  /** 大字: larger type and more room between lines. */
  readonly largeType: boolean;
}

/**
 * Where a consent is taken back (撤回授权): on the phone, by a touch on the evaluator, or at the window without one, where the
 * clerk takes the word of whoever had given it because no screen can ask them.
 */
export const withdrawalPlaces = ['phone', 'evaluator', 'window'] as const;
/** One of them. */
export type WithdrawalPlace = (typeof withdrawalPlaces)[number];

/** When and where a consent was taken back. */
export interface ConsentWithdrawal {
  /** By the platform's clock where it was the phone, otherwise by the workstation's. */
  readonly at: Instant;
  readonly place: WithdrawalPlace;
}

/** One consent page, as main put it together. */
export interface ConsentRequest {
  readonly pageId: string;
  /** How it looks: a page in another language or size is another page. */
  readonly style: PageStyle;
  /** SHA-256 (hex) of the page's canonical text, as main composed it. */
  readonly pageDigest: string;
  /** Number of whoever's licences it asks for; absent means the applicant's. */
  readonly holder?: string;
  /** Licence type codes the page asks for in this case, in the page's order. */
  readonly licenceTypes: readonly string[];
  /** Where the page has them; absent means that it asks for nothing else. */
  readonly positions?: readonly number[];
  /** What the page asks for in other cases of the same visit. */
  readonly along?: readonly AskedAlong[];
}

/** The part of a page that asks for the licences of another case. */
export interface AskedAlong {
  readonly caseId: string;
  /** For which matter: what is agreed to for one says nothing about another. */
  readonly itemCode: string;
  readonly licenceTypes: readonly string[];
  readonly positions: readonly number[];
  /** Of an answered page, the types that were agreed to; absent means none. */
  readonly agreedTypes?: readonly string[];
}

/** Where a page is answered: at the counter, or on the phone of whoever is asked. */
export type AnswerPlace = 'evaluator' | 'phone';

/** A page that was put to the citizen. */
export interface AskedPage extends ConsentRequest {
  /** When the evaluator confirmed it; absent when it never did. */
  readonly shownAt?: Instant;
}

/** What happened when the citizen was asked once. */
export interface ConsentRecord extends AskedPage {
  /** The pages in another language or size whose place this one took; absent when it was the first. */
  readonly replaced?: readonly AskedPage[];
  readonly outcome: ConsentOutcome;
  /** With `agreed`, the types of this case that were agreed to: at least one, perhaps not all of them. */
  readonly agreedTypes?: readonly string[];
  /** With `agreed` and `declined`. */
  readonly answeredOn?: AnswerPlace;
  /** Of an answer on a phone by the platform's clock, otherwise by the workstation's. */
  readonly endedAt: Instant;
  /** Of an answer on the evaluator. */
  readonly input?: AnsweringInput;
  /**
   * It was given and has been taken back since. Before the case was handed in it is `declined` from then on; after that it
   * stays `agreed`, for what was used stays used, and is used no further (不再继续使用).
   */
  readonly withdrawal?: ConsentWithdrawal;
}

/** What a page says about one licence. */
export type LicenceDecision = 'agreed' | 'declined';

/** How many licences a page asks for, in all cases together. */
export function licencesOnPage({ licenceTypes, along = [] }: ConsentRequest): number {
  return licenceTypes.length + along.reduce((sum, part) => sum + part.licenceTypes.length, 0);
}

/** What was decided about every licence of a page, in the page's order. */
export function decisionsOf(
  record: Pick<ConsentRecord, 'licenceTypes' | 'positions' | 'agreedTypes' | 'along'>,
): readonly LicenceDecision[] {
  const decisions: LicenceDecision[] = [];
  for (const { licenceTypes, positions, agreedTypes = [] } of [record, ...(record.along ?? [])]) {
    for (const [index, typeCode] of licenceTypes.entries()) {
      decisions[positions?.[index] ?? index] = agreedTypes.includes(typeCode)
        ? 'agreed'
        : 'declined';
    }
  }
  return decisions;
}

/** The case whose record it is, and whose licences that asks for. */
export interface RecordOwner extends Pick<AskedAlong, 'caseId' | 'itemCode'> {
  /** Number of the case's applicant. */
  readonly applicant: string;
}

/**
 * The answer to a page as another case of the visit has it, which the page asked for too.
 * @param owner the case whose record it is
 * @param other the case that it is wanted for; whoever was asked may have another part in it
 * @returns undefined where the page has not been answered, or does not ask for that case in that matter
 */
export function recordOfCase(
  record: ConsentRecord,
  owner: RecordOwner,
  other: RecordOwner,
): ConsentRecord | undefined {
  const { licenceTypes, positions, agreedTypes, along = [], replaced: _, holder, ...page } = record;
  const part = along.find((one) => one.caseId === other.caseId);
  if (part?.itemCode !== other.itemCode) return undefined;
  if (positions === undefined || record.answeredOn === undefined) return undefined;
  const { caseId: _caseId, itemCode: _itemCode, ...asked } = part;
  const { caseId, itemCode } = owner;
  const own = { caseId, itemCode, licenceTypes, positions, ...(agreedTypes && { agreedTypes }) };
  const number = holder ?? owner.applicant;
  return {
    ...page,
    ...asked,
    ...(number === other.applicant ? {} : { holder: number }),
    outcome: part.agreedTypes === undefined ? 'declined' : 'agreed',
    along: [own, ...along.filter((one) => one !== part)],
  };
}
