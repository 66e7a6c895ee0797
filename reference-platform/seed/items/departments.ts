interface Department {
  readonly name: string;
  /** Its unified social credit code. */
  readonly code: string;
}

/** The departments (部门) that register items here, none of which exists under its code. */
export const departments = {
  transport: { name: '佛山市交通运输局', code: '11440699MB9X000664' },
  market: { name: '佛山市市场监督管理局', code: '11440699MB9X00074Y' },
  cityManagement: { name: '佛山市城市管理和综合执法局', code: '11440699MB9X00082R' },
  police: { name: '佛山市公安局', code: '11440699MB9X00090L' },
  naturalResources: { name: '佛山市自然资源局', code: '11440699MB9X00103A' },
  health: { name: '佛山市卫生健康局', code: '11440699MB9X001115' },
  housing: { name: '佛山市住房和城乡建设局', code: '11440699MB9X0012XW' },
  commerce: { name: '佛山市商务局', code: '11440699MB9X00138W' },
  socialInsurance: { name: '佛山市社会保险基金管理局', code: '12440699MB9X00146L' },
  disabledPersons: { name: '佛山市残疾人联合会', code: '13440699MB9X00154C' },
} as const satisfies Readonly<Record<string, Department>>;

/**
 * What says of an item whose it is.
 * @param digits the thirteen of its code that the department gives
 */
export function itemOf(department: keyof typeof departments, digits: string) {
  const { name, code } = departments[department];
  return {
    code: code + digits,
    department: name,
    evaluationCode: `${code}${digits}01`,
  };
}
