import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  askConsentRequestSchema,
  consentAnswerSchema,
  consentBytesLimit,
  consentParamsSchema,
  consentPaths,
} from '../../src/contracts/consent-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import {
  evidenceBytesLimit,
  giveEvidenceRequestSchema,
  provedConsentAnswerSchema,
} from '../../src/evidence/evidence-api.ts';
import { sessionOf } from '../sessions/session-guard.ts';
import type { ConsentStore } from './consent-store.ts';

const response = {
  200: consentAnswerSchema,
  400: refusalSchema,
  401: refusalSchema,
  403: refusalSchema,
  404: refusalSchema,
  409: refusalSchema,
  422: refusalSchema,
};

/** The HTTP status of each refusal. */
export const consentStatuses = {
  'item-unknown': 404,
  'consent-unknown': 404,
  'over-asking': 400,
  'page-differs': 400,
  'asked-not-entitled': 403,
  'licence-not-held': 409,
  'consent-id-taken': 409,
  'consent-ended': 409,
  'consent-not-given': 409,
  'evidence-key-unknown': 422,
  'evidence-key-revoked': 422,
  'evidence-signature-invalid': 422,
  'evidence-differs': 422,
  'evidence-chain-broken': 422,
} as const;

/** A window asks for consents. A workstation speaks and hears for itself only. */
export const consentRoutes: FastifyPluginAsyncZod<{ readonly consents: ConsentStore }> = async (
  app,
  { consents },
) => {
  app.post(
    consentPaths.consents,
    { bodyLimit: consentBytesLimit, schema: { body: askConsentRequestSchema, response } },
    async (request, reply) => {
      const asked = await consents.ask(sessionOf(request), request.body);
      return asked.ok
        ? asked.value
        : reply.code(consentStatuses[asked.problem]).send({ code: asked.problem });
    },
  );

  app.get(
    consentPaths.consent(':consentId'),
    { schema: { params: consentParamsSchema, response } },
    async (request, reply) => {
      const { workstationId } = sessionOf(request);
      const found = await consents.find(workstationId, request.params.consentId);
      return found.ok
        ? found.value
        : reply.code(consentStatuses[found.problem]).send({ code: found.problem });
    },
  );

  app.post(
    consentPaths.extension(':consentId'),
    { schema: { params: consentParamsSchema, response } },
    async (request, reply) => {
      const { workstationId } = sessionOf(request);
      const extended = await consents.extend(workstationId, request.params.consentId);
      return extended.ok
        ? extended.value
        : reply.code(consentStatuses[extended.problem]).send({ code: extended.problem });
    },
  );

  app.post(
    consentPaths.cancel(':consentId'),
    { schema: { params: consentParamsSchema, response } },
    async (request, reply) => {
      const { workstationId } = sessionOf(request);
      const ended = await consents.cancel(workstationId, request.params.consentId);
      return ended.ok
        ? ended.value
        : reply.code(consentStatuses[ended.problem]).send({ code: ended.problem });
    },
  );

  app.post(
    consentPaths.evidence(':consentId'),
    {
      bodyLimit: evidenceBytesLimit,
      schema: {
        params: consentParamsSchema,
        body: giveEvidenceRequestSchema,
        response: { ...response, 200: provedConsentAnswerSchema },
      },
    },
    async (request, reply) => {
      const { workstationId } = sessionOf(request);
      const { consentId } = request.params;
      const given = await consents.giveEvidence(workstationId, consentId, request.body);
      return given.ok
        ? given.value
        : reply.code(consentStatuses[given.problem]).send({ code: given.problem });
    },
  );

  app.post(
    consentPaths.withdraw(':consentId'),
    { schema: { params: consentParamsSchema, response } },
    async (request, reply) => {
      const { workstationId } = sessionOf(request);
      const ended = await consents.withdrawAtWindow(workstationId, request.params.consentId);
      return ended.ok
        ? ended.value
        : reply.code(consentStatuses[ended.problem]).send({ code: ended.problem });
    },
  );
};
