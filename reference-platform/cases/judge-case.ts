import type { CaseReceivedPayload } from '../../src/contracts/platform-api.ts';
import { isIdNumber } from '../../src/domain/id-number.ts';
import {
  type FormFieldDefinition,
  type Material,
  narrowToVariant,
  type ServiceItem,
} from '../../src/domain/service-item.ts';
import { isUnifiedCode } from '../../src/domain/unified-code.ts';
import type { CorrectionRejection } from '../corrections/correction-store.ts';
import type { RatingRejection } from '../evaluations/evaluation-store.ts';
import type { SupplementRejection } from './move-case.ts';

/** Why an event was not accepted. Stable: workstations show and keep it. */
export type RejectionCode =
  | RatingRejection
  | SupplementRejection
  | CorrectionRejection
  /**
   * A file that was named is not there as a whole. The event is done with, the case is not: once the file is, it is
   * handed over again in a new event.
   */
  | 'attachment-missing'
  | 'item-unknown'
  | 'variant-unknown'
  | 'material-unknown'
  | 'form-field-unknown'
  | 'form-choice-unknown'
  /** The item is for other kinds of applicants. */
  | 'applicant-kind-not-served'
  | 'applicant-number-invalid'
  | 'consent-missing'
  | 'case-of-another-workstation'
  | 'event-of-another-workstation'
  | 'sequence-reused';

/**
 * Judges received cases against the item they name, as many as there are: what only the item says is worked out once.
 * @returns why a case is not accepted; undefined: nothing speaks against it
 */
export function caseJudge(
  item: ServiceItem | undefined,
): (payload: CaseReceivedPayload) => RejectionCode | undefined {
  if (item === undefined) return () => 'item-unknown';
  const materials = new Map(item.materials.map((material) => [material.code, material]));
  const forms = new Map(item.variants.map(({ code }) => [code, fieldsOf(item, code)]));
  return (payload) => judgeCase(payload, item, materials, forms.get(payload.variant));
}

type FormFields = ReadonlyMap<string, FormFieldDefinition>;

function fieldsOf({ form }: ServiceItem, variant: string): FormFields {
  return new Map(narrowToVariant(form, variant).map((definition) => [definition.key, definition]));
}

/** @param fields of the case's variant; undefined where the item lacks it */
function judgeCase(
  payload: CaseReceivedPayload,
  item: ServiceItem,
  materials: ReadonlyMap<string, Material>,
  fields: FormFields | undefined,
): RejectionCode | undefined {
  if (fields === undefined) return 'variant-unknown';
  if (!item.subjects.includes(payload.applicant.subjectType)) return 'applicant-kind-not-served';
  if (!isNumberValid(payload.applicant)) return 'applicant-number-invalid';

  const named = [...payload.materials, ...(payload.attachments ?? [])];
  if (!named.every(({ code }) => materials.has(code))) return 'material-unknown';
  if (!payload.form.every(({ key }) => fields.has(key))) return 'form-field-unknown';
  const isChoice = (key: string, value: string) =>
    fields.get(key)?.choices?.includes(value) ?? true;
  const hasOtherChoice = payload.form.some(
    ({ key, current }) => current?.provenance.kind === 'typed' && !isChoice(key, current.value),
  );
  if (hasOtherChoice) return 'form-choice-unknown';

  const consented = new Set(payload.consents.flatMap(({ licenceTypes }) => licenceTypes));
  const isCovered = (typeCode: string | undefined) =>
    typeCode !== undefined && consented.has(typeCode);
  const waivedWithoutConsent = payload.materials.some(
    ({ code, status }) =>
      status === 'waived-by-licence' && !isCovered(materials.get(code)?.replacedBy),
  );
  const filledWithoutConsent = payload.form.some(({ key, current, original, conflict }) =>
    [current, original, ...(conflict?.claims ?? [])].some(
      (value) =>
        value?.provenance.kind === 'licence' &&
        !isCovered(licenceTypeBehind(item, key, value.provenance.field)),
    ),
  );
  return waivedWithoutConsent || filledWithoutConsent ? 'consent-missing' : undefined;
}

/** 永久居留证号码 of the 2017 version: its check digit has a single source behind it, so it is not judged. */
const oldResidenceNumber = /^[A-Z]{3}\d{12}$/;

/** The number of a document that a clerk has compared has no rule that is known here. */
function isNumberValid({ subjectType, number, proof }: CaseReceivedPayload['applicant']): boolean {
  if (subjectType !== 'person') return isUnifiedCode(number);
  return proof.by === 'document' || isIdNumber(number) || oldResidenceNumber.test(number);
}

/** The licence type from which the item lets a form field take a licence field. */
function licenceTypeBehind(item: ServiceItem, key: string, field: string): string | undefined {
  for (const source of item.form.find((definition) => definition.key === key)?.sources ?? []) {
    if (source.kind === 'licence' && source.field === field) return source.typeCode;
  }
  return undefined;
}
