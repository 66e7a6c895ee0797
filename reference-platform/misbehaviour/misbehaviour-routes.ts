import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { adminPath, type Misbehaviour } from './misbehaviour.ts';
import { misbehaviourRuleSchema } from './misbehaviour-rule.ts';

const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Switching faults on (POST) and off (DELETE) from outside the process, from this machine only. */
export const misbehaviourRoutes: FastifyPluginAsyncZod<{
  readonly misbehaviour: Misbehaviour;
}> = async (app, { misbehaviour }) => {
  app.addHook('onRequest', async (request, reply) => {
    if (!loopback.test(request.ip)) return reply.code(403).send({ code: 'loopback-only' });
  });

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
