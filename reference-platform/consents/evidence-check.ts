import { createHmac, hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AskConsentRequest, AskedLicence } from '../../src/contracts/consent-api.ts';
import { chainedText, type EvidenceRecord } from '../../src/evidence/evidence-record.ts';
import type { GiveEvidenceRequest } from '../../src/evidence/evidence-submission.ts';
import type { LicenceNeed } from './licence-need.ts';

/** A consent as it was asked for, to hold its record against. */
export interface AskedConsent {
  readonly request: AskConsentRequest;
  /** In the order of the page, each with what its item has registered. */
  readonly licences: readonly (AskedLicence & { readonly need: LicenceNeed | undefined })[];
  readonly workstationId: string;
  readonly windowId: string;
  /** SHA-256 (hex) of the canonical text of the page. */
  readonly pageDigest: string;
}

/**
 * The commitment to a number in a record: HMAC-SHA-256 (hex) under the record's opening.
 * @param opening 32 bytes in hex
 */
export function commitmentTo(opening: string, number: string): string {
  return createHmac('sha256', Buffer.from(opening, 'hex')).update(number).digest('hex');
}

/** What the next record of the chain has to name: SHA-256 (hex) of this one. */
export function chainHash(record: EvidenceRecord): string {
  return hash('sha256', chainedText(record));
}

/** Whether a record is of the consent that was asked for: the same cases, people, page, and licences in their order. */
export function isEvidenceOf(
  { record, opening }: GiveEvidenceRequest,
  { request, licences, workstationId, windowId, pageDigest }: AskedConsent,
): boolean {
  const { holder, asked } = request;
  const cases = [request, ...(request.along ?? [])];
  const isActor = isActorOf(record.actor, asked, opening);
  return (
    isActor &&
    record.cases.length === cases.length &&
    record.cases.every((own, index) => {
      const { caseId, itemCode, variant } = cases[index] ?? request;
      return own.biz_num === caseId && own.item_code === itemCode && own.variant === variant;
    }) &&
    record.handler.window === windowId &&
    record.holder.id_commitment === commitmentTo(opening, holder.number) &&
    record.consented_on !== 'phone' &&
    record.device.workstation_id === workstationId &&
    record.page.rendered_text_sha256 === pageDigest &&
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
        choice.license_code_commitment === commitmentTo(opening, licence.licenceCode) &&
        isDeepStrictEqual(choice.fields, licence.fields) &&
        choice.basis === need.basis &&
        choice.sensitive === need.isSensitive &&
        choice.decided_at >= record.page.shown_at
      );
    })
  );
}

function isActorOf(
  actor: EvidenceRecord['actor'],
  asked: AskConsentRequest['asked'],
  opening: string,
): boolean {
  if (asked.as === 'principal' || actor.kind !== asked.as) return false;
  if (actor.kind === 'same') return true;
  if (asked.idNumber === undefined) return false;
  return (
    actor.id_commitment === commitmentTo(opening, asked.idNumber) &&
    (actor.kind !== 'agent' || (asked.as === 'agent' && actor.delegation_id === asked.delegationId))
  );
}
