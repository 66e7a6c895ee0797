import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  auditForksAnswerSchema,
  auditPaths,
  giveAuditHeadAnswerSchema,
  giveAuditHeadRequestSchema,
} from '../../src/audit/audit-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { requireLoopback } from '../admin/loopback-guard.ts';
import { sessionOf } from '../sessions/session-guard.ts';
import type { AuditHeadStore } from './audit-head-store.ts';

interface AuditHeadOptions {
  readonly auditHeads: AuditHeadStore;
}

/** Workstations tell how far their logs have come, whoever is logged in there. */
export const auditHeadRoutes: FastifyPluginAsyncZod<AuditHeadOptions> = async (
  app,
  { auditHeads },
) => {
  app.post(
    auditPaths.heads,
    {
      schema: {
        body: giveAuditHeadRequestSchema,
        response: { 200: giveAuditHeadAnswerSchema, 409: refusalSchema, 422: refusalSchema },
      },
    },
    async (request, reply) => {
      const taken = await auditHeads.take(sessionOf(request).workstationId, request.body.head);
      if (taken.ok) return { receipt: taken.value };
      const { problem: code } = taken;
      return reply.code(code === 'audit-head-forked' ? 409 : 422).send({ code });
    },
  );
};

/** Logs that contradict themselves, for the platform's own machine. */
export const auditHeadAdminRoutes: FastifyPluginAsyncZod<AuditHeadOptions> = async (
  app,
  { auditHeads },
) => {
  app.addHook('onRequest', requireLoopback);

  app.get(
    auditPaths.administeredForks,
    { schema: { response: { 200: auditForksAnswerSchema, 403: refusalSchema } } },
    async () => ({ forks: await auditHeads.forks() }),
  );
};
