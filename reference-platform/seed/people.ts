import { birthDateOf, idNumberCheckCharacter } from '../../src/domain/id-number.ts';
import type { ResidentCard } from '../../src/domain/identity-card.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { driversLicenceItem } from './drivers-licence-item.ts';
import { elderCardItem } from './elder-card-item.ts';
import { flexibleInsuranceItem } from './flexible-insurance-item.ts';

/** Somebody who comes to the counter in tests and demonstrations. Nobody's data: division 440699 does not exist. */
interface SeedPerson {
  /** What is special about this person, as a presenter would say it. */
  readonly special: string;
  readonly card: ResidentCard;
  /** What this person comes for, and the variant to choose. */
  readonly item: ServiceItem;
  readonly variant: string;
}

const authority = '佛山市公安局样例分局';

/**
 * The people of the seed, in the order of their numbers at `npm start`; the first six come for 老年人优待证申领. Their
 * ages hold until 2036.
 */
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
    item: elderCardItem,
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
    item: elderCardItem,
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
    item: elderCardItem,
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
    item: elderCardItem,
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
    item: elderCardItem,
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
    item: elderCardItem,
    variant: 'local-household',
  },
  /** From another province, residence permit in order; driver's licence near expiry. */
  settledWorker: {
    special: '参保（外省居住证）一切正常；期满换证：驾驶证快到期，可免交',
    card: card('44069919920815002', {
      name: '覃丽萍',
      sex: '2',
      ethnicity: '08',
      address: '仿真省样例市青石镇云溪村21号',
      validFrom: '2018-09-12',
      validTo: '2038-09-12',
    }),
    item: driversLicenceItem,
    variant: 'expiring',
  },
  /** From another province, residence permit expired and no other; driver's licence abolished. */
  lapsedWorker: {
    special: '参保（外省居住证）：居住证已过期，需交纸质材料；驾驶证已废止',
    card: card('44069919850327001', {
      name: '杨建平',
      sex: '1',
      ethnicity: '06',
      address: '仿真省样例县白水乡松林寨5组',
      validFrom: '2017-05-22',
      validTo: '2037-05-22',
    }),
    item: flexibleInsuranceItem,
    variant: 'residence-permit',
  },
  /** From another province, two residence permits of which one has expired; driver's licence superseded by a new one. */
  renewedWorker: {
    special: '参保（外省居住证）：两份居住证，用有效的一份；驾驶证已换发，用新证',
    card: card('44069919901102002', {
      name: '向小燕',
      sex: '2',
      ethnicity: '15',
      address: '仿真省样例县古桥镇码头街17号',
      validFrom: '2019-01-07',
      validTo: '2039-01-07',
    }),
    item: flexibleInsuranceItem,
    variant: 'residence-permit',
  },
  /** From another province, two residence permits in order; driver's licence in a misspelt name. */
  misspeltName: {
    special: '期满换证：驾驶证上的姓名与身份证不一致；参保：两份有效居住证，用期限长的一份',
    card: card('44069919880618002', {
      name: '刘晓敏',
      sex: '2',
      ethnicity: '01',
      address: '仿真省样例市东湖区柳荫路62号1单元304',
      validFrom: '2020-07-01',
      validTo: '2040-07-01',
    }),
    item: driversLicenceItem,
    variant: 'expiring',
  },
  /** From another province, residence permit without a file; driver's licence of low trust. */
  lowTrust: {
    special: '记满分换证：驾驶证可信等级低，需交纸质材料；居住证尚无电子证照文件',
    card: card('44069919790109003', {
      name: '周志远',
      sex: '1',
      ethnicity: '01',
      address: '仿真省样例市北山区铁厂路8号',
      validFrom: '2016-11-18',
      validTo: '2036-11-18',
    }),
    item: driversLicenceItem,
    variant: 'full-points',
  },
  /** Over 70, everything in order; the name is as long as a card holds. */
  longName: {
    special: '年满70换证一切正常；姓名有15个字',
    card: card('44069919500412004', {
      name: '阿依古丽帕提曼·阿卜杜热合曼江',
      sex: '2',
      ethnicity: '05',
      address: '广东省佛山市样例区杏坛里二巷30号',
      validFrom: '2014-04-30',
      validTo: 'long-term',
    }),
    item: driversLicenceItem,
    variant: 'seventy',
  },
} as const satisfies Readonly<Record<string, SeedPerson>>;

/** Residents who come to no counter: they represent legal persons, or did. Nobody's data either. */
export const peopleElsewhere = {
  luJianhua: card('44069919680312001', {
    name: '卢建华',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区金鱼街18号2座301',
    validFrom: '2014-06-09',
    validTo: 'long-term',
  }),
  tanYaqin: card('44069919750821002', {
    name: '谭雅琴',
    sex: '2',
    ethnicity: '01',
    address: '广东省佛山市样例区沙岗路27号',
    validFrom: '2017-03-21',
    validTo: '2037-03-21',
  }),
  moZhiming: card('44069919831105003', {
    name: '莫志明',
    sex: '1',
    ethnicity: '08',
    address: '广东省佛山市样例区柳源新村6座702',
    validFrom: '2020-11-11',
    validTo: '2040-11-11',
  }),
  fengXiulan: card('44069919700130002', {
    name: '冯秀兰',
    sex: '2',
    ethnicity: '01',
    address: '广东省佛山市样例区普君南路3号',
    validFrom: '2016-02-15',
    validTo: 'long-term',
  }),
  ouyangYun: card('44069919900617001', {
    name: '欧阳允',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区岭南大道北51号1604',
    validFrom: '2021-05-08',
    validTo: '2041-05-08',
  }),
  guanMeiyi: card('44069919870209002', {
    name: '关美仪',
    sex: '2',
    ethnicity: '01',
    address: '广东省佛山市样例区教子路9号',
    validFrom: '2018-10-30',
    validTo: '2038-10-30',
  }),
  huangWeixiong: card('44069919791014001', {
    name: '黄伟雄',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区兆祥路44号5座',
    validFrom: '2019-08-19',
    validTo: '2039-08-19',
  }),
  chengRuoxi: card('44069919930425002', {
    name: '程若溪',
    sex: '2',
    ethnicity: '01',
    address: '仿真省样例市西湾区紫藤街5号',
    validFrom: '2023-04-26',
    validTo: '2043-04-26',
  }),
  suZhanpeng: card('44069919651201001', {
    name: '苏展鹏',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区文昌路70号',
    validFrom: '2012-01-05',
    validTo: 'long-term',
  }),
  jianHaotian: card('44069919960708003', {
    name: '简浩天',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区魁奇二路88号2201',
    validFrom: '2022-07-11',
    validTo: '2042-07-11',
  }),
} as const satisfies Readonly<Record<string, ResidentCard>>;

/** A card whose number, birth date and check character agree. */
export function card(
  first17: string,
  rest: Omit<ResidentCard, 'kind' | 'birthDate' | 'idNumber' | 'authority'>,
): ResidentCard {
  const idNumber = first17 + idNumberCheckCharacter(first17);
  return { kind: 'resident', ...rest, birthDate: birthDateOf(idNumber), idNumber, authority };
}
