import { isDeepStrictEqual } from 'node:util';
import type { AskConsentRequest, AskedLicence } from '../../src/contracts/consent-api.ts';
import type { GiveEvidenceRequest } from '../../src/evidence/evidence-api.ts';
import {
  type AnswerRecord,
  commitmentTo,
  openingHash,
  pageDigests,
} from '../../src/evidence/evidence-record.ts';
import { type EvidenceProfile, profileOf } from '../../src/evidence/profiles/evidence-profile.ts';
import type { LicenceNeed } from './licence-need.ts';

/** A consent as it was asked for, to hold its record against. */
export interface AskedConsent {
  readonly request: AskConsentRequest;
  /** In the order of the page, each with what its item has registered. */
  readonly licences: readonly (AskedLicence & { readonly need: LicenceNeed | undefined })[];
  readonly workstationId: string;
  readonly windowId: string;
  /** The canonical text of the page. */
  readonly pageText: string;
}

/**
 * Whether a record is of the consent that was asked for: the same cases, people, page, and licences in their order. Digests
 * and commitments are of the profile that it is signed with.
 */
export function isEvidenceOf(
  { record, opening }: GiveEvidenceRequest,
  { request, licences, workstationId, windowId, pageText }: AskedConsent,
): boolean {
  const { holder, asked } = request;
  const cases = [request, ...(request.along ?? [])];
  const profile = profileOf(record.signature.alg);
  const { rendered_text_sha256, rendered_text_sm3 } = pageDigests(profile, pageText);
  return (
    isActorOf(record.actor, asked, profile, opening) &&
    record.opening_hash === openingHash(profile, opening) &&
    record.cases.length === cases.length &&
    record.cases.every((own, index) => {
      const { caseId, itemCode, variant } = cases[index] ?? request;
      return own.biz_num === caseId && own.item_code === itemCode && own.variant === variant;
    }) &&
    record.handler.window === windowId &&
    record.holder.id_commitment === commitmentTo(profile, opening, holder.number) &&
    record.consented_on !== 'phone' &&
    record.device.workstation_id === workstationId &&
    record.page.rendered_text_sha256 === rendered_text_sha256 &&
    record.page.rendered_text_sm3 === rendered_text_sm3 &&
    record.page.locale === request.page.language &&
    record.choices.length === licences.length &&
    record.choices.every((choice, position) => {
      const licence = licences[position];
      const need = licence?.need;
      return (
        licence !== undefined &&
        need !== undefined &&
        choice.biz_num === licence.caseId &&
        choice.license_item_code === licence.typeCode &&
        choice.license_code_commitment === commitmentTo(profile, opening, licence.licenceCode) &&
        isDeepStrictEqual(choice.fields, licence.fields) &&
        choice.basis === need.basis &&
        choice.sensitive === need.isSensitive &&
        choice.decided_at >= record.page.shown_at
      );
    })
  );
}

function isActorOf(
  actor: AnswerRecord['actor'],
  asked: AskConsentRequest['asked'],
  profile: EvidenceProfile,
  opening: string,
): boolean {
  if (asked.as === 'principal' || actor.kind !== asked.as) return false;
  if (actor.kind === 'same') return true;
  if (asked.idNumber === undefined) return false;
  return (
    actor.id_commitment === commitmentTo(profile, opening, asked.idNumber) &&
    (actor.kind !== 'agent' || (asked.as === 'agent' && actor.delegation_id === asked.delegationId))
  );
}
