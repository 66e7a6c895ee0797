import type { z } from 'zod';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import {
  type EnterpriseValues,
  enterpriseValuesAnswerSchema,
  type namedPersonSchema,
  type PersonValues,
  personValuesAnswerSchema,
} from '../../src/contracts/subject-api.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { SessionCall } from './consent-requests.ts';

/** Milliseconds that somebody at the counter waits for an answer. */
const timeLimit = 8_000;

/** What the subject libraries (主题库) have recorded; nothing, of a subject that they do not know. */
export interface SubjectCalls {
  /** 自然人库, of somebody whose number and name go together. */
  personValues(person: z.infer<typeof namedPersonSchema>): Promise<Outcome<PersonValues>>;
  /** 法人库. */
  enterpriseValues(uscc: string): Promise<Outcome<EnterpriseValues>>;
}

/** The calls of a session. */
export function subjectCalls(call: SessionCall): SubjectCalls {
  return {
    personValues: async (person) => {
      const answer = await call(platformPaths.personValues, {
        method: 'POST',
        body: person,
        answer: personValuesAnswerSchema,
        timeLimit,
      });
      return valuesOr(answer, 'person-not-matched');
    },
    enterpriseValues: async (uscc) => {
      const answer = await call(platformPaths.enterpriseValues, {
        method: 'POST',
        body: { uscc },
        answer: enterpriseValuesAnswerSchema,
        timeLimit,
      });
      return valuesOr(answer, 'enterprise-unknown');
    },
  };
}

/** What is recorded; a subject that the library does not know has nothing recorded. */
function valuesOr<Values extends object>(
  answer: Outcome<{ readonly values: Values }>,
  unknown: string,
): Outcome<Values> {
  if (answer.ok) return ok(answer.value.values);
  const { code, info } = answer.problem;
  return code === 'platform.refused' && info?.['reason'] === unknown ? ok({} as Values) : answer;
}
