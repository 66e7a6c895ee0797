import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  matchPersonAnswerSchema,
  matchPersonRequestSchema,
  platformPaths,
  refusalSchema,
} from '../../src/contracts/platform-api.ts';
import { namedPersonSchema, personValuesAnswerSchema } from '../../src/contracts/subject-api.ts';
import type { PersonStore } from './person-store.ts';

/**
 * Matching an identified person with the subject library, which gives nothing about anybody away, and what is recorded
 * of a person who matches.
 */
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

  app.post(
    platformPaths.personValues,
    {
      schema: {
        body: namedPersonSchema,
        response: {
          200: personValuesAnswerSchema,
          401: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
        },
      },
    },
    async ({ body }, reply) => {
      const found = await persons.values(body.idNumber, body.name);
      return found.ok ? { values: found.value } : reply.code(404).send({ code: found.problem });
    },
  );
};
