import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  activateCodeAnswerSchema,
  ownCodeChoiceSchema,
  phoneSignInAnswerSchema,
  phoneSignInRequestSchema,
} from '../../src/contracts/phone-api.ts';
import {
  activatedCodesAnswerSchema,
  phoneHolderPaths,
  representedEnterprisesAnswerSchema,
} from '../../src/contracts/phone-holder-api.ts';
import { platformPaths, refusalSchema } from '../../src/contracts/platform-api.ts';
import type { EnterpriseStore } from '../enterprises/enterprise-store.ts';
import { bearerToken } from '../sessions/session-guard.ts';
import { chosenCode } from './chosen-code.ts';
import type { CodeActivations } from './code-activations.ts';
import { phoneOf } from './phone-guard.ts';
import type { PhoneStore } from './phone-store.ts';

/** A phone of the simulation signs in and out. */
export const phoneSessionRoutes: FastifyPluginAsyncZod<{ readonly phones: PhoneStore }> = async (
  app,
  { phones },
) => {
  app.post(
    platformPaths.phoneSessions,
    {
      schema: {
        body: phoneSignInRequestSchema,
        response: { 200: phoneSignInAnswerSchema, 403: refusalSchema },
      },
    },
    async ({ body }, reply) => {
      const signedIn = await phones.signIn(body);
      return signedIn.ok ? signedIn.value : reply.code(403).send({ code: signedIn.problem });
    },
  );

  app.delete(
    platformPaths.currentPhoneSession,
    { schema: { response: { 204: z.undefined(), 401: refusalSchema } } },
    async (request, reply) =>
      (await phones.signOut(bearerToken(request)))
        ? reply.code(204).send()
        : reply.code(401).send({ code: 'sign-in-required' }),
  );
};

interface PhoneRouteOptions {
  readonly enterprises: EnterpriseStore;
  readonly activations: CodeActivations;
}

/** What a signed-in phone does beside showing codes, and what it is told to choose one. */
export const phoneRoutes: FastifyPluginAsyncZod<PhoneRouteOptions> = async (
  app,
  { enterprises, activations },
) => {
  app.post(
    platformPaths.codeActivations,
    {
      schema: {
        body: ownCodeChoiceSchema,
        response: { 200: activateCodeAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    async (request, reply) => {
      const chosen = await chosenCode(request.body, phoneOf(request), enterprises);
      return chosen.ok
        ? { activatedAt: await activations.activate(chosen.value) }
        : reply.code(403).send({ code: chosen.problem });
    },
  );

  app.get(
    phoneHolderPaths.enterprises,
    { schema: { response: { 200: representedEnterprisesAnswerSchema, 401: refusalSchema } } },
    async (request) => ({
      enterprises: await enterprises.representedBy(phoneOf(request).idNumber),
    }),
  );

  app.get(
    phoneHolderPaths.activatedCodes,
    { schema: { response: { 200: activatedCodesAnswerSchema, 401: refusalSchema } } },
    async (request) => {
      const phone = phoneOf(request);
      const represented = await enterprises.representedBy(phone.idNumber);
      return { codes: await activations.shownBy(phone, represented) };
    },
  );
};
