import type { AskConsentRequest } from '../../../src/contracts/consent-api.ts';
import type { ConsentPage } from '../../../src/contracts/evaluator-page.ts';
import type { AtWindow } from '../../../src/contracts/platform-api.ts';
import type { Case } from '../../../src/domain/case.ts';
import { nextToAsk } from '../../../src/domain/case-holders.ts';
import type { AnsweringTerms, ConsentRequest, PageStyle } from '../../../src/domain/consent.ts';
import { isListed } from '../../../src/domain/licence.ts';
import { shownParty } from '../../../src/domain/masking.ts';
import { isReceivedWithoutPlatform } from '../../../src/domain/offline-intake.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import {
  type AskedLicence,
  type ConsentQuestion,
  composeConsentPage,
  type Matter,
} from '../../evaluator-pages/compose-consent-page.ts';
import type { PageBasis } from '../../evaluator-pages/page-basis.ts';
import type { EvidencedLicence } from '../../evidence/answer-record.ts';
import type { Settings } from '../../settings/settings.ts';
import { askedLicences, licencesToldOf } from './asked-licences.ts';
import { consentParties, isAskedOnPhoneOnly, isDecidedForHolder } from './consent-parties.ts';

/** A question that may be put to the citizen of a case, however the page will look. */
export interface PreparedQuestion
  extends Pick<ConsentRequest, 'holder' | 'licenceTypes' | 'positions' | 'along'> {
  readonly compose: (basis: PageBasis) => ConsentPage;
  /** What the platform is asked, so that a phone shows a page too; or why none can. */
  readonly onPhone: Outcome<(page: ConsentPage) => AskConsentRequest>;
  readonly terms: Omit<AnsweringTerms, 'isPointerBound'>;
  /** All licences of the page in its order, as its evidence names them. */
  readonly licences: readonly EvidencedLicence[];
}

/** One case that a page asks for, and where on the page its licences are. */
interface AskedCase {
  readonly caseId: string;
  readonly matter: Matter;
  readonly licences: readonly AskedLicence[];
  readonly byDuty: readonly AskedLicence[];
}

/**
 * Prepares the next question of a case: who asks whom, for what, for which of their licences, and how much time there is.
 * Whoever reads large type is given longer.
 * @param along cases of the same visit that the same question can be put for, see `askableAlong`
 * @param today `YYYY-MM-DD` where the hall is
 * @returns undefined when there is nothing to ask, or nobody to ask it
 */
export function consentQuestion(
  subject: Case,
  along: readonly Case[],
  opened: AtWindow | undefined,
  numbers: Settings['numbers'],
  style: PageStyle,
  today: string,
): PreparedQuestion | undefined {
  const { applicant } = subject;
  if (!applicant || !opened) return undefined;
  const holder = nextToAsk(subject);
  if (holder === undefined) return undefined;
  const [own, ...others] = [subject, ...along].flatMap((one) => askedCase(one, holder.number));
  if (own === undefined || own.caseId !== subject.id) return undefined;
  const cases = [own, ...others];
  const isOneOfSeveral = others.length > 0;
  const named = (licences: AskedCase['licences'], { matter }: AskedCase) =>
    isOneOfSeveral ? licences.map((licence) => ({ ...licence, matter })) : licences;
  const placed = inPageOrder(cases);
  const licences = placed.flatMap(({ licence, of }) => named([licence], of));
  const positionsOf = (of: AskedCase) =>
    placed.flatMap((one, position) => (one.of === of ? [position] : []));
  const typesOf = (of: AskedCase) =>
    placed.flatMap((one) => (one.of === of ? [one.licence.required.typeCode] : []));
  // Nobody's phone can be told of anything by a platform that is away.
  const parties = isReceivedWithoutPlatform(subject)
    ? fail('platform.unreachable')
    : consentParties(subject, holder.number, today);
  const isOnPhoneOnly = isAskedOnPhoneOnly(subject, holder.number, today);
  const secondsIn = ({ largeType }: PageStyle) => {
    if (isOnPhoneOnly) return numbers.principalSeconds;
    return largeType ? numbers.consentSecondsElder : numbers.consentSeconds;
  };
  const minimumDisplaySeconds =
    numbers.consentMinimumSeconds + numbers.consentMinimumSecondsPerLicence * licences.length;
  const askedOf = (of: AskedCase) => ({
    caseId: of.caseId,
    itemCode: of.matter.item.code,
    variant: of.matter.variant,
    licences: placed
      .filter((one) => one.of === of)
      .flatMap(({ licence: { summary, required } }) =>
        isListed(summary)
          ? {
              licenceCode: summary.licenceCode,
              typeCode: required.typeCode,
              fields: required.fields.map(({ key }) => key),
            }
          : [],
      ),
  });
  return {
    compose: (basis) =>
      composeConsentPage({
        ...basis,
        secondsToAnswer: secondsIn(basis),
        minimumDisplaySeconds,
        hall: opened.window.hall,
        windowName: opened.window.name,
        clerkNumber: opened.clerk.number,
        matters: cases.map(({ matter }) => matter),
        holder: { ...shownParty(holder), isLegalPerson: isLegalPerson(subject, holder.number) },
        isDecidedForHolder: isDecidedForHolder(subject, holder.number, today),
        ...actorOf(subject, holder.number),
        licences,
        byDuty: cases.flatMap((of) => named(of.byDuty, of)),
      }),
    onPhone: parties.ok
      ? ok((page) => ({
          consentId: page.pageId,
          ...askedOf(own),
          ...parties.value,
          ...(isOneOfSeveral
            ? {
                positions: positionsOf(own),
                along: others.map((of) => ({ ...askedOf(of), positions: positionsOf(of) })),
              }
            : {}),
          page,
        }))
      : parties,
    ...(holder.number === applicant.number ? {} : { holder: holder.number }),
    licences: placed.map(({ licence: { summary, required }, of }) => ({
      caseId: of.caseId,
      itemCode: of.matter.item.code,
      variant: of.matter.variant,
      ...(isListed(summary) ? { licenceCode: summary.licenceCode } : {}),
      typeCode: required.typeCode,
      fields: required.fields.map(({ key }) => key),
      basis: required.basis,
      isSensitive: required.isSensitive,
    })),
    licenceTypes: typesOf(own),
    ...(isOneOfSeveral
      ? {
          positions: positionsOf(own),
          along: others.map((of) => ({
            caseId: of.caseId,
            itemCode: of.matter.item.code,
            licenceTypes: typesOf(of),
            positions: positionsOf(of),
          })),
        }
      : {}),
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

function isLegalPerson({ applicant }: Case, holder: string): boolean {
  return applicant?.number === holder && applicant.subjectType !== 'person';
}

/** Who acts for the holder of the licences, as a page says it; others than the applicant decide for themselves. */
function actorOf({ applicant, present }: Case, holder: string): Pick<ConsentQuestion, 'actor'> {
  if (applicant?.number !== holder) return {};
  if (present !== undefined) return { actor: { ...shownParty(present), as: present.as } };
  const { representative } = applicant;
  return representative === undefined
    ? {}
    : { actor: { ...shownParty(representative), as: 'representative' } };
}

/** What a page asks somebody for in one case; empty where it has nothing to ask them. */
function askedCase(subject: Case, holder: string): readonly AskedCase[] {
  const { id: caseId, item, variant } = subject;
  if (item === undefined || variant === undefined) return [];
  const licences = askedLicences(subject, holder);
  if (licences.length === 0) return [];
  return [{ caseId, matter: { item, variant }, licences, byDuty: licencesToldOf(subject) }];
}

/** All licences of a page: case after case, and those that are sensitive after all others. */
function inPageOrder(cases: readonly AskedCase[]) {
  const all = cases.flatMap((of) => of.licences.map((licence) => ({ licence, of })));
  return [
    ...all.filter(({ licence }) => !licence.required.isSensitive),
    ...all.filter(({ licence }) => licence.required.isSensitive),
  ];
}
