import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  batchAnswerSchema,
  batchLimits,
  batchRequestSchema,
  intakeRoles,
  platformPaths,
  refusalSchema,
} from '../../src/contracts/platform-api.ts';
import { compiledBody } from '../compiled-body.ts';
import { requireRole, sessionOf } from '../sessions/session-guard.ts';
import type { CaseStore } from './case-store.ts';

/** Handing cases over. A workstation speaks for itself only. */
export const caseRoutes: FastifyPluginAsyncZod<{ readonly cases: CaseStore }> = async (
  app,
  { cases },
) => {
  app.post(
    platformPaths.batches,
    {
      bodyLimit: batchLimits.bytes,
      onRequest: requireRole(intakeRoles),
      validatorCompiler: compiledBody,
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
      return cases.receive(request.body);
    },
  );
};
