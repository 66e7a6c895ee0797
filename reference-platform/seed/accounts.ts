import type { Role } from '../../src/contracts/platform-api.ts';

/** Somebody who may log in at a window. Passwords stand here because nothing real is behind them. */
interface SeedClerk {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  /** 工号. */
  readonly number: string;
  readonly role: Role;
  readonly idNumber: string;
}

/** The clerks of the seed, one for each role. */
export const clerks = {
  clerk: {
    account: 'zhanggong',
    password: 'mianzheng-9012',
    name: '张工',
    number: '9012',
    role: 'clerk',
    idNumber: '440699198803150014',
  },
  supervisor: {
    account: 'lizhuguan',
    password: 'mianzheng-9001',
    name: '李主管',
    number: '9001',
    role: 'supervisor',
    idNumber: '440699197908260020',
  },
  approver: {
    account: 'chenshenpi',
    password: 'mianzheng-9030',
    name: '陈审批',
    number: '9030',
    role: 'approver',
    idNumber: '440699198509220034',
  },
  admin: {
    account: 'zhaoguanli',
    password: 'mianzheng-9080',
    name: '赵管理',
    number: '9080',
    role: 'admin',
    idNumber: '440699198206060010',
  },
  technician: {
    account: 'wangjishu',
    password: 'mianzheng-9090',
    name: '王技术',
    number: '9090',
    role: 'technician',
    idNumber: '440699199101120018',
  },
} as const satisfies Readonly<Record<Role, SeedClerk>>;

/** A second clerk, for what takes two at one window. */
export const secondClerk = {
  account: 'huangwen',
  password: 'mianzheng-9013',
  name: '黄闻',
  number: '9013',
  role: 'clerk',
  idNumber: '440699199305180020',
} as const satisfies SeedClerk;

/** The windows of the seed. */
export const windows = [
  {
    id: 'A07',
    name: '综合窗口 A07',
    hall: '佛山市行政服务大厅',
    division: '佛山市',
    division_code: '440699',
    org_name: '佛山市行政服务中心',
    org_code: '11440699MB9X00023N',
  },
  {
    id: 'A08',
    name: '综合窗口 A08',
    hall: '佛山市行政服务大厅',
    division: '佛山市',
    division_code: '440699',
    org_name: '佛山市行政服务中心',
    org_code: '11440699MB9X00023N',
  },
  {
    id: 'N03',
    name: '综合窗口 N03',
    hall: '佛山市样例区政务服务中心',
    division: '佛山市样例区',
    division_code: '440699',
    org_name: '佛山市样例区政务服务中心',
    org_code: '11440699MB9X00024R',
  },
] as const;

/** The system account with which workstations ask the licence library. */
export const licenceAccount = {
  account: 'mianzhengban',
  password: 'mianzhengban-library',
  app_key: 'mianzhengban-workstation',
  app_secret: 'synthetic-secret-of-the-reference-platform',
} as const;

/** The organisation that the system account belongs to. */
export const licenceAccountOrganisation = {
  division: '佛山市样例区',
  division_code: '440699',
  org_name: '佛山市行政服务中心',
  org_code: '11440699MB9X00023N',
} as const;
