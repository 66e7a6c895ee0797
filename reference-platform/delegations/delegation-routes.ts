import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  askDelegationRequestSchema,
  type DelegationProblem,
  delegationOfferSchema,
  delegationPaths,
  delegationProblems,
  delegationViewSchema,
  offerDelegationRequestSchema,
  phoneDelegationActSchema,
  phoneDelegationsAnswerSchema,
  phoneDelegationViewSchema,
  phoneWindowsAnswerSchema,
  windowDelegationActSchema,
} from '../../src/contracts/delegation-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import type { Result } from '../../src/support/result.ts';
import { type AskingRate, limitAsking } from '../asking-rate.ts';
import type { Database } from '../database/open-database.ts';
import { phoneOf } from '../phones/phone-guard.ts';
import { sessionOf } from '../sessions/session-guard.ts';
import { drawDelegationLetter } from './delegation-letter.ts';
import type { DelegationOffers } from './delegation-offers.ts';
import type { DelegationStore } from './delegation-store.ts';
import { type OwnDelegation, type ToldDelegation, viewOf } from './delegation-view.ts';

interface DelegationRouteOptions {
  readonly db: Database;
  readonly delegations: DelegationStore;
}

const paramsSchema = z.strictObject({ delegationId: z.uuid() });
const refusals = {
  400: refusalSchema,
  401: refusalSchema,
  403: refusalSchema,
  404: refusalSchema,
  409: refusalSchema,
};
const phoneAnswers = { 200: phoneDelegationViewSchema, ...refusals };
const windowAnswers = { 200: delegationViewSchema, ...refusals };

interface PhoneDelegationRouteOptions extends DelegationRouteOptions {
  readonly offers: DelegationOffers;
  /** How often each person has named an agent. */
  readonly naming: AskingRate;
}

/** What phones do with the delegations of their persons. */
export const phoneDelegationRoutes: FastifyPluginAsyncZod<PhoneDelegationRouteOptions> = async (
  app,
  { db, delegations, offers, naming },
) => {
  app.get(
    delegationPaths.phoneDelegations,
    { schema: { response: { 200: phoneDelegationsAnswerSchema, 401: refusalSchema } } },
    async (request) => {
      const own = await delegations.ofPhone(phoneOf(request));
      return { delegations: own.map(ownViewOf) };
    },
  );

  app.post(
    delegationPaths.phoneDelegations,
    {
      preHandler: limitAsking(naming, namingPerson, 'too-many-namings'),
      schema: {
        body: offerDelegationRequestSchema,
        response: { ...phoneAnswers, 429: refusalSchema },
      },
    },
    async (request, reply) => {
      const offered = await delegations.offer(phoneOf(request), request.body);
      return offered.ok ? ownViewOf(offered.value) : refuse(reply, offered.problem);
    },
  );

  app.get(
    delegationPaths.phoneWindows,
    { schema: { response: { 200: phoneWindowsAnswerSchema, 401: refusalSchema } } },
    async () => ({
      windows: await db.selectFrom('windows').select(['id', 'name']).orderBy('id').execute(),
    }),
  );

  app.get(
    delegationPaths.phoneDelegation(':delegationId'),
    { schema: { params: paramsSchema, response: phoneAnswers } },
    async (request, reply) => {
      const found = await delegations.findForPhone(phoneOf(request), request.params.delegationId);
      return found.ok ? ownViewOf(found.value) : refuse(reply, found.problem);
    },
  );

  app.post(
    delegationPaths.phoneDelegationActs(':delegationId'),
    { schema: { params: paramsSchema, body: phoneDelegationActSchema, response: phoneAnswers } },
    async (request, reply) => {
      const { delegationId } = request.params;
      const moved = await delegations.actOnPhone(phoneOf(request), delegationId, request.body);
      return moved.ok ? ownViewOf(moved.value) : refuse(reply, moved.problem);
    },
  );

  app.post(
    delegationPaths.phoneDelegationOffer(':delegationId'),
    { schema: { params: paramsSchema, response: { 200: delegationOfferSchema, ...refusals } } },
    async (request, reply) => {
      const shown = await offers.show(phoneOf(request), request.params.delegationId);
      return shown.ok ? shown.value : refuse(reply, shown.problem);
    },
  );

  app.get(
    delegationPaths.phoneDelegationLetter(':delegationId'),
    { schema: { params: paramsSchema, response: refusals } },
    async (request, reply) => {
      const { delegationId } = request.params;
      return sendLetter(db, reply, await delegations.findForPhone(phoneOf(request), delegationId));
    },
  );
};

/** What windows do with delegations: ask for one, follow it, and read those that were shown to them. */
export const windowDelegationRoutes: FastifyPluginAsyncZod<DelegationRouteOptions> = async (
  app,
  { db, delegations },
) => {
  app.post(
    delegationPaths.delegations,
    { schema: { body: askDelegationRequestSchema, response: windowAnswers } },
    async (request, reply) => {
      const asked = await delegations.ask(sessionOf(request), request.body);
      return asked.ok ? viewOf(asked.value) : refuse(reply, asked.problem);
    },
  );

  app.get(
    delegationPaths.delegation(':delegationId'),
    { schema: { params: paramsSchema, response: windowAnswers } },
    async (request, reply) => {
      const { delegationId } = request.params;
      const found = await delegations.findForWindow(sessionOf(request), delegationId);
      return found.ok ? viewOf(found.value) : refuse(reply, found.problem);
    },
  );

  app.post(
    delegationPaths.delegationActs(':delegationId'),
    { schema: { params: paramsSchema, body: windowDelegationActSchema, response: windowAnswers } },
    async (request, reply) => {
      const { delegationId } = request.params;
      const moved = await delegations.actAtWindow(sessionOf(request), delegationId, request.body);
      return moved.ok ? viewOf(moved.value) : refuse(reply, moved.problem);
    },
  );

  app.get(
    delegationPaths.delegationLetter(':delegationId'),
    { schema: { params: paramsSchema, response: refusals } },
    async (request, reply) => {
      const { delegationId } = request.params;
      return sendLetter(
        db,
        reply,
        await delegations.findForWindow(sessionOf(request), delegationId),
      );
    },
  );
};

/** Whoever names an agent learns whether the number and the name belong together; an offer without one tells nothing. */
function namingPerson(request: FastifyRequest): string | undefined {
  const { agent } = offerDelegationRequestSchema.parse(request.body);
  return agent === undefined ? undefined : phoneOf(request).idNumber;
}

function ownViewOf(own: OwnDelegation) {
  return { ...viewOf(own), role: own.role };
}

function refuse(reply: FastifyReply, problem: DelegationProblem) {
  return reply.code(delegationProblems[problem]).send({ code: problem });
}

async function sendLetter(
  db: Database,
  reply: FastifyReply,
  found: Result<ToldDelegation, DelegationProblem>,
) {
  if (!found.ok) return refuse(reply, found.problem);
  const letter = await drawDelegationLetter(db, found.value);
  return reply
    .type('application/pdf')
    .header('cache-control', 'no-store')
    .send(Buffer.from(letter));
}
