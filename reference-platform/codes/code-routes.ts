import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { delegationProblems } from '../../src/contracts/delegation-api.ts';
import {
  codeChoiceSchema,
  issueCodeAnswerSchema,
  redeemCodeAnswerSchema,
  redeemCodeRequestSchema,
  resolveCodeAnswerSchema,
  resolveCodeRequestSchema,
} from '../../src/contracts/phone-api.ts';
import { platformPaths, refusalSchema } from '../../src/contracts/platform-api.ts';
import { type AskingRate, limitAsking } from '../asking-rate.ts';
import type { DelegatedCodes } from '../delegations/delegated-code.ts';
import type { EnterpriseStore } from '../enterprises/enterprise-store.ts';
import { chosenCode } from '../phones/chosen-code.ts';
import { phoneOf } from '../phones/phone-guard.ts';
import { sessionOf } from '../sessions/session-guard.ts';
import type { CodeStore } from './code-store.ts';

interface CodeIssueOptions {
  readonly enterprises: EnterpriseStore;
  readonly codes: CodeStore;
  readonly delegated: DelegatedCodes;
}

/** A signed-in phone is given a code to show. */
export const codeIssueRoutes: FastifyPluginAsyncZod<CodeIssueOptions> = async (
  app,
  { enterprises, codes, delegated },
) => {
  app.post(
    platformPaths.issueCode,
    {
      schema: {
        body: codeChoiceSchema,
        response: {
          200: issueCodeAnswerSchema,
          401: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
          409: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const phone = phoneOf(request);
      if (request.body.kind === 'delegated') {
        const { delegationId } = request.body;
        const found = await delegated.chosenBy(phone.idNumber, delegationId);
        if (found.ok) return codes.issue(phone.app, found.value);
        return reply.code(delegationProblems[found.problem]).send({ code: found.problem });
      }
      const chosen = await chosenCode(request.body, phone, enterprises);
      return chosen.ok
        ? codes.issue(phone.app, chosen.value)
        : reply.code(403).send({ code: chosen.problem });
    },
  );
};

interface CodeResolveOptions {
  readonly codes: CodeStore;
  readonly rate: AskingRate;
}

/** A window asks whose a scanned code is, or tells what it has taken one for while it could not ask. */
export const codeResolveRoutes: FastifyPluginAsyncZod<CodeResolveOptions> = async (
  app,
  { codes, rate },
) => {
  app.post(
    platformPaths.resolveCode,
    {
      preHandler: limitAsking(rate, (request) => sessionOf(request).id, 'too-many-scans'),
      schema: {
        body: resolveCodeRequestSchema,
        response: {
          200: resolveCodeAnswerSchema,
          401: refusalSchema,
          403: refusalSchema,
          404: refusalSchema,
          409: refusalSchema,
          429: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const resolved = await codes.resolve(request.body, sessionOf(request));
      if (resolved.ok) return resolved.value;
      const { problem } = resolved;
      return reply.code(problem === 'code-unknown' ? 404 : 409).send({ code: problem });
    },
  );

  app.post(
    platformPaths.redeemCode,
    {
      preHandler: limitAsking(rate, (request) => sessionOf(request).id, 'too-many-scans'),
      schema: {
        body: redeemCodeRequestSchema,
        response: {
          200: redeemCodeAnswerSchema,
          401: refusalSchema,
          404: refusalSchema,
          409: refusalSchema,
          429: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const redeemed = await codes.redeem(request.body, sessionOf(request));
      if (redeemed.ok) return { redeemedAt: redeemed.value };
      const { problem } = redeemed;
      return reply.code(problem === 'code-unknown' ? 404 : 409).send({ code: problem });
    },
  );
};
