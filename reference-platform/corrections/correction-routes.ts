import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { caseDeciderRoles } from '../../src/contracts/case-api.ts';
import {
  correctionPaths,
  correctionsAnswerSchema,
  correctionsQuerySchema,
  objectionsAnswerSchema,
} from '../../src/contracts/correction-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { requireRole } from '../sessions/session-guard.ts';
import type { CorrectionStore } from './correction-store.ts';
import type { ObjectionStore } from './objection-store.ts';

/** What windows have asked to be looked at, and what holders have said is wrong; both come with the events of a case. */
export const correctionRoutes: FastifyPluginAsyncZod<{
  readonly corrections: CorrectionStore;
  readonly objections: ObjectionStore;
}> = async (app, { corrections, objections }) => {
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

  app.get(
    correctionPaths.objections,
    {
      onRequest: requireRole(caseDeciderRoles),
      schema: {
        querystring: correctionsQuerySchema,
        response: {
          200: objectionsAnswerSchema,
          401: refusalSchema,
          403: refusalSchema,
        },
      },
    },
    ({ query }) => objections.list(query.before),
  );
};
