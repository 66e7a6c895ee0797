import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  getLicenceAnswerSchema,
  licenceApiPaths,
  licenceArchiveAnswerSchema,
  licenceAuthAnswerSchema,
  licenceAuthRequestSchema,
  licenceEntrustRequestSchema,
  licenceEnvelopeSchema,
  licenceHolderRequestSchema,
  licenceItemsAnswerSchema,
  licenceLoginAnswerSchema,
  licenceLoginRequestSchema,
  licenceTokenAnswerSchema,
  licenceUserAnswerSchema,
  licenceWebpageAnswerSchema,
  licenceWebpageRequestSchema,
} from '../../src/contracts/licence-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import type { DelegationGrants } from '../delegations/delegation-grants.ts';
import { refusal, success } from './envelope.ts';
import type { HolderCredentials } from './holder-credentials.ts';
import {
  libraryUserDecorator,
  requireAccessToken,
  statusOfRefusals,
  userOf,
} from './library-guard.ts';
import { libraryProblems } from './library-problem.ts';
import type { LibraryProfile } from './library-profile.ts';
import type { LicenceAccounts } from './licence-accounts.ts';
import type { LicenceArchive } from './licence-archive.ts';
import type { LicenceIssuing } from './licence-issuing.ts';
import { licenceIssuingRoutes } from './licence-issuing-routes.ts';
import type { LicenceLibrary, LicencePage } from './licence-library.ts';
import { licencePage, licencePagePolicy, refusedPage } from './licence-page.ts';

interface LicenceLibraryRouteOptions {
  readonly accounts: LicenceAccounts;
  readonly credentials: HolderCredentials;
  readonly grants: DelegationGrants;
  readonly library: LicenceLibrary;
  readonly archive: LicenceArchive;
  readonly issuing: LicenceIssuing;
  readonly profile: LibraryProfile;
  readonly clock: Clock;
}

/** The request as the library reads it: paging may be left out, and its limit is judged by the library itself. */
const authRequestSchema = licenceAuthRequestSchema.extend({
  page_index: z.number().int().positive().default(1),
  page_size: z.number().int().positive().default(10),
});

/** `license-app/v1`. Mounted under `platformPaths.licenceLibrary`. */
export const licenceLibraryRoutes: FastifyPluginAsyncZod<LicenceLibraryRouteOptions> = async (
  app,
  { accounts, credentials, grants, library, archive, issuing, profile, clock },
) => {
  app.decorateRequest(libraryUserDecorator, null);
  app.addHook('preSerialization', statusOfRefusals(profile));
  app.setErrorHandler((error, _request, reply) => {
    if (!hasZodFastifySchemaValidationErrors(error)) throw error;
    return reply.code(200).send(refusal('request-invalid', clock.now()));
  });

  app.post(
    licenceApiPaths.login,
    { schema: { body: licenceLoginRequestSchema, response: { 200: licenceLoginAnswerSchema } } },
    async ({ body }) => {
      const token = await accounts.logIn(body);
      if (!token.ok) return refusal(token.problem, clock.now());
      return { ...success(clock.now()), access_token: token.value };
    },
  );

  app.register(pageRoutes, { archive });
  app.register(async (loggedIn) => {
    loggedIn.addHook('onRequest', requireAccessToken(accounts, clock));
    loggedIn.register(usingRoutes, {
      accounts,
      credentials,
      grants,
      library,
      archive,
      profile,
      clock,
    });
    loggedIn.register(licenceIssuingRoutes, { issuing, clock });
  });
};

type UsingRouteOptions = Omit<LicenceLibraryRouteOptions, 'issuing'>;

/** The wish of a query that is `false` when it says so, and true when it says nothing. */
const showsSensitiveSchema = z.enum(['true', 'false']).default('true');

const usingRoutes: FastifyPluginAsyncZod<UsingRouteOptions> = async (
  app,
  { accounts, credentials, grants, library, archive, profile, clock },
) => {
  const offer = ({ records, codes, total }: LicencePage) => ({
    ...success(clock.now()),
    data: records.map(profile.record),
    auth_codes: codes,
    total_count: total,
  });

  app.get(
    licenceApiPaths.logout,
    {
      schema: {
        querystring: z.strictObject({ access_token: z.string() }),
        response: { 200: licenceEnvelopeSchema },
      },
    },
    async ({ query }) => {
      const ended = await accounts.logOut(query.access_token);
      return ended.ok ? success(clock.now()) : refusal(ended.problem, clock.now());
    },
  );

  app.get(
    licenceApiPaths.currentUser,
    { schema: { response: { 200: licenceUserAnswerSchema } } },
    async (request) => {
      const { account, division, division_code, org_code, org_name } = userOf(request);
      const service_org = { org_code, org_name };
      return { ...success(clock.now()), data: { account, division, division_code, service_org } };
    },
  );

  app.get(
    licenceApiPaths.serviceItems,
    {
      schema: {
        querystring: z.strictObject({
          access_token: z.string(),
          // The real library sorts items by a type of its own, which is not public.
          type: z.literal('').exactOptional(),
          org_code: z.string().max(18).exactOptional(),
        }),
        response: { 200: licenceItemsAnswerSchema },
      },
    },
    async ({ query }) => {
      const items = await library.itemsOf(query.org_code);
      const data = items.map(({ code, name }) => ({ service_item_code: code, name }));
      return { ...success(clock.now()), data };
    },
  );

  app.post(
    licenceApiPaths.auth,
    {
      schema: {
        querystring: z.object({ access_token: z.string() }),
        body: authRequestSchema,
        response: { 200: licenceAuthAnswerSchema },
      },
    },
    async (request) => {
      const page = await library.authorise(userOf(request), request.body);
      return page.ok ? offer(page.value) : refusal(page.problem, clock.now());
    },
  );

  app.post(
    licenceApiPaths.holder,
    {
      schema: {
        querystring: z.object({ access_token: z.string() }),
        body: licenceHolderRequestSchema,
        response: { 200: licenceAuthAnswerSchema },
      },
    },
    async (request) => {
      const { body } = request;
      const holders = await credentials.holders(body);
      if (!holders.ok) return refusal(holders.problem, clock.now());
      const page = await library.authoriseByHolder(userOf(request), holders.value, body);
      return page.ok ? offer(page.value) : refusal(page.problem, clock.now());
    },
  );

  app.post(
    licenceApiPaths.entrust,
    {
      schema: {
        querystring: z.object({ access_token: z.string() }),
        body: licenceEntrustRequestSchema,
        response: { 200: licenceAuthAnswerSchema },
      },
    },
    async (request) => {
      const { body } = request;
      const phone = await credentials.phone(body);
      if (!phone.ok) return refusal(phone.problem, clock.now());
      const granted = await grants.grantsTo(phone.value.idNumber, {
        itemCode: body.service_item_code,
        caseId: body.biz_num,
        ...(body.window_id !== undefined && { windowId: body.window_id }),
        ...(body.delegation_id !== undefined && { delegationId: body.delegation_id }),
      });
      if (!granted.ok) return refusal(granted.problem, clock.now());
      const page = await library.authoriseByAgent(userOf(request), granted.value, body);
      return page.ok ? offer(page.value) : refusal(page.problem, clock.now());
    },
  );

  app.post(
    licenceApiPaths.webpage,
    {
      schema: {
        querystring: z.object({ access_token: z.string() }),
        body: licenceWebpageRequestSchema,
        response: { 200: licenceWebpageAnswerSchema },
      },
    },
    async ({ body }) => {
      const holders = await credentials.holders(body);
      if (!holders.ok) return refusal(holders.problem, clock.now());
      const records = await library.heldBy(holders.value);
      return { ...success(clock.now()), data: records.map(profile.record) };
    },
  );

  app.get(
    licenceApiPaths.getLicence,
    {
      schema: {
        querystring: z.object({ auth_code: z.string(), access_token: z.string() }),
        response: { 200: getLicenceAnswerSchema },
      },
    },
    async ({ query }) => {
      const licence = await library.fetch(query.auth_code);
      if (!licence.ok) return refusal(licence.problem, clock.now());
      const { record, fields } = licence.value;
      const data = { ...profile.record(record), data_fields: profile.dataFields(fields) };
      return { ...success(clock.now()), data };
    },
  );

  app.get(
    licenceApiPaths.archive,
    {
      schema: {
        querystring: z.object({
          auth_code: z.string(),
          access_token: z.string(),
          show_sensitive_data: showsSensitiveSchema,
        }),
        response: { 200: licenceArchiveAnswerSchema },
      },
    },
    async (request) => {
      const { auth_code, show_sensitive_data } = request.query;
      const copy = await archive.copy(userOf(request), auth_code, show_sensitive_data === 'true');
      if (!copy.ok) return refusal(copy.problem, clock.now());
      const file_data = Buffer.from(copy.value.data).toString('base64');
      return { ...success(clock.now()), data: { file_name: copy.value.fileName, file_data } };
    },
  );

  app.get(
    licenceApiPaths.token,
    {
      schema: {
        querystring: z.object({ auth_code: z.string(), access_token: z.string() }),
        response: { 200: licenceTokenAnswerSchema },
      },
    },
    async ({ query }) => {
      const token = await archive.view(query.auth_code);
      if (!token.ok) return refusal(token.problem, clock.now());
      return { ...success(clock.now()), data: { license_access_token: token.value } };
    },
  );
};

/** The page behind a token: for whoever has it, without an access token of the library. */
const pageRoutes: FastifyPluginAsyncZod<Pick<LicenceLibraryRouteOptions, 'archive'>> = async (
  app,
  { archive },
) => {
  app.get(
    licenceApiPaths.page,
    { schema: { querystring: z.strictObject({ license_access_token: z.string() }) } },
    async ({ query }, reply) => {
      const face = await archive.viewed(query.license_access_token);
      reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', licencePagePolicy)
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-store');
      if (face.ok) return reply.send(licencePage(face.value));
      const { status, message } = libraryProblems[face.problem];
      return reply.code(status).send(refusedPage(message));
    },
  );
};
