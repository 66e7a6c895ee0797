import type { AskConsentRequest } from '../../src/contracts/consent-api.ts';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import type { OpenSessionAnswer } from '../../src/contracts/platform-api.ts';
import type { Case } from '../../src/domain/case.ts';
import { nextToAsk } from '../../src/domain/case-holders.ts';
import type { AnsweringTerms, PageStyle } from '../../src/domain/consent.ts';
import { shownParty } from '../../src/domain/masking.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { composeConsentPage } from '../evaluator-pages/compose-consent-page.ts';
import type { PageBasis } from '../evaluator-pages/page-basis.ts';
import type { Settings } from '../settings/settings.ts';
import { askedLicences, licencesToldOf } from './asked-licences.ts';
import { consentParties, isAskedOnPhoneOnly, isDecidedForHolder } from './consent-parties.ts';

/** A question that may be put to the citizen of a case, however the page will look. */
export interface PreparedQuestion {
  readonly compose: (basis: PageBasis) => ConsentPage;
  /** What the platform is asked, so that a phone shows a page too; or why none can. */
  readonly onPhone: Outcome<(page: ConsentPage) => AskConsentRequest>;
  /** Number of whoever's licences it asks for, where it is not the applicant. */
  readonly holder?: string;
  /** Types that the page asks for, in its order. */
  readonly licenceTypes: readonly string[];
  readonly terms: Omit<AnsweringTerms, 'isPointerBound'>;
}

/**
 * Prepares the next question of a case: who asks whom, for what, for which of their licences, and how much time there is.
 * Whoever reads large type is given longer.
 * @param today `YYYY-MM-DD` where the hall is
 * @returns undefined when there is nothing to ask, or nobody to ask it
 */
export function consentQuestion(
  subject: Case,
  opened: OpenSessionAnswer | undefined,
  numbers: Settings['numbers'],
  style: PageStyle,
  today: string,
): PreparedQuestion | undefined {
  const { item, variant, applicant } = subject;
  if (!item || variant === undefined || !applicant || !opened) return undefined;
  const holder = nextToAsk(subject);
  if (holder === undefined) return undefined;
  const licences = askedLicences(subject, holder.number);
  if (licences.length === 0) return undefined;
  const parties = consentParties(subject, holder.number, today);
  const isOnPhoneOnly = isAskedOnPhoneOnly(subject, holder.number, today);
  const secondsIn = ({ largeType }: PageStyle) => {
    if (isOnPhoneOnly) return numbers.principalSeconds;
    return largeType ? numbers.consentSecondsElder : numbers.consentSeconds;
  };
  const minimumDisplaySeconds =
    numbers.consentMinimumSeconds + numbers.consentMinimumSecondsPerLicence * licences.length;
  return {
    compose: (basis) =>
      composeConsentPage({
        ...basis,
        secondsToAnswer: secondsIn(basis),
        minimumDisplaySeconds,
        hall: opened.window.hall,
        windowName: opened.window.name,
        clerkNumber: opened.clerk.number,
        item,
        variant,
        holder: shownParty(holder),
        isDecidedForHolder: isDecidedForHolder(subject, holder.number, today),
        licences,
        byDuty: licencesToldOf(subject),
      }),
    onPhone: parties.ok
      ? ok((page) => ({
          consentId: page.pageId,
          caseId: subject.id,
          itemCode: item.code,
          variant,
          ...parties.value,
          licences: licences.map(({ summary, required }) => ({
            licenceCode: summary.licenceCode,
            typeCode: required.typeCode,
            fields: required.fields.map(({ key }) => key),
          })),
          page,
        }))
      : parties,
    ...(holder.number === applicant.number ? {} : { holder: holder.number }),
    licenceTypes: licences.map(({ required }) => required.typeCode),
    terms: {
      secondsToAnswer: secondsIn(style),
      minimumDisplaySeconds,
      sensitive: licences.flatMap(({ required }, position) =>
        required.isSensitive ? [position] : [],
      ),
      ...(isOnPhoneOnly ? { isOnPhoneOnly } : {}),
    },
  };
}
