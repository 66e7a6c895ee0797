import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { bearerToken } from '../sessions/session-guard.ts';
import type { Phone, PhoneStore } from './phone-store.ts';

/** Name of the request decorator that carries the phone; the server declares it. */
export const phoneDecorator = 'phone';

/** Lets a request through only with the token of a signed-in phone; before its body is read. */
export function requirePhone(phones: PhoneStore): onRequestAsyncHookHandler {
  return async (request, reply) => {
    const found = await phones.find(bearerToken(request));
    if (!found.ok) return reply.code(401).send({ code: found.problem });
    request.setDecorator(phoneDecorator, found.value);
  };
}

/** The phone of a request that `requirePhone` has let through. */
export function phoneOf(request: FastifyRequest): Phone {
  return request.getDecorator<Phone>(phoneDecorator);
}
