import type { LicenceObjectedPayload } from '../../../src/contracts/correction-api.ts';
import type { Case } from '../../../src/domain/case.ts';
import type { ConsentRecord } from '../../../src/domain/consent.ts';

/** The record of a page that has just ended, or that a phone has answered before it ended. */
export function endOfPage(before: Case, next: Case): ConsentRecord | undefined {
  const record = next.consents.at(-1);
  const hasEndedNow = before.asking !== undefined && next.asking === undefined;
  // Where the next one is being asked already, their page stays.
  const isOvertaken =
    next.asking === undefined &&
    record?.answeredOn === 'phone' &&
    record.withdrawal === undefined &&
    before.consents.at(-1)?.answeredOn !== 'phone';
  return hasEndedNow || isOvertaken ? record : undefined;
}

/** The consents of a case that have just been taken back. */
export function withdrawnBetween(before: Case, next: Case): readonly ConsentRecord[] {
  if (before.consents === next.consents) return [];
  const known = new Set(
    before.consents.flatMap(({ pageId, withdrawal }) => (withdrawal === undefined ? [] : [pageId])),
  );
  return next.consents.filter(
    ({ pageId, withdrawal }) => withdrawal !== undefined && !known.has(pageId),
  );
}

/** What somebody has just said of their licences, as the platform is told. */
export function objectionsRaised(before: Case, next: Case): readonly LicenceObjectedPayload[] {
  const { id: caseId, item, objections = [] } = next;
  if (item === undefined) return [];
  return objections
    .slice(before.objections?.length ?? 0)
    .map(({ licenceCode, typeCode }) => ({ caseId, itemCode: item.code, licenceCode, typeCode }));
}
