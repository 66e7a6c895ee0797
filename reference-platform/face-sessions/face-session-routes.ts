import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type FaceSessionRefusal,
  facePaths,
  faceResultAnswerSchema,
  faceResultRequestSchema,
  faceSessionParamsSchema,
  faceSessionSchema,
  openFaceSessionAnswerSchema,
  openFaceSessionRequestSchema,
} from '../../src/contracts/face-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { phoneOf } from '../phones/phone-guard.ts';
import { sessionOf } from '../sessions/session-guard.ts';
import type { FaceSessionStore } from './face-session-store.ts';

interface FaceSessionRouteOptions {
  readonly faceSessions: FaceSessionStore;
}

/** A window has somebody's face checked. A workstation sees its own sessions only. */
export const faceSessionRoutes: FastifyPluginAsyncZod<FaceSessionRouteOptions> = async (
  app,
  { faceSessions },
) => {
  app.post(
    facePaths.faceSessions,
    {
      schema: {
        body: openFaceSessionRequestSchema,
        response: {
          200: openFaceSessionAnswerSchema,
          401: refusalSchema,
          403: refusalSchema,
          409: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const opened = await faceSessions.open(sessionOf(request), request.body);
      return opened.ok ? opened.value : reply.code(409).send({ code: opened.problem });
    },
  );

  app.get(
    facePaths.faceSession(':faceSessionId'),
    {
      schema: {
        params: faceSessionParamsSchema,
        response: {
          200: faceSessionSchema,
          401: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const { workstationId } = sessionOf(request);
      const found = await faceSessions.find(workstationId, request.params.faceSessionId);
      return found.ok ? found.value : reply.code(404).send({ code: found.problem });
    },
  );

  app.delete(
    facePaths.faceSession(':faceSessionId'),
    {
      schema: {
        params: faceSessionParamsSchema,
        response: {
          204: z.undefined(),
          401: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
          409: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const { workstationId } = sessionOf(request);
      const cancelled = await faceSessions.cancel(workstationId, request.params.faceSessionId);
      return cancelled.ok
        ? reply.code(204).send()
        : reply.code(statusOf(cancelled.problem)).send({ code: cancelled.problem });
    },
  );
};

/** A phone says how the check on it ended. */
export const faceResultRoutes: FastifyPluginAsyncZod<FaceSessionRouteOptions> = async (
  app,
  { faceSessions },
) => {
  app.post(
    facePaths.faceResults,
    {
      schema: {
        body: faceResultRequestSchema,
        response: {
          200: faceResultAnswerSchema,
          401: refusalSchema,
          404: refusalSchema,
          409: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const taken = await faceSessions.takeResult(phoneOf(request), request.body);
      return taken.ok
        ? taken.value
        : reply.code(statusOf(taken.problem)).send({ code: taken.problem });
    },
  );
};

function statusOf(problem: FaceSessionRefusal): 404 | 409 {
  return problem === 'face-session-unknown' ? 404 : 409;
}
