import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type LicenceAccount,
  openSessionAnswerSchema,
  openSessionRequestSchema,
  platformPaths,
  refusalSchema,
} from '../../src/contracts/platform-api.ts';
import { requireSession, sessionOf } from './session-guard.ts';
import type { SessionStore } from './session-store.ts';

interface SessionRouteOptions {
  readonly sessions: SessionStore;
  /** The account that a session hands to its workstation for the licence library. */
  readonly licenceAccount: () => Promise<LicenceAccount>;
}

/** Logging in at a window and out again. */
export const sessionRoutes: FastifyPluginAsyncZod<SessionRouteOptions> = async (
  app,
  { sessions, licenceAccount },
) => {
  app.post(
    platformPaths.sessions,
    {
      schema: {
        body: openSessionRequestSchema,
        response: { 200: openSessionAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    async (request, reply) => {
      const opened = await sessions.open(request.body);
      if (!opened.ok) {
        const status = opened.problem === 'wrong-credentials' ? 401 : 403;
        return reply.code(status).send({ code: opened.problem });
      }
      return { ...opened.value, licenceAccount: await licenceAccount() };
    },
  );

  app.delete(
    platformPaths.currentSession,
    {
      onRequest: requireSession(sessions),
      schema: { response: { 204: z.undefined(), 401: refusalSchema } },
    },
    async (request, reply) => {
      await sessions.close(sessionOf(request));
      return reply.code(204).send();
    },
  );
};
