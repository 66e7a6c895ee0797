import type { Applicant } from '../../src/domain/applicant.ts';
import type { Case } from '../../src/domain/case.ts';
import type { FormSources } from '../../src/domain/form-sources.ts';
import { narrowToVariant, type SubjectLibrary } from '../../src/domain/service-item.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import type { Log } from '../diagnostics/log.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';

/** Whom a case is for, as the sources of its form know them. */
export interface FormSubject {
  /** What identification itself has brought. */
  readonly brought: Pick<FormSources, 'card' | 'account'>;
  /** Whom 自然人库 knows by number and name. */
  readonly person?: { readonly idNumber: string; readonly name: string };
  /** Which legal person 法人库 knows. */
  readonly uscc?: string;
}

/** The applicant as the form's sources see them: the one place that knows how somebody was identified. */
export function subjectOf(applicant: Applicant): FormSubject {
  const { name, sex, ethnicity, birthDate, address, idNumber } = applicant;
  return {
    brought: {
      card: {
        at: applicant.identifiedAt,
        values: { name, sex, ethnicity, birthDate, address, idNumber },
        issuedOn: applicant.validFrom,
      },
    },
    person: { idNumber, name },
  };
}

/** What asking the libraries needs. */
interface LibraryOptions {
  readonly platform: Pick<PlatformClient, 'personValues' | 'enterpriseValues'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What the subject libraries (主题库) say, as far as the form takes anything from them and the citizen has agreed to be
 * looked up. A library that cannot be reached stops nothing.
 */
export async function askLibraries(
  options: LibraryOptions,
  { item, variant = '', consents }: Pick<Case, 'item' | 'variant' | 'consents'>,
  { person, uscc }: FormSubject,
): Promise<Pick<FormSources, 'person' | 'enterprise'>> {
  if (item === undefined || consents.at(-1)?.outcome !== 'agreed') return {};
  const used = new Set(
    narrowToVariant(item.form, variant).flatMap(({ sources }) => sources.map(({ kind }) => kind)),
  );
  const { platform } = options;
  const [ofPerson, ofEnterprise] = await Promise.all([
    used.has('person') && person !== undefined
      ? ask(options, 'person', platform.personValues(person))
      : undefined,
    used.has('enterprise') && uscc !== undefined
      ? ask(options, 'enterprise', platform.enterpriseValues(uscc))
      : undefined,
  ]);
  return {
    ...(ofPerson === undefined ? {} : { person: ofPerson }),
    ...(ofEnterprise === undefined ? {} : { enterprise: ofEnterprise }),
  };
}

async function ask<Values extends object>(
  { clock, log }: LibraryOptions,
  library: SubjectLibrary,
  asked: Promise<Outcome<Values>>,
): Promise<'no-answer' | { readonly at: string; readonly values: Values }> {
  const values = await asked;
  if (values.ok) return { at: clock.now(), values: values.value };
  log.warn('library.no-answer', { library, code: values.problem.code });
  return 'no-answer';
}
