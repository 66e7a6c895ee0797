import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  intakeRoles,
  type LicenceAccount,
  openSessionAnswerSchema,
  openSessionRequestSchema,
  platformPaths,
  refreshSessionAnswerSchema,
  refreshSessionRequestSchema,
  refusalSchema,
} from '../../src/contracts/platform-api.ts';
import type { Admission } from '../workstations/admission.ts';
import { bearerToken } from './session-guard.ts';
import type { SessionStore } from './session-store.ts';

interface SessionRouteOptions {
  readonly sessions: SessionStore;
  readonly admission: Admission;
  /** The account that a session hands to its workstation for the licence library. */
  readonly licenceAccount: () => Promise<LicenceAccount>;
  /** How long this many workstations are to be spread over after an outage, in milliseconds. */
  readonly reconnectWindowMs: (workstations: number) => number;
}

/** Logging in at a window, staying logged in, and logging out again. */
export const sessionRoutes: FastifyPluginAsyncZod<SessionRouteOptions> = async (
  app,
  { sessions, admission, licenceAccount, reconnectWindowMs },
) => {
  const window = async () => reconnectWindowMs(await sessions.countWorkstations());

  app.post(
    platformPaths.sessions,
    {
      schema: {
        body: openSessionRequestSchema,
        response: {
          200: openSessionAnswerSchema,
          401: refusalSchema,
          403: refusalSchema,
          429: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const { workstationId, windowId } = request.body;
      const refusal = await admission.refusalAtWindow(request, workstationId, windowId);
      if (refusal !== undefined) return reply.code(refusal.status).send({ code: refusal.code });
      const opened = await sessions.open(request.body);
      if (!opened.ok) {
        const { problem } = opened;
        if (problem.code === 'too-many-tries') reply.header('retry-after', problem.waitSeconds);
        return reply.code(statusOf[problem.code]).send({ code: problem.code });
      }
      const answer = { ...opened.value, reconnectWindowMs: await window() };
      return intakeRoles.includes(answer.clerk.role)
        ? { ...answer, licenceAccount: await licenceAccount() }
        : answer;
    },
  );

  app.post(
    platformPaths.refreshSession,
    {
      schema: {
        body: refreshSessionRequestSchema,
        response: { 200: refreshSessionAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    async (request, reply) => {
      const refusal = await admission.refusalOf(request, request.body.workstationId);
      if (refusal !== undefined) return reply.code(refusal.status).send({ code: refusal.code });
      const refreshed = await sessions.refresh(request.body);
      return refreshed.ok
        ? { ...refreshed.value, reconnectWindowMs: await window() }
        : reply.code(401).send({ code: refreshed.problem });
    },
  );

  app.delete(
    platformPaths.currentSession,
    { schema: { response: { 204: z.undefined(), 401: refusalSchema, 403: refusalSchema } } },
    async (request, reply) => {
      const token = bearerToken(request);
      const workstationId = await sessions.workstationOf(token);
      if (workstationId === undefined) return reply.code(401).send({ code: 'session-required' });
      const refusal = await admission.refusalOf(request, workstationId);
      if (refusal !== undefined) return reply.code(refusal.status).send({ code: refusal.code });
      await sessions.close(token);
      return reply.code(204).send();
    },
  );
};

const statusOf = {
  'wrong-credentials': 401,
  'window-unknown': 403,
  'too-many-tries': 429,
} as const;
