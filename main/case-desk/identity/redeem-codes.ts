import type { Case } from '../../../src/domain/case.ts';
import { everybodyIn } from '../../../src/domain/case-holders.ts';
import type { OutcomeAbout } from '../../../src/flows/case-events.ts';
import { ok } from '../../../src/support/result.ts';
import type { PlatformClient } from '../../platform-client/platform-client.ts';

/**
 * 核销: has the platform use up the codes that a case was begun with while it was away. `code.used` where one was used
 * elsewhere, `code.other-person`, `code.unknown`, `code.expired` or `code.wrong-purpose` where it does not vouch for one; with
 * whose it is.
 */
export async function redeemCodes(
  { identities }: Pick<PlatformClient, 'identities'>,
  subject: Pick<Case, 'applicant' | 'present' | 'holders'>,
): Promise<OutcomeAbout<null>> {
  for (const { takenCode, number, name } of everybodyIn(subject)) {
    if (takenCode === undefined) continue;
    const { text: code, takenAt, caseId } = takenCode;
    const isApplicant = number === subject.applicant?.number;
    const type = isApplicant ? subject.applicant.subjectType : 'person';
    const told = await identities.redeemCode({
      code,
      caseId,
      takenAt,
      subject: { type, number, name },
    });
    if (!told.ok) return { ...told, about: number };
  }
  return ok(null);
}
