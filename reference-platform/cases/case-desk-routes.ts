import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  caseAnswerSchema,
  caseDeciderRoles,
  caseParamsSchema,
  casePaths,
  caseReaderRoles,
  caseRecordsAnswerSchema,
  casesAnswerSchema,
  casesQuerySchema,
  moveCaseAnswerSchema,
  moveCaseRequestSchema,
} from '../../src/contracts/case-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { requireRole, sessionOf } from '../sessions/session-guard.ts';
import type { CaseDesk } from './case-desk.ts';

const refusals = { 401: refusalSchema, 403: refusalSchema, 404: refusalSchema };

/** Where cases stand, and moving them on. */
export const caseDeskRoutes: FastifyPluginAsyncZod<{ readonly desk: CaseDesk }> = async (
  app,
  { desk },
) => {
  app.get(
    casePaths.cases,
    {
      onRequest: requireRole(caseReaderRoles),
      schema: {
        querystring: casesQuerySchema,
        response: { 200: casesAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    (request) => desk.list(sessionOf(request), request.query),
  );

  app.get(
    casePaths.case(':caseId'),
    {
      onRequest: requireRole(caseReaderRoles),
      schema: { params: caseParamsSchema, response: { 200: caseAnswerSchema, ...refusals } },
    },
    async (request, reply) => {
      const found = await desk.read(sessionOf(request), request.params.caseId);
      return found.ok ? found.value : reply.code(404).send({ code: found.problem });
    },
  );

  app.post(
    casePaths.caseMoves(':caseId'),
    {
      onRequest: requireRole(caseReaderRoles),
      schema: {
        params: caseParamsSchema,
        body: moveCaseRequestSchema,
        response: { 200: moveCaseAnswerSchema, ...refusals, 409: refusalSchema },
      },
    },
    async (request, reply) => {
      const { caseId } = request.params;
      const moved = await desk.move(sessionOf(request), caseId, request.body);
      if (moved.ok) return moved.value;
      const { problem: code } = moved;
      if (code === 'case-unknown') return reply.code(404).send({ code });
      return reply.code(code === 'role-not-allowed' ? 403 : 409).send({ code });
    },
  );

  app.get(
    casePaths.caseRecords(':caseId'),
    {
      onRequest: requireRole(caseDeciderRoles),
      schema: { params: caseParamsSchema, response: { 200: caseRecordsAnswerSchema, ...refusals } },
    },
    async (request, reply) => {
      const found = await desk.records(sessionOf(request), request.params.caseId);
      return found.ok ? found.value : reply.code(404).send({ code: found.problem });
    },
  );
};
