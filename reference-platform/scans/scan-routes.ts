import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { DelegationOfferRefusal } from '../../src/contracts/delegation-api.ts';
import type { FaceSessionRefusal } from '../../src/contracts/face-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import {
  type ScanAnswer,
  scanAnswerSchema,
  scanPaths,
  scanRequestSchema,
  windowCodeAnswerSchema,
} from '../../src/contracts/scan-api.ts';
import type { Result } from '../../src/support/result.ts';
import { type AskingRate, limitAsking } from '../asking-rate.ts';
import { readCodeKey } from '../codes/code-key.ts';
import { type CodeTextKind, kindOfCodeText } from '../codes/code-text.ts';
import type { Database } from '../database/open-database.ts';
import { phoneOf } from '../phones/phone-guard.ts';
import type { Phone } from '../phones/phone-store.ts';
import { sessionOf } from '../sessions/session-guard.ts';
import type { WindowCodes } from './window-codes.ts';

type ScanRefusal =
  | FaceSessionRefusal
  | DelegationOfferRefusal
  | 'code-unknown'
  | 'window-code-expired';

interface ScanRouteOptions {
  readonly db: Database;
  readonly rate: AskingRate;
  /** Who knows the genuine texts of a kind. Of a kind that nobody reads no phone is told anything. */
  readonly readers: {
    readonly [Kind in CodeTextKind]?: (
      code: string,
      phone: Phone,
    ) => Promise<Result<ScanAnswer, ScanRefusal>>;
  };
}

/** A phone has scanned something. */
export const scanRoutes: FastifyPluginAsyncZod<ScanRouteOptions> = async (
  app,
  { db, rate, readers },
) => {
  app.post(
    scanPaths.scan,
    {
      preHandler: limitAsking(rate, (request) => phoneOf(request).idNumber, 'too-many-scans'),
      schema: {
        body: scanRequestSchema,
        response: {
          200: scanAnswerSchema,
          401: refusalSchema,
          404: refusalSchema,
          409: refusalSchema,
          429: refusalSchema,
        },
      },
    },
    async (request, reply) => {
      const { code } = request.body;
      const kind = kindOfCodeText(await readCodeKey(db), code);
      const read = kind === undefined ? undefined : readers[kind];
      if (read === undefined) return reply.code(404).send({ code: 'code-unknown' });
      const scanned = await read(code, phoneOf(request));
      if (scanned.ok) return scanned.value;
      const { problem } = scanned;
      return reply.code(problem === 'code-unknown' ? 404 : 409).send({ code: problem });
    },
  );
};

/** A window shows where it is. */
export const windowCodeRoutes: FastifyPluginAsyncZod<{
  readonly windowCodes: WindowCodes;
}> = async (app, { windowCodes }) => {
  app.get(
    scanPaths.windowCode,
    {
      schema: {
        response: { 200: windowCodeAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    (request) => windowCodes.today(sessionOf(request).windowId),
  );
};
