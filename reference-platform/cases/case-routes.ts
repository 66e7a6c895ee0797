import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  batchAnswerSchema,
  batchLimits,
  batchRequestSchema,
  changesAnswerSchema,
  intakeRoles,
  platformPaths,
  refusalSchema,
} from '../../src/contracts/platform-api.ts';
import { requireRole, sessionOf } from '../sessions/session-guard.ts';
import type { CaseStore } from './case-store.ts';
import type { PushHub } from './push-hub.ts';

interface CaseRouteOptions {
  readonly cases: CaseStore;
  readonly hub: PushHub;
}

/** Handing cases over, and hearing what became of them. A workstation speaks and hears for itself only. */
export const caseRoutes: FastifyPluginAsyncZod<CaseRouteOptions> = async (app, { cases, hub }) => {
  app.addHook('onClose', async () => hub.close());

  app.post(
    platformPaths.batches,
    {
      bodyLimit: batchLimits.bytes,
      onRequest: requireRole(intakeRoles),
      schema: {
        body: batchRequestSchema,
        response: { 200: batchAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    async (request, reply) => {
      const { workstationId } = sessionOf(request);
      if (request.body.workstationId !== workstationId) {
        return reply.code(403).send({ code: 'another-workstation' });
      }
      const answer = await cases.receive(request.body);
      if (answer.received.length > 0) {
        hub.hint(workstationId, await cases.newestCursor(workstationId));
      }
      return answer;
    },
  );

  app.get(
    platformPaths.changes,
    {
      schema: {
        querystring: z.object({ since: z.string().max(64).optional() }),
        response: { 200: changesAnswerSchema, 401: refusalSchema },
      },
    },
    (request) => cases.changesSince(sessionOf(request).workstationId, request.query.since),
  );

  app.get(
    platformPaths.push,
    { schema: { response: { 401: refusalSchema, 429: refusalSchema } } },
    async (request, reply) => {
      if (hub.isFull) return reply.code(429).send({ code: 'too-many-streams' });
      const session = sessionOf(request);
      reply.hijack();
      hub.open(session, reply.raw);
      // Only now, so that nothing falls between asking and listening.
      hub.hint(session.workstationId, await cases.newestCursor(session.workstationId));
    },
  );
};
