import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  matchPersonAnswerSchema,
  matchPersonRequestSchema,
  platformPaths,
  refusalSchema,
} from '../../src/contracts/platform-api.ts';
import type { PersonStore } from './person-store.ts';

/** Matching an identified person with the subject library; it gives nothing about anybody away. */
export const personRoutes: FastifyPluginAsyncZod<{ readonly persons: PersonStore }> = async (
  app,
  { persons },
) => {
  app.post(
    platformPaths.matchPerson,
    {
      schema: {
        body: matchPersonRequestSchema,
        response: { 200: matchPersonAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    async ({ body }) => ({ match: await persons.match(body.idNumber, body.name) }),
  );
};
