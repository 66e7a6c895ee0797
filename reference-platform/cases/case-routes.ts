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
import type { BatchQueue } from './batch-queue.ts';
import type { CaseStore } from './case-store.ts';
import { readBatch } from './read-batch.ts';

/** Handing cases over. A workstation speaks for itself only. */
export const caseRoutes: FastifyPluginAsyncZod<{
  readonly cases: CaseStore;
  readonly queue: BatchQueue;
}> = async (app, { cases, queue }) => {
  app.post(
    platformPaths.batches,
    {
      bodyLimit: batchLimits.bytes,
      onRequest: [requireRole(intakeRoles), queue.admit],
      validatorCompiler: compiledBody,
      attachValidation: true,
      schema: {
        body: batchRequestSchema,
        response: {
          200: batchAnswerSchema,
          400: refusalSchema,
          401: refusalSchema,
          403: refusalSchema,
          429: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const batch = request.validationError === undefined ? request.body : readBatch(request.body);
      if (batch === undefined) return reply.code(400).send({ code: 'request-invalid' });
      const { workstationId } = sessionOf(request);
      if (batch.workstationId !== workstationId) {
        return reply.code(403).send({ code: 'another-workstation' });
      }
      return cases.receive(batch);
    },
  );
};
