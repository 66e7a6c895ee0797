import { afterAll, beforeAll, expect, test } from 'vitest';
import { healthAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';
import { openDatabase, readPlatformId } from '../database/open-database.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock: new StoppedClock() });
});
afterAll(() => bench.stop());

test('anybody may ask whether the platform is there; it says which one, and its time', async () => {
  const db = await openDatabase(bench.dataDir);
  const platformId = await readPlatformId(db);
  await db.destroy();
  const { status, body } = await bench.call('GET', platformPaths.health);
  expect(status).toBe(200);
  expect(healthAnswerSchema.parse(body)).toEqual({ platformId, at: '2026-11-24T01:00:00.000Z' });
});
