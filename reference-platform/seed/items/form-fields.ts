import type {
  EnterpriseField,
  FieldSource,
  FormFieldDefinition,
  LicenceHolder,
} from '../../../src/domain/service-item.ts';
import { licenceTypes } from '../licence-types.ts';
import type { LicenceTypeKey } from './licence-need.ts';

type Ungrouped = Omit<FormFieldDefinition, 'group'>;
type FieldMarks = Partial<
  Pick<FormFieldDefinition, 'required' | 'variants' | 'choices' | 'format'>
>;

/** The fields of one group of a form, under its heading. */
export function fieldGroup(group: string, fields: readonly Ungrouped[]): FormFieldDefinition[] {
  return fields.map((field) => ({ ...field, group }));
}

/** A field that has to be filled, unless it is marked otherwise; without a source the clerk types it. */
export function formField(
  key: string,
  name: string,
  sources: readonly FieldSource[] = [],
  marks: FieldMarks = {},
): Ungrouped {
  return { key, name, required: true, sources, ...marks };
}

/** The value of a licence's field. */
export function fromLicence(
  key: LicenceTypeKey,
  field: string,
  heldBy?: LicenceHolder,
): FieldSource {
  const source = { kind: 'licence', typeCode: licenceTypes[key], field } as const;
  return heldBy === undefined ? source : { ...source, heldBy };
}

/** A source that says another thing, which will do where those before it say nothing. */
export function orElse(source: FieldSource): FieldSource {
  return { ...source, isSubstitute: true };
}

/** What 法人库 says of the applicant. */
export function fromEnterprise(field: EnterpriseField): FieldSource {
  return { kind: 'enterprise', field };
}

/** How to reach whoever applies: the telephone of the account behind the code, or what is typed. */
export const phoneField = formField('phone', '联系电话', [{ kind: 'account', field: 'phone' }], {
  format: { kind: 'phone' },
});
