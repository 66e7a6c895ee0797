import { addDays } from '../../src/domain/calendar-day.ts';
import { enterpriseLicences } from './enterprise-licences.ts';
import { familyMembers } from './families.ts';
import type { KeptLicence } from './insert-world.ts';
import { type LicenceOutline, makeLicence } from './make-licence.ts';
import { people } from './people.ts';
import { residentLicences } from './resident-licences.ts';

const { allGood, expiredPermit, revokedRegister, tooYoung, rareName } = people;
const { settledWorker, lapsedWorker, renewedWorker, misspeltName, lowTrust, longName } = people;

/**
 * The licences of the seed. As in the real library, dates come with and without a time, one register has two holders,
 * and one value has quotes of both kinds. Their states hold until 2036, so some are valid for longer than the law would
 * have it; one licence is always near expiry. Which are bad, and how, is in `bad-licences.ts`.
 * @param day today in the hall, `YYYY-MM-DD`; the licence near expiry ends 20 days later
 */
export function licencesOn(day: string): readonly KeptLicence[] {
  return [
    ...licencesOfPeople,
    ...residentLicences,
    ...enterpriseLicences,
    expiringOn(addDays(day, 20)),
  ];
}

/** What those have who come to the counter. */
const licencesOfPeople: readonly KeptLicence[] = [
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
    holders: [revokedRegister.card, familyMembers.dengLihua],
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
  householdRegister({
    code: '4406992011HKB00005',
    holders: [longName.card],
    begin: '2011-10-17',
    fields: { HZ_XM: longName.card.name, HJDZ: longName.card.address },
  }),
  residencePermit({
    code: '4406992024JZZ00002',
    holders: [settledWorker.card],
    begin: '2024-05-20',
    expiry: '2037-05-19',
    fields: {
      XJZDZ: '广东省佛山市样例区汾江路9号6座1101',
      HJSZD: settledWorker.card.address,
      JZSY: '务工',
      QZYXQ: '2037-05-19',
    },
  }),
  residencePermit({
    code: '4406992022JZZ00003',
    holders: [lapsedWorker.card],
    begin: '2022-06-02',
    expiry: '2023-06-01',
    fields: {
      XJZDZ: '广东省佛山市样例区平胜村西二巷14号',
      HJSZD: lapsedWorker.card.address,
      JZSY: '务工',
      QZYXQ: '2023-06-01',
    },
  }),
  residencePermit({
    code: '4406992019JZZ00004',
    holders: [renewedWorker.card],
    begin: '2019-08-26 00:00:00',
    expiry: '2020-08-25 23:59:59',
    fields: {
      XJZDZ: '广东省佛山市样例区旧厂路3号',
      HJSZD: renewedWorker.card.address,
      JZSY: '务工',
      QZYXQ: '2020-08-25',
    },
  }),
  residencePermit({
    code: '4406992025JZZ00005',
    holders: [renewedWorker.card],
    begin: '2025-02-11',
    expiry: '2037-02-10',
    fields: {
      XJZDZ: '广东省佛山市样例区岭南大道77号2座805',
      HJSZD: renewedWorker.card.address,
      JZSY: '经商',
      QZYXQ: '2037-02-10',
    },
  }),
  residencePermit({
    code: '4406992023JZZ00006',
    holders: [misspeltName.card],
    begin: '2023-09-01',
    expiry: '2036-12-31',
    fields: {
      XJZDZ: '广东省佛山市样例区东平路20号1座602',
      HJSZD: misspeltName.card.address,
      JZSY: '就业',
      QZYXQ: '2036-12-31',
    },
  }),
  residencePermit({
    code: '4406992025JZZ00007',
    holders: [misspeltName.card],
    begin: '2025-09-01',
    expiry: '2038-08-31',
    fields: {
      XJZDZ: '广东省佛山市样例区东平路20号3座1503',
      HJSZD: misspeltName.card.address,
      JZSY: '就业',
      QZYXQ: '2038-08-31',
    },
  }),
  residencePermit({
    code: '4406992026JZZ00008',
    holders: [lowTrust.card],
    begin: '2026-10-12',
    expiry: '2037-10-11',
    status: 'REGISTERED',
    fields: {},
  }),
  driversLicence({
    code: '4406992015JSZ00002',
    holders: [lapsedWorker.card],
    begin: '2015-04-09',
    expiry: '2037-04-09',
    status: 'ABOLISHED',
    fields: { ZJCX: 'C1', CCLZRQ: '2009-04-09', DABH: '440699000002', LJJF: '0', ZT: '注销' },
  }),
  driversLicence({
    code: '4406992016JSZ00003',
    holders: [renewedWorker.card],
    begin: '2016-01-25',
    expiry: '2037-01-25',
    status: 'ABOLISHED',
    successor: '4406992024JSZ00004',
    fields: { ZJCX: 'C1', CCLZRQ: '2016-01-25', DABH: '440699000003', LJJF: '0', ZT: '换证' },
  }),
  driversLicence({
    code: '4406992024JSZ00004',
    holders: [renewedWorker.card],
    begin: '2024-01-25 00:00:00',
    expiry: '2037-01-25 23:59:59',
    fields: { ZJCX: 'C1E', CCLZRQ: '2016-01-25', DABH: '440699000003', LJJF: '0', ZT: '正常' },
  }),
  driversLicence({
    code: '4406992020JSZ00005',
    holders: [{ ...misspeltName.card, name: '刘小敏' }],
    begin: '2020-12-03',
    expiry: '2036-12-03',
    fields: { ZJCX: 'C2', CCLZRQ: '2014-12-03', DABH: '440699000005', LJJF: '0', ZT: '正常' },
  }),
  driversLicence({
    code: '4406992018JSZ00006',
    holders: [lowTrust.card],
    begin: '2018-03-30',
    trust: 'C',
    fields: { ZJCX: 'B2', CCLZRQ: '2002-03-30', DABH: '440699000006', LJJF: '12', ZT: '超分' },
  }),
  driversLicence({
    code: '4406992019JSZ00007',
    holders: [longName.card],
    begin: '2019-06-11',
    expiry: '2037-06-11',
    fields: { ZJCX: 'C2', CCLZRQ: '1995-06-11', DABH: '440699000007', LJJF: '0', ZT: '正常' },
  }),
];

function expiringOn(lastDay: string): KeptLicence {
  return driversLicence({
    code: '4406992016JSZ00001',
    holders: [settledWorker.card],
    begin: addDays(lastDay, -10 * 365),
    expiry: lastDay,
    fields: { ZJCX: 'C1', CCLZRQ: '2010-12-15', DABH: '440699000001', LJJF: '3', ZT: '正常' },
  });
}

function householdRegister(outline: LicenceOutline): KeptLicence {
  return makeLicence('householdRegister', outline);
}

function residencePermit(outline: LicenceOutline): KeptLicence {
  return makeLicence('residencePermit', outline);
}

function driversLicence(outline: LicenceOutline): KeptLicence {
  return makeLicence('driversLicence', outline);
}
