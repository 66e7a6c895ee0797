import type { LicenceRecord } from '../../src/contracts/licence-api.ts';
import { licenceIdentifier } from '../../src/domain/licence-identifier.ts';
import type { FaceRow, LicenceFace } from '../licence-files/licence-face.ts';
import type { LicenceType } from './licence-type.ts';

/** Fields of every face that the sheet of a file sets in places of its own. */
const setApart = ['ZZMC', 'ZZHM', 'CYRMC', 'FZJGMC', 'FZRQ', 'YXQKSRQ', 'YXQJSRQ'];
/** Codes for machines, which no printed face shows. */
const notPrinted = ['CYRSFZJLX', 'FZJGZZJGDM', 'FZJGSSXZQHDM', 'ZP'];

/** What a printed face of a licence shows, by the fields of its type. */
export function printedFace(
  record: LicenceRecord,
  type: LicenceType,
  values: Readonly<Record<string, string>>,
  showsSensitive: boolean,
): LicenceFace {
  return {
    name: record.name,
    number: record.license_code,
    holder: record.holder_name,
    issuer: record.issue_org_name,
    issueDate: record.issue_date,
    validFrom: record.begin_date ?? '',
    validTo: record.expiry_date ?? '',
    identifier: identifierOf(record, type),
    fields: printedFields(type, values, showsSensitive),
  };
}

/** 证照标识 of a licence; its first issue, since a new one is a licence of its own here. */
function identifierOf(record: LicenceRecord, type: LicenceType): string {
  return licenceIdentifier({
    type: type.nationalCode,
    issuer: record.issue_org_code,
    serial: record.license_code.slice(6),
    version: '001',
  });
}

function printedFields(
  type: LicenceType,
  values: Readonly<Record<string, string>>,
  showsSensitive: boolean,
): readonly FaceRow[] {
  return type.fields
    .filter(({ key, place }) => place === 'face' && !isElsewhere(key) && (values[key] ?? '') !== '')
    .map(({ key, name, isSensitive }) => ({
      name,
      value: isSensitive && !showsSensitive ? '（已隐藏）' : (values[key] ?? ''),
    }));
}

function isElsewhere(key: string): boolean {
  return setApart.includes(key) || notPrinted.includes(key);
}
