import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../src/support/clock.ts';
import { refusal } from './envelope.ts';
import { type LibraryProblem, libraryProblems } from './library-problem.ts';
import type { LibraryProfile } from './library-profile.ts';
import type { LibraryUser, LicenceAccounts } from './licence-accounts.ts';

/** Name of the request decorator that carries whoever is logged in. */
export const libraryUserDecorator = 'libraryUser';

/** Lets a request pass whose query has the access token of somebody logged in. */
export function requireAccessToken(accounts: LicenceAccounts, clock: Clock) {
  return async (request: FastifyRequest<{ Querystring: unknown }>, reply: FastifyReply) => {
    const { access_token: token } = Object(request.query);
    const user = await accounts.user(typeof token === 'string' ? token : '');
    if (!user.ok) return reply.send(refusal(user.problem, clock.now()));
    request.setDecorator(libraryUserDecorator, user.value);
    return undefined;
  };
}

/** Whose request it is, once `requireAccessToken` has let it pass. */
export function userOf(request: FastifyRequest): LibraryUser {
  return request.getDecorator<LibraryUser>(libraryUserDecorator);
}

/** Gives a refusal the HTTP status that its library gives it. */
export function statusOfRefusals(profile: LibraryProfile) {
  return async (_request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const { ack_code: outcome, errors } = Object(payload);
    if (outcome === 'FAILURE') reply.code(profile.status(problemOf(errors)));
    return payload;
  };
}

function problemOf(errors: readonly { readonly code: string }[]): LibraryProblem {
  const code = errors[0]?.code ?? '';
  return isProblem(code) ? code : 'request-invalid';
}

function isProblem(code: string): code is LibraryProblem {
  return Object.hasOwn(libraryProblems, code);
}
