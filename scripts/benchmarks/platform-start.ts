import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { atMost, type BenchResult } from './bench-result.ts';
import { median } from './percentile.ts';

const runs = 5;
const limitMs = 3000;
const launch = fileURLToPath(new URL('../launch.mjs', import.meta.url));

/** What `npm run platform` does on an empty folder, until it says where it is; the peer is the time it may take. */
export async function platformStartBenchmark(): Promise<readonly BenchResult[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await timeToStart());
  return [
    atMost(1, {
      id: 'P2',
      name: 'platform-start',
      ours: {
        label: `median of ${runs} on an empty folder, longest ${Math.max(...times).toFixed(0)}`,
        value: median(times),
        unit: 'ms',
      },
      peer: { label: 'limit', value: limitMs, unit: 'ms' },
    }),
  ];
}

async function timeToStart(): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'platform-start-'));
  const startedAt = performance.now();
  const launcher = spawn(process.execPath, [launch, 'platform', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(launcher, 'close');
  try {
    for await (const line of createInterface({ input: launcher.stdout })) {
      if (line.includes('http://127.0.0.1:')) return performance.now() - startedAt;
    }
    throw new Error('the platform ended without an address');
  } finally {
    launcher.kill();
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  }
}
