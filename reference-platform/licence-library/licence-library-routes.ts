import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  getLicenceAnswerSchema,
  licenceApiPaths,
  licenceAuthAnswerSchema,
  licenceAuthRequestSchema,
  licenceLoginAnswerSchema,
  licenceLoginRequestSchema,
} from '../../src/contracts/licence-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { refusal, success } from './envelope.ts';
import type { LicenceLibrary } from './licence-library.ts';

interface LicenceLibraryRouteOptions {
  readonly library: LicenceLibrary;
  readonly clock: Clock;
}

/** The request as the library reads it: paging may be left out, and its limit is judged by the library itself. */
const authRequestSchema = licenceAuthRequestSchema.extend({
  page_index: z.number().int().positive().default(1),
  page_size: z.number().int().positive().default(10),
});

/** `license-app/v1`, quirks included. Mounted under `platformPaths.licenceLibrary`. */
export const licenceLibraryRoutes: FastifyPluginAsyncZod<LicenceLibraryRouteOptions> = async (
  app,
  { library, clock },
) => {
  app.setErrorHandler((error, _request, reply) => {
    if (!hasZodFastifySchemaValidationErrors(error)) throw error;
    return reply.code(200).send(refusal('request-invalid', clock.now()));
  });

  app.post(
    licenceApiPaths.login,
    { schema: { body: licenceLoginRequestSchema, response: { 200: licenceLoginAnswerSchema } } },
    async ({ body }) => {
      const token = await library.logIn(body);
      if (!token.ok) return refusal(token.problem, clock.now());
      return { ...success(clock.now()), access_token: token.value };
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
    async ({ query, body }) => {
      const page = await library.authorise(query.access_token, body);
      if (!page.ok) return refusal(page.problem, clock.now());
      const { records, codes, total } = page.value;
      return { ...success(clock.now()), data: records, auth_codes: codes, total_count: total };
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
      const licence = await library.fetch(query.access_token, query.auth_code);
      if (!licence.ok) return refusal(licence.problem, clock.now());
      return { ...success(clock.now()), data: licence.value };
    },
  );
};
