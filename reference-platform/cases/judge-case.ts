import type { CaseReceivedPayload } from '../../src/contracts/platform-api.ts';
import { isIdNumber } from '../../src/domain/id-number.ts';
import { narrowToVariant, type ServiceItem } from '../../src/domain/service-item.ts';
import type { RatingRejection } from '../evaluations/evaluation-store.ts';
import type { SupplementRejection } from './move-case.ts';

/** Why an event was not accepted. Stable: workstations show and keep it. */
export type RejectionCode =
  | RatingRejection
  | SupplementRejection
  /** A case to be supplemented that this workstation has not handed over. */
  | 'case-unknown'
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
  | 'applicant-number-invalid'
  | 'consent-missing'
  | 'case-of-another-workstation'
  | 'event-of-another-workstation'
  | 'sequence-reused';

/** Judges a received case against the item it names; undefined: nothing speaks against it. */
export function judgeCase(
  payload: CaseReceivedPayload,
  item: ServiceItem | undefined,
): RejectionCode | undefined {
  if (item === undefined) return 'item-unknown';
  if (!item.variants.some(({ code }) => code === payload.variant)) return 'variant-unknown';
  if (!isIdNumber(payload.applicant.idNumber)) return 'applicant-number-invalid';

  const materials = new Map(item.materials.map((material) => [material.code, material]));
  const named = [...payload.materials, ...(payload.attachments ?? [])];
  if (!named.every(({ code }) => materials.has(code))) return 'material-unknown';
  const fields = new Map(
    narrowToVariant(item.form, payload.variant).map((definition) => [definition.key, definition]),
  );
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
  const filledWithoutConsent = payload.form.some(({ key, current, original }) =>
    [current, original].some(
      (value) =>
        value?.provenance.kind === 'licence' &&
        !isCovered(licenceTypeBehind(item, key, value.provenance.field)),
    ),
  );
  return waivedWithoutConsent || filledWithoutConsent ? 'consent-missing' : undefined;
}

/** The licence type from which the item lets a form field take a licence field. */
function licenceTypeBehind(item: ServiceItem, key: string, field: string): string | undefined {
  for (const source of item.form.find((definition) => definition.key === key)?.sources ?? []) {
    if (source.kind === 'licence' && source.field === field) return source.typeCode;
  }
  return undefined;
}
