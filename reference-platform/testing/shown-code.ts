import {
  type IssueCodeAnswer,
  issueCodeAnswerSchema,
  type OwnCodeChoice,
  type PhoneApp,
} from '../../src/contracts/phone-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import type { PlatformUnderTest } from './platform-under-test.ts';
import { signedInPhone } from './signed-in-phone.ts';

/** The text of a code that somebody's phone shows, in 佛山通 and activated unless told otherwise. */
export async function shownCode(
  bench: Pick<PlatformUnderTest, 'call'>,
  owner: { readonly idNumber: string },
  choice: OwnCodeChoice,
  {
    app = 'foshantong',
    isActivated = true,
  }: { readonly app?: PhoneApp; readonly isActivated?: boolean } = {},
): Promise<IssueCodeAnswer['code']> {
  const token = await signedInPhone(bench, owner, app);
  if (isActivated) await bench.call('POST', platformPaths.codeActivations, choice, token);
  const { body } = await bench.call('POST', platformPaths.issueCode, choice, token);
  return issueCodeAnswerSchema.parse(body).code;
}
