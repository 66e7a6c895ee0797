import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyError } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { MisbehaviourRule, WorldChange } from '../src/contracts/misbehaviour-api.ts';
import { type Clock, hallDay, systemClock } from '../src/support/clock.ts';
import type { Result } from '../src/support/result.ts';
import { describeApi } from './api-description/describe-api.ts';
import { openDatabase } from './database/open-database.ts';
import type { LibraryProfileName } from './licence-library/library-profile.ts';
import { openMatters } from './matters.ts';
import { Misbehaviour } from './misbehaviour/misbehaviour.ts';
import { befallRequests } from './misbehaviour/request-faults.ts';
import { ShiftedClock } from './misbehaviour/shifted-clock.ts';
import type { WorldProblem } from './misbehaviour/world-switches.ts';
import { phoneDecorator } from './phones/phone-guard.ts';
import { platformRoutes } from './routes.ts';
import { seedDatabase } from './seed/seed-database.ts';
import { sessionDecorator } from './sessions/session-guard.ts';
import type { SessionLifetimes } from './sessions/session-store.ts';
import { type AdmissionMode, signerDecorator } from './workstations/signatures.ts';

/** How to start the platform. */
export interface ReferencePlatformOptions {
  /** Folder of the database; made and seeded where it is empty. */
  readonly dataDir: string;
  /** TCP port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** How the licence library says things; `quirky`, as the real one does, unless told. */
  readonly library?: LibraryProfileName;
  /** Folder of the built pages for browsers; without it there are none. */
  readonly pagesDir?: string;
  /** Whether workstations have to enrol; `open`, so that they need not, unless told. */
  readonly admission?: AdmissionMode;
  /** Faults in force from the start. */
  readonly misbehaviour?: readonly MisbehaviourRule[];
  /** Time by which sessions and codes expire. */
  readonly clock?: Clock;
  /** How long sessions and their tokens last; 12 h and 15 min unless told. */
  readonly lifetimes?: SessionLifetimes;
  /** Time between two signs of life on a push stream; 15 s unless told. */
  readonly heartbeatMs?: number;
  /** Hears of errors that no code of the platform expects. What it is given may hold personal data. */
  readonly onUnexpectedError?: (error: Error, route: string) => void;
}

/** A running platform. */
export interface ReferencePlatform {
  /** E.g. `http://127.0.0.1:41234`, without a slash at the end. */
  readonly url: string;
  /** Puts a fault in force. @returns its id */
  misbehave(rule: MisbehaviourRule): string;
  /** Ends all faults. */
  behave(): void;
  /** Changes the platform itself, at once. */
  changeWorld(change: WorldChange): Promise<Result<null, WorldProblem>>;
  /** Ends every connection, hanging ones and streams included, and closes the database. */
  close(): Promise<void>;
}

/** A working day with its overtime; a token that is stolen is of use for a quarter of an hour. */
const defaultLifetimes: SessionLifetimes = {
  sessionMs: 12 * 60 * 60 * 1000,
  tokenMs: 15 * 60 * 1000,
};

/**
 * Starts the reference platform, a complete stand-in for the city's central platform, on 127.0.0.1.
 * @throws when the database cannot be opened or the port is taken
 */
export async function startReferencePlatform({
  dataDir,
  port = 0,
  library = 'quirky',
  pagesDir,
  admission: admissionMode = 'open',
  misbehaviour: faults = [],
  clock: rightClock = systemClock,
  lifetimes = defaultLifetimes,
  heartbeatMs = 15_000,
  onUnexpectedError,
}: ReferencePlatformOptions): Promise<ReferencePlatform> {
  const clock = new ShiftedClock(rightClock);
  const db = await openDatabase(dataDir);
  await seedDatabase(db, hallDay(clock.now()));

  const misbehaviour = new Misbehaviour();
  for (const rule of faults) misbehaviour.add(rule);
  const matters = await openMatters({
    db,
    clock,
    dataDir,
    misbehaviour,
    admissionMode,
    lifetimes,
    heartbeatMs,
  });

  // No logger: addresses carry access tokens and bodies carry people.
  const app = Fastify({ forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'not-found' }));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      return reply.code(400).send({ code: 'request-invalid' });
    }
    const { statusCode = 500 } = error;
    if (statusCode === 413) return reply.code(413).send({ code: 'request-too-large' });
    if (statusCode < 500) return reply.code(statusCode).send({ code: 'request-invalid' });
    onUnexpectedError?.(error, `${request.method} ${request.routeOptions.url}`);
    return reply.code(500).send({ code: 'internal-error' });
  });
  app.decorateRequest(sessionDecorator, null);
  app.decorateRequest(phoneDecorator, null);
  app.decorateRequest(signerDecorator, null);
  app.addHook('onClose', async () => {
    matters.hub.close();
    await db.destroy();
  });
  befallRequests(app, misbehaviour);

  describeApi(app);
  app.register(platformRoutes, { matters, library, pagesDir });

  try {
    await app.listen({ host: '127.0.0.1', port });
  } catch (error) {
    await app.close();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    misbehave: (rule) => misbehaviour.add(rule),
    behave: () => misbehaviour.clear(),
    changeWorld: (change) => matters.world.change(change),
    close: () => app.close(),
  };
}
