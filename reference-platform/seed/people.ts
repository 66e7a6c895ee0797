import { birthDateOf, idNumberCheckCharacter } from '../../src/domain/id-number.ts';
import type { ResidentCard } from '../../src/domain/identity-card.ts';

/** Somebody who comes to the counter in tests and demonstrations. Nobody's data: division 440699 does not exist. */
interface SeedPerson {
  /** What is special about this person, as a presenter would say it. */
  readonly special: string;
  readonly card: ResidentCard;
  /** Variant of 老年人优待证申领 to choose for this person. */
  readonly variant: 'local-household' | 'long-term-resident';
}

const authority = '佛山市公安局样例分局';

/** The people of the seed, each for one course of events. Their ages hold until 2036. */
export const people = {
  /** 60 or older, household register in order. */
  allGood: {
    special: '一切正常：本市户籍，户口簿可免交',
    card: card('44069919520612002', {
      name: '陈桂芳',
      sex: '2',
      ethnicity: '01',
      address: '广东省佛山市样例区桂花街12号3座501',
      validFrom: '2012-08-20',
      validTo: 'long-term',
    }),
    variant: 'local-household',
  },
  /** 65 or older, residence permit expired. */
  expiredPermit: {
    special: '居住证签注已过期：需交纸质材料',
    card: card('44069919550923001', {
      name: '韦建国',
      sex: '1',
      ethnicity: '08',
      address: '广东省仿真市样例县柳塘镇荷花村7号',
      validFrom: '2015-10-08',
      validTo: 'long-term',
    }),
    variant: 'long-term-resident',
  },
  /** 60 or older, household register abolished. */
  revokedRegister: {
    special: '户口簿证照已废止：需交纸质材料',
    card: card('44069919580407001', {
      name: '何伟明',
      sex: '1',
      ethnicity: '01',
      address: '广东省佛山市样例区石湾路88号',
      validFrom: '2016-03-15',
      validTo: 'long-term',
    }),
    variant: 'local-household',
  },
  /** 60 or older, the library knows no licence. */
  noLicence: {
    special: '证照库中没有任何证照',
    card: card('44069919491105002', {
      name: '黄秀英',
      sex: '2',
      ethnicity: '01',
      address: '广东省佛山市样例区禅城巷6号',
      validFrom: '2009-11-30',
      validTo: 'long-term',
    }),
    variant: 'local-household',
  },
  /** Household register in order, but 45 in 2026. */
  tooYoung: {
    special: '年龄未满60周岁，不符合申领条件',
    card: card('44069919810518001', {
      name: '李志强',
      sex: '1',
      ethnicity: '01',
      address: '广东省佛山市样例区新城大道100号2座1203',
      validFrom: '2019-06-03',
      validTo: '2039-06-03',
    }),
    variant: 'local-household',
  },
  /** 60 or older, everything in order; the name has characters of Extension A and, beyond the BMP, of Extension B. */
  rareName: {
    special: '姓名含生僻字（含基本多文种平面以外的字），一切正常',
    card: card('44069919530216001', {
      name: '梁𠮷㙍䶮',
      sex: '1',
      ethnicity: '01',
      address: '广东省佛山市样例区大罗㙍村东街9号',
      validFrom: '2013-02-25',
      validTo: 'long-term',
    }),
    variant: 'local-household',
  },
} as const satisfies Readonly<Record<string, SeedPerson>>;

/** A card whose number, birth date and check character agree. */
function card(
  first17: string,
  rest: Omit<ResidentCard, 'kind' | 'birthDate' | 'idNumber' | 'authority'>,
): ResidentCard {
  const idNumber = first17 + idNumberCheckCharacter(first17);
  return { kind: 'resident', ...rest, birthDate: birthDateOf(idNumber), idNumber, authority };
}
