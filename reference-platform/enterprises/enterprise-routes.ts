import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { platformPaths, refusalSchema } from '../../src/contracts/platform-api.ts';
import {
  findEnterpriseAnswerSchema,
  findEnterpriseRequestSchema,
} from '../../src/contracts/subject-api.ts';
import type { EnterpriseStore } from './enterprise-store.ts';

/** Finding the legal person that a case is for, and whether somebody may speak for it. */
export const enterpriseRoutes: FastifyPluginAsyncZod<{
  readonly enterprises: EnterpriseStore;
}> = async (app, { enterprises }) => {
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
};

const statusOf = { 'unified-code-malformed': 400, 'enterprise-unknown': 404 } as const;
