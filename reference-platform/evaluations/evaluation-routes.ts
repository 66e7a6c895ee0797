import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  evaluationsAnswerSchema,
  platformPaths,
  refusalSchema,
} from '../../src/contracts/platform-api.ts';
import { requireRole } from '../sessions/session-guard.ts';
import type { EvaluationStore } from './evaluation-store.ts';

/** What citizens' ratings add up to. Whoever serves citizens sees none of it. */
export const evaluationRoutes: FastifyPluginAsyncZod<{
  readonly evaluations: EvaluationStore;
}> = async (app, { evaluations }) => {
  app.get(
    platformPaths.evaluations,
    {
      onRequest: requireRole(['admin']),
      schema: {
        response: { 200: evaluationsAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    () => evaluations.count(),
  );
};
