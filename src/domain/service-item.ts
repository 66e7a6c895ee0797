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
  /** Somebody else may bring the representative's card, with their own and a letter (CON-10). */
  readonly acceptsRunner?: true;
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
  extends Pick<ServiceItem, 'code' | 'name' | 'department' | 'variants'>,
    // A case may have been put aside before items said for whom they are.
    Partial<Pick<ServiceItem, 'subjects' | 'acceptsRunner'>> {
  readonly materialCount: number;
}

/** An item as it is offered. */
export function offeredItem(item: ServiceItem): OfferedItem {
  const { code, name, department, variants, materials } = item;
  const { subjects, acceptsRunner }: Partial<ServiceItem> = item;
  return {
    code,
    name,
    department,
    variants,
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
  /** 告知承诺: the sentence that may be signed in its place. */
  readonly pledge?: string;
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
}

/** One field of a licence that the item uses. */
export interface LicenceField {
  readonly key: string;
  readonly name: string;
}

/** Where a form field may take its value from. */
export type FieldSource =
  | { readonly kind: 'card'; readonly field: CardField }
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
  | { readonly kind: 'account'; readonly field: 'phone' };

/** Fields of a resident identity card that a form can use. */
export type CardField = 'name' | 'sex' | 'ethnicity' | 'birthDate' | 'address' | 'idNumber';

/** What 自然人库 can say in a form. */
export const personFields = ['address', 'ethnicity', 'sex', 'birthDate'] as const;
/** One of them. */
export type PersonField = (typeof personFields)[number];

/** What 法人库 can say in a form. */
export const enterpriseFields = ['name', 'uscc', 'address', 'representative'] as const;
/** One of them. */
export type EnterpriseField = (typeof enterpriseFields)[number];

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
}

/** The part of an item that concerns one variant. */
export function narrowToVariant<Entry extends { readonly variants?: readonly string[] }>(
  entries: readonly Entry[],
  variant: string,
): readonly Entry[] {
  return entries.filter((entry) => entry.variants?.includes(variant) ?? true);
}
