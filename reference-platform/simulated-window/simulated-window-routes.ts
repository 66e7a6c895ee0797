import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  askConsentRequestSchema,
  consentAnswerSchema,
  consentBytesLimit,
  consentParamsSchema,
} from '../../src/contracts/consent-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import {
  openingAnswerSchema,
  simulatedWindowPaths,
  simulatedWindowSchema,
} from '../../src/contracts/simulated-window-api.ts';
import { requireLoopback } from '../admin/loopback-guard.ts';
import { consentStatuses } from '../consents/consent-routes.ts';
import type { WindowSimulation } from './window-simulation.ts';

const refusals = {
  400: refusalSchema,
  403: refusalSchema,
  404: refusalSchema,
  409: refusalSchema,
};

/** What the admin page does at the simulated window. */
export const simulatedWindowRoutes: FastifyPluginAsyncZod<{
  readonly simulation: WindowSimulation;
}> = async (app, { simulation }) => {
  app.addHook('onRequest', requireLoopback);

  app.get(
    simulatedWindowPaths.window,
    { schema: { response: { 200: simulatedWindowSchema, 403: refusalSchema } } },
    () => simulation.describe(),
  );

  app.post(
    simulatedWindowPaths.consents,
    {
      bodyLimit: consentBytesLimit,
      schema: {
        body: askConsentRequestSchema,
        response: { 200: consentAnswerSchema, ...refusals },
      },
    },
    async ({ body }, reply) => {
      const asked = await simulation.ask(body);
      return asked.ok
        ? asked.value
        : reply.code(consentStatuses[asked.problem]).send({ code: asked.problem });
    },
  );

  app.get(
    simulatedWindowPaths.consent(':consentId'),
    {
      schema: { params: consentParamsSchema, response: { 200: consentAnswerSchema, ...refusals } },
    },
    async ({ params }, reply) => {
      const found = await simulation.find(params.consentId);
      return found.ok ? found.value : reply.code(404).send({ code: found.problem });
    },
  );

  app.post(
    simulatedWindowPaths.opening(':consentId'),
    {
      schema: { params: consentParamsSchema, response: { 200: openingAnswerSchema, ...refusals } },
    },
    async ({ params }, reply) => {
      const opened = await simulation.open(params.consentId);
      return opened.ok
        ? opened.value
        : reply.code(consentStatuses[opened.problem]).send({ code: opened.problem });
    },
  );
};
