import type { LicenceRecord } from '../../src/contracts/licence-api.ts';
import type { KeptLicence } from './insert-world.ts';
import { issuers } from './issuers.ts';
import type { LicenceTypeKey } from './items/licence-need.ts';
import { catalogue, licenceTypes } from './licence-types.ts';

/** What a licence says of one of its holders; of an enterprise, the number is its USCC. */
export interface Holder {
  readonly name: string;
  readonly idNumber: string;
}

/** What a licence of the seed says beside what follows from its type. */
export interface LicenceOutline {
  /** 18 characters: division, year, eight of base 36. */
  readonly code: string;
  readonly holders: readonly [Holder, ...Holder[]];
  /** What the holders' numbers are: 10 居民身份证 unless told, 40 another document of a person, 70 USCC. */
  readonly identityType?: '10' | '40' | '70';
  /** Where several of one type differ by name, as 正本 and 副本 do. */
  readonly name?: string;
  /** Date in whichever form the issuer delivered it. */
  readonly begin: string;
  readonly expiry?: string;
  readonly status?: LicenceRecord['license_status'];
  /** 可信等级; A unless told. */
  readonly trust?: string;
  /** Code of the licence that was issued in its place. */
  readonly successor?: string;
  /** The fields of this type only. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A licence as the library keeps it. */
export function makeLicence(key: LicenceTypeKey, outline: LicenceOutline): KeptLicence {
  const typeCode = licenceTypes[key];
  const type = catalogue.find(({ code }) => code === typeCode);
  if (type === undefined) throw new Error(`the catalogue has no ${key}`);
  const { code, holders, identityType = '10', name = type.name, begin, expiry = '' } = outline;
  const { status = 'ISSUED', trust = 'A', successor = null, fields } = outline;
  const issuer = issuers[key];
  const names = holders.map((holder) => holder.name).join(',');
  const numbers = holders.map((holder) => holder.idNumber).join(',');
  return {
    record: {
      license_code: code,
      license_item_code: typeCode,
      name,
      license_type: type.kind,
      license_status: status,
      holder_name: names,
      holder_identity_type: identityType,
      holder_identity_num: numbers,
      issue_org_name: issuer.name,
      issue_org_code: issuer.code,
      issue_date: begin,
      begin_date: begin,
      expiry_date: expiry,
      trust_level: trust,
      correlative_license: successor,
    },
    fields: {
      ZZMC: name,
      ZZHM: code,
      CYRMC: names,
      CYRSFZJLX: identityType,
      CYRSFZJHM: numbers,
      FZJGMC: issuer.name,
      FZJGZZJGDM: issuer.code,
      FZJGSSXZQHDM: '440699',
      FZRQ: begin.slice(0, 10),
      YXQKSRQ: begin.slice(0, 10),
      YXQJSRQ: expiry.slice(0, 10),
      ...fields,
    },
  };
}
