import type { CaseReceivedPayload, ReceivedMaterial } from '../../src/contracts/platform-api.ts';
import { licenceHolderOf } from '../../src/domain/case-holders.ts';
import { formatFault } from '../../src/domain/field-format.ts';
import { isIdNumber } from '../../src/domain/id-number.ts';
import {
  type SettlementOffer,
  type SettlementWay,
  settlementOffers,
} from '../../src/domain/material-settlement.ts';
import {
  type FormFieldDefinition,
  type LicenceHolder,
  type Material,
  narrowToVariant,
  type RequiredLicence,
  registeredNeed,
  replacingNeeds,
  type ServiceItem,
} from '../../src/domain/service-item.ts';
import { isUnifiedCode } from '../../src/domain/unified-code.ts';
import { addWorkingDays } from '../../src/domain/working-days.ts';
import { hallDay } from '../../src/support/clock.ts';
import type { CallBackRejection } from '../call-backs/call-back-store.ts';
import type { WithdrawalRejection } from '../consents/withdraw-consent.ts';
import type { CorrectionRejection } from '../corrections/correction-store.ts';
import type { ObjectionRejection } from '../corrections/objection-store.ts';
import type { RatingRejection } from '../evaluations/evaluation-store.ts';
import type { SupplementRejection } from './move-case.ts';

/** Why an event was not accepted. Stable: workstations show and keep it. */
export type RejectionCode =
  | RatingRejection
  | SupplementRejection
  | CorrectionRejection
  | ObjectionRejection
  | WithdrawalRejection
  | CallBackRejection
  /**
   * A file that was named is not there as a whole. The event is done with, the case is not: once the file is, it is
   * handed over again in a new event.
   */
  | 'attachment-missing'
  /** Not of the contract: of another version, for one. */
  | 'event-invalid'
  /** It does not fit a request, and the workstation has kept what it says. */
  | 'event-too-large'
  | 'item-unknown'
  | 'variant-unknown'
  | 'material-unknown'
  | 'form-field-unknown'
  | 'form-choice-unknown'
  /** A value is not what its field has to look like. */
  | 'form-value-malformed'
  /** The item is for other kinds of applicants. */
  | 'applicant-kind-not-served'
  | 'applicant-number-invalid'
  | 'consent-missing'
  /**
   * A consent was claimed that the platform has not had so, or not any more: from a phone; or from an evaluator, where its
   * record says otherwise, or is not here and had to be.
   */
  | 'consent-differs'
  /** Licences were added by somebody as whom they are not in the case. */
  | 'holder-differs'
  | SettlementRejection
  | 'case-of-another-workstation'
  | 'event-of-another-workstation'
  | 'sequence-reused';

/** Why a material may not be settled as it was (容缺, 告知承诺, 协查). */
type SettlementRejection =
  | 'not-deferrable'
  /** The day on which it follows is later than the item lets it be. */
  | 'deferral-too-long'
  | 'not-pledgeable'
  /** Another sentence was signed than the item's. */
  | 'pledge-differs'
  | 'not-checkable'
  | 'check-too-long';

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

/** Which days are still to come is the counter's to say: a case may be judged days after it was handed in. */
const noDayToCome = '9999-12-31';

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
  const { subjects = item.subjects } =
    item.variants.find(({ code }) => code === payload.variant) ?? item;
  if (!subjects.includes(payload.applicant.subjectType)) return 'applicant-kind-not-served';
  if (!isNumberValid(payload.applicant)) return 'applicant-number-invalid';

  if (!(payload.holders ?? []).every((holder) => isInCase(payload, holder)))
    return 'holder-differs';

  const named = [...payload.materials, ...(payload.attachments ?? [])];
  if (!named.every(({ code }) => materials.has(code))) return 'material-unknown';
  if (!payload.form.every(({ key }) => fields.has(key))) return 'form-field-unknown';
  const isChoice = (key: string, value: string) =>
    fields.get(key)?.choices?.includes(value) ?? true;
  const hasOtherChoice = payload.form.some(
    ({ key, current }) => current?.provenance.kind === 'typed' && !isChoice(key, current.value),
  );
  if (hasOtherChoice) return 'form-choice-unknown';
  const isWellFormed = ({ key, current }: CaseReceivedPayload['form'][number]) =>
    formatFault(fields.get(key)?.format, current?.value ?? '', noDayToCome) === undefined;
  if (!payload.form.every(isWellFormed)) return 'form-value-malformed';

  for (const received of payload.materials) {
    const material = materials.get(received.code);
    const rejection = material && judgeSettlement(received, material);
    if (rejection !== undefined) return rejection;
  }

  const { number } = payload.applicant;
  const consented = new Set(
    payload.consents.flatMap(({ holder = number, licenceTypes }) =>
      licenceTypes.map((typeCode) => `${holder} ${typeCode}`),
    ),
  );
  const areThere = hasAllAdults(payload, item);
  const isAllowedBy =
    ({ typeCode }: RequiredLicence) =>
    (holder: string) =>
      consented.has(`${holder} ${typeCode}`);
  const isAllowed = (need: RequiredLicence) => {
    if (need.basis === 'duty') return true;
    if (need.holder === 'each-adult' && !areThere) return false;
    const numbers = numbersOf(payload, need.holder);
    return numbers.length > 0 && numbers.every(isAllowedBy(need));
  };
  const isAllowedInPart = (need: RequiredLicence) =>
    need.basis === 'duty' || numbersOf(payload, need.holder).some(isAllowedBy(need));
  const waivedWithoutConsent = payload.materials.some(({ code, status }) => {
    const material = materials.get(code);
    const needs = material === undefined ? [] : replacingNeeds(item, material);
    return status === 'waived-by-licence' && !needs.some(isAllowed);
  });
  const filledWithoutConsent = payload.form.some(({ key, current, original, conflict }) =>
    [current, original, ...(conflict?.claims ?? [])].some(
      (value) =>
        value?.provenance.kind === 'licence' &&
        !needsBehind(item, fields.get(key), value.provenance.field).some(isAllowedInPart),
    ),
  );
  return waivedWithoutConsent || filledWithoutConsent ? 'consent-missing' : undefined;
}

/** Whose licences a need of the item is about. Whoever applies is one of its adults. */
function numbersOf(
  { applicant, holders = [] }: CaseReceivedPayload,
  holder: LicenceHolder,
): readonly string[] {
  const added = holders.flatMap(({ heldBy, number }) => (heldBy === holder ? [number] : []));
  return holder === 'applicant' || holder === 'each-adult' ? [applicant.number, ...added] : added;
}

/** Whether whoever adds licences of their own as somebody is that person of the case. */
function isInCase(
  { applicant, present }: CaseReceivedPayload,
  { heldBy, number }: NonNullable<CaseReceivedPayload['holders']>[number],
): boolean {
  switch (heldBy) {
    case 'representative':
      return applicant.representative?.number === number;
    case 'agent':
    case 'guardian':
      return (
        present !== undefined && licenceHolderOf[present.as] === heldBy && present.number === number
      );
    case 'each-adult':
      return applicant.number !== number;
  }
}

/** Whether as many adults beside the applicant are there as the variant wants. */
function hasAllAdults({ holders = [], variant }: CaseReceivedPayload, item: ServiceItem): boolean {
  const { otherAdults } = item.variants.find(({ code }) => code === variant) ?? {};
  const adults = holders.filter(({ heldBy }) => heldBy === 'each-adult');
  return adults.length >= (otherAdults?.least ?? 0);
}

/** 永久居留证号码 of the 2017 version: its check digit has a single source behind it, so it is not judged. */
const oldResidenceNumber = /^[A-Z]{3}\d{12}$/;

/** The number of a document that a clerk has compared has no rule that is known here. */
function isNumberValid({ subjectType, number, proof }: CaseReceivedPayload['applicant']): boolean {
  if (subjectType !== 'person') return isUnifiedCode(number);
  return proof.by === 'document' || isIdNumber(number) || oldResidenceNumber.test(number);
}

/** Judges by what the clerk could have been offered when the material was settled. */
function judgeSettlement(
  received: ReceivedMaterial,
  material: Material,
): SettlementRejection | undefined {
  const offerOf = <Way extends SettlementWay>(way: Way) =>
    settlementOffers(material).find(
      (offer): offer is Extract<SettlementOffer, { way: Way }> => offer.way === way,
    );
  switch (received.status) {
    case 'deferred': {
      const offer = offerOf('deferral');
      if (offer === undefined) return 'not-deferrable';
      const latest = addWorkingDays(hallDay(received.settledAt), offer.workingDays);
      return received.dueOn > latest ? 'deferral-too-long' : undefined;
    }
    case 'pledged': {
      const offer = offerOf('pledge');
      if (offer === undefined) return 'not-pledgeable';
      return received.sentence === offer.sentence ? undefined : 'pledge-differs';
    }
    case 'under-check': {
      const offer = offerOf('check');
      if (offer === undefined) return 'not-checkable';
      const lasts = Date.parse(received.dueAt) - Date.parse(received.settledAt);
      return lasts > offer.hours * 3_600_000 ? 'check-too-long' : undefined;
    }
    default:
      return undefined;
  }
}

/** What the item has registered of the licences from which it lets a form field take a licence field. */
function needsBehind(
  item: ServiceItem,
  definition: FormFieldDefinition | undefined,
  field: string,
): readonly RequiredLicence[] {
  return (definition?.sources ?? []).flatMap((source) =>
    source.kind === 'licence' && source.field === field ? (registeredNeed(item, source) ?? []) : [],
  );
}
