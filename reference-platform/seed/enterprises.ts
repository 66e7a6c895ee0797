import type { EnterpriseKind, EnterpriseStatus } from '../../src/contracts/subject-api.ts';
import { people, peopleElsewhere } from './people.ts';

interface Representative {
  readonly idNumber: string;
  readonly name: string;
}

/** Something that is different since a day (`YYYY-MM-DD`). */
type EnterpriseChange = { readonly day: string } & (
  | { readonly what: 'representative'; readonly from: Representative; readonly to: Representative }
  | { readonly what: 'name' | 'address'; readonly from: string; readonly to: string }
  | { readonly what: 'status'; readonly from: EnterpriseStatus; readonly to: EnterpriseStatus }
);

/** A legal person as it is now, and how it came to be so. */
export interface SeedEnterprise {
  readonly uscc: string;
  readonly unitCode?: string;
  readonly name: string;
  readonly kind: EnterpriseKind;
  readonly representative: Representative;
  readonly status: EnterpriseStatus;
  readonly address: string;
  /** Oldest first. */
  readonly changes: readonly EnterpriseChange[];
}

/** The legal persons of the seed. None exists: division 440699 does not. */
export const enterprises = {
  homeAppliances: {
    uscc: '91440699MA9X01014M',
    name: '佛山市样例区桂城家电制造有限公司',
    kind: 'enterprise',
    representative: people.tooYoung.card,
    status: 'active',
    address: '广东省佛山市样例区工业大道1号',
    changes: [],
  },
  ceramics: {
    uscc: '91440699MA9X01022G',
    name: '佛山市样例石湾陶艺有限公司',
    kind: 'enterprise',
    representative: people.revokedRegister.card,
    status: 'active',
    address: '广东省佛山市样例区石湾路90号',
    changes: [
      {
        what: 'address',
        day: '2019-06-12',
        from: '广东省佛山市样例区旧窑街2号',
        to: '广东省佛山市样例区石湾路90号',
      },
    ],
  },
  aluminium: {
    uscc: '91440699MA9X01030B',
    name: '佛山市样例区铝型材有限公司',
    kind: 'enterprise',
    representative: peopleElsewhere.luJianhua,
    status: 'active',
    address: '广东省佛山市样例区大沥路210号',
    changes: [
      {
        what: 'representative',
        day: '2023-03-01',
        from: peopleElsewhere.huangWeixiong,
        to: peopleElsewhere.luJianhua,
      },
    ],
  },
  furniture: {
    uscc: '91440699MA9X010498',
    name: '佛山市样例区乐从家具有限公司',
    kind: 'enterprise',
    representative: peopleElsewhere.tanYaqin,
    status: 'active',
    address: '广东省佛山市样例区家具城东路16号',
    changes: [
      {
        what: 'representative',
        day: '2021-09-15',
        from: people.tooYoung.card,
        to: peopleElsewhere.tanYaqin,
      },
    ],
  },
  textiles: {
    uscc: '91440699MA9X010573',
    name: '佛山市样例西樵纺织有限公司',
    kind: 'enterprise',
    representative: peopleElsewhere.moZhiming,
    status: 'active',
    address: '广东省佛山市样例区西樵路7号',
    changes: [
      {
        what: 'representative',
        day: '2020-01-10',
        from: peopleElsewhere.suZhanpeng,
        to: peopleElsewhere.fengXiulan,
      },
      {
        what: 'representative',
        day: '2024-07-22',
        from: peopleElsewhere.fengXiulan,
        to: peopleElsewhere.moZhiming,
      },
    ],
  },
  software: {
    uscc: '91440699MA9X01065X',
    name: '佛山样例云帆软件有限公司',
    kind: 'enterprise',
    representative: peopleElsewhere.jianHaotian,
    status: 'active',
    address: '广东省佛山市样例区千灯湖路5号9楼',
    changes: [
      {
        what: 'name',
        day: '2024-02-29',
        from: '佛山样例云帆网络有限公司',
        to: '佛山样例云帆软件有限公司',
      },
    ],
  },
  logistics: {
    uscc: '91440699MA9X01073Q',
    name: '佛山市样例区顺途物流有限公司',
    kind: 'enterprise',
    representative: people.lapsedWorker.card,
    status: 'active',
    address: '广东省佛山市样例区货运路33号',
    changes: [],
  },
  foods: {
    uscc: '91440699MA9X01081K',
    name: '佛山市样例区盲公饼食品有限公司',
    kind: 'enterprise',
    representative: people.allGood.card,
    status: 'active',
    address: '广东省佛山市样例区福禄路20号',
    changes: [
      {
        what: 'representative',
        day: '2022-11-08',
        from: peopleElsewhere.suZhanpeng,
        to: people.allGood.card,
      },
      {
        what: 'address',
        day: '2022-12-01',
        from: '广东省佛山市样例区福禄路12号',
        to: '广东省佛山市样例区福禄路20号',
      },
    ],
  },
  machinery: {
    uscc: '91440699MA9X0109XB',
    name: '佛山市样例区南方机械有限公司',
    kind: 'enterprise',
    representative: peopleElsewhere.ouyangYun,
    status: 'active',
    address: '广东省佛山市样例区狮山路101号',
    changes: [],
  },
  lighting: {
    uscc: '91440699MA9X011024',
    name: '佛山市样例区明珠照明有限公司',
    kind: 'enterprise',
    representative: peopleElsewhere.guanMeiyi,
    status: 'active',
    address: '广东省佛山市样例区张槎路58号',
    changes: [
      {
        what: 'representative',
        day: '2025-05-19',
        from: peopleElsewhere.jianHaotian,
        to: peopleElsewhere.guanMeiyi,
      },
    ],
  },
  trading: {
    uscc: '91440699MA9X01110Y',
    name: '佛山市样例区广济贸易有限公司',
    kind: 'enterprise',
    representative: peopleElsewhere.huangWeixiong,
    status: 'revoked',
    address: '广东省佛山市样例区汾江路66号',
    changes: [{ what: 'status', day: '2024-10-30', from: 'active', to: 'revoked' }],
  },
  catering: {
    uscc: '91440699MA9X01129U',
    name: '佛山市样例区得心餐饮有限公司',
    kind: 'enterprise',
    representative: people.settledWorker.card,
    status: 'revoked',
    address: '广东省佛山市样例区祖庙路8号',
    changes: [{ what: 'status', day: '2023-12-15', from: 'active', to: 'revoked' }],
  },
  consulting: {
    uscc: '91440699MA9X01137N',
    name: '佛山样例启明咨询有限公司',
    kind: 'enterprise',
    representative: peopleElsewhere.chengRuoxi,
    status: 'active',
    address: '广东省佛山市样例区季华路12号1座801',
    changes: [],
  },
  rareNameHerbs: {
    uscc: '91440699MA9X01145H',
    name: '佛山市样例区大罗㙍药材有限公司',
    kind: 'enterprise',
    representative: people.rareName.card,
    status: 'active',
    address: '广东省佛山市样例区大罗㙍村东街11号',
    changes: [],
  },
  construction: {
    uscc: '91440699MA9X01153C',
    name: '佛山市样例区宏基建筑有限公司',
    kind: 'enterprise',
    representative: people.lowTrust.card,
    status: 'active',
    address: '广东省佛山市样例区魁奇路39号',
    changes: [],
  },
  noodleShop: {
    uscc: '92440699MA9X020173',
    name: '佛山市样例区志强面店',
    kind: 'individual-business',
    representative: people.tooYoung.card,
    status: 'active',
    address: '广东省佛山市样例区新城大道98号',
    changes: [],
  },
  tailor: {
    uscc: '92440699MA9X02025X',
    name: '佛山市样例区秀英裁缝店',
    kind: 'individual-business',
    representative: people.noLicence.card,
    status: 'active',
    address: '广东省佛山市样例区禅城巷5号',
    changes: [],
  },
  hairdresser: {
    uscc: '92440699MA9X02033Q',
    name: '佛山市样例区小燕理发店',
    kind: 'individual-business',
    representative: people.renewedWorker.card,
    status: 'active',
    address: '广东省佛山市样例区码头街4号',
    changes: [
      {
        what: 'address',
        day: '2025-01-06',
        from: '广东省佛山市样例区码头街19号',
        to: '广东省佛山市样例区码头街4号',
      },
    ],
  },
  fruitStall: {
    uscc: '92440699MA9X02041K',
    name: '佛山市样例区建国水果档',
    kind: 'individual-business',
    representative: people.expiredPermit.card,
    status: 'active',
    address: '广东省佛山市样例区东升市场12档',
    changes: [],
  },
  flowerShop: {
    uscc: '92440699MA9X0205XB',
    name: '佛山市样例区晓敏花店',
    kind: 'individual-business',
    representative: people.misspeltName.card,
    status: 'active',
    address: '广东省佛山市样例区柳荫街6号',
    changes: [],
  },
  repairShop: {
    uscc: '92440699MA9X02068B',
    name: '佛山市样例区展鹏五金修理部',
    kind: 'individual-business',
    representative: peopleElsewhere.suZhanpeng,
    status: 'revoked',
    address: '广东省佛山市样例区文昌路72号',
    changes: [{ what: 'status', day: '2022-08-01', from: 'active', to: 'revoked' }],
  },
  primarySchool: {
    uscc: '12440699MB9X030138',
    unitCode: 'SY-440699-0301',
    name: '佛山市样例区桂花小学',
    kind: 'public-institution',
    representative: peopleElsewhere.fengXiulan,
    status: 'active',
    address: '广东省佛山市样例区桂花街30号',
    changes: [],
  },
  hospital: {
    uscc: '12440699MB9X030213',
    unitCode: 'SY-440699-0302',
    name: '佛山市样例区人民医院',
    kind: 'public-institution',
    representative: peopleElsewhere.luJianhua,
    status: 'active',
    address: '广东省佛山市样例区同济路60号',
    changes: [],
  },
  library: {
    uscc: '12440699MB9X0303XT',
    unitCode: '样事编第0303号',
    name: '佛山市样例区图书馆',
    kind: 'public-institution',
    representative: people.longName.card,
    status: 'active',
    address: '广东省佛山市样例区文化路1号',
    changes: [],
  },
  musicHall: {
    uscc: '12440699MB9X03048T',
    unitCode: 'SY-440699-0304',
    name: '佛山市样例区粤剧传习所',
    kind: 'public-institution',
    representative: peopleElsewhere.tanYaqin,
    status: 'active',
    address: '广东省佛山市样例区兆祥路2号',
    changes: [
      { what: 'name', day: '2018-05-04', from: '佛山市样例区粤剧团', to: '佛山市样例区粤剧传习所' },
    ],
  },
} as const satisfies Readonly<Record<string, SeedEnterprise>>;
