import type { ResidentCard } from '../../src/domain/identity-card.ts';
import { familyMembers, withoutResidentCard } from './families.ts';
import type { KeptLicence } from './insert-world.ts';
import { type Holder, type LicenceOutline, makeLicence } from './make-licence.ts';
import { peopleElsewhere } from './people.ts';
import { propertyCertificate, vehicleLicence } from './possessions.ts';
import {
  type Couple,
  couples,
  type Guardianship,
  guardianships,
  type Household,
  households,
} from './relations.ts';

const { luJianhua, tanYaqin, moZhiming, ouyangYun, guanMeiyi } = peopleElsewhere;
const { huangWeixiong, chengRuoxi, suZhanpeng, jianHaotian } = peopleElsewhere;
const { huoJunwei, zhongMinyi, huoYutong, heSimin, shenRuolan, shenSiyuan } = familyMembers;
const { ouBingkun, maiYi, luoYongqiang } = familyMembers;
const { hoWingYan, alexandrova } = withoutResidentCard;

const sexes: Readonly<Record<string, string>> = { '1': '男', '2': '女' };
const ethnicities: Readonly<Record<string, string>> = { '01': '汉', '08': '壮' };
const categories = { 视力: '1', 听力: '2', 肢体: '4', 智力: '5' } as const;
const degrees = { 一级: '1', 二级: '2', 三级: '3' } as const;

/** The licences of residents who are not among `people`. */
export const residentLicences: readonly KeptLicence[] = [
  ...[...Object.values(peopleElsewhere), ...Object.values(familyMembers)].map(identityCard),

  householdRegister('4406992014HKB00006', '2014-03-20 00:00:00', households.huo),
  householdRegister('4406992024HKB00007', '2024-10-11', households.liang),
  householdRegister('4406992012HKB00008', '2012-10-15', households.shen),
  householdRegister('4406992013HKB00009', '2013-06-03 00:00:00', households.wu),
  householdRegister('4406992010HKB00010', '2010-08-30', households.tan),
  householdRegister('4406992005HKB00011', '2005-01-19', households.feng),
  householdRegister('4406992004HKB00012', '2004-11-08 00:00:00', households.ouBingkun),
  householdRegister('4406992016HKB00013', '2016-07-25', households.mai),
  householdRegister('4406992018HKB00014', '2018-04-02', households.luo),

  marriageCertificate('4406991983JHZ00001', couples.heAndDeng),
  marriageCertificate('4406992012JHZ00002', couples.huoAndZhong),
  marriageCertificate('4406992024JHZ00003', couples.liangAndHe),

  propertyCertificate({
    code: '4406992015BDC00001',
    holders: [huoJunwei, zhongMinyi],
    begin: '2015-11-26',
    fields: { GYQK: '共同共有', ZL: huoJunwei.address, MJ: '98.6平方米' },
  }),
  propertyCertificate({
    code: '4406992009BDC00002',
    holders: [tanYaqin],
    begin: '2009-02-17 00:00:00',
    fields: { GYQK: '单独所有', ZL: tanYaqin.address, MJ: '112.0平方米' },
  }),
  propertyCertificate({
    code: '4406992022BDC00003',
    holders: [hoWingYan],
    identityType: '40',
    begin: '2022-05-30',
    fields: { GYQK: '单独所有', ZL: hoWingYan.address, MJ: '76.3平方米' },
  }),
  propertyCertificate({
    code: '4406992017BDC00004',
    holders: [luJianhua, huangWeixiong],
    begin: '2017-12-08',
    fields: {
      GYQK: '按份共有：卢建华60%，黄伟雄40%',
      ZL: '广东省佛山市样例区大沥路212号商铺',
      YT: '商业服务',
      MJ: '54.2平方米',
    },
  }),

  birthCertificate('4406992014CSZ00001', guardianships.huoZixuan, '06时41分'),
  birthCertificate('4406992018CSZ00002', guardianships.huoYutong, '23时05分'),
  birthCertificate('4406992026CSZ00003', guardianships.liangRan, '14时20分'),
  birthCertificate('4406992012CSZ00004', guardianships.shenSiyuan, '09时33分'),
  birthCertificate('4406992010CSZ00005', guardianships.ouZiqing, '03时58分'),

  disabled({ code: '4406992024CJZ00001', holder: huoYutong, begin: '2024-04-15' }, '智力', '二级'),
  disabled({ code: '4406992023CJZ00002', holder: maiYi, begin: '2023-09-12' }, '视力', '二级'),
  disabled({ code: '4406992022CJZ00003', holder: shenRuolan, begin: '2022-03-03' }, '听力', '三级'),
  disabled(
    { code: '4406992011CJZ00004', holder: ouBingkun, begin: '2011-06-20', expiry: '2021-06-19' },
    '肢体',
    '一级',
  ),

  makeLicence('subsistenceCertificate', {
    code: '4406992025DBZ00001',
    holders: [maiYi],
    begin: '2025-01-01',
    expiry: '2036-12-31',
    fields: { DBZH: '440699DB000001', BZRKS: '1', BZJE: '每月1220元', JTCY: maiYi.name },
  }),
  makeLicence('subsistenceCertificate', {
    code: '4406992026DBZ00002',
    holders: [shenRuolan, shenSiyuan],
    begin: '2026-11-02',
    expiry: '2036-12-31',
    status: 'REGISTERED',
    fields: { DBZH: '440699DB000002', BZRKS: '2', BZJE: '每月1860元', JTCY: '沈若兰、沈思远' },
  }),

  makeLicence('residencePermit', {
    code: '4406992024JZZ00009',
    holders: [chengRuoxi],
    begin: '2024-03-11',
    expiry: '2037-03-10',
    fields: {
      XB: '女',
      MZ: '汉',
      XJZDZ: '广东省佛山市样例区季华路12号5座1407',
      HJSZD: chengRuoxi.address,
      JZSY: '就业',
      QZYXQ: '2037-03-10',
    },
  }),

  makeLicence('driversLicence', {
    code: '4406992017JSZ00008',
    holders: [luoYongqiang],
    begin: '2017-08-14',
    expiry: '2037-08-14',
    fields: { ZJCX: 'A2', CCLZRQ: '2001-08-14', DABH: '440699000008', LJJF: '0', ZT: '正常' },
  }),
  makeLicence('driversLicence', {
    code: '4406992019JSZ00009',
    holders: [guanMeiyi],
    begin: '2019-05-06 00:00:00',
    expiry: '2037-05-06 23:59:59',
    fields: { ZJCX: 'C1', CCLZRQ: '2013-05-06', DABH: '440699000009', LJJF: '6', ZT: '正常' },
  }),

  makeLicence('transportQualification', {
    code: '4406992021CYZ00003',
    holders: [luoYongqiang],
    begin: '2021-12-01',
    expiry: '2037-11-30',
    fields: {
      CYZGLB: '经营性道路货物运输驾驶员',
      ZJCX: 'A2',
      CCLZRQ: '2001-08-14',
      JXJYJL: '2025年已完成',
      CXKH: 'AAA',
    },
  }),
  makeLicence('transportQualification', {
    code: '4406992015CYZ00004',
    holders: [suZhanpeng],
    begin: '2015-03-09',
    expiry: '2021-03-08',
    fields: { CYZGLB: '经营性道路旅客运输驾驶员', ZJCX: 'A1', CCLZRQ: '1989-03-09', CXKH: 'A' },
  }),

  vehicleLicence({
    code: '4406992020XSZ00001',
    holders: [luoYongqiang],
    begin: '2020-06-18',
    fields: { HPHM: '粤EX0001', CLLX: '轻型普通货车', SYXZ: '非营运', PPXH: '样例牌YL1040' },
  }),
  vehicleLicence({
    code: '4406992024XSZ00002',
    holders: [luoYongqiang],
    begin: '2024-01-30',
    fields: { HPHM: '粤EX0002', CLLX: '小型轿车', SYXZ: '非营运', PPXH: '样例牌YL7000' },
  }),

  socialSecurityCard({ code: '4406992024SBK00001', holders: [chengRuoxi], begin: '2024-03-20' }),
  socialSecurityCard({ code: '4406992013SBK00002', holders: [zhongMinyi], begin: '2013-07-01' }),
  socialSecurityCard({ code: '4406992012SBK00003', holders: [luoYongqiang], begin: '2012-09-24' }),
  socialSecurityCard({
    code: '4406992010SBK00004',
    holders: [suZhanpeng],
    begin: '2010-04-12 00:00:00',
    trust: 'C',
  }),

  education({ code: '4406992018XLZ00001', holders: [heSimin], begin: '2018-06-30' }, '汉语言文学'),
  education({ code: '4406992012XLZ00002', holders: [ouyangYun], begin: '2012-06-30' }, '机械工程'),
  education(
    {
      code: '4406992018XLZ00003',
      holders: [{ ...jianHaotian, name: '简皓天' }],
      begin: '2018-06-30',
    },
    '软件工程',
  ),
  education(
    {
      code: '4406992011XLZ00004',
      holders: [alexandrova],
      identityType: '40',
      begin: '2011-06-30 00:00:00',
    },
    '国际贸易',
  ),

  makeLicence('vocationalCertificate', {
    code: '4406992021ZYZ00001',
    holders: [moZhiming],
    begin: '2021-04-29',
    fields: { ZYJDJ: '食品安全管理员', ZYDJ: '三级', LLZSKSCJ: '88', CZJNKHCJ: '91' },
  }),
  makeLicence('vocationalCertificate', {
    code: '4406992016ZYZ00002',
    holders: [zhongMinyi],
    begin: '2016-10-13',
    fields: { ZYJDJ: '育婴员', ZYDJ: '四级', LLZSKSCJ: '79', CZJNKHCJ: '85' },
  }),
];

/** The licence of a card. Its code is made of the number, so that it stays when somebody is added. */
function identityCard(card: ResidentCard): KeptLicence {
  const { idNumber, validFrom, validTo } = card;
  const born = Number(idNumber.slice(8, 14)).toString(36).toUpperCase().padStart(4, '0');
  return makeLicence('identityCard', {
    code: `440699${validFrom.slice(0, 4)}SFZ${born}${idNumber.charAt(16)}`,
    holders: [card],
    begin: validFrom,
    expiry: validTo === 'long-term' ? '' : validTo,
    fields: {
      XB: sexes[card.sex] ?? '',
      MZ: ethnicities[card.ethnicity] ?? '',
      CSRQ: card.birthDate,
      ZZ: card.address,
      GMSFHM: idNumber,
      QFJG: card.authority,
    },
  });
}

/** Names, numbers and relations stand in the same order. */
function householdRegister(code: string, begin: string, its: Household): KeptLicence {
  const [[householder], ...others] = its.members;
  return makeLicence('householdRegister', {
    code,
    holders: [householder, ...others.map(([person]) => person)],
    begin,
    fields: {
      HH: its.number,
      HZ_XM: householder.name,
      YHZGXDM: its.members.map(([, relation]) => relation).join(','),
      HJDZ: its.address,
      CYLB: its.members.map(([{ name }, relation]) => `${name}（${relation}）`).join('、'),
    },
  });
}

function marriageCertificate(code: string, { husband, wife, marriedOn }: Couple): KeptLicence {
  return makeLicence('marriageCertificate', {
    code,
    holders: [husband, wife],
    begin: marriedOn,
    fields: {
      JHZZH: `J440699-${marriedOn.slice(0, 4)}-0${code.slice(-5)}`,
      DJRQ: marriedOn,
      NFXM: husband.name,
      NFSFZH: husband.idNumber,
      WFXM: wife.name,
      WFSFZH: wife.idNumber,
    },
  });
}

/** Its holders are the child and the parents who are known. */
function birthCertificate(
  code: string,
  { child, guardians }: Guardianship,
  time: string,
): KeptLicence {
  const mother = guardians.find(({ sex }) => sex === '2');
  const father = guardians.find(({ sex }) => sex === '1');
  return makeLicence('birthCertificate', {
    code,
    holders: [child, ...guardians],
    begin: child.birthDate,
    fields: {
      CSYXZMBH: `Z440${code.slice(6, 10)}${code.slice(-5)}`,
      XSEXM: child.name,
      XSEXB: sexes[child.sex] ?? '',
      CSRQ: child.birthDate,
      CSSJ: time,
      CSD: '广东省佛山市样例区',
      MQXM: mother?.name ?? '',
      MQSFZH: mother?.idNumber ?? '',
      FQXM: father?.name ?? '',
      FQSFZH: father?.idNumber ?? '',
    },
  });
}

/** The number of a 残疾人证 is that of its holder with a digit for the category and one for the degree. */
function disabled(
  its: Pick<LicenceOutline, 'code' | 'begin' | 'expiry'> & { readonly holder: Holder },
  category: keyof typeof categories,
  degree: keyof typeof degrees,
): KeptLicence {
  const { code, holder, begin, expiry = '2037-12-31' } = its;
  const ward = Object.values(guardianships).find(({ child }) => child.idNumber === holder.idNumber);
  return makeLicence('disabilityCertificate', {
    code,
    holders: [holder],
    begin,
    expiry,
    fields: {
      CJRZH: holder.idNumber + categories[category] + degrees[degree],
      CJLB: category,
      CJDJ: degree,
      JHRXM: ward?.guardians[0].name ?? '',
    },
  });
}

function socialSecurityCard(outline: Omit<LicenceOutline, 'fields'>): KeptLicence {
  const [holder] = outline.holders;
  return makeLicence('socialSecurityCard', {
    ...outline,
    fields: {
      SBKH: holder.idNumber,
      FKDQ: '佛山市',
      FKYH: '样例银行',
      YHZH: `00000000000000${outline.code.slice(-5)}`,
      KZT: '正常',
    },
  });
}

function education(outline: Omit<LicenceOutline, 'fields'>, subject: string): KeptLicence {
  return makeLicence('educationCertificate', {
    ...outline,
    fields: {
      YXMC: '佛山市样例大学',
      YXDM: '00000',
      XL: '本科',
      ZY: subject,
      BYNF: outline.begin.slice(0, 4),
      XXXS: '普通全日制',
      ZSBH: `00000${outline.code.slice(6, 10)}${outline.code.slice(-5)}`,
    },
  });
}
