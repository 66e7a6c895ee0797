import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AccessKind } from '../../src/contracts/access-log-api.ts';
import {
  matchPersonAnswerSchema,
  matchPersonRequestSchema,
  platformPaths,
  refusalSchema,
} from '../../src/contracts/platform-api.ts';
import { namedPersonSchema, personValuesAnswerSchema } from '../../src/contracts/subject-api.ts';
import { type AccessLog, lookerOf } from '../access-log/access-log.ts';
import { sessionOf } from '../sessions/session-guard.ts';
import type { PersonStore } from './person-store.ts';

/**
 * Matching an identified person with the subject library, which gives nothing about anybody away, and what is recorded
 * of a person who matches.
 */
export const personRoutes: FastifyPluginAsyncZod<{
  readonly persons: PersonStore;
  readonly log: AccessLog;
}> = async (app, { persons, log }) => {
  const note = (request: FastifyRequest, subjectNumber: string, kind: AccessKind) =>
    log.note([{ subjectNumber, kind, source: '自然人库' }], lookerOf(sessionOf(request)));

  app.post(
    platformPaths.matchPerson,
    {
      schema: {
        body: matchPersonRequestSchema,
        response: { 200: matchPersonAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    async (request) => {
      const { idNumber, name } = request.body;
      const match = await persons.match(idNumber, name);
      if (match === 'matched') await note(request, idNumber, 'matched');
      return { match };
    },
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
    async (request, reply) => {
      const { idNumber, name } = request.body;
      const found = await persons.values(idNumber, name);
      if (!found.ok) return reply.code(404).send({ code: found.problem });
      await note(request, idNumber, 'recorded-values');
      return { values: found.value };
    },
  );
};
