import { type PhoneSignInRequest, phoneSignInAnswerSchema } from '../../src/contracts/phone-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import type { PlatformUnderTest } from './platform-under-test.ts';

/** Signs a phone in, to 佛山通 unless told. @returns its token */
export async function signedInPhone(
  bench: Pick<PlatformUnderTest, 'call'>,
  { idNumber }: { readonly idNumber: string },
  app: PhoneSignInRequest['app'] = 'foshantong',
): Promise<string> {
  const request: PhoneSignInRequest = { app, idNumber, by: 'face' };
  const { body } = await bench.call('POST', platformPaths.phoneSessions, request);
  return phoneSignInAnswerSchema.parse(body).token;
}
