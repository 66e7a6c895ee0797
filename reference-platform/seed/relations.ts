import { familyMembers, type Resident, withoutResidentCard } from './families.ts';
import { people, peopleElsewhere } from './people.ts';

/** Who somebody is to others. */
type Relative = Pick<Resident, 'idNumber' | 'name' | 'sex'>;

/** Two who are married to each other. */
export interface Couple {
  readonly husband: Relative;
  readonly wife: Relative;
  /** `YYYY-MM-DD`. */
  readonly marriedOn: string;
}

/** A minor, and whoever answers for them (监护人). */
export interface Guardianship {
  readonly child: Relative & Pick<Resident, 'birthDate'>;
  readonly guardians: readonly [Relative, ...Relative[]];
}

/** Those who stand in one household register (户). */
export interface Household {
  /** 户号. */
  readonly number: string;
  readonly address: string;
  /** The householder (户主) first, the others by how they are related to the householder. */
  readonly members: readonly [Member, ...Member[]];
}
type Member = readonly [person: Relative, relation: string];

const { dengLihua, huoJunwei, zhongMinyi, huoZixuan, huoYutong, liangJiahao, heSimin } =
  familyMembers;
const { shenRuolan, shenSiyuan, wuYuzhen, wuJiale, ouZiqing, ouBingkun, maiYi, luoYongqiang } =
  familyMembers;
const { tanYaqin, fengXiulan } = peopleElsewhere;

/** The couples of the seed. */
export const couples = {
  heAndDeng: { husband: people.revokedRegister.card, wife: dengLihua, marriedOn: '1983-10-01' },
  huoAndZhong: { husband: huoJunwei, wife: zhongMinyi, marriedOn: '2012-05-20' },
  liangAndHe: { husband: liangJiahao, wife: heSimin, marriedOn: '2024-09-09' },
} as const satisfies Readonly<Record<string, Couple>>;

/** The minors of the seed: children of couples, of one parent, and one whose grandmother is the guardian. */
export const guardianships = {
  huoZixuan: { child: huoZixuan, guardians: [huoJunwei, zhongMinyi] },
  huoYutong: { child: huoYutong, guardians: [huoJunwei, zhongMinyi] },
  liangRan: { child: withoutResidentCard.liangRan, guardians: [liangJiahao, heSimin] },
  shenSiyuan: { child: shenSiyuan, guardians: [shenRuolan] },
  ouZiqing: { child: ouZiqing, guardians: [tanYaqin] },
  wuJiale: { child: wuJiale, guardians: [wuYuzhen] },
} as const satisfies Readonly<Record<string, Guardianship>>;

/** Households whose register is in the library, beside those of `people`. */
export const households = {
  huo: household('440699100006', huoJunwei, [
    [zhongMinyi, '配偶'],
    [huoZixuan, '子'],
    [huoYutong, '女'],
  ]),
  liang: household('440699100007', liangJiahao, [[heSimin, '配偶']]),
  shen: household('440699100008', shenRuolan, [[shenSiyuan, '子']]),
  wu: household('440699100009', wuYuzhen, [[wuJiale, '孙子']]),
  tan: household('440699100010', tanYaqin, [[ouZiqing, '女']]),
  feng: household('440699100011', fengXiulan),
  ouBingkun: household('440699100012', ouBingkun),
  mai: household('440699100013', maiYi),
  luo: household('440699100014', luoYongqiang),
} as const;

function household(
  number: string,
  householder: Relative & Pick<Resident, 'address'>,
  others: readonly Member[] = [],
): Household {
  return { number, address: householder.address, members: [[householder, '户主'], ...others] };
}
