import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  consentAnswerSchema,
  consentParamsSchema,
  consentPaths,
  phoneConsentAnswerRequestSchema,
  phoneConsentPageSchema,
  phoneConsentsAnswerSchema,
} from '../../src/contracts/consent-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { phoneOf } from '../phones/phone-guard.ts';
import type { ConsentStore } from './consent-store.ts';

const refusals = {
  400: refusalSchema,
  401: refusalSchema,
  404: refusalSchema,
  409: refusalSchema,
};

/** The HTTP status of each refusal. */
const statuses = {
  'consent-unknown': 404,
  'consent-ended': 409,
  'consent-not-given': 409,
  'page-altered': 409,
  'choices-incomplete': 400,
  'not-chosen-singly': 400,
} as const;

/** Citizens answer, look at and withdraw their consents on their phones. */
export const phoneConsentRoutes: FastifyPluginAsyncZod<{
  readonly consents: ConsentStore;
}> = async (app, { consents }) => {
  app.get(
    consentPaths.phoneConsents,
    { schema: { response: { 200: phoneConsentsAnswerSchema, ...refusals } } },
    async (request) => ({ consents: await consents.ofPerson(phoneOf(request).idNumber) }),
  );

  app.get(
    consentPaths.phoneConsent(':consentId'),
    {
      schema: {
        params: consentParamsSchema,
        response: { 200: phoneConsentPageSchema, ...refusals },
      },
    },
    async (request, reply) => {
      const { idNumber } = phoneOf(request);
      const found = await consents.pageFor(idNumber, request.params.consentId);
      return found.ok
        ? found.value
        : reply.code(statuses[found.problem]).send({ code: found.problem });
    },
  );

  app.post(
    consentPaths.phoneAnswer(':consentId'),
    {
      schema: {
        params: consentParamsSchema,
        body: phoneConsentAnswerRequestSchema,
        response: { 200: consentAnswerSchema, ...refusals },
      },
    },
    async (request, reply) => {
      const { idNumber } = phoneOf(request);
      const { consentId } = request.params;
      const answered = await consents.answerOnPhone(idNumber, consentId, request.body);
      return answered.ok
        ? answered.value
        : reply.code(statuses[answered.problem]).send({ code: answered.problem });
    },
  );

  app.post(
    consentPaths.phoneWithdraw(':consentId'),
    {
      schema: {
        params: consentParamsSchema,
        response: { 200: consentAnswerSchema, ...refusals },
      },
    },
    async (request, reply) => {
      const { idNumber } = phoneOf(request);
      const withdrawn = await consents.withdrawOnPhone(idNumber, request.params.consentId);
      return withdrawn.ok
        ? withdrawn.value
        : reply.code(statuses[withdrawn.problem]).send({ code: withdrawn.problem });
    },
  );
};
