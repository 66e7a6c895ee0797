import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  catalogueAnswerSchema,
  faultAddedAnswerSchema,
  faultsAnswerSchema,
  misbehaviourPaths,
  misbehaviourRuleSchema,
  worldAnswerSchema,
  worldChangeSchema,
} from '../../src/contracts/misbehaviour-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { requireLoopback } from '../admin/loopback-guard.ts';
import { catalogue } from './catalogue.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import type { WorldSwitches } from './world-switches.ts';

const refusals = { 403: refusalSchema };

/** Every switch, thrown from outside the process. */
export const misbehaviourRoutes: FastifyPluginAsyncZod<{
  readonly misbehaviour: Misbehaviour;
  readonly world: WorldSwitches;
}> = async (app, { misbehaviour, world }) => {
  app.addHook('onRequest', requireLoopback);

  app.get(
    misbehaviourPaths.catalogue,
    { schema: { response: { 200: catalogueAnswerSchema, ...refusals } } },
    async () => catalogue,
  );

  app.get(
    misbehaviourPaths.faults,
    { schema: { response: { 200: faultsAnswerSchema, ...refusals } } },
    async () => ({ faults: misbehaviour.list() }),
  );

  app.post(
    misbehaviourPaths.faults,
    {
      schema: {
        body: misbehaviourRuleSchema,
        response: { 201: faultAddedAnswerSchema, 400: refusalSchema, ...refusals },
      },
    },
    async ({ body }, reply) => reply.code(201).send({ id: misbehaviour.add(body) }),
  );

  app.delete(
    misbehaviourPaths.faults,
    { schema: { response: { 204: z.undefined(), ...refusals } } },
    async (_request, reply) => {
      misbehaviour.clear();
      return reply.code(204).send();
    },
  );

  app.delete(
    misbehaviourPaths.oneFault,
    {
      schema: {
        params: z.strictObject({ id: z.uuid() }),
        response: { 204: z.undefined(), 400: refusalSchema, 404: refusalSchema, ...refusals },
      },
    },
    async ({ params }, reply) =>
      misbehaviour.remove(params.id)
        ? reply.code(204).send()
        : reply.code(404).send({ code: 'fault-unknown' }),
  );

  app.get(
    misbehaviourPaths.world,
    { schema: { response: { 200: worldAnswerSchema, ...refusals } } },
    () => world.read(),
  );

  app.post(
    misbehaviourPaths.world,
    {
      schema: {
        body: worldChangeSchema,
        response: {
          200: worldAnswerSchema,
          400: refusalSchema,
          404: refusalSchema,
          409: refusalSchema,
          ...refusals,
        },
      },
    },
    async ({ body }, reply) => {
      const changed = await world.change(body);
      if (changed.ok) return world.read();
      const { problem } = changed;
      const isUnknown = problem === 'licence-unknown' || problem === 'snapshot-unknown';
      return reply.code(isUnknown ? 404 : 409).send({ code: problem });
    },
  );
};
