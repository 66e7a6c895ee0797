import {
  type LicenceOperator,
  licenceApiPaths,
  licenceLoginAnswerSchema,
} from '../../src/contracts/licence-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { clerks, licenceAccount } from '../seed/accounts.ts';
import type { PlatformUnderTest } from './platform-under-test.ts';

/** A clerk who answers for a use. */
export const operator: LicenceOperator = {
  account: 'zhanggong',
  name: '张工',
  identity_num: clerks.clerk.idNumber,
  role: 'clerk',
  division: '佛山市',
  division_code: '440699',
  service_org: '佛山市行政服务中心',
  service_org_code: '11440699MB9X00023N',
};

/** Calls the licence library as a system that is logged in. */
export interface LibraryCaller {
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
}

/** Logs in to the licence library. */
export async function callLibrary(bench: PlatformUnderTest): Promise<LibraryCaller> {
  const at = (path: string) => platformPaths.licenceLibrary + path;
  const login = await bench.call('POST', at(licenceApiPaths.login), licenceAccount);
  const token = licenceLoginAnswerSchema.parse(login.body).access_token ?? '';
  return {
    call: (method, path, body) =>
      bench.call(method, `${at(path)}${path.includes('?') ? '&' : '?'}access_token=${token}`, body),
  };
}

/** What `expect` needs to find in an answer that refuses. */
export function refusalOf(code: string) {
  return { ack_code: 'FAILURE', errors: [{ code }] };
}
