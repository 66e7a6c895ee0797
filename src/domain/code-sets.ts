import type { FormFieldDefinition } from './service-item.ts';

/** Sex codes (GB/T 2261.1) and what sources write in their place. */
const sexNames = { '0': '未知', '1': '男', '2': '女', '9': '未说明' } as const;

/** GB/T 3304: 56 nationalities, others not yet identified (97), foreigners who became citizens (98). */
const ethnicityNames = {
  '01': '汉族',
  '02': '蒙古族',
  '03': '回族',
  '04': '藏族',
  '05': '维吾尔族',
  '06': '苗族',
  '07': '彝族',
  '08': '壮族',
  '09': '布依族',
  '10': '朝鲜族',
  '11': '满族',
  '12': '侗族',
  '13': '瑶族',
  '14': '白族',
  '15': '土家族',
  '16': '哈尼族',
  '17': '哈萨克族',
  '18': '傣族',
  '19': '黎族',
  '20': '傈僳族',
  '21': '佤族',
  '22': '畲族',
  '23': '高山族',
  '24': '拉祜族',
  '25': '水族',
  '26': '东乡族',
  '27': '纳西族',
  '28': '景颇族',
  '29': '柯尔克孜族',
  '30': '土族',
  '31': '达斡尔族',
  '32': '仫佬族',
  '33': '羌族',
  '34': '布朗族',
  '35': '撒拉族',
  '36': '毛南族',
  '37': '仡佬族',
  '38': '锡伯族',
  '39': '阿昌族',
  '40': '普米族',
  '41': '塔吉克族',
  '42': '怒族',
  '43': '乌孜别克族',
  '44': '俄罗斯族',
  '45': '鄂温克族',
  '46': '德昂族',
  '47': '保安族',
  '48': '裕固族',
  '49': '京族',
  '50': '塔塔尔族',
  '51': '独龙族',
  '52': '鄂伦春族',
  '53': '赫哲族',
  '54': '门巴族',
  '55': '珞巴族',
  '56': '基诺族',
  '97': '其他',
  '98': '外国血统中国籍人士',
} as const;

const nameTables = { sex: sexNames, ethnicity: ethnicityNames };

/** The standards whose codes a form holds in place of names. */
export type CodeSet = keyof typeof nameTables;
/** A code of one of them. */
export type CodeOf<Set extends CodeSet> = keyof (typeof nameTables)[Set];

/** Every code of each standard, in its order. */
export const codesOf: { readonly [Set in CodeSet]: readonly CodeOf<Set>[] } = {
  sex: inOrder(sexNames),
  ethnicity: inOrder(ethnicityNames),
};

/** Properties that look like numbers come before the others, whatever their order is. */
function inOrder<Code extends string>(names: Readonly<Record<Code, string>>): readonly Code[] {
  return (Object.keys(names) as Code[]).sort();
}

/** The code that a source means, whether it gives the code (`01`, `1`) or the name, whole (`汉族`) or short (`汉`). */
export function codeMeant(set: CodeSet, said: string): string | undefined {
  const names: readonly (readonly [string, string])[] = Object.entries(nameTables[set]);
  const padded = set === 'ethnicity' ? said.padStart(2, '0') : said;
  return names.find(
    ([code, name]) => code === padded || name === said || name === `${said}族`,
  )?.[0];
}

/** The standard whose codes a form field holds, if any: the one of the card's or 自然人库's field that can fill it. */
export function codeSetOf({ sources }: Pick<FormFieldDefinition, 'sources'>): CodeSet | undefined {
  for (const { kind, field } of sources) {
    const isCoded = kind === 'card' || kind === 'person';
    if (isCoded && (field === 'sex' || field === 'ethnicity')) return field;
  }
  return undefined;
}
