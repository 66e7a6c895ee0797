import { randomUUID } from 'node:crypto';
import type { clerks } from '../../reference-platform/seed/accounts.ts';
import { openSessionAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';

/** Logs somebody who works behind the counters in at a platform. @returns a GET of a path there, as they are answered */
export async function readerAt(
  platform: string,
  { account, password }: Pick<(typeof clerks)[keyof typeof clerks], 'account' | 'password'>,
): Promise<(path: string) => Promise<Response>> {
  const login = await fetch(`${platform}${platformPaths.sessions}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password, windowId: 'A07', workstationId: randomUUID() }),
  });
  const { token } = openSessionAnswerSchema.parse(await login.json());
  return (path) => fetch(`${platform}${path}`, { headers: { authorization: `Bearer ${token}` } });
}
