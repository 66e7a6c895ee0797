import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { caseDeciderRoles } from '../../src/contracts/case-api.ts';
import {
  correctionPaths,
  correctionsAnswerSchema,
  correctionsQuerySchema,
} from '../../src/contracts/correction-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { requireRole } from '../sessions/session-guard.ts';
import type { CorrectionStore } from './correction-store.ts';

/** What windows have asked to be looked at; they ask with the events of a case. */
export const correctionRoutes: FastifyPluginAsyncZod<{
  readonly corrections: CorrectionStore;
}> = async (app, { corrections }) => {
  app.get(
    correctionPaths.corrections,
    {
      onRequest: requireRole(caseDeciderRoles),
      schema: {
        querystring: correctionsQuerySchema,
        response: {
          200: correctionsAnswerSchema,
          401: refusalSchema,
          403: refusalSchema,
        },
      },
    },
    ({ query }) => corrections.list(query.before),
  );
};
