import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import {
  revocationsAnswerSchema,
  timeAnswerSchema,
  workstationPaths,
  workstationSettingsSchema,
} from '../../src/contracts/workstation-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { signerOf } from './signatures.ts';
import type { WorkstationStore } from './workstation-store.ts';

/** What a workstation asks without anybody being logged in. */
export const workstationRoutes: FastifyPluginAsyncZod<{
  readonly workstations: WorkstationStore;
  readonly clock: Clock;
}> = async (app, { workstations, clock }) => {
  app.get(
    workstationPaths.time,
    { schema: { response: { 200: timeAnswerSchema, 401: refusalSchema } } },
    async () => ({ at: clock.now() }),
  );

  app.get(
    workstationPaths.revocations,
    {
      schema: { response: { 200: revocationsAnswerSchema, 401: refusalSchema } },
    },
    async (request, reply) =>
      // Unsigned, the answer would be unsigned too, and a list that anybody could shorten is of no use.
      signerOf(request) === null
        ? reply.code(401).send({ code: 'signature-required' })
        : { revocations: await workstations.revocations() },
  );

  app.get(
    workstationPaths.settings,
    {
      schema: { response: { 200: workstationSettingsSchema, 401: refusalSchema } },
    },
    async (request, reply) => {
      const signer = signerOf(request);
      return signer === null
        ? reply.code(401).send({ code: 'signature-required' })
        : workstations.settings(signer.workstationId);
    },
  );
};
