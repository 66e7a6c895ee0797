import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../reference-platform/database/open-database.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
} from '../../reference-platform/testing/platform-under-test.ts';
import { syncRuns } from '../../tests/campaign-size.ts';
import { type Mutant, runCommands, runsOfCommands, SyncUnderTest } from './testing/sync-model.ts';

let bench: PlatformUnderTest;
let db: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
  db = await openDatabase(bench.dataDir);
});
afterAll(async () => {
  await db.destroy();
  await bench.stop();
});

/** That a workstation comes through any run of commands. */
function comesThrough(most: Parameters<typeof runsOfCommands>[0], mutant?: Mutant) {
  return fc.asyncProperty(runsOfCommands(most), async (commands) => {
    const folder = mkdtempSync(join(tmpdir(), 'sync-model-'));
    const real = await SyncUnderTest.begin(bench, db, folder, mutant);
    try {
      await runCommands(commands, real);
    } finally {
      real.end();
      bench.platform.behave();
      rmSync(folder, { recursive: true });
    }
  });
}

test('whatever happens to workstation, network and platform, each case is at the platform, once, in order', {
  timeout: syncRuns * 10_000,
}, async () => {
  await fc.assert(comesThrough({ commands: 30, events: 30 }), {
    seed: 20_261_124,
    numRuns: syncRuns,
  });
});

test('a workstation that takes all it has sent for acknowledged is found out, by few commands', {
  timeout: 120_000,
}, async () => {
  const throughLast: Mutant = (batch, answer) => ({
    ...answer,
    ackedThrough: batch.events.at(-1)?.seq ?? answer.ackedThrough,
  });
  const found = await fc.check(comesThrough({ commands: 12, events: 3 }, throughLast), {
    seed: 20_261_124,
    numRuns: 200,
  });
  expect(found.failed).toBe(true);
  expect(String(found.errorInstance)).toContain('cases');
  const shrunk = String(found.counterexample?.[0]);
  expect(shrunk.split(/,(?! )/).length).toBeLessThanOrEqual(6);
  expect(shrunk).toContain('restore the platform');
  // What a failing run prints.
  expect(fc.defaultReportMessage(found)).toContain(shrunk);
});
