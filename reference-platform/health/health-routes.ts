import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { healthAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { type Database, readPlatformId } from '../database/open-database.ts';

interface HealthRouteOptions {
  readonly db: Database;
  readonly clock: Clock;
}

/** Whether the platform and its database are there; for workstations at which nobody has logged in yet. */
export const healthRoutes: FastifyPluginAsyncZod<HealthRouteOptions> = async (
  app,
  { db, clock },
) => {
  app.get(
    platformPaths.health,
    { schema: { response: { 200: healthAnswerSchema } } },
    async () => ({ platformId: await readPlatformId(db), at: clock.now() }),
  );
};
