import type { clerks } from '../../reference-platform/seed/accounts.ts';
import { staffToken } from '../../scripts/workbench/staff.ts';

/** What somebody who works behind the counters reads at a platform. @returns a GET of a path there */
export async function readerAt(
  platform: string,
  who: (typeof clerks)[keyof typeof clerks],
): Promise<(path: string) => Promise<Response>> {
  const authorization = `Bearer ${await staffToken(platform, who)}`;
  return (path) => fetch(`${platform}${path}`, { headers: { authorization } });
}
