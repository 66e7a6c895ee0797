import type { Case } from '../../src/domain/case.ts';
import { fillForm } from '../../src/domain/form.ts';
import type { FormSources } from '../../src/domain/form-sources.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { CaseEffects } from '../../src/flows/case-flow.ts';
import type { Clock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { LicenceLibrary } from '../platform-client/licence-library.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';
import type { Settings } from '../settings/settings.ts';
import type { NewLease } from '../storage/lease-store.ts';
import type { Storage } from '../storage/storage.ts';
import { consentedLicences } from './asked-licences.ts';
import { attempt } from './attempt.ts';
import { askLibraries, subjectOf } from './subject-libraries.ts';

/** What a case's flow does outside itself, and with what. */
export interface CaseEffectsOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly platform: PlatformClient;
  readonly licences: LicenceLibrary;
  readonly settings: () => Settings;
  readonly log: Log;
}

/** The platform's and the licence library's part in a case. */
export function caseEffects(options: CaseEffectsOptions): CaseEffects {
  return {
    match: async ({ id, item, applicant }: Case) => {
      if (item === undefined || applicant === undefined) return fail('case.not-at-this-step');
      const { idNumber, name } = applicant;
      const matched = await options.platform.matchPerson({ idNumber, name });
      if (!matched.ok) return matched;
      if (matched.value === 'unknown') return fail('identity.unknown');
      if (matched.value === 'name-differs') return fail('identity.name-differs');
      return options.licences.list({ item, idNumber, name, caseId: id });
    },
    fetchValues: async (asked: Case, signal: AbortSignal) => {
      const { item, variant, applicant } = asked;
      if (item === undefined || variant === undefined || applicant === undefined) {
        return fail('case.not-at-this-step');
      }
      const { idNumber, name } = applicant;
      const question = { item, idNumber, name, caseId: asked.id };
      // Nobody is asked for a value before the consent to it is stored, or when it could not be.
      await Promise.resolve();
      if (signal.aborted) return fail('case.not-at-this-step');
      const subject = subjectOf(applicant);
      const [fetched, libraries] = await Promise.all([
        Promise.all(
          consentedLicences(asked).map((licence) => options.licences.fetch(question, licence)),
        ),
        askLibraries(options, asked, subject),
      ]);
      const licences = allOf(fetched);
      if (!licences.ok) return licences;
      if (signal.aborted) return fail('case.not-at-this-step');
      const fetchedAt = options.clock.now();
      const sources: FormSources = {
        ...subject.brought,
        ...libraries,
        licences: licences.value,
        fetchedAt,
      };
      const hours = options.settings().numbers.leaseHours;
      const lease: NewLease = {
        caseId: asked.id,
        holder: applicant.idNumber,
        clerk: asked.clerk,
        endsAt: new Date(Date.parse(fetchedAt) + hours * 3_600_000).toISOString(),
        content: {
          licences: licences.value,
          form: fillForm(item, variant, sources),
        },
      };
      return attempt(options.log, () => ok(options.storage.leases.open(lease)));
    },
  };
}

function allOf<Value>(outcomes: readonly Outcome<Value>[]): Outcome<readonly Value[]> {
  const values: Value[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) return outcome;
    values.push(outcome.value);
  }
  return ok(values);
}
