import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import type { PlatformClient } from '../../platform-client/platform-client.ts';

/** Whether 自然人库 knows a number by a name: `identity.unknown` or `identity.name-differs` where it does not. */
export async function matchPerson(
  platform: Pick<PlatformClient, 'matchPerson'>,
  person: { readonly idNumber: string; readonly name: string },
): Promise<Outcome<null>> {
  const matched = await platform.matchPerson(person);
  if (!matched.ok) return matched;
  if (matched.value === 'unknown') return fail('identity.unknown');
  return matched.value === 'name-differs' ? fail('identity.name-differs') : ok(null);
}
