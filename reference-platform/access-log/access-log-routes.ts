import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  accessLogAnswerSchema,
  accessLogPaths,
  accessLogRequestSchema,
} from '../../src/contracts/access-log-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import type { EnterpriseStore } from '../enterprises/enterprise-store.ts';
import { phoneOf } from '../phones/phone-guard.ts';
import type { AccessLog } from './access-log.ts';

interface AccessLogRouteOptions {
  readonly log: AccessLog;
  readonly enterprises: EnterpriseStore;
}

/** A phone asks who has looked at its person's data, or at those of an enterprise that the person represents. */
export const accessLogRoutes: FastifyPluginAsyncZod<AccessLogRouteOptions> = async (
  app,
  { log, enterprises },
) => {
  app.post(
    accessLogPaths.accessLog,
    {
      schema: {
        body: accessLogRequestSchema,
        response: { 200: accessLogAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    async (request, reply) => {
      const { idNumber } = phoneOf(request);
      const { subject, before } = request.body;
      if (subject.type === 'person') return log.of(idNumber, before);
      const allowed = await enterprises.mayRepresent(idNumber, subject.uscc);
      return allowed.ok
        ? log.of(subject.uscc, before)
        : reply.code(403).send({ code: allowed.problem });
    },
  );
};
