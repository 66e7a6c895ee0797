import type { TrustLevel } from './licence.ts';

/** A service item (事项) as the platform registers it: all rules of the intake are this data. */
export interface ServiceItem {
  /** Opaque; 31 characters in today's coding, but never parsed. */
  readonly code: string;
  readonly name: string;
  /** The department (部门) that decides and that receives what the citizen consents to. */
  readonly department: string;
  readonly subjects: readonly SubjectKind[];
  readonly variants: readonly Variant[];
  /** Leads to every variant, and to nothing else. */
  readonly question: VariantQuestion;
  readonly materials: readonly Material[];
  readonly licences: readonly RequiredLicence[];
  readonly form: readonly FormFieldDefinition[];
  readonly terms: ServiceTerms;
  /** Of an agent who has a delegation for it (长期委托) the principal is not asked once more when it is used (CON-01). */
  readonly isStandingDelegationEnough?: true;
  /** Somebody else may bring the representative's card, with their own and a letter (CON-10). */
  readonly acceptsRunner?: true;
  /**
   * The guardian consents for every minor. Otherwise a minor of 14 and more consents themselves, and the guardian confirms
   * on the evaluator that they stand beside them.
   */
  readonly isGuardianAskedForEveryMinor?: true;
  /** 业务办理项编码, under which ratings (好差评) are told to the province: the item's code and two digits more. */
  readonly evaluationCode: string;
}

/** Kinds of legal persons: 企业, 个体工商户, 事业单位. */
export const enterpriseKinds = ['enterprise', 'individual-business', 'public-institution'] as const;

/** Who may apply (申请主体): 自然人 or a legal person of some kind. */
export const subjectKinds = ['person', ...enterpriseKinds] as const;
/** One of them. */
export type SubjectKind = (typeof subjectKinds)[number];

/** What the department promises. */
export interface ServiceTerms {
  /** 法定时限: working days within which the law wants a decision. */
  readonly statutoryDays: number;
  /** 承诺时限: working days within which the department promises one; 0 = at once. */
  readonly promisedDays: number;
  /** 收费 in fen; 0 = free. */
  readonly fee: number;
  /** 即办件: decided while the applicant waits. */
  readonly isImmediate: boolean;
  /** 结果名称: what the applicant gets. */
  readonly resultName: string;
}

/** As much of an item as it takes to choose it; a list of all items has nothing else of them. */
export interface OfferedItem
  extends Pick<ServiceItem, 'code' | 'name' | 'department' | 'variants' | 'question'>,
    // A case may have been put aside before items said for whom they are.
    Partial<Pick<ServiceItem, 'subjects' | 'acceptsRunner'>> {
  readonly materialCount: number;
}

/** An item as it is offered. */
export function offeredItem(item: ServiceItem): OfferedItem {
  const { code, name, department, variants, question, materials } = item;
  const { subjects, acceptsRunner }: Partial<ServiceItem> = item;
  return {
    code,
    name,
    department,
    variants,
    question,
    ...(subjects === undefined ? {} : { subjects }),
    ...(acceptsRunner === undefined ? {} : { acceptsRunner }),
    materialCount: materials.length,
  };
}

/** A variant (情形) of an item: narrows materials and may set conditions. */
export interface Variant {
  readonly code: string;
  readonly name: string;
  /** Youngest age in whole years at which the person qualifies. */
  readonly minimumAge?: number;
  /** Oldest age in whole years at which the person qualifies. */
  readonly maximumAge?: number;
  /** Who of the item's applicants may apply in it; absent means all. */
  readonly subjects?: readonly SubjectKind[];
  /** Adults beside the applicant whose own licences it takes, each of whom consents; absent means none. */
  readonly otherAdults?: OtherAdults;
}

/** Adults beside the applicant whom a matter concerns. */
export interface OtherAdults {
  /** Who they are to the matter, e.g. 孩子的另一位家长. */
  readonly who: string;
  /** So many have to be there, or their licences come on paper. */
  readonly least: number;
  readonly most: number;
}

/** A question by whose answers a variant is found, as the clerk puts it to the applicant. */
export interface VariantQuestion {
  readonly text: string;
  readonly answers: readonly VariantAnswer[];
}

/** An answer: it decides the variant, or the next question does. */
export type VariantAnswer =
  | { readonly text: string; readonly variant: string }
  | { readonly text: string; readonly next: VariantQuestion };

/** Something the item asks for (材料). */
export interface Material {
  readonly code: string;
  readonly name: string;
  /** Variants that need it; absent means all. */
  readonly variants?: readonly string[];
  /** Other sources that satisfy it without a licence. */
  readonly coveredBy?: readonly OtherSource[];
  /** Type code of the licence that replaces it. */
  readonly replacedBy?: string;
  /** Type codes of further licences, any one of which replaces it as well. */
  readonly orReplacedBy?: readonly string[];
  /** Whose licence replaces it; absent means the applicant's. */
  readonly heldBy?: LicenceHolder;
  /** Papers, any one of which is taken in its place where no licence replaces it. */
  readonly orOnPaper?: readonly string[];
  /** A delegation (委托) that the platform knows of stands for it. */
  readonly isCoveredByDelegation?: true;
  /** 申请书: printed from the form and signed at the counter, so nobody brings it. */
  readonly isFromForm?: true;
  /** 容缺: it may follow after the case has been accepted. */
  readonly isDeferrable?: true;
  /** Working days within which it then follows; absent means `usualDeferralDays`. */
  readonly deferralDays?: number;
  /** 告知承诺: the sentence that may be signed in its place. */
  readonly pledge?: string;
  /** 协查: somebody of the department looks it up in its records within `checkHours`, where no machine can. */
  readonly isCheckable?: true;
  /** It says something that its holder may not want known. */
  readonly isSensitive?: true;
}

/** What satisfies a material without a licence: the card that was read, or the department, which looks it up itself. */
export type OtherSource = 'identity-card' | 'department';

/**
 * Whose licence it is: the applicant's own, the legal representative's (法定代表人), the agent's (代办人), the guardian's
 * (监护人), or that of each adult (每名成年人) the matter concerns.
 */
export const licenceHolders = [
  'applicant',
  'representative',
  'agent',
  'guardian',
  'each-adult',
] as const;
/** One of them. */
export type LicenceHolder = (typeof licenceHolders)[number];

/** Whether a licence is the applicant's own, as it is where nobody is named. */
export function isApplicants(holder: LicenceHolder | undefined): boolean {
  return holder === undefined || holder === 'applicant';
}

/**
 * What an item may judge in its own way about a licence that could replace a material: `expired` · `near-expiry` within
 * `nearExpiryDays` of its end · `abolished` (废止) without a successor · `superseded` (换发) by one · `name-differs` the
 * number is the holder's, the name is not · `low-trust` below `minimumTrust` · `several` good ones, any of which may be
 * the one that is meant. What else may be wrong with a licence no item can make good: that it is somebody else's, that
 * it is not issued or has no file, that it is not valid yet.
 */
export const licenceConditions = [
  'expired',
  'near-expiry',
  'abolished',
  'superseded',
  'name-differs',
  'low-trust',
  'several',
] as const;
/** One of them. */
export type LicenceCondition = (typeof licenceConditions)[number];

/**
 * What follows from a condition: `block` the licence replaces nothing · `warn` it does, and the clerk is told ·
 * `accept` it does.
 */
export const licenceVerdicts = ['block', 'warn', 'accept'] as const;
/** One of them. */
export type LicenceVerdict = (typeof licenceVerdicts)[number];

/**
 * A licence type the item has registered a need for: nothing else may be asked of the library. Type and holder together
 * are there once.
 */
export interface RequiredLicence {
  readonly typeCode: string;
  readonly holder: LicenceHolder;
  /** 依授权: the holder is asked. 依职能: the department may look without, as the law charges it with the matter. */
  readonly basis: 'consent' | 'duty';
  /** Having it at all says something that the holder may not want known, such as a disability. */
  readonly isSensitive: boolean;
  readonly name: string;
  readonly fields: readonly LicenceField[];
  /** Why the fields are needed, as the citizen reads it. */
  readonly purpose: string;
  /** Lowest level at which the licence replaces a material; absent means that any will do. */
  readonly minimumTrust?: TrustLevel;
  /** Where the item judges otherwise than `usualVerdicts`. */
  readonly verdicts?: Readonly<Partial<Record<LicenceCondition, LicenceVerdict>>>;
  /** Days before its end from which it is near expiry; absent means `usualNearExpiryDays`. */
  readonly nearExpiryDays?: number;
}

/** Licences of one type and one kind of holder; of the applicant where none is named. */
interface LicenceKind {
  readonly typeCode: string;
  readonly heldBy?: LicenceHolder | undefined;
}

/** What an item has registered for the licences of a type that somebody holds; undefined: nothing may be asked of them. */
export function registeredNeed(
  { licences }: Pick<ServiceItem, 'licences'>,
  { typeCode, heldBy = 'applicant' }: LicenceKind,
): RequiredLicence | undefined {
  return licences.find((need) => {
    // A case may have been put aside before items said whose licences they need.
    const { holder = 'applicant' }: Partial<RequiredLicence> = need;
    return need.typeCode === typeCode && holder === heldBy;
  });
}

/** Whose licences an item has registered a need for. */
export function registeredHolders({
  licences,
}: Pick<ServiceItem, 'licences'>): ReadonlySet<LicenceHolder> {
  // A case may have been put aside before items said whose licences they need.
  return new Set(licences.map(({ holder = 'applicant' }: Partial<RequiredLicence>) => holder));
}

/** What the item has registered of the licences, any one of which replaces a material, in the item's order. */
export function replacingNeeds(
  item: Pick<ServiceItem, 'licences'>,
  { replacedBy, orReplacedBy = [], heldBy }: Material,
): readonly RequiredLicence[] {
  const types = replacedBy === undefined ? orReplacedBy : [replacedBy, ...orReplacedBy];
  return types.flatMap((typeCode) => registeredNeed(item, { typeCode, heldBy }) ?? []);
}

/** One field of a licence that the item uses. */
export interface LicenceField {
  readonly key: string;
  readonly name: string;
}

/** Where a form field may take its value from. */
export type FieldSource =
  /** What somebody was identified by: a card that was read, or a document that the clerk has compared. */
  (
    | { readonly kind: 'card'; readonly field: CardField; readonly heldBy?: LicenceHolder }
    | {
        readonly kind: 'licence';
        readonly typeCode: string;
        readonly field: string;
        /** Whose; absent means the applicant's. */
        readonly heldBy?: LicenceHolder;
      }
    /** 自然人库. */
    | { readonly kind: 'person'; readonly field: PersonField }
    /** 法人库. */
    | { readonly kind: 'enterprise'; readonly field: EnterpriseField }
    /** The account behind the code that was shown. */
    | { readonly kind: 'account'; readonly field: AccountField; readonly heldBy?: LicenceHolder }
  ) & {
    /**
     * It says another thing, which will do where the sources before it say nothing: the tenancy's address for the owner's.
     * It is never compared with them.
     */
    readonly isSubstitute?: true;
  };

/** The subject libraries (主题库): of natural persons and of legal persons. */
export type SubjectLibrary = 'person' | 'enterprise';

/** What an identity card can say in a form. */
export const cardFields = ['name', 'sex', 'ethnicity', 'birthDate', 'address', 'idNumber'] as const;
/** One of them. */
export type CardField = (typeof cardFields)[number];

/** What 自然人库 can say in a form. */
export const personFields = ['address', 'ethnicity', 'sex', 'birthDate'] as const;
/** One of them. */
export type PersonField = (typeof personFields)[number];

/** What 法人库 can say in a form. */
export const enterpriseFields = ['name', 'uscc', 'address', 'representative'] as const;
/** One of them. */
export type EnterpriseField = (typeof enterpriseFields)[number];

/** What the account behind a code can say in a form: an account of the province is of a person by real name. */
export const accountFields = ['name', 'idNumber', 'phone'] as const;
/** One of them. */
export type AccountField = (typeof accountFields)[number];

/** One field of the acceptance form (受理表单). */
export interface FormFieldDefinition {
  readonly key: string;
  readonly name: string;
  readonly group: string;
  readonly required: boolean;
  /** Variants that show it; absent means all. */
  readonly variants?: readonly string[];
  /** In order of preference; none means the clerk types it. */
  readonly sources: readonly FieldSource[];
  /** All that may be typed; absent means anything. */
  readonly choices?: readonly string[];
  /** What a value has to look like; absent means anything. */
  readonly format?: FieldFormat;
}

/**
 * What a value has to look like. `phone` a mobile or fixed line, or an international number · `date` a day of the
 * calendar as `YYYY-MM-DD` · `number` digits, with at most so many decimals · `unified-code` 统一社会信用代码 ·
 * `id-number` 公民身份号码 or an older 永久居留证号码 · `text` so many characters, as of a postal address.
 */
export type FieldFormat =
  | { readonly kind: 'phone' }
  | { readonly kind: 'date'; readonly isPast?: true }
  | {
      readonly kind: 'number';
      readonly least?: number;
      readonly most?: number;
      /** Digits behind the point; absent means none. */
      readonly decimals?: number;
    }
  | { readonly kind: 'unified-code' }
  | {
      readonly kind: 'id-number';
      /** Of several people, divided by `、`. */
      readonly isList?: true;
    }
  | { readonly kind: 'text'; readonly least?: number; readonly most?: number };

/** The part of an item that concerns one variant. */
export function narrowToVariant<Entry extends { readonly variants?: readonly string[] }>(
  entries: readonly Entry[],
  variant: string,
): readonly Entry[] {
  return entries.filter((entry) => entry.variants?.includes(variant) ?? true);
}

/** The kind of subject to begin with: what the clerk had chosen, if the item is for it. */
export function subjectFor(item: ServiceItem, chosen: SubjectKind): SubjectKind {
  return item.subjects.includes(chosen) ? chosen : (item.subjects[0] ?? chosen);
}
