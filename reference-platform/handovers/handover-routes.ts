import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  handedAttachmentParamsSchema,
  handoverAnswerSchema,
  handoverBytesLimit,
  handoverParamsSchema,
  handoverPaths,
  handoversAnswerSchema,
  handoverWindowsAnswerSchema,
  offerHandoverRequestSchema,
  takeHandoverAnswerSchema,
} from '../../src/contracts/handover-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { sendAttachment } from '../attachments/send-attachment.ts';
import { sessionOf } from '../sessions/session-guard.ts';
import type { HandoverStore } from './handover-store.ts';

const refusals = { 401: refusalSchema, 403: refusalSchema };
const moveAnswers = {
  200: handoverAnswerSchema,
  ...refusals,
  404: refusalSchema,
  409: refusalSchema,
};

/** The HTTP status of each refusal. */
const statuses = {
  'window-unknown': 404,
  'item-unknown': 404,
  'case-received': 409,
  'attachment-missing': 409,
  'handover-under-way': 409,
  'handover-id-taken': 409,
  'handover-unknown': 404,
  'handover-taken': 409,
  'handover-ended': 409,
  'attachment-unknown': 404,
} as const;

/** Windows hand cases to each other. A workstation speaks for itself, and for the window where somebody is logged in. */
export const handoverRoutes: FastifyPluginAsyncZod<{ readonly handovers: HandoverStore }> = async (
  app,
  { handovers },
) => {
  app.get(
    handoverPaths.windows,
    { schema: { response: { 200: handoverWindowsAnswerSchema, ...refusals } } },
    async (request) => ({ windows: await handovers.windows(sessionOf(request)) }),
  );

  app.post(
    handoverPaths.handovers,
    {
      bodyLimit: handoverBytesLimit,
      schema: { body: offerHandoverRequestSchema, response: moveAnswers },
    },
    async (request, reply) => {
      const offered = await handovers.offer(sessionOf(request), request.body);
      return offered.ok
        ? offered.value
        : reply.code(statuses[offered.problem]).send({ code: offered.problem });
    },
  );

  app.get(
    handoverPaths.handovers,
    { schema: { response: { 200: handoversAnswerSchema, ...refusals } } },
    async (request) => ({ handovers: await handovers.waiting(sessionOf(request)) }),
  );

  app.get(
    handoverPaths.handover(':handoverId'),
    {
      schema: {
        params: handoverParamsSchema,
        response: { 200: handoverAnswerSchema, ...refusals, 404: refusalSchema },
      },
    },
    async (request, reply) => {
      const found = await handovers.find(sessionOf(request), request.params.handoverId);
      return found.ok
        ? found.value
        : reply.code(statuses[found.problem]).send({ code: found.problem });
    },
  );

  app.post(
    handoverPaths.take(':handoverId'),
    {
      schema: {
        params: handoverParamsSchema,
        response: { ...moveAnswers, 200: takeHandoverAnswerSchema },
      },
    },
    async (request, reply) => {
      const taken = await handovers.take(sessionOf(request), request.params.handoverId);
      reply.header('cache-control', 'no-store');
      return taken.ok
        ? taken.value
        : reply.code(statuses[taken.problem]).send({ code: taken.problem });
    },
  );

  for (const [path, move] of [
    [handoverPaths.confirm(':handoverId'), 'confirm'],
    [handoverPaths.takeBack(':handoverId'), 'takeBack'],
    [handoverPaths.decline(':handoverId'), 'decline'],
  ] as const) {
    app.post(
      path,
      { schema: { params: handoverParamsSchema, response: moveAnswers } },
      async (request, reply) => {
        const moved = await handovers[move](sessionOf(request), request.params.handoverId);
        return moved.ok
          ? moved.value
          : reply.code(statuses[moved.problem]).send({ code: moved.problem });
      },
    );
  }

  app.get(
    handoverPaths.attachment(':handoverId', ':digest'),
    {
      schema: {
        params: handedAttachmentParamsSchema,
        response: { 200: z.unknown(), ...refusals, 404: refusalSchema },
      },
    },
    async (request, reply) => {
      const { handoverId, digest } = request.params;
      const found = await handovers.attachment(sessionOf(request), handoverId, digest);
      return found.ok
        ? sendAttachment(reply, found.value)
        : reply.code(statuses[found.problem]).send({ code: found.problem });
    },
  );
};
