import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import {
  type EnrolRefusal,
  enrolAnswerSchema,
  enrolmentCodeAnswerSchema,
  enrolmentCodeRequestSchema,
  enrolRequestSchema,
  workstationPaths,
} from '../../src/contracts/workstation-api.ts';
import type { FailedTries } from '../sessions/failed-tries.ts';
import type { Enrolment } from './enrolment.ts';

const statusOf: Readonly<Record<EnrolRefusal, 400 | 403 | 404 | 409>> = {
  'enrolment-code-mistyped': 400,
  'enrolment-proof-invalid': 400,
  'another-workstation': 403,
  'enrolment-code-unknown': 404,
  'enrolment-code-used': 409,
  'enrolment-code-expired': 409,
  'key-known': 409,
};

/** A workstation enrols; nobody is logged in there yet. */
export const enrolmentRoutes: FastifyPluginAsyncZod<{
  readonly enrolment: Enrolment;
  readonly tries: FailedTries;
}> = async (app, { enrolment, tries }) => {
  app.post(
    workstationPaths.enrolments,
    {
      schema: {
        body: enrolRequestSchema,
        response: {
          200: enrolAnswerSchema,
          400: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
          409: refusalSchema,
          429: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const begun = await tries.begin(request.ip);
      if (!begun.ok) {
        reply.header('retry-after', begun.problem);
        return reply.code(429).send({ code: 'too-many-tries' });
      }
      const enrolled = await enrolment.enrol(request.body);
      if (enrolled.ok || enrolled.problem !== 'enrolment-code-unknown') {
        await tries.succeed(request.ip);
      }
      return enrolled.ok
        ? enrolled.value
        : reply.code(statusOf[enrolled.problem]).send({ code: enrolled.problem });
    },
  );
};

interface EnrolmentCodeOptions {
  readonly enrolment: Enrolment;
  readonly path:
    | typeof workstationPaths.enrolmentCodes
    | typeof workstationPaths.administeredEnrolmentCodes;
}

/**
 * Codes to enrol with. Over a session they are made by administrators only, not by technicians: who sets a PC up is not
 * to be the one who lets it in.
 */
export const enrolmentCodeRoutes: FastifyPluginAsyncZod<EnrolmentCodeOptions> = async (
  app,
  { enrolment, path },
) => {
  app.post(
    path,
    {
      schema: {
        body: enrolmentCodeRequestSchema,
        response: {
          200: enrolmentCodeAnswerSchema,
          401: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
        },
      },
    },
    async ({ body }, reply) => {
      const made = await enrolment.makeCode(body);
      return made.ok ? made.value : reply.code(404).send({ code: made.problem });
    },
  );
};
