import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { Role } from '../../src/contracts/platform-api.ts';
import type { Session, SessionStore } from './session-store.ts';

/** Name of the request decorator that carries the session; the server declares it. */
export const sessionDecorator = 'session';

/** Lets a request through only with the token of an open session; before its body is read. */
export function requireSession(sessions: SessionStore): onRequestAsyncHookHandler {
  return async (request, reply) => {
    const found = await sessions.find(bearerToken(request));
    if (!found.ok) return reply.code(401).send({ code: found.problem });
    request.setDecorator(sessionDecorator, found.value);
  };
}

/** Of the requests that `requireSession` has let through, lets on those of certain roles. */
export function requireRole(allowed: readonly Role[]): onRequestAsyncHookHandler {
  return async (request, reply) => {
    if (!allowed.includes(sessionOf(request).role)) {
      return reply.code(403).send({ code: 'role-not-allowed' });
    }
  };
}

/** The session of a request that `requireSession` has let through. */
export function sessionOf(request: FastifyRequest): Session {
  return request.getDecorator<Session>(sessionDecorator);
}

/** The token a request carries; empty when it carries none. */
export function bearerToken(request: FastifyRequest): string {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}
