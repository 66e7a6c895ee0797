import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { licenceEnvelopeSchema } from '../../src/contracts/licence-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { refusal, success } from './envelope.ts';
import {
  abolishLicenceSchema,
  attachmentLimit,
  createAttachmentSchema,
  createLicenceAnswerSchema,
  createLicenceSchema,
  getAttachmentAnswerSchema,
  getAttachmentSchema,
  issueLicenceSchema,
  issuingPaths,
  typeInPathSchema,
} from './issuing-shapes.ts';
import { userOf } from './library-guard.ts';
import type { LicenceIssuing, LicenceName } from './licence-issuing.ts';

interface LicenceIssuingRouteOptions {
  readonly issuing: LicenceIssuing;
  readonly clock: Clock;
}

/** What an issuer calls to make a licence, put files to it, issue it and abolish it. */
export const licenceIssuingRoutes: FastifyPluginAsyncZod<LicenceIssuingRouteOptions> = async (
  app,
  { issuing, clock },
) => {
  app.post(
    issuingPaths.create,
    {
      schema: {
        params: typeInPathSchema,
        body: createLicenceSchema,
        response: { 200: createLicenceAnswerSchema },
      },
    },
    async (request) => {
      const { data_fields: fields, operator } = request.body;
      const typeCode = request.params.item_code;
      const made = await issuing.create(userOf(request), { typeCode, fields, operator });
      if (!made.ok) return refusal(made.problem, clock.now());
      const { licenceCode, authCode } = made.value;
      const data = { license_code: licenceCode, auth_code: authCode };
      return { ...success(clock.now()), data };
    },
  );

  app.post(
    issuingPaths.createAttachment,
    {
      // As base64, with the rest of the request.
      bodyLimit: attachmentLimit * 2,
      schema: {
        params: typeInPathSchema,
        body: createAttachmentSchema,
        response: { 200: licenceEnvelopeSchema },
      },
    },
    async (request) => {
      const { license_code, file_name: fileName, file_data } = request.body;
      const attachment = { fileName, data: Buffer.from(file_data, 'base64') };
      const kept = await issuing.attach(
        userOf(request),
        named(request.params, license_code),
        attachment,
      );
      return kept.ok ? success(clock.now()) : refusal(kept.problem, clock.now());
    },
  );

  app.get(
    issuingPaths.getAttachment,
    {
      schema: {
        params: typeInPathSchema,
        querystring: getAttachmentSchema,
        response: { 200: getAttachmentAnswerSchema },
      },
    },
    async (request) => {
      const { license_code, file_name } = request.query;
      const found = await issuing.attachment(
        userOf(request),
        named(request.params, license_code),
        file_name,
      );
      if (!found.ok) return refusal(found.problem, clock.now());
      const file_data = Buffer.from(found.value.data).toString('base64');
      return { ...success(clock.now()), data: { file_name, file_data } };
    },
  );

  app.post(
    issuingPaths.issue,
    {
      schema: {
        params: typeInPathSchema,
        body: issueLicenceSchema,
        response: { 200: licenceEnvelopeSchema },
      },
    },
    async (request) => {
      const issued = await issuing.issue(
        userOf(request),
        named(request.params, request.body.license_code),
      );
      return issued.ok ? success(clock.now()) : refusal(issued.problem, clock.now());
    },
  );

  app.post(
    issuingPaths.abolish,
    {
      schema: {
        params: typeInPathSchema,
        body: abolishLicenceSchema,
        response: { 200: licenceEnvelopeSchema },
      },
    },
    async (request) => {
      const { license_code, abolish_reason, correlative_license } = request.body;
      const abolished = await issuing.abolish(
        userOf(request),
        named(request.params, license_code),
        abolish_reason,
        correlative_license,
      );
      return abolished.ok ? success(clock.now()) : refusal(abolished.problem, clock.now());
    },
  );
};

function named({ item_code }: { readonly item_code: string }, licenceCode: string): LicenceName {
  return { typeCode: item_code, licenceCode };
}
