import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { adminPath, requireLoopback } from '../admin/loopback-guard.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import { misbehaviourRuleSchema } from './misbehaviour-rule.ts';

/** Switching faults on (POST) and off (DELETE) from outside the process, from this machine only. */
export const misbehaviourRoutes: FastifyPluginAsyncZod<{
  readonly misbehaviour: Misbehaviour;
}> = async (app, { misbehaviour }) => {
  app.addHook('onRequest', requireLoopback);

  app.post(
    `${adminPath}/misbehaviour`,
    {
      schema: {
        body: misbehaviourRuleSchema,
        response: { 204: z.undefined(), 403: refusalSchema },
      },
    },
    async ({ body }, reply) => {
      misbehaviour.add(body);
      return reply.code(204).send();
    },
  );

  app.delete(
    `${adminPath}/misbehaviour`,
    { schema: { response: { 204: z.undefined(), 403: refusalSchema } } },
    async (_request, reply) => {
      misbehaviour.clear();
      return reply.code(204).send();
    },
  );
};
