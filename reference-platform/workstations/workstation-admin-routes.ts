import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import {
  administeredWorkstationsAnswerSchema,
  revokeRequestSchema,
  settingsChangeRequestSchema,
  workstationPaths,
  workstationSettingsSchema,
} from '../../src/contracts/workstation-api.ts';
import { requireLoopback } from '../admin/loopback-guard.ts';
import type { Enrolment } from './enrolment.ts';
import { enrolmentCodeRoutes } from './enrolment-routes.ts';
import type { WorkstationStore } from './workstation-store.ts';

const refusals = { 403: refusalSchema, 404: refusalSchema };

/** Workstations as the platform's administration sees them. */
export const workstationAdminRoutes: FastifyPluginAsyncZod<{
  readonly workstations: WorkstationStore;
  readonly enrolment: Enrolment;
}> = async (app, { workstations, enrolment }) => {
  app.addHook('onRequest', requireLoopback);
  app.register(enrolmentCodeRoutes, {
    enrolment,
    path: workstationPaths.administeredEnrolmentCodes,
  });

  app.get(
    workstationPaths.administered,
    { schema: { response: { 200: administeredWorkstationsAnswerSchema, 403: refusalSchema } } },
    async () => ({ workstations: await workstations.list() }),
  );

  app.post(
    workstationPaths.administeredRevocations,
    { schema: { body: revokeRequestSchema, response: { 204: z.undefined(), ...refusals } } },
    async ({ body }, reply) => {
      const revoked = await workstations.revoke(body.workstationId);
      return revoked.ok ? reply.code(204).send() : reply.code(404).send({ code: revoked.problem });
    },
  );

  app.put(
    workstationPaths.administeredSettings,
    {
      schema: {
        body: settingsChangeRequestSchema,
        response: { 200: workstationSettingsSchema, ...refusals },
      },
    },
    async ({ body }, reply) => {
      const changed = await workstations.changeSettings(body);
      return changed.ok ? changed.value : reply.code(404).send({ code: changed.problem });
    },
  );
};
