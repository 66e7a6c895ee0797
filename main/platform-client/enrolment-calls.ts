import type { z } from 'zod';
import {
  type EnrolAnswer,
  type EnrolRefusal,
  type EnrolRequest,
  enrolAnswerSchema,
  enrolRefusalSchema,
  revocationsAnswerSchema,
  type WorkstationSettings,
  workstationPaths,
  workstationSettingsSchema,
} from '../../src/contracts/workstation-api.ts';
import { type Failure, failure, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';
import { type Fetch, requestJson } from './http.ts';

/** Milliseconds for each of these calls; a person waits for the first. */
const timeLimit = 8_000;

/** What a workstation asks the platform of itself; nobody has to be logged in. */
export interface EnrolmentCalls {
  /** Every refusal has its own failure, `enrolment.…`. */
  enrol(origin: string, request: EnrolRequest): Promise<Outcome<EnrolAnswer>>;
  /** What the platform has settled for this workstation. */
  settings(origin: string): Promise<Outcome<WorkstationSettings>>;
  /** The ids of all keys that count no more. */
  revokedKeys(origin: string): Promise<Outcome<ReadonlySet<string>>>;
}

/** The calls, made with a `Fetch` that signs them. */
export function enrolmentCalls(fetch: Fetch): EnrolmentCalls {
  const ask = <Answer extends z.ZodType>(address: string, answer: Answer) =>
    requestJson(fetch, { method: 'GET', address, answer, timeLimit });
  return {
    enrol: async (origin, body) => {
      const enrolled = await requestJson(fetch, {
        method: 'POST',
        address: origin + workstationPaths.enrolments,
        body,
        answer: enrolAnswerSchema,
        timeLimit,
      });
      return enrolled.ok ? enrolled : err(enrolFailure(enrolled.problem));
    },
    settings: (origin) => ask(origin + workstationPaths.settings, workstationSettingsSchema),
    revokedKeys: async (origin) => {
      const answer = await ask(origin + workstationPaths.revocations, revocationsAnswerSchema);
      return answer.ok ? ok(new Set(answer.value.revocations.map(({ keyId }) => keyId))) : answer;
    },
  };
}

const failureOfRefusal = {
  'enrolment-code-mistyped': 'enrolment.code-mistyped',
  'enrolment-code-unknown': 'enrolment.code-unknown',
  'enrolment-code-used': 'enrolment.code-used',
  'enrolment-code-expired': 'enrolment.code-expired',
  'enrolment-proof-invalid': 'enrolment.proof-invalid',
  'another-workstation': 'enrolment.another-workstation',
  'key-known': 'enrolment.key-known',
} as const satisfies Readonly<Record<EnrolRefusal, Failure['code']>>;

function enrolFailure(problem: Failure): Failure {
  // The platform counts tries of codes as it counts those of passwords.
  if (problem.code === 'session.too-many-tries') {
    return failure('enrolment.too-many-tries', { minutes: Number(problem.info?.['minutes']) });
  }
  const refusal = enrolRefusalSchema.safeParse(problem.info?.['reason']);
  return refusal.success ? failure(failureOfRefusal[refusal.data]) : problem;
}
