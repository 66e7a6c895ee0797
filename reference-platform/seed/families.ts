import type { ResidentCard } from '../../src/domain/identity-card.ts';
import { card, people, peopleElsewhere } from './people.ts';

/**
 * Residents who have a card and belong to somebody: spouses, parents, children, and some who live by themselves. Ages
 * are those of 2026; the cards of children are valid for longer than five years, so that they hold until 2036.
 */
export const familyMembers = {
  /** Wife of `people.revokedRegister`. */
  dengLihua: card('44069919600721002', {
    name: '邓丽华',
    sex: '2',
    ethnicity: '01',
    address: '广东省佛山市样例区石湾路88号',
    validFrom: '2015-07-22',
    validTo: 'long-term',
  }),
  /** A household of two adults and two children; owns its flat. */
  huoJunwei: card('44069919860419001', {
    name: '霍俊炜',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区同华东一路33号7座904',
    validFrom: '2017-04-20',
    validTo: '2037-04-20',
  }),
  zhongMinyi: card('44069919880903002', {
    name: '钟敏仪',
    sex: '2',
    ethnicity: '01',
    address: '广东省佛山市样例区同华东一路33号7座904',
    validFrom: '2019-09-04',
    validTo: '2039-09-04',
  }),
  huoZixuan: card('44069920140308001', {
    name: '霍梓轩',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区同华东一路33号7座904',
    validFrom: '2024-03-11',
    validTo: '2037-03-11',
  }),
  /** Disabled. */
  huoYutong: card('44069920180725002', {
    name: '霍语桐',
    sex: '2',
    ethnicity: '01',
    address: '广东省佛山市样例区同华东一路33号7座904',
    validFrom: '2024-03-11',
    validTo: '2037-03-11',
  }),
  /** Parents of `withoutResidentCard.liangRan`, who own no flat. */
  liangJiahao: card('44069919950211001', {
    name: '梁嘉豪',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区湖景路15号2座1106',
    validFrom: '2021-02-18',
    validTo: '2041-02-18',
  }),
  heSimin: card('44069919961205002', {
    name: '何思敏',
    sex: '2',
    ethnicity: '01',
    address: '广东省佛山市样例区湖景路15号2座1106',
    validFrom: '2022-12-06',
    validTo: '2042-12-06',
  }),
  /** Disabled, and the one parent of her son. */
  shenRuolan: card('44069919890616002', {
    name: '沈若兰',
    sex: '2',
    ethnicity: '01',
    address: '广东省佛山市样例区花园新街4号302',
    validFrom: '2020-06-17',
    validTo: '2040-06-17',
  }),
  shenSiyuan: card('44069920120929001', {
    name: '沈思远',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区花园新街4号302',
    validFrom: '2023-10-08',
    validTo: '2037-10-08',
  }),
  /** Over 80, guardian of her grandson. */
  wuYuzhen: card('44069919440205002', {
    name: '伍玉珍',
    sex: '2',
    ethnicity: '01',
    address: '广东省佛山市样例区升平里11号',
    validFrom: '2008-05-14',
    validTo: 'long-term',
  }),
  wuJiale: card('44069920130518001', {
    name: '伍家乐',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区升平里11号',
    validFrom: '2025-05-19',
    validTo: '2037-05-19',
  }),
  /** 16, daughter of `peopleElsewhere.tanYaqin`. */
  ouZiqing: card('44069920100814002', {
    name: '区子晴',
    sex: '2',
    ethnicity: '01',
    address: '广东省佛山市样例区沙岗路27号',
    validFrom: '2026-08-17',
    validTo: '2037-08-17',
  }),
  /** Over 80, disabled. */
  ouBingkun: card('44069919381001001', {
    name: '区炳坤',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区仁寿坊2号',
    validFrom: '2007-10-12',
    validTo: 'long-term',
  }),
  /** Disabled; the given name is one character, of Extension E and so beyond the BMP. */
  maiYi: card('44069919840713001', {
    name: '麦𬱖',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区莲花路61号101',
    validFrom: '2018-07-16',
    validTo: '2038-07-16',
  }),
  /** Drives lorries for a living. */
  luoYongqiang: card('44069919820326003', {
    name: '骆永强',
    sex: '1',
    ethnicity: '01',
    address: '广东省佛山市样例区季华西路140号3座602',
    validFrom: '2018-03-27',
    validTo: '2038-03-27',
  }),
} as const satisfies Readonly<Record<string, ResidentCard>>;

/** What 自然人库 knows of somebody. */
export interface Resident
  extends Pick<ResidentCard, 'idNumber' | 'name' | 'sex' | 'birthDate' | 'address'> {
  /** The card of somebody who is not of the mainland has none. */
  readonly ethnicity?: string;
  /** `YYYY-MM-DD`. */
  readonly recordedOn: string;
}

/**
 * A newborn, who has a number and no card yet, and two who are not of the mainland. Their divisions, 810699 and the
 * country 999, exist no more than 440699 does.
 */
export const withoutResidentCard = {
  /** Born in October 2026 to a couple; not in their household register yet. */
  liangRan: {
    idNumber: '440699202610120029',
    name: '梁苒',
    sex: '2',
    ethnicity: '01',
    birthDate: '2026-10-12',
    address: '广东省佛山市样例区湖景路15号2座1106',
    recordedOn: '2026-10-15',
  },
  /** Has a residence permit for Hong Kong, Macao and Taiwan residents (港澳台居民居住证). */
  hoWingYan: {
    idNumber: '810699199103210024',
    name: '何詠欣',
    sex: '2',
    birthDate: '1991-03-21',
    address: '广东省佛山市样例区魁奇一路7号11座2003',
    recordedOn: '2022-04-11',
  },
  /** Has a foreigner's permanent residence card (外国人永久居留身份证) of 2023; the name is a long one. */
  alexandrova: {
    idNumber: '944999198510300021',
    name: 'ALEXANDROVA EKATERINA NIKOLAEVNA',
    sex: '2',
    birthDate: '1985-10-30',
    address: '广东省佛山市样例区华远东路18号1702',
    recordedOn: '2024-06-03',
  },
} as const satisfies Readonly<Record<string, Resident>>;

/** The cards of all who have one. */
export const residentCards: readonly ResidentCard[] = [
  ...Object.values(people).map(({ card }) => card),
  ...Object.values(peopleElsewhere),
  ...Object.values(familyMembers),
];

/** The forty natural persons of the seed. */
export const everybody: readonly Resident[] = [
  ...residentCards.map((card) => ({ ...card, recordedOn: card.validFrom })),
  ...Object.values(withoutResidentCard),
];
