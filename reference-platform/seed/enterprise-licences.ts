import { enterprises, type SeedEnterprise } from './enterprises.ts';
import type { KeptLicence } from './insert-world.ts';
import { type LicenceOutline, makeLicence } from './make-licence.ts';
import { peopleElsewhere } from './people.ts';
import { propertyCertificate, vehicleLicence } from './possessions.ts';

const { homeAppliances, ceramics, aluminium, furniture, textiles, software } = enterprises;
const { logistics, foods, machinery, lighting, trading, catering, consulting } = enterprises;
const { rareNameHerbs, construction, noodleShop, tailor, hairdresser, fruitStall } = enterprises;
const { flowerShop, repairShop, primarySchool, hospital, musicHall } = enterprises;

/** What a business licence says beside what 法人库 knows. */
interface Business {
  readonly its: SeedEnterprise;
  /** The last five characters of its codes. */
  readonly serial: string;
  readonly founded: string;
  /** `YYYY-MM-DD`, with or without a time. */
  readonly issued: string;
  readonly capital?: string;
  readonly scope: string;
  /** Where it names somebody who has ceased to be the representative. */
  readonly representative?: string;
  /** The end of the codes of those that were issued in its place. */
  readonly successor?: { readonly year: string; readonly serial: string };
}

const businesses: readonly Business[] = [
  {
    its: homeAppliances,
    serial: '00001',
    founded: '2009-03-12',
    issued: '2016-05-04',
    capital: '伍仟万元',
    scope: '家用电器制造、销售',
  },
  {
    its: ceramics,
    serial: '00002',
    founded: '2003-08-21',
    issued: '2019-06-12 00:00:00',
    capital: '壹佰万元',
    scope: '陶瓷制品制造、销售',
  },
  {
    its: aluminium,
    serial: '00003',
    founded: '2007-11-02',
    issued: '2023-03-01',
    capital: '叁仟万元',
    scope: '铝型材制造、销售',
  },
  {
    its: furniture,
    serial: '00004',
    founded: '2012-02-28',
    issued: '2021-09-15',
    capital: '捌佰万元',
    scope: '家具零售；商场管理',
  },
  {
    its: textiles,
    serial: '00005',
    founded: '1998-06-09',
    issued: '2020-01-10',
    capital: '贰仟万元',
    scope: '纺织品制造、销售',
    representative: peopleElsewhere.fengXiulan.name,
    successor: { year: '2024', serial: '00006' },
  },
  {
    its: textiles,
    serial: '00006',
    founded: '1998-06-09',
    issued: '2024-07-22 00:00:00',
    capital: '贰仟万元',
    scope: '纺织品制造、销售；餐饮服务（职工食堂）',
  },
  {
    its: software,
    serial: '00007',
    founded: '2018-10-17',
    issued: '2024-02-29',
    capital: '贰佰万元',
    scope: '软件开发；单用途商业预付卡代理销售',
  },
  {
    its: logistics,
    serial: '00008',
    founded: '2015-01-20',
    issued: '2015-01-20',
    capital: '伍佰万元',
    scope: '道路货物运输',
  },
  {
    its: foods,
    serial: '00009',
    founded: '2001-09-30',
    issued: '2022-12-01',
    capital: '叁佰万元',
    scope: '糕点制造；食品销售',
  },
  {
    its: machinery,
    serial: '00010',
    founded: '2010-04-13',
    issued: '2016-07-11 00:00:00',
    capital: '壹仟万元',
    scope: '机械设备制造、销售',
  },
  {
    its: lighting,
    serial: '00011',
    founded: '2013-12-05',
    issued: '2017-03-08',
    capital: '陆佰万元',
    scope: '照明器具制造、销售',
    representative: peopleElsewhere.jianHaotian.name,
  },
  {
    its: trading,
    serial: '00012',
    founded: '2011-07-15',
    issued: '2016-09-01',
    capital: '伍拾万元',
    scope: '日用百货批发',
  },
  {
    its: catering,
    serial: '00013',
    founded: '2019-05-27',
    issued: '2019-05-27',
    capital: '叁拾万元',
    scope: '餐饮服务',
  },
  {
    its: consulting,
    serial: '00014',
    founded: '2020-08-06',
    issued: '2020-08-06 00:00:00',
    capital: '壹佰万元',
    scope: '企业管理咨询',
  },
  {
    its: rareNameHerbs,
    serial: '00015',
    founded: '2014-10-10',
    issued: '2016-11-23',
    capital: '贰佰万元',
    scope: '中药材收购、销售',
  },
  {
    its: construction,
    serial: '00016',
    founded: '2006-03-24',
    issued: '2018-01-16',
    capital: '伍仟万元',
    scope: '房屋建筑工程施工',
  },
  {
    its: noodleShop,
    serial: '00017',
    founded: '2017-06-19',
    issued: '2017-06-19',
    scope: '餐饮服务',
  },
  {
    its: tailor,
    serial: '00018',
    founded: '2002-04-26',
    issued: '2016-12-12 00:00:00',
    scope: '服装定制、修改',
  },
  {
    its: hairdresser,
    serial: '00019',
    founded: '2021-03-15',
    issued: '2025-01-06',
    scope: '理发服务',
  },
  {
    its: fruitStall,
    serial: '00020',
    founded: '2022-05-09',
    issued: '2022-05-09',
    scope: '水果零售',
  },
  {
    its: flowerShop,
    serial: '00021',
    founded: '2024-02-05',
    issued: '2024-02-05',
    scope: '花卉零售',
  },
  {
    its: repairShop,
    serial: '00022',
    founded: '2005-10-18',
    issued: '2016-10-20',
    scope: '五金修理',
  },
];

/** The licences of legal persons; all are held under their USCC. */
export const enterpriseLicences: readonly KeptLicence[] = [
  ...businesses.flatMap((business) => [
    businessLicence(business, '正本', 'YZB'),
    businessLicence(business, '副本', 'YFB'),
  ]),

  building(textiles, '4406992011BDC00011', '2011-03-25', '工业用地/厂房', '8640.0平方米'),
  building(machinery, '4406992013BDC00012', '2013-09-18 00:00:00', '工业用地/厂房', '5210.5平方米'),
  building(aluminium, '4406992016BDC00013', '2016-04-07', '工业用地/厂房', '12300.0平方米'),
  building(
    { ...software, name: software.changes[0].from },
    '4406992019BDC00014',
    '2019-08-12',
    '商务金融用地/办公',
    '186.0平方米',
  ),
  building(hospital, '4406992004BDC00015', '2004-12-30', '医疗卫生用地/医疗', '30500.0平方米'),

  foodLicence(foods, '食品销售经营者', '糕点制售', {
    code: '4406992022SPX00001',
    begin: '2022-12-15',
    expiry: '2037-12-14',
  }),
  foodLicence(noodleShop, '餐饮服务经营者', '热食类食品制售', {
    code: '4406992017SPX00002',
    begin: '2017-07-03 00:00:00',
    expiry: '2022-07-02 23:59:59',
  }),
  foodLicence(catering, '餐饮服务经营者', '热食类食品制售', {
    code: '4406992019SPX00003',
    begin: '2019-06-20',
    expiry: '2036-12-31',
    status: 'ABOLISHED',
  }),
  foodLicence(primarySchool, '单位食堂', '热食类食品制售', {
    code: '4406992023SPX00004',
    begin: '2023-08-21',
    expiry: '2037-08-20',
  }),

  hygieneLicence(furniture, '商场', {
    code: '4406992023WSX00001',
    begin: '2023-05-16',
    expiry: '2037-05-15',
  }),
  hygieneLicence(hairdresser, '理发', {
    code: '4406992025WSX00002',
    begin: '2025-02-17',
    expiry: '2037-02-16',
    trust: 'C',
  }),
  hygieneLicence(musicHall, '影剧院', {
    code: '4406992024WSX00003',
    begin: '2024-09-02 00:00:00',
    expiry: '2037-09-01 23:59:59',
  }),

  makeLicence('premisesProof', {
    ...heldBy(rareNameHerbs),
    code: '4406992024CDZ00001',
    begin: '2024-01-15',
    expiry: '2037-01-14',
    fields: {
      CZF: '佛山市样例区大罗㙍村股份合作经济社',
      CQF: '佛山市样例区大罗㙍村股份合作经济社',
      FWDZ: rareNameHerbs.address,
      JZMJ: '160平方米',
      CDSYKSRQ: '2024-01-15',
      XMMC: '药材收购点',
    },
  }),
  makeLicence('premisesProof', {
    ...heldBy(fruitStall),
    code: '4406992026CDZ00002',
    begin: '2026-11-09',
    expiry: '2037-11-08',
    status: 'REGISTERED',
    fields: { FWDZ: fruitStall.address, JZMJ: '12平方米', CDSYKSRQ: '2026-11-09' },
  }),

  vehicleLicence({
    ...heldBy(logistics),
    code: '4406992022XSZ00003',
    begin: '2022-07-27',
    fields: { HPHM: '粤EX0003', CLLX: '重型半挂牵引车', SYXZ: '货运', PPXH: '样例牌YL4250' },
  }),
];

function heldBy({ name, uscc }: SeedEnterprise): Pick<LicenceOutline, 'holders' | 'identityType'> {
  return { holders: [{ name, idNumber: uscc }], identityType: '70' };
}

/** 正本 and 副本 are two licences of one type, each with a code of its own. */
function businessLicence(business: Business, copy: '正本' | '副本', letters: string): KeptLicence {
  const { its, serial, founded, issued, capital, scope, successor } = business;
  const codeOf = (year: string, ending: string) => `440699${year}${letters}${ending}`;
  return makeLicence('businessLicence', {
    ...heldBy(its),
    code: codeOf(issued.slice(0, 4), serial),
    name: `营业执照（${copy}）`,
    begin: issued,
    ...(successor !== undefined || its.status === 'revoked' ? { status: 'ABOLISHED' } : {}),
    ...(successor === undefined ? {} : { successor: codeOf(successor.year, successor.serial) }),
    fields: {
      TYSHXYDM: its.uscc,
      QYMC: its.name,
      QYLX: its.kind === 'enterprise' ? '有限责任公司' : '个体工商户',
      FDDBR: business.representative ?? its.representative.name,
      ZS: its.address,
      ...(capital === undefined ? {} : { ZCZB: `人民币${capital}` }),
      CLRQ: founded,
      JYFW: scope,
      DJJG: '佛山市市场监督管理局',
      YYQX: '长期',
    },
  });
}

function building(
  its: SeedEnterprise,
  code: string,
  begin: string,
  use: string,
  area: string,
): KeptLicence {
  const fields = { GYQK: '单独所有', ZL: its.address, YT: use, MJ: area };
  return propertyCertificate({ ...heldBy(its), code, begin, fields });
}

type Term = Pick<LicenceOutline, 'code' | 'begin' | 'expiry' | 'status' | 'trust'>;

function foodLicence(its: SeedEnterprise, trade: string, kind: string, term: Term): KeptLicence {
  return makeLicence('foodLicence', {
    ...heldBy(its),
    ...term,
    fields: {
      XKZBH: `JY1440699000${term.code.slice(-5)}`,
      ZTYT: trade,
      JYXM: kind,
      JYCS: its.address,
      FDDBR: its.representative.name,
      RCJGGLJG: '佛山市市场监督管理局样例分局',
    },
  });
}

function hygieneLicence(its: SeedEnterprise, kind: string, term: Term): KeptLicence {
  return makeLicence('hygieneLicence', {
    ...heldBy(its),
    ...term,
    fields: { XKXM: kind, DWMC: its.name, DZ: its.address, FZR: its.representative.name },
  });
}
