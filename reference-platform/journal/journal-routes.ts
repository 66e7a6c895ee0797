import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  changesAnswerSchema,
  changesQuerySchema,
  phoneChangesAnswerSchema,
} from '../../src/contracts/changes.ts';
import { platformPaths, refusalSchema } from '../../src/contracts/platform-api.ts';
import { phoneOf } from '../phones/phone-guard.ts';
import type { PhoneStore } from '../phones/phone-store.ts';
import { bearerToken, sessionOf } from '../sessions/session-guard.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { Journal } from './journal.ts';
import type { PushHub } from './push-hub.ts';

interface JournalRouteOptions {
  readonly journal: Journal;
  readonly hub: PushHub;
}

const pushAnswers = { 401: refusalSchema, 429: refusalSchema };

/** What workstations are told. Each hears for itself only. */
export const workstationJournalRoutes: FastifyPluginAsyncZod<
  JournalRouteOptions & { readonly sessions: SessionStore }
> = async (app, { journal, hub, sessions }) => {
  app.get(
    platformPaths.changes,
    {
      schema: {
        querystring: changesQuerySchema,
        response: { 200: changesAnswerSchema, 401: refusalSchema },
      },
    },
    (request) => journal.workstationChanges(sessionOf(request).workstationId, request.query.since),
  );

  app.get(platformPaths.push, { schema: { response: pushAnswers } }, (request, reply) => {
    const session = sessionOf(request);
    const audience = `workstation:${session.workstationId}` as const;
    const isOpen = () => sessions.isOpen(session);
    const path = platformPaths.push;
    return openStream({ journal, hub }, reply, { path, audience, id: audience, isOpen });
  });
};

/** What the phones of one person are told. */
export const phoneJournalRoutes: FastifyPluginAsyncZod<
  JournalRouteOptions & { readonly phones: PhoneStore }
> = async (app, { journal, hub, phones }) => {
  app.get(
    platformPaths.phoneChanges,
    {
      schema: {
        querystring: changesQuerySchema,
        response: { 200: phoneChangesAnswerSchema, 401: refusalSchema },
      },
    },
    (request) => journal.holderChanges(phoneOf(request).idNumber, request.query.since),
  );

  app.get(platformPaths.phonePush, { schema: { response: pushAnswers } }, (request, reply) => {
    const token = bearerToken(request);
    const isOpen = async () => (await phones.find(token)).ok;
    const audience = `holder:${phoneOf(request).idNumber}` as const;
    const path = platformPaths.phonePush;
    return openStream({ journal, hub }, reply, { path, audience, id: `phone:${token}`, isOpen });
  });
};

async function openStream(
  { journal, hub }: JournalRouteOptions,
  reply: FastifyReply,
  listener: Parameters<PushHub['open']>[0],
) {
  if (hub.isFull) return reply.code(429).send({ code: 'too-many-streams' });
  reply.hijack();
  const hint = hub.open(listener, reply.raw);
  // Only now, so that nothing falls between asking and listening.
  hint(await journal.newestCursor(listener.audience));
}
