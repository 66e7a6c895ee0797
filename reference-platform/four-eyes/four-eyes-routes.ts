import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  fourEyesPaths,
  reassignAnswerSchema,
  reassignRequestSchema,
} from '../../src/contracts/four-eyes-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { requireRole, sessionOf } from '../sessions/session-guard.ts';
import type { ReassignmentStore } from './reassignment-store.ts';

/** What a supervisor does with a second person beside them. */
export const fourEyesRoutes: FastifyPluginAsyncZod<{
  readonly reassignments: ReassignmentStore;
}> = async (app, { reassignments }) => {
  app.addHook('onRequest', requireRole(['supervisor']));

  app.post(
    fourEyesPaths.reassignments,
    {
      schema: {
        body: reassignRequestSchema,
        response: {
          200: reassignAnswerSchema,
          401: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
          422: refusalSchema,
          429: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const taken = await reassignments.take(sessionOf(request), request.body);
      if (taken.ok) return { at: taken.value };
      const { problem } = taken;
      if (problem.code === 'too-many-tries') reply.header('retry-after', problem.waitSeconds);
      return reply.code(statusOf[problem.code]).send({ code: problem.code });
    },
  );
};

const statusOf = {
  'wrong-credentials': 401,
  'second-not-allowed': 403,
  'receiver-unknown': 404,
  'four-eyes-same-person': 422,
  'too-many-tries': 429,
} as const;
