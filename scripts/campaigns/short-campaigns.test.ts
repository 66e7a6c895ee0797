import { beforeAll, expect, test } from 'vitest';
import { buildCampaigns } from '../build.ts';
import { runChaos } from './chaos-run.ts';
import { lackOf, thisSystem } from './means.ts';
import { countSyncs, flipBits, tearLogs } from './storage-campaign.ts';

// The campaigns of `npm run test:faults`, of which every run of the tests tries a little.

const seed = 20_261_124;

beforeAll(buildCampaigns);

test('counters and platform that are killed and answered badly lose nothing and double nothing', async () => {
  const found = await runChaos({ seconds: 4, writes: 100, kills: 4 }, seed);
  expect(found).toMatchObject({ lost: 0, duplicated: 0, drainMs: expect.any(Number) });
  expect(found.acknowledged).toBeGreaterThanOrEqual(100);
  expect(found.kills.counters + found.kills.platform).toBeGreaterThanOrEqual(4);
});

test('a log that a power cut has torn holds what was acknowledged, and nothing out of order', async () => {
  expect(await tearLogs(200, seed)).toEqual({ copies: 200, lost: 0, notAPrefix: 0 });
});

test('a flipped bit is never read in silence', async () => {
  expect(await flipBits(12, seed)).toMatchObject({ runs: 12, silent: 0 });
});

test.skipIf(lackOf('strace', thisSystem()) !== undefined)(
  'the disk is waited for with every acknowledged write (needs strace)',
  async () => {
    expect(await countSyncs(20)).toBeGreaterThanOrEqual(20);
  },
);
