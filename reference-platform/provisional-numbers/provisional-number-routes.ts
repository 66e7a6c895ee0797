import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import {
  provisionalBlocksAnswerSchema,
  provisionalBlocksRequestSchema,
  provisionalPaths,
} from '../../src/contracts/provisional-api.ts';
import { sessionOf } from '../sessions/session-guard.ts';
import type { ProvisionalNumberStore } from './provisional-number-store.ts';

/** A workstation is given numbers for when it is without the platform. */
export const provisionalNumberRoutes: FastifyPluginAsyncZod<{
  readonly provisionalNumbers: ProvisionalNumberStore;
}> = async (app, { provisionalNumbers }) => {
  app.post(
    provisionalPaths.blocks,
    {
      schema: {
        body: provisionalBlocksRequestSchema,
        response: {
          200: provisionalBlocksAnswerSchema,
          401: refusalSchema,
          403: refusalSchema,
        },
      },
    },
    async (request) => ({
      blocks: [...(await provisionalNumbers.blocks(sessionOf(request), request.body))],
    }),
  );
};
