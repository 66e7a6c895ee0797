import type { LicenceRecord } from '../../src/contracts/licence-api.ts';
import { licenceTypes } from './licence-types.ts';
import { people } from './people.ts';

/** A licence as the library keeps it. */
interface SeedLicence {
  readonly record: LicenceRecord;
  readonly fields: Readonly<Record<string, string>>;
}

interface Holder {
  readonly name: string;
  readonly idNumber: string;
}

const issuer = { name: '佛山市公安局样例分局', code: '11440699MB9X00031H' };

/** The second holder of one household register; comes to no counter. */
const spouse: Holder = { name: '邓丽华', idNumber: '440699196007210021' };

const { allGood, expiredPermit, revokedRegister, tooYoung, rareName } = people;

/**
 * The licences of the seed. As in the real library, dates come with and without a time, one register has two holders,
 * and one value has quotes of both kinds.
 */
export const licences: readonly SeedLicence[] = [
  householdRegister({
    code: '4406992013HKB00001',
    holders: [allGood.card],
    begin: '2013-05-06',
    fields: { HZ_XM: '陈国强', HJDZ: allGood.card.address, QTZZ: `样例区"桂花'旧邨3号` },
  }),
  residencePermit({
    code: '4406992021JZZ00001',
    holders: [expiredPermit.card],
    begin: '2021-03-18 00:00:00',
    expiry: '2022-03-17 23:59:59',
    fields: {
      XJZDZ: '广东省佛山市样例区南桂路35号4座202',
      HJSZD: expiredPermit.card.address,
      JZSY: '投靠子女',
      QZYXQ: '2022-03-17',
    },
  }),
  householdRegister({
    code: '4406992008HKB00002',
    holders: [revokedRegister.card, spouse],
    begin: '2008-09-01 00:00:00',
    status: 'ABOLISHED',
    fields: { HZ_XM: revokedRegister.card.name, HJDZ: revokedRegister.card.address },
  }),
  householdRegister({
    code: '4406992015HKB00003',
    holders: [tooYoung.card],
    begin: '2015-12-11',
    fields: { HZ_XM: tooYoung.card.name, HJDZ: tooYoung.card.address },
  }),
  householdRegister({
    code: '4406992010HKB00004',
    holders: [rareName.card],
    begin: '2010-07-20 00:00:00',
    fields: { HZ_XM: rareName.card.name, HJDZ: rareName.card.address },
  }),
];

interface LicenceOutline {
  /** 18 characters: division, year, eight of base 36. */
  readonly code: string;
  readonly holders: readonly [Holder, ...Holder[]];
  /** Date in whichever form the issuer delivered it. */
  readonly begin: string;
  readonly expiry?: string;
  readonly status?: LicenceRecord['license_status'];
  /** The fields of this type only. */
  readonly fields: Readonly<Record<string, string>>;
}

function householdRegister(outline: LicenceOutline): SeedLicence {
  return licence('居民户口簿', licenceTypes.householdRegister, outline);
}

function residencePermit(outline: LicenceOutline): SeedLicence {
  return licence('居住证', licenceTypes.residencePermit, outline);
}

function licence(name: string, typeCode: string, outline: LicenceOutline): SeedLicence {
  const { code, holders, begin, expiry = '', status = 'ISSUED', fields } = outline;
  const names = holders.map((holder) => holder.name).join(',');
  const numbers = holders.map((holder) => holder.idNumber).join(',');
  return {
    record: {
      license_code: code,
      license_item_code: typeCode,
      name,
      license_type: 'CERTIFICATE',
      license_status: status,
      holder_name: names,
      holder_identity_type: '10',
      holder_identity_num: numbers,
      issue_org_name: issuer.name,
      issue_org_code: issuer.code,
      issue_date: begin,
      begin_date: begin,
      expiry_date: expiry,
      trust_level: 'A',
    },
    fields: {
      ZZMC: name,
      ZZHM: code,
      CYRMC: names,
      CYRSFZJLX: '10',
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
