import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { platformPaths, refusalSchema } from '../../src/contracts/platform-api.ts';
import {
  enterpriseValuesAnswerSchema,
  enterpriseValuesRequestSchema,
  findEnterpriseAnswerSchema,
  findEnterpriseRequestSchema,
} from '../../src/contracts/subject-api.ts';
import { type AccessLog, lookerOf } from '../access-log/access-log.ts';
import { sessionOf } from '../sessions/session-guard.ts';
import type { EnterpriseStore } from './enterprise-store.ts';

/**
 * Finding the legal person that a case is for, and whether somebody may speak for it; and what is recorded of it, which
 * is a look that its representative can see.
 */
export const enterpriseRoutes: FastifyPluginAsyncZod<{
  readonly enterprises: EnterpriseStore;
  readonly log: AccessLog;
}> = async (app, { enterprises, log }) => {
  app.post(
    platformPaths.findEnterprise,
    {
      schema: {
        body: findEnterpriseRequestSchema,
        response: {
          200: findEnterpriseAnswerSchema,
          400: refusalSchema,
          401: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
        },
      },
    },
    async ({ body }, reply) => {
      const found = await enterprises.find(body);
      if (found.ok) return found.value;
      return reply.code(statusOf[found.problem]).send({ code: found.problem });
    },
  );

  app.post(
    platformPaths.enterpriseValues,
    {
      schema: {
        body: enterpriseValuesRequestSchema,
        response: {
          200: enterpriseValuesAnswerSchema,
          401: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const { uscc } = request.body;
      const values = await enterprises.values(uscc);
      if (values === undefined) return reply.code(404).send({ code: 'enterprise-unknown' });
      await log.note(
        [{ subjectNumber: uscc, kind: 'recorded-values', source: '法人库' }],
        lookerOf(sessionOf(request)),
      );
      return { values };
    },
  );
};

const statusOf = { 'unified-code-malformed': 400, 'enterprise-unknown': 404 } as const;
