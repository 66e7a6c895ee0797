import type { LicenceType, LicenceTypeField } from '../licence-library/licence-type.ts';

/** The organisation of the seed's catalogue and its division, which exist nowhere. */
const organisation = 'MB9X00031';
const division = '440699';
const organisationCode = `11${division}${organisation}H`;

/** 目录实施码 of a type by the nine digits of its base code. */
function typeCode(base: string): string {
  return base + organisation + division;
}

/** 目录实施码 of every licence type in the seed. */
export const licenceTypes = {
  /** 居民身份证. */
  identityCard: typeCode('100000101'),
  /** 居民户口簿. */
  householdRegister: typeCode('100000201'),
  /** 营业执照. */
  businessLicence: typeCode('100000301'),
  /** 结婚证. */
  marriageCertificate: typeCode('100000401'),
  /** 不动产权证书. */
  propertyCertificate: typeCode('100000501'),
  /** 出生医学证明. */
  birthCertificate: typeCode('100000601'),
  /** 残疾人证. */
  disabilityCertificate: typeCode('100000701'),
  /** 食品经营许可证. */
  foodLicence: typeCode('100000801'),
  /** 机动车行驶证. */
  vehicleLicence: typeCode('100000901'),
  /** 机动车驾驶证. */
  driversLicence: typeCode('100001001'),
  /** 道路运输从业资格证. */
  transportQualification: typeCode('100001101'),
  /** 社会保障卡. */
  socialSecurityCard: typeCode('100001201'),
  /** 居住证. */
  residencePermit: typeCode('100001301'),
  /** 学历证书. */
  educationCertificate: typeCode('100001401'),
  /** 公共场所卫生许可证. */
  hygieneLicence: typeCode('100001501'),
  /** 最低生活保障证. */
  subsistenceCertificate: typeCode('100001601'),
  /** 住所（经营场所）场地使用证明. */
  premisesProof: typeCode('100001701'),
  /** 中华人民共和国职业资格证书. */
  vocationalCertificate: typeCode('100001801'),
} as const;

type FieldList = readonly (readonly [key: string, name: string, ...marks: FieldMark[]])[];
type FieldMark = 'sensitive' | 'detail';

/** The face of every licence; the keys are those that public clients of the real library use. */
const everyFace: FieldList = [
  ['ZZMC', '证照名称'],
  ['ZZHM', '证照号码'],
  ['CYRMC', '持有人名称'],
  ['CYRSFZJLX', '持有人证件类型'],
  ['CYRSFZJHM', '持有人证件号码', 'sensitive'],
  ['FZJGMC', '发证机构名称'],
  ['FZJGZZJGDM', '发证机构组织机构代码'],
  ['FZJGSSXZQHDM', '发证机构所属行政区划代码'],
  ['FZRQ', '发证日期'],
  ['YXQKSRQ', '有效期开始日期'],
  ['YXQJSRQ', '有效期结束日期'],
];

/** The catalogue. What a type has beside the face of every licence is general practice, not one official standard. */
export const catalogue: readonly LicenceType[] = [
  type('identityCard', '居民身份证', { holder: 'person', sharing: 'conditional' }, [
    ['XB', '性别'],
    ['MZ', '民族'],
    ['CSRQ', '出生日期'],
    ['ZZ', '住址'],
    ['GMSFHM', '公民身份号码', 'sensitive'],
    ['QFJG', '签发机关'],
    ['ZP', '照片', 'sensitive'],
  ]),
  type('householdRegister', '居民户口簿', { holder: 'person' }, [
    ['HH', '户号'],
    ['HZ_XM', '户主姓名'],
    ['YHZGXDM', '与户主关系'],
    ['HJDZ', '户籍地址'],
    ['QTZZ', '其他住址'],
    ['CYLB', '成员列表', 'detail'],
  ]),
  type('businessLicence', '营业执照', { holder: 'organisation' }, [
    ['TYSHXYDM', '统一社会信用代码'],
    ['QYMC', '企业名称'],
    ['QYLX', '类型'],
    ['FDDBR', '法定代表人（经营者）'],
    ['ZS', '住所（经营场所）'],
    ['ZCZB', '注册资本'],
    ['CLRQ', '成立日期'],
    ['JYFW', '经营范围'],
    ['DJJG', '登记机关'],
    ['YYQX', '经营期限'],
  ]),
  type('marriageCertificate', '结婚证', { holder: 'person', sharing: 'conditional' }, [
    ['JHZZH', '结婚证字号'],
    ['DJRQ', '登记日期'],
    ['NFXM', '男方姓名'],
    ['NFSFZH', '男方身份证号', 'sensitive'],
    ['WFXM', '女方姓名'],
    ['WFSFZH', '女方身份证号', 'sensitive'],
    ['ZP', '照片', 'sensitive'],
  ]),
  type('propertyCertificate', '不动产权证书', { holder: 'both', sharing: 'conditional' }, [
    ['BDCQZH', '不动产权证号'],
    ['QLR', '权利人'],
    ['GYQK', '共有情况'],
    ['ZL', '坐落'],
    ['BDCDYH', '不动产单元号'],
    ['QLLX', '权利类型'],
    ['QLXZ', '权利性质'],
    ['YT', '用途'],
    ['MJ', '面积'],
    ['SYQX', '使用期限'],
    ['QLQTZK', '权利其他状况', 'detail'],
    ['FJ', '附记', 'sensitive', 'detail'],
  ]),
  type('birthCertificate', '出生医学证明', { kind: 'PROOF', holder: 'person' }, [
    ['CSYXZMBH', '出生医学证明编号'],
    ['XSEXM', '新生儿姓名'],
    ['XSEXB', '新生儿性别'],
    ['CSRQ', '出生日期'],
    ['CSSJ', '出生时间'],
    ['CSD', '出生地'],
    ['CSTZ', '出生体重', 'detail'],
    ['CSSC', '出生身长', 'detail'],
    ['MQXM', '母亲姓名'],
    ['MQSFZH', '母亲身份证号', 'sensitive'],
    ['FQXM', '父亲姓名'],
    ['FQSFZH', '父亲身份证号', 'sensitive'],
  ]),
  type('disabilityCertificate', '残疾人证', { holder: 'person', isSensitive: true }, [
    ['CJRZH', '残疾人证号', 'sensitive'],
    ['CJLB', '残疾类别', 'sensitive'],
    ['CJDJ', '残疾等级', 'sensitive'],
    ['JHRXM', '监护人姓名'],
    ['LXDH', '联系电话', 'sensitive'],
    ['ZP', '照片', 'sensitive'],
  ]),
  type('foodLicence', '食品经营许可证', { kind: 'APPROVAL', holder: 'organisation' }, [
    ['XKZBH', '许可证编号'],
    ['ZTYT', '主体业态'],
    ['JYXM', '经营项目'],
    ['JYCS', '经营场所'],
    ['FDDBR', '法定代表人（负责人）'],
    ['RCJGGLJG', '日常监督管理机构'],
  ]),
  type('vehicleLicence', '机动车行驶证', { holder: 'both' }, [
    ['HPHM', '号牌号码'],
    ['CLLX', '车辆类型'],
    ['SYXZ', '使用性质'],
    ['PPXH', '品牌型号'],
    ['CLSBDH', '车辆识别代号'],
    ['FDJH', '发动机号码'],
    ['ZCRQ', '注册日期'],
    ['JYYXQZ', '检验有效期止'],
  ]),
  type('driversLicence', '机动车驾驶证', { holder: 'person' }, [
    ['ZJCX', '准驾车型'],
    ['CCLZRQ', '初次领证日期'],
    ['DABH', '档案编号'],
    ['LJJF', '累积记分', 'detail'],
    ['ZT', '状态'],
  ]),
  type('transportQualification', '道路运输从业资格证', { holder: 'person' }, [
    ['CYZGLB', '从业资格类别'],
    ['ZJCX', '准驾车型'],
    ['CCLZRQ', '初次领证日期'],
    ['JXJYJL', '继续教育记录', 'detail'],
    ['CXKH', '诚信考核等级', 'detail'],
  ]),
  type('socialSecurityCard', '社会保障卡', { holder: 'person', isSensitive: true }, [
    ['SBKH', '社会保障号码', 'sensitive'],
    ['FKDQ', '发卡地区'],
    ['FKYH', '合作银行'],
    ['YHZH', '银行账号', 'sensitive'],
    ['KZT', '卡状态'],
  ]),
  type('residencePermit', '居住证', { holder: 'person' }, [
    ['XB', '性别'],
    ['MZ', '民族'],
    ['XJZDZ', '现居住地址'],
    ['HJSZD', '户籍所在地'],
    ['JZSY', '居住事由'],
    ['QZYXQ', '签注有效期'],
    ['ZP', '照片', 'sensitive'],
  ]),
  type('educationCertificate', '学历证书', { holder: 'person' }, [
    ['YXMC', '院校名称'],
    ['YXDM', '院校代码'],
    ['XL', '学历'],
    ['ZY', '专业'],
    ['BYNF', '毕业年份'],
    ['XXXS', '学习形式'],
    ['ZSBH', '证书编号'],
  ]),
  type('hygieneLicence', '公共场所卫生许可证', { kind: 'APPROVAL', holder: 'organisation' }, [
    ['XKXM', '许可项目'],
    ['DWMC', '单位名称'],
    ['DZ', '地址'],
    ['FZR', '负责人'],
  ]),
  type('subsistenceCertificate', '最低生活保障证', { holder: 'person', isSensitive: true }, [
    ['DBZH', '低保证号', 'sensitive'],
    ['BZRKS', '保障人口数'],
    ['BZJE', '保障金额', 'sensitive'],
    ['JTCY', '家庭成员', 'sensitive', 'detail'],
  ]),
  type('premisesProof', '住所（经营场所）场地使用证明', { kind: 'PROOF', holder: 'both' }, [
    ['CZF', '出租方'],
    ['CQF', '产权方'],
    ['FWDZ', '房屋地址'],
    ['JZMJ', '建筑面积'],
    ['CDSYKSRQ', '场地使用开始日期'],
    ['XMMC', '项目名称'],
  ]),
  type('vocationalCertificate', '中华人民共和国职业资格证书', { holder: 'person' }, [
    ['ZYJDJ', '工种'],
    ['ZYDJ', '等级'],
    ['LLZSKSCJ', '理论知识考试成绩', 'detail'],
    ['CZJNKHCJ', '操作技能考核成绩', 'detail'],
  ]),
];

interface TypeMarks {
  readonly holder: LicenceType['holder'];
  readonly kind?: LicenceType['kind'];
  readonly sharing?: LicenceType['sharing'];
  readonly isSensitive?: boolean;
}

function type(
  key: keyof typeof licenceTypes,
  name: string,
  { holder, kind = 'CERTIFICATE', sharing = 'by-item', isSensitive = false }: TypeMarks,
  own: FieldList,
): LicenceType {
  const fields = [...everyFace, ...own].map(toField);
  const code = licenceTypes[key];
  const nationalCode = `${organisationCode}${code.slice(4, 7)}`;
  return { code, nationalCode, name, kind, holder, sharing, isSensitive, fields };
}

function toField([key, name, ...marks]: FieldList[number]): LicenceTypeField {
  return {
    key,
    name,
    isSensitive: marks.includes('sensitive'),
    place: marks.includes('detail') ? 'detail' : 'face',
  };
}
