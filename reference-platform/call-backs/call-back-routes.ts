import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  callBackPaths,
  callBacksAnswerSchema,
  callBacksQuerySchema,
} from '../../src/contracts/call-back-api.ts';
import { caseReaderRoles } from '../../src/contracts/case-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { requireRole, sessionOf } from '../sessions/session-guard.ts';
import type { CallBackStore } from './call-back-store.ts';

/** How call-backs have ended; that comes with the events of a workstation. */
export const callBackRoutes: FastifyPluginAsyncZod<{ readonly callBacks: CallBackStore }> = async (
  app,
  { callBacks },
) => {
  app.get(
    callBackPaths.callBacks,
    {
      onRequest: requireRole(caseReaderRoles),
      schema: {
        querystring: callBacksQuerySchema,
        response: { 200: callBacksAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    (request) => callBacks.list(sessionOf(request), request.query.before),
  );
};
