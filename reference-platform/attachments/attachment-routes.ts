import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  attachmentLimits,
  attachmentParamsSchema,
  attachmentPaths,
  attachmentProgressSchema,
  chunkHeadersSchema,
  chunkRefusalSchema,
  declareAttachmentRequestSchema,
} from '../../src/contracts/attachment-api.ts';
import { caseReaderRoles } from '../../src/contracts/case-api.ts';
import { intakeRoles, refusalSchema } from '../../src/contracts/platform-api.ts';
import { requireRole, sessionOf } from '../sessions/session-guard.ts';
import type { AttachmentStore } from './attachment-store.ts';
import { readContentRange } from './content-range.ts';
import { sendAttachment } from './send-attachment.ts';

/** Files that are handed in. A workstation sends and sees its own; the department sees all. */
export const attachmentRoutes: FastifyPluginAsyncZod<{
  readonly attachments: AttachmentStore;
}> = async (app, { attachments }) => {
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: attachmentLimits.chunkBytes },
    (_request, body, done) => done(null, body),
  );

  app.post(
    attachmentPaths.attachments,
    {
      onRequest: requireRole(intakeRoles),
      schema: {
        body: declareAttachmentRequestSchema,
        response: {
          200: attachmentProgressSchema,
          401: refusalSchema,
          403: refusalSchema,
          429: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const declared = await attachments.declare(sessionOf(request).workstationId, request.body);
      return declared.ok ? declared.value : reply.code(429).send({ code: declared.problem });
    },
  );

  app.patch(
    attachmentPaths.attachment(':digest'),
    {
      bodyLimit: attachmentLimits.chunkBytes,
      onRequest: requireRole(intakeRoles),
      schema: {
        params: attachmentParamsSchema,
        headers: chunkHeadersSchema,
        response: {
          200: attachmentProgressSchema,
          400: refusalSchema,
          401: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
          409: chunkRefusalSchema,
          422: chunkRefusalSchema,
        },
      },
    },
    async (request, reply) => {
      const { body } = request;
      if (!Buffer.isBuffer(body)) return reply.code(400).send({ code: 'request-invalid' });
      const range = readContentRange(request.headers['content-range'], body.length);
      if (range === undefined) return reply.code(400).send({ code: 'range-invalid' });
      const { workstationId } = sessionOf(request);
      const taken = await attachments.append(workstationId, request.params.digest, range, body);
      if (taken.ok) return taken.value;
      const { problem } = taken;
      if (problem === 'range-invalid') return reply.code(400).send({ code: problem });
      if (problem === 'attachment-unknown') return reply.code(404).send({ code: problem });
      return reply.code(problem.code === 'wrong-offset' ? 409 : 422).send(problem);
    },
  );

  app.get(
    attachmentPaths.attachment(':digest'),
    {
      onRequest: requireRole(caseReaderRoles),
      schema: {
        params: attachmentParamsSchema,
        response: {
          200: z.unknown(),
          401: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const { role, workstationId } = sessionOf(request);
      const handedInBy = role === 'clerk' ? workstationId : undefined;
      const found = await attachments.find(request.params.digest, handedInBy);
      if (found === undefined) return reply.code(404).send({ code: 'attachment-unknown' });
      return sendAttachment(reply, found);
    },
  );
};
