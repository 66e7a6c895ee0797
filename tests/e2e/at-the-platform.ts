import type { clerks } from '../../reference-platform/seed/accounts.ts';
import { staffToken } from '../../scripts/workbench/staff.ts';
import { evidencePaths } from '../../src/evidence/evidence-api.ts';
import { readTrustedKeys, type TrustedKeys } from '../../src/evidence/trusted-keys.ts';

/** What somebody who works behind the counters reads at a platform. @returns a GET of a path there */
export async function readerAt(
  platform: string,
  who: (typeof clerks)[keyof typeof clerks],
): Promise<(path: string) => Promise<Response>> {
  const authorization = `Bearer ${await staffToken(platform, who)}`;
  return (path) => fetch(`${platform}${path}`, { headers: { authorization } });
}

/** The keys by which anybody may judge what the workstations of a platform have signed. */
export async function trustedKeysAt(platform: string): Promise<TrustedKeys> {
  const answer = await fetch(platform + evidencePaths.trust);
  const trusted = readTrustedKeys(await answer.text());
  if (!trusted.ok) throw new Error(trusted.problem.code);
  return trusted.value;
}
