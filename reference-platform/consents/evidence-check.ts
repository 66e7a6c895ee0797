import { createHmac, hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AskConsentRequest } from '../../src/contracts/consent-api.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { chainedText, type EvidenceRecord } from '../../src/evidence/evidence-record.ts';
import type { GiveEvidenceRequest } from '../../src/evidence/evidence-submission.ts';
import { needOf } from './licence-need.ts';

/** A consent as it was asked for, to hold its record against. */
export interface AskedConsent {
  readonly request: AskConsentRequest;
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

/** Whether a record is of the consent that was asked for: the same case, people, page, and licences in their order. */
export function isEvidenceOf(
  { record, opening }: GiveEvidenceRequest,
  { request, workstationId, windowId, pageDigest }: AskedConsent,
  item: ServiceItem,
): boolean {
  const { holder, asked, licences } = request;
  const isActor = isActorOf(record.actor, asked, opening);
  return (
    isActor &&
    record.case.biz_num === request.caseId &&
    record.case.item_code === request.itemCode &&
    record.case.variant === request.variant &&
    record.handler.window === windowId &&
    record.holder.id_commitment === commitmentTo(opening, holder.number) &&
    record.consented_on !== 'phone' &&
    record.device.workstation_id === workstationId &&
    record.page.rendered_text_sha256 === pageDigest &&
    record.page.locale === request.page.language &&
    record.choices.length === licences.length &&
    record.choices.every((choice, position) => {
      const licence = licences[position];
      const need = needOf(item, choice.license_item_code);
      return (
        licence !== undefined &&
        need !== undefined &&
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
