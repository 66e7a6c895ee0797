import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { adminPaths, evidenceCountAnswerSchema } from '../../src/contracts/admin-api.ts';
import { caseDeciderRoles, caseReaderRoles } from '../../src/contracts/case-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import {
  evidenceBytesLimit,
  evidenceParamsSchema,
  evidencePaths,
  giveRecordsAnswerSchema,
  giveRecordsRequestSchema,
  registerEvidenceKeyAnswerSchema,
  registerEvidenceKeyRequestSchema,
} from '../../src/evidence/evidence-api.ts';
import { trustFileSchema } from '../../src/evidence/trusted-keys.ts';
import { requireLoopback } from '../admin/loopback-guard.ts';
import { requireRole, sessionOf } from '../sessions/session-guard.ts';
import type { EvidenceKeys } from './evidence-keys.ts';
import type { EvidenceStore } from './evidence-store.ts';
import type { GivenRecords } from './given-records.ts';
import { type PlatformEvidenceKeys, trustFileOf } from './platform-evidence-keys.ts';

/** What anybody may know of the platform's keys. */
export const evidenceTrustRoutes: FastifyPluginAsyncZod<{
  readonly platformEvidenceKeys: PlatformEvidenceKeys;
}> = async (app, { platformEvidenceKeys }) => {
  app.get(evidencePaths.trust, { schema: { response: { 200: trustFileSchema } } }, () =>
    trustFileOf(platformEvidenceKeys),
  );
};

/** How much evidence there is, for the platform's own machine. */
export const evidenceAdminRoutes: FastifyPluginAsyncZod<{
  readonly evidence: EvidenceStore;
}> = async (app, { evidence }) => {
  app.addHook('onRequest', requireLoopback);

  app.get(
    adminPaths.evidence,
    { schema: { response: { 200: evidenceCountAnswerSchema, 403: refusalSchema } } },
    async () => ({ records: await evidence.count() }),
  );
};

interface EvidenceOptions {
  readonly evidenceKeys: EvidenceKeys;
  readonly evidence: EvidenceStore;
  readonly givenRecords: GivenRecords;
}

/** Workstations register their keys and hand their records over, whoever is logged in there. */
export const evidenceRoutes: FastifyPluginAsyncZod<EvidenceOptions> = async (
  app,
  { evidenceKeys, evidence, givenRecords },
) => {
  app.post(
    evidencePaths.keys,
    {
      schema: {
        body: registerEvidenceKeyRequestSchema,
        response: { 200: registerEvidenceKeyAnswerSchema, 400: refusalSchema, 409: refusalSchema },
      },
    },
    async (request, reply) => {
      const { workstationId } = sessionOf(request);
      const registered = await evidenceKeys.register(workstationId, request.body);
      if (registered.ok) return { statement: registered.value };
      const { problem: code } = registered;
      return reply.code(code === 'evidence-key-invalid' ? 400 : 409).send({ code });
    },
  );

  app.post(
    evidencePaths.records,
    {
      bodyLimit: evidenceBytesLimit,
      schema: { body: giveRecordsRequestSchema, response: { 200: giveRecordsAnswerSchema } },
    },
    async (request) => {
      const { workstationId } = sessionOf(request);
      return { outcomes: await givenRecords.take(workstationId, request.body.records) };
    },
  );

  app.get(
    evidencePaths.package(':evidenceId'),
    {
      onRequest: requireRole(caseReaderRoles),
      schema: {
        params: evidenceParamsSchema,
        response: { 403: refusalSchema, 404: refusalSchema },
      },
    },
    async (request, reply) => {
      const { role, windowId } = sessionOf(request);
      const { evidenceId } = request.params;
      const found = await evidence.package(evidenceId);
      const mayRead = caseDeciderRoles.includes(role) || found?.windowId === windowId;
      if (found === undefined || !mayRead) {
        return reply.code(404).send({ code: 'evidence-unknown' });
      }
      return sendPackage(reply, evidenceId, found.bytes);
    },
  );
};

function sendPackage(reply: FastifyReply, evidenceId: string, bytes: Uint8Array): FastifyReply {
  return reply
    .headers({
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="${evidenceId}.evidence"`,
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    })
    .send(Buffer.from(bytes));
}
