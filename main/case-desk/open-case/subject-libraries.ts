import type { Applicant, IdentifiedPerson, PresentPerson } from '../../../src/domain/applicant.ts';
import type { Case } from '../../../src/domain/case.ts';
import { lastRecordOf, licenceHolderOf } from '../../../src/domain/case-holders.ts';
import type { FormSources, IdentifiedSource } from '../../../src/domain/form-sources.ts';
import { narrowToVariant, type SubjectLibrary } from '../../../src/domain/service-item.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import type { Clock } from '../../../src/support/clock.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { PlatformClient } from '../../platform-client/platform-client.ts';

/** Whom a case is for and who acts in it, as the sources of its form know them. */
export interface FormSubject {
  /** What identification itself has brought. */
  readonly identified: NonNullable<FormSources['identified']>;
  /** Whom 自然人库 knows by number and name. */
  readonly person?: { readonly idNumber: string; readonly name: string };
  /** Which legal person 法人库 knows. */
  readonly uscc?: string;
}

/** The one place in which the form's sources learn how anybody was identified. */
export function subjectOf(applicant: Applicant, present: PresentPerson | undefined): FormSubject {
  const { subjectType, name, number, representative } = applicant;
  const acting =
    present === undefined ? {} : { [licenceHolderOf[present.as]]: identifiedBy(present) };
  if (subjectType === 'person') {
    return {
      identified: { applicant: identifiedBy(applicant), ...acting },
      person: { idNumber: number, name },
    };
  }
  return {
    identified: {
      ...(representative === undefined ? {} : { representative: identifiedBy(representative) }),
      ...acting,
    },
    uscc: number,
  };
}

function identifiedBy({ name, number, proof, card }: IdentifiedPerson): IdentifiedSource {
  const { at } = proof;
  const named = { name, idNumber: number };
  switch (proof.by) {
    case 'identity-card': {
      const { sex = '', ethnicity = '', birthDate = '', address = '', validFrom = '' } = card ?? {};
      const values = { ...named, sex, ethnicity, birthDate, address };
      return { card: { at, values, issuedOn: validFrom } };
    }
    case 'document':
    case 'register':
      return { card: { at, values: named, isTyped: true } };
    case 'zhengwu-code':
    case 'yueshang-code':
    case 'delegated-code':
    case 'offline-code':
    case 'delegation':
    case 'face':
      return { account: { at, values: named } };
  }
}

/** What asking the libraries needs. */
interface LibraryOptions {
  readonly platform: Pick<PlatformClient, 'subjects'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What the subject libraries (主题库) say, as far as the form takes anything from them and the citizen has agreed to be
 * looked up. A library that cannot be reached stops nothing.
 */
export async function askLibraries(
  options: LibraryOptions,
  asked: Pick<Case, 'item' | 'variant' | 'consents' | 'applicant'>,
  { person, uscc }: FormSubject,
): Promise<Pick<FormSources, 'person' | 'enterprise'>> {
  const { item, variant = '', applicant } = asked;
  if (item === undefined || applicant === undefined) return {};
  if (lastRecordOf(asked, applicant.number)?.outcome !== 'agreed') return {};
  const used = new Set(
    narrowToVariant(item.form, variant).flatMap(({ sources }) => sources.map(({ kind }) => kind)),
  );
  const { subjects } = options.platform;
  const [ofPerson, ofEnterprise] = await Promise.all([
    used.has('person') && person !== undefined
      ? ask(options, 'person', subjects.personValues(person))
      : undefined,
    used.has('enterprise') && uscc !== undefined
      ? ask(options, 'enterprise', subjects.enterpriseValues(uscc))
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
