import { type AnswerRecord, commitmentTo } from '../../src/evidence/evidence-record.ts';
import { profileOf } from '../../src/evidence/profiles/evidence-profile.ts';
import type { Instant } from '../../src/support/clock.ts';
import type { LicenceNeed } from './licence-need.ts';

/**
 * Days within which a consent that was given while the platform was away opens a licence: a workstation is locked after
 * three days without the platform, and what it then has is verified within the week. Whoever comes later is asked anew.
 */
export const offlineConsentDays = 7;

/** An answer that the platform was not asked for, as it is kept. */
export interface OfflineAnswer {
  /** As JSON. */
  readonly record: string;
  readonly opening: string;
  /** The record that has withdrawn it; null: it is in force. */
  readonly withdrawal: string | null;
}

/** A licence that is to be opened, and for what. */
export interface OpenedLicence {
  readonly caseId: string;
  readonly itemCode: string;
  readonly licenceCode: string;
  readonly typeCode: string;
  /** What the item has registered for its type. */
  readonly need: LicenceNeed;
  /** Numbers of its holders. */
  readonly holders: readonly string[];
}

/**
 * Whether a signed answer lets a licence be opened: its holder has agreed, for this item in this case and not too long ago,
 * to this licence or to its type, and to no field that the item has not registered.
 */
export function isAgreedToInAbsence(
  { record: json, opening, withdrawal }: OfflineAnswer,
  { caseId, itemCode, licenceCode, typeCode, need, holders }: OpenedLicence,
  now: Instant,
): boolean {
  const record: AnswerRecord = JSON.parse(json);
  const profile = profileOf(record.signature.alg);
  const commitment = (number: string) => commitmentTo(profile, opening, number);
  const age = Date.parse(now) - Date.parse(record.signed_at);
  return (
    withdrawal === null &&
    age <= offlineConsentDays * 86_400_000 &&
    record.cases.some(({ biz_num, item_code }) => biz_num === caseId && item_code === itemCode) &&
    holders.some((number) => commitment(number) === record.holder.id_commitment) &&
    record.choices.some(
      (choice) =>
        choice.biz_num === caseId &&
        choice.decision === 'agreed' &&
        choice.license_item_code === typeCode &&
        choice.fields.every((field) => need.fieldKeys.includes(field)) &&
        (choice.license_code_commitment === null ||
          choice.license_code_commitment === commitment(licenceCode)),
    )
  );
}
