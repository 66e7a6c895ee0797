import type { z } from 'zod';
import {
  type AskConsentRequest,
  type ConsentAnswer,
  consentAnswerSchema,
  consentPaths,
} from '../../src/contracts/consent-api.ts';
import {
  type GivenEvidence,
  type ProvedConsentAnswer,
  provedConsentAnswerSchema,
} from '../../src/evidence/evidence-api.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import type { JsonRequest } from './http.ts';

/** Milliseconds that each of these calls may take. */
const timeLimit = 8_000;

/**
 * What the platform is asked for on behalf of the citizen's phone, and told of the evaluator. The platform decides which
 * answer was first: a call that comes too late is refused (`platform.refused`, reason `consent-ended`), and `find` says
 * what was. Each call may be repeated; an answer that was lost on its way is asked for once more.
 */
export interface ConsentRequests {
  /**
   * Asks for a consent: the phone of whoever is asked shows its page until the page's time is over.
   */
  ask(request: AskConsentRequest): Promise<Outcome<ConsentAnswer>>;
  /** Whoever is asked has taken more time on the evaluator: their phone has it too, within the platform's limits. */
  extend(consentId: string): Promise<Outcome<ConsentAnswer>>;
  /** What became of a consent. */
  find(consentId: string): Promise<Outcome<ConsentAnswer>>;
  /** The page was answered on the evaluator, as its signed record proves; the platform countersigns it. */
  prove(consentId: string, evidence: GivenEvidence): Promise<Outcome<ProvedConsentAnswer>>;
  /** Nobody is asked any longer. */
  cancel(consentId: string): Promise<Outcome<ConsentAnswer>>;
}

/** A call of the session that is open. */
export type SessionCall = <Answer extends z.ZodType>(
  path: string,
  request: Omit<JsonRequest<Answer>, 'address' | 'token'>,
) => Promise<Outcome<z.output<Answer>>>;

/** The consents of a workstation at the platform. */
export function createConsentRequests(call: SessionCall): ConsentRequests {
  async function callTwice<Answer extends z.ZodType>(
    path: string,
    request: Pick<JsonRequest<Answer>, 'method' | 'body' | 'answer'>,
  ): Promise<Outcome<z.output<Answer>>> {
    const send = () => call(path, { ...request, timeLimit });
    const answer = await send();
    return !answer.ok && answer.problem.code === 'platform.unreachable' ? send() : answer;
  }

  const answer = consentAnswerSchema;
  return {
    ask: (body) => callTwice(consentPaths.consents, { method: 'POST', body, answer }),
    extend: (consentId) => callTwice(consentPaths.extension(consentId), { method: 'POST', answer }),
    find: (consentId) => callTwice(consentPaths.consent(consentId), { method: 'GET', answer }),
    prove: (consentId, body) =>
      callTwice(consentPaths.evidence(consentId), {
        method: 'POST',
        body,
        answer: provedConsentAnswerSchema,
      }),
    cancel: (consentId) => callTwice(consentPaths.cancel(consentId), { method: 'POST', answer }),
  };
}
