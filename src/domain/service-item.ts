import type { TrustLevel } from './licence.ts';

/** A service item (事项) as the platform registers it: all rules of the intake are this data. */
export interface ServiceItem {
  /** Opaque; 31 characters in today's coding, but never parsed. */
  readonly code: string;
  readonly name: string;
  /** The department (部门) that decides and that receives what the citizen consents to. */
  readonly department: string;
  readonly variants: readonly Variant[];
  readonly materials: readonly Material[];
  readonly licences: readonly RequiredLicence[];
  readonly form: readonly FormFieldDefinition[];
}

/** As much of an item as it takes to choose it; a list of all items has nothing else of them. */
export interface OfferedItem
  extends Pick<ServiceItem, 'code' | 'name' | 'department' | 'variants'> {
  readonly materialCount: number;
}

/** An item as it is offered. */
export function offeredItem(item: ServiceItem): OfferedItem {
  const { code, name, department, variants, materials } = item;
  return { code, name, department, variants, materialCount: materials.length };
}

/** A variant (情形) of an item: narrows materials and may set conditions. */
export interface Variant {
  readonly code: string;
  readonly name: string;
  /** Youngest age in whole years at which the person qualifies. */
  readonly minimumAge?: number;
}

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
}

/** What satisfies a material without a licence: the card that was read, or the department, which looks it up itself. */
export type OtherSource = 'identity-card' | 'department';

/** A licence type the item has registered a need for: nothing else may be asked of the library. */
export interface RequiredLicence {
  readonly typeCode: string;
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
  | { readonly kind: 'licence'; readonly typeCode: string; readonly field: string };

/** Fields of a resident identity card that a form can use. */
export type CardField = 'name' | 'sex' | 'ethnicity' | 'birthDate' | 'address' | 'idNumber';

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
