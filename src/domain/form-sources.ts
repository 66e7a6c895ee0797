import type { Instant } from '../support/clock.ts';
import { codeMeant, codeSetOf } from './code-sets.ts';
import { tidyValue } from './field-format.ts';
import type { LicenceValues } from './licence.ts';
import {
  type AccountField,
  type CardField,
  type EnterpriseField,
  type FieldSource,
  type FormFieldDefinition,
  isApplicants,
  type LicenceHolder,
  type PersonField,
  type ServiceItem,
  type SubjectLibrary,
} from './service-item.ts';
import { listDivider, type Provenance, type SourcedValue } from './sourced-value.ts';

/** What a subject library has recorded under a field, and since when (`YYYY-MM-DD`) where it says so. */
export interface RecordedValue {
  readonly value: string;
  readonly recordedOn?: string;
}

/** What a subject library has answered, and when; `no-answer`: it was asked and could not be reached. */
export type LibraryAnswer<Field extends string> =
  | { readonly at: Instant; readonly values: { readonly [Key in Field]?: RecordedValue } }
  | 'no-answer';

/** What identifying somebody has brought. What is absent was not there. */
export interface IdentifiedSource {
  /** A card that was read, with the day it was issued; of a document, only what the clerk has typed from it. */
  readonly card?: {
    readonly at: Instant;
    readonly values: { readonly [Field in CardField]?: string };
    readonly issuedOn?: string;
    readonly isTyped?: true;
  };
  /** The account behind the code that was shown. */
  readonly account?: {
    readonly at: Instant;
    readonly values: { readonly [Field in AccountField]?: string };
  };
}

/** What a form is filled from, however anybody was identified. What is absent was not there, or not asked. */
export interface FormSources {
  /** Who was identified, by the place in which they stand in a case. */
  readonly identified?: { readonly [Holder in LicenceHolder]?: IdentifiedSource };
  readonly person?: LibraryAnswer<PersonField>;
  readonly enterprise?: LibraryAnswer<EnterpriseField>;
  readonly licences: readonly LicenceValues[];
  /** When the licence values were fetched. */
  readonly fetchedAt: Instant;
}

/** What one source says for a field, in the field's own notation; undefined: nothing. */
export function valueFrom(
  source: FieldSource,
  definition: FormFieldDefinition,
  item: ServiceItem,
  sources: FormSources,
): SourcedValue | undefined {
  const found = lookUp(source, item, sources);
  if (found === undefined || found.value.trim() === '') return undefined;
  return { ...found, value: inNotationOf(definition, found.value) };
}

/** The libraries that were asked for a field and could not be reached. */
export function librariesWithoutAnswer(
  definition: Pick<FormFieldDefinition, 'sources'>,
  sources: FormSources,
): readonly SubjectLibrary[] {
  const silent = definition.sources.flatMap(({ kind }) =>
    (kind === 'person' || kind === 'enterprise') && sources[kind] === 'no-answer' ? [kind] : [],
  );
  return [...new Set(silent)];
}

/** Codes where the form holds codes, and every format as it is written. */
function inNotationOf(definition: FormFieldDefinition, value: string): string {
  const codeSet = codeSetOf(definition);
  const tidy = tidyValue(definition.format, value);
  return (codeSet === undefined ? undefined : codeMeant(codeSet, tidy)) ?? tidy;
}

function lookUp(
  source: FieldSource,
  item: ServiceItem,
  sources: FormSources,
): SourcedValue | undefined {
  switch (source.kind) {
    case 'card': {
      const card = identifiedFor(source, sources)?.card;
      const value = card?.values[source.field];
      if (card === undefined || value === undefined) return undefined;
      const { at, issuedOn, isTyped } = card;
      if (isTyped) return { value, provenance: { kind: 'typed', at } };
      return {
        value,
        provenance: { ...naming(source), ...heldBy(source), at, ...recorded(issuedOn) },
      };
    }
    case 'account': {
      const account = identifiedFor(source, sources)?.account;
      const value = account?.values[source.field];
      if (account === undefined || value === undefined) return undefined;
      return { value, provenance: { ...naming(source), ...heldBy(source), at: account.at } };
    }
    case 'person': {
      const found = recordedIn(sources.person, source.field);
      return found && { value: found.value, provenance: { ...naming(source), ...found.taken } };
    }
    case 'enterprise': {
      const found = recordedIn(sources.enterprise, source.field);
      return found && { value: found.value, provenance: { ...naming(source), ...found.taken } };
    }
    case 'licence':
      return lookUpLicence(source, item, sources);
  }
}

/** The part of a source that its provenance repeats. */
function naming<Source extends { readonly kind: string; readonly field: string }>({
  kind,
  field,
}: Source): { readonly kind: Source['kind']; readonly field: Source['field'] } {
  return { kind, field };
}

interface OfHolder {
  readonly heldBy?: LicenceHolder;
}

function identifiedFor(
  { heldBy: holder = 'applicant' }: OfHolder,
  { identified }: FormSources,
): IdentifiedSource | undefined {
  return identified?.[holder];
}

function heldBy({ heldBy: holder }: OfHolder): OfHolder {
  return holder === undefined || isApplicants(holder) ? {} : { heldBy: holder };
}

function recordedIn<Field extends string>(
  answer: LibraryAnswer<Field> | undefined,
  field: Field,
):
  | {
      readonly value: string;
      readonly taken: { readonly at: Instant; readonly recordedOn?: string };
    }
  | undefined {
  if (answer === undefined || answer === 'no-answer') return undefined;
  const found = answer.values[field];
  if (found === undefined) return undefined;
  return { value: found.value, taken: { at: answer.at, ...recorded(found.recordedOn) } };
}

function recorded(recordedOn: string | undefined): { readonly recordedOn?: string } {
  return recordedOn === undefined || recordedOn === '' ? {} : { recordedOn };
}

/** One licence says it, or those of each adult together. */
function lookUpLicence(
  source: Extract<FieldSource, { kind: 'licence' }>,
  item: ServiceItem,
  { licences, fetchedAt }: FormSources,
): SourcedValue | undefined {
  const { typeCode, field, heldBy: holder = 'applicant' } = source;
  const saying = licences.flatMap((licence) => {
    const value = licence.fields[field] ?? '';
    const isMeant =
      licence.typeCode === typeCode && (licence.heldBy ?? 'applicant') === holder && value !== '';
    return isMeant ? [{ value, ...licence }] : [];
  });
  const used = holder === 'each-adult' ? saying : saying.slice(0, 1);
  const [first] = used;
  if (first === undefined) return undefined;
  const registered = item.licences.find(
    (required) => required.typeCode === typeCode && required.holder === holder,
  );
  const provenance: Provenance = {
    kind: 'licence',
    field,
    licenceName: registered?.name ?? typeCode,
    licenceCode: used.map(({ licenceCode }) => licenceCode).join(listDivider),
    ...heldBy(source),
    at: fetchedAt,
    ...(used.length === 1 ? recorded(first.issuedOn) : {}),
  };
  return { value: used.map(({ value }) => value).join(listDivider), provenance };
}
