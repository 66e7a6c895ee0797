import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { Session, SessionStore } from './session-store.ts';

/** Name of the request decorator that carries the session; the server declares it. */
export const sessionDecorator = 'session';

/** Lets a request through only with the token of an open session; before its body is read. */
export function requireSession(sessions: SessionStore): onRequestAsyncHookHandler {
  return async (request, reply) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const found = await sessions.find(token);
    if (!found.ok) return reply.code(401).send({ code: found.problem });
    request.setDecorator(sessionDecorator, found.value);
  };
}

/** The session of a request that `requireSession` has let through. */
export function sessionOf(request: FastifyRequest): Session {
  return request.getDecorator<Session>(sessionDecorator);
}
