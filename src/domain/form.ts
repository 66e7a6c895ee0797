import { fail, type Outcome } from '../failures/failure.ts';
import type { Instant } from '../support/clock.ts';
import { ok } from '../support/result.ts';
import type { Applicant } from './applicant.ts';
import type { LicenceValues } from './licence.ts';
import {
  type CardField,
  type FieldSource,
  type FormFieldDefinition,
  isApplicants,
  narrowToVariant,
  type ServiceItem,
} from './service-item.ts';

/** Where a form value comes from, when it was taken, and for a licence which one. */
export type Provenance =
  | { readonly kind: 'card'; readonly at: Instant }
  | {
      readonly kind: 'licence';
      readonly at: Instant;
      readonly licenceName: string;
      readonly licenceCode: string;
      readonly field: string;
    }
  | { readonly kind: 'typed'; readonly at: Instant };

/** A value together with where it comes from. */
export interface SourcedValue {
  readonly value: string;
  readonly provenance: Provenance;
}

/** One field of the acceptance form in one case. */
export interface FormField {
  readonly key: string;
  readonly name: string;
  readonly group: string;
  readonly required: boolean;
  /** All that may be typed; absent means anything. */
  readonly choices?: readonly string[];
  /** What is submitted. Absent: nobody has said anything. */
  readonly current?: SourcedValue;
  /** What a source had said before the clerk typed over it. */
  readonly original?: SourcedValue;
}

/** The acceptance form (受理表单) of one case. */
export type Form = readonly FormField[];

/** What a form is filled from. */
export interface FormSources {
  readonly applicant: Applicant;
  readonly licences: readonly LicenceValues[];
  /** When the licence values were fetched. */
  readonly fetchedAt: Instant;
}

/** The form of an item's variant, filled from every source that has a value, by each field's order of preference. */
export function fillForm(item: ServiceItem, variant: string, sources: FormSources): Form {
  return narrowToVariant(item.form, variant).map((definition) => {
    for (const source of definition.sources) {
      const found = lookUp(source, item, sources);
      if (found !== undefined) return { ...emptyField(definition), current: found };
    }
    return emptyField(definition);
  });
}

/** The form of an item's variant before anybody has said anything. */
export function emptyForm(item: Pick<ServiceItem, 'form'>, variant: string): Form {
  return narrowToVariant(item.form, variant).map(emptyField);
}

function emptyField({ variants: _, sources: _inOrder, ...field }: FormFieldDefinition): FormField {
  return field;
}

/**
 * The form after the clerk has typed `value` into a field. The first value that a source had given is kept as the
 * original; typing that value again puts the source back; typing nothing leaves the field empty.
 * @returns `form.unknown-field`, or `form.not-a-choice` where the field has choices and `value` is none of them
 */
export function typeOver(form: Form, key: string, value: string, at: Instant): Outcome<Form> {
  const edited = form.find((field) => field.key === key);
  if (edited === undefined) return fail('form.unknown-field');
  if (!mayBeTyped(edited, value)) return fail('form.not-a-choice', { field: edited.name });
  return ok(form.map((field) => (field === edited ? typeOverField(field, value, at) : field)));
}

/** The required fields nobody has filled. */
export function missingFields(form: Form): readonly FormField[] {
  return form.filter((field) => field.required && (field.current?.value.trim() ?? '') === '');
}

/** What a source has said may always be put back. */
function mayBeTyped(field: FormField, value: string): boolean {
  const { choices } = field;
  if (choices === undefined || value === '') return true;
  return choices.includes(value) || saidBySource(field)?.value === value;
}

function saidBySource({ current, original }: FormField): SourcedValue | undefined {
  return original ?? (current?.provenance.kind === 'typed' ? undefined : current);
}

function typeOverField(field: FormField, value: string, at: Instant): FormField {
  const { current: _current, original: _original, ...definition } = field;
  const original = saidBySource(field);
  if (original?.value === value) return { ...definition, current: original };
  const typed: SourcedValue = { value, provenance: { kind: 'typed', at } };
  return original === undefined
    ? { ...definition, current: typed }
    : { ...definition, current: typed, original };
}

function cardValue({ name, number, proof, card }: Applicant, field: CardField) {
  if (proof.by !== 'identity-card') return undefined;
  switch (field) {
    case 'name':
      return name;
    case 'idNumber':
      return number;
    default:
      return card?.[field];
  }
}

function lookUp(
  source: FieldSource,
  item: ServiceItem,
  { applicant, licences, fetchedAt }: FormSources,
): SourcedValue | undefined {
  if (source.kind === 'card') {
    const value = cardValue(applicant, source.field);
    if (value === undefined || value === '') return undefined;
    return { value, provenance: { kind: 'card', at: applicant.proof.at } };
  }
  // Nothing else is asked by this workstation yet: the field waits for the clerk.
  if (source.kind !== 'licence' || !isApplicants(source.heldBy)) return undefined;
  const licence = licences.find(({ typeCode }) => typeCode === source.typeCode);
  const value = licence?.fields[source.field];
  if (licence === undefined || value === undefined || value === '') return undefined;
  const registered = item.licences.find(({ typeCode }) => typeCode === source.typeCode);
  return {
    value,
    provenance: {
      kind: 'licence',
      at: fetchedAt,
      licenceName: registered?.name ?? source.typeCode,
      licenceCode: licence.licenceCode,
      field: source.field,
    },
  };
}
