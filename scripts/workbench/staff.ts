import { randomUUID } from 'node:crypto';
import type { clerks } from '../../reference-platform/seed/accounts.ts';
import { openSessionAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';

/** Logs somebody who works behind the counters in at a platform. @returns the token of the session */
export async function staffToken(
  platform: string,
  { account, password }: Pick<(typeof clerks)[keyof typeof clerks], 'account' | 'password'>,
): Promise<string> {
  const login = await fetch(`${platform}${platformPaths.sessions}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password, windowId: 'A07', workstationId: randomUUID() }),
  });
  return openSessionAnswerSchema.parse(await login.json()).token;
}
