import type { Applicant, IdentifiedPerson } from '../../../src/domain/applicant.ts';
import type { Case } from '../../../src/domain/case.ts';
import {
  type HolderPart,
  holderParts,
  lastRecordOf,
  partOf,
  peopleOf,
} from '../../../src/domain/case-holders.ts';
import { fillForm } from '../../../src/domain/form.ts';
import { type FormEdits, heldAgainst, withEdits } from '../../../src/domain/form-edits.ts';
import type { FormSources } from '../../../src/domain/form-sources.ts';
import {
  isReceivedWithoutPlatform,
  isVerifiedInAbsence,
} from '../../../src/domain/offline-intake.ts';
import { isApplicants, type ServiceItem } from '../../../src/domain/service-item.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import type { CaseEffects } from '../../../src/flows/case-events.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { LicenceLibrary, LicenceQuestion } from '../../platform-client/licence-library.ts';
import type { PlatformClient } from '../../platform-client/platform-client.ts';
import type { Settings } from '../../settings/settings.ts';
import { attempt } from '../../storage/attempt.ts';
import type { NewLease } from '../../storage/lease-store.ts';
import type { Storage } from '../../storage/storage.ts';
import { consentedOf, licencesToFetch } from '../consent/asked-licences.ts';
import { valuesToCheck } from '../consent/own-values.ts';
import type { PhoneQuestion } from '../consent/phone-question.ts';
import { matchPerson } from '../identity/match-person.ts';
import { redeemCodes } from '../identity/redeem-codes.ts';
import { askLibraries, subjectOf } from './subject-libraries.ts';

/** What a case's flow does outside itself, and with what. */
export interface CaseEffectsOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly platform: PlatformClient;
  readonly licences: LicenceLibrary;
  readonly phone: Pick<PhoneQuestion, 'tell'>;
  readonly settings: () => Settings;
  readonly log: Log;
}

/** The platform's and the licence library's part in a case. */
export function caseEffects(options: CaseEffectsOptions): CaseEffects {
  return {
    match: async (subject: Case) => {
      const { item, applicant } = subject;
      if (item === undefined || applicant === undefined) return fail('case.not-at-this-step');
      const redeemed = await redeemCodes(options.platform, subject);
      if (!redeemed.ok) return redeemed;
      for (const { number: idNumber, name } of naturalPersonsOf(subject).filter(isToBeMatched)) {
        const matched = await matchPerson(options.platform, { idNumber, name });
        if (!matched.ok) return { ...matched, about: idNumber };
      }
      const listed = await Promise.all(
        holderParts(subject).map((part) => options.licences.list(questionOf(subject, item, part))),
      );
      const offered = allOf(listed);
      return offered.ok ? ok(offered.value.flat()) : offered;
    },
    fetchValues: async (asked: Case, signal: AbortSignal) => {
      const { item, variant, applicant, present, carried = nothingCarried } = asked;
      if (item === undefined || variant === undefined || applicant === undefined) {
        return fail('case.not-at-this-step');
      }
      if (isReceivedWithoutPlatform(asked)) {
        const kept = keep(options, asked, sourcesHere(options, asked, applicant), carried);
        return kept.ok ? ok({ leaseId: kept.value, isToBeChecked: false }) : kept;
      }
      // Nobody is asked for a value before the consent to it is stored, or when it could not be.
      await Promise.resolve();
      if (signal.aborted) return fail('case.not-at-this-step');
      for (const { number } of peopleOf(asked)) {
        const record = lastRecordOf(asked, number);
        if (record?.answeredOn !== 'evaluator' || consentedOf(asked, number).length === 0) continue;
        const told = await options.phone.tell(record);
        if (!told.ok) return told;
        // Where a phone was first, the case has begun anew with what was answered there.
        if (signal.aborted) return fail('case.not-at-this-step');
      }
      const subject = subjectOf(applicant, present);
      const [fetched, libraries] = await Promise.all([
        Promise.all(
          licencesToFetch(asked).flatMap((licence) => {
            const part = partOf(asked, licence);
            return part === undefined
              ? []
              : [options.licences.fetch(questionOf(asked, item, part), licence)];
          }),
        ),
        askLibraries(options, asked, subject),
      ]);
      const licences = allOf(fetched);
      if (!licences.ok) return licences;
      if (signal.aborted) return fail('case.not-at-this-step');
      const fetchedAt = options.clock.now();
      const sources: FormSources = {
        identified: subject.identified,
        ...libraries,
        licences: licences.value,
        fetchedAt,
      };
      const kept = keep(options, asked, sources, carried);
      if (!kept.ok) return kept;
      const isChecked =
        options.settings().numbers.ownValuesSeconds > 0 && !isVerifiedInAbsence(asked);
      const isToBeChecked = isChecked && valuesToCheck(asked, licences.value).length > 0;
      return ok({ leaseId: kept.value, isToBeChecked });
    },
    confirmTaking: async ({ handover }: Case) => {
      if (handover === undefined) return fail('case.not-at-this-step');
      const told = await options.platform.handovers.confirm(handover.id);
      if (told.ok) return ok(null);
      return told.problem.code === 'handover.taken' ? fail('handover.ended') : told;
    },
  };
}

/** Fills the form, and keeps it with the values it is filled from in a lease. @returns the lease's id */
function keep(
  { settings, storage, log }: CaseEffectsOptions,
  { id: caseId, item, variant, applicant, clerk, offline }: Case,
  sources: FormSources,
  edits: FormEdits,
): Outcome<string> {
  if (item === undefined || variant === undefined || applicant === undefined) {
    return fail('case.not-at-this-step');
  }
  const { licences, fetchedAt } = sources;
  const endsAt = Date.parse(fetchedAt) + settings().numbers.leaseHours * 3_600_000;
  const filled = fillForm(item, variant, sources);
  const lease: NewLease = {
    caseId,
    holder: applicant.number,
    clerk,
    endsAt: new Date(endsAt).toISOString(),
    content: {
      licences,
      form: offline?.received === undefined ? withEdits(filled, edits) : heldAgainst(filled, edits),
    },
  };
  return attempt(log, () => ok(storage.leases.open(lease)));
}

/** What a form is filled from while nobody can be asked: what identification has brought. */
function sourcesHere(
  { clock }: CaseEffectsOptions,
  { present }: Case,
  applicant: Applicant,
): FormSources {
  return {
    identified: subjectOf(applicant, present).identified,
    person: 'no-answer',
    enterprise: 'no-answer',
    licences: [],
    fetchedAt: clock.now(),
  };
}

const nothingCarried: FormEdits = { typed: [], decided: [] };

/** What the library is asked about one part of a case. */
function questionOf(
  { id: caseId }: Case,
  item: ServiceItem,
  { person, heldBy, ofPerson }: HolderPart,
): LicenceQuestion {
  const { number: idNumber, name } = person;
  const question = { item, idNumber, name, caseId };
  return isApplicants(heldBy) ? question : { ...question, heldBy, ofPerson };
}

/** Whom 自然人库 may be asked about. That a legal person's representative is who they are 法人库 has said. */
function naturalPersonsOf({ applicant, holders = [] }: Case): readonly IdentifiedPerson[] {
  const added = holders.filter(({ heldBy }) => heldBy !== 'representative');
  return applicant?.subjectType === 'person' ? [applicant, ...added] : added;
}

/**
 * Whether it is the card alone that says who somebody is. Of whoever showed a code or passed a face check the platform has
 * said so itself; documents of other kinds are not in 自然人库.
 */
function isToBeMatched({ proof, card }: IdentifiedPerson): boolean {
  return proof.by === 'identity-card' && card?.kind === 'resident';
}

function allOf<Value>(outcomes: readonly Outcome<Value>[]): Outcome<readonly Value[]> {
  const values: Value[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) return outcome;
    values.push(outcome.value);
  }
  return ok(values);
}
