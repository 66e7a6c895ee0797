import { z } from 'zod';
import {
  type AskDelegationRequest,
  type DelegationView,
  delegationPaths,
  delegationViewSchema,
  type WindowDelegationAct,
} from '../../src/contracts/delegation-api.ts';
import {
  type FaceSession,
  facePaths,
  faceSessionSchema,
  type OpenFaceSessionRequest,
  openFaceSessionAnswerSchema,
} from '../../src/contracts/face-api.ts';
import {
  type RedeemCodeRequest,
  type ResolveCodeRequest,
  redeemCodeAnswerSchema,
  resolveCodeAnswerSchema,
} from '../../src/contracts/phone-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import {
  type FindEnterpriseAnswer,
  type FindEnterpriseRequest,
  findEnterpriseAnswerSchema,
} from '../../src/contracts/subject-api.ts';
import type { OpenedFaceCheck, ResolvedCode } from '../../src/domain/identification.ts';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { failure, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';
import type { JsonRequest } from './http.ts';

/** Milliseconds that somebody at the counter waits for an answer. */
const timeLimit = 8_000;

/** What the workstation asks the platform to find out whom a case is for. */
export interface IdentityCalls {
  /** Whose is the code? An answer uses it up; refusals are `code.*`, or `identity.wrong-subject`. */
  resolveCode(request: ResolveCodeRequest): Promise<Outcome<ResolvedCode>>;
  /** Uses up a code that was taken without the platform, for its case; may be told again. Refusals are `code.*`. */
  redeemCode(request: RedeemCodeRequest): Promise<Outcome<unknown>>;
  /** Asks 法人库: `identity.unified-code-malformed`, `identity.enterprise-unknown`. */
  findEnterprise(request: FindEnterpriseRequest): Promise<Outcome<FindEnterpriseAnswer>>;
  openFaceSession(request: OpenFaceSessionRequest): Promise<Outcome<OpenedFaceCheck>>;
  faceSession(faceSessionId: string): Promise<Outcome<FaceSession>>;
  endFaceSession(faceSessionId: string): Promise<Outcome<unknown>>;
  /** Asks a principal for one case of the agent who is there; refusals are `delegation.*` or `identity.*`. */
  askDelegation(request: AskDelegationRequest): Promise<Outcome<DelegationView>>;
  delegation(delegationId: string): Promise<Outcome<DelegationView>>;
  actOnDelegation(
    delegationId: string,
    act: WindowDelegationAct['act'],
  ): Promise<Outcome<DelegationView>>;
}

/** Makes a call in the session of whoever is logged in. */
type CallInSession = <Answer extends z.ZodType>(
  path: string,
  request: Omit<JsonRequest<Answer>, 'address' | 'token'>,
) => Promise<Outcome<z.output<Answer>>>;

/** The platform's refusals, in the words of the catalogue. */
const failureByRefusal: Readonly<Record<string, FailureCode>> = {
  'code-unknown': 'code.unknown',
  'code-used': 'code.used',
  'code-expired': 'code.expired',
  'code-wrong-purpose': 'code.wrong-purpose',
  'code-wrong-subject-type': 'code.wrong-subject-type',
  'code-not-activated': 'code.not-activated',
  'code-delegation-ended': 'code.delegation-ended',
  'code-wrong-item': 'code.wrong-item',
  'code-wrong-window': 'code.wrong-window',
  'code-other-person': 'code.other-person',
  'enterprise-unknown': 'identity.enterprise-unknown',
  'unified-code-malformed': 'identity.unified-code-malformed',
  'enterprise-revoked': 'identity.enterprise-revoked',
  'person-not-matched': 'delegation.not-matched',
  'principal-minor': 'delegation.principal-minor',
  'agent-minor': 'identity.adult-wanted',
  'delegation-to-oneself': 'delegation.to-oneself',
  'delegation-ended': 'delegation.ended',
};

/** The calls of a session. */
export function identityCalls(callInSession: CallInSession): IdentityCalls {
  async function ask<Answer extends z.ZodType>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    answer: Answer,
    body?: unknown,
  ): Promise<Outcome<z.output<Answer>>> {
    const request = { method, answer, timeLimit, ...(body === undefined ? {} : { body }) };
    return inOurWords(await callInSession(path, request));
  }
  return {
    resolveCode: async (request) => {
      const answer = await ask('POST', platformPaths.resolveCode, resolveCodeAnswerSchema, request);
      if (!answer.ok) return answer;
      const { agent, delegationId, ...resolved } = answer.value;
      return ok({
        ...resolved,
        ...(agent === undefined ? {} : { agent }),
        ...(delegationId === undefined ? {} : { delegationId }),
      });
    },
    redeemCode: (request) => ask('POST', platformPaths.redeemCode, redeemCodeAnswerSchema, request),
    findEnterprise: (request) =>
      ask('POST', platformPaths.findEnterprise, findEnterpriseAnswerSchema, request),
    openFaceSession: (request) =>
      ask('POST', facePaths.faceSessions, openFaceSessionAnswerSchema, request),
    faceSession: (faceSessionId) =>
      ask('GET', facePaths.faceSession(faceSessionId), faceSessionSchema),
    endFaceSession: (faceSessionId) =>
      ask('DELETE', facePaths.faceSession(faceSessionId), z.unknown()),
    askDelegation: (request) =>
      ask('POST', delegationPaths.delegations, delegationViewSchema, request),
    delegation: (delegationId) =>
      ask('GET', delegationPaths.delegation(delegationId), delegationViewSchema),
    actOnDelegation: (delegationId, act) =>
      ask('POST', delegationPaths.delegationActs(delegationId), delegationViewSchema, { act }),
  };
}

function inOurWords<Value>(answer: Outcome<Value>): Outcome<Value> {
  if (answer.ok || answer.problem.code !== 'platform.refused') return answer;
  const code = failureByRefusal[String(answer.problem.info?.['reason'])];
  return code === undefined ? answer : err(failure(code));
}
