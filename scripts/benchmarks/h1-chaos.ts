import { runChaos } from '../campaigns/chaos-run.ts';
import { atMost, type BenchResult } from './bench-result.ts';

const goals = { seconds: 60, writes: 100_000, kills: 100 };

/** The share of batches that has to go wrong for the run to count. */
const faultyShare = 0.3;

/**
 * Writes that counters and a platform lose or do twice while all of them are killed and answers are bad: none, of a hundred
 * thousand. And the time that the counters need afterwards, beside a minute.
 */
export async function chaosBenchmark(seed: number): Promise<readonly BenchResult[]> {
  const found = await runChaos(goals, seed);
  const {
    kills,
    acknowledged,
    lost,
    duplicated,
    faulty,
    drainMs = Number.POSITIVE_INFINITY,
  } = found;
  const label = `${kills.counters + kills.platform} kills, ${Math.round(faulty * 100)} % faulty or no answers`;
  const sound = atMost(0, {
    id: 'H1',
    name: 'chaos',
    ours: { label: `lost + duplicated; ${label}`, value: lost + duplicated, unit: 'effects' },
    peer: { label: 'acknowledged', value: acknowledged, unit: 'writes' },
  });
  return [
    { ...sound, pass: sound.pass && faulty >= faultyShare },
    atMost(1, {
      id: 'H1',
      name: 'chaos',
      ours: { label: 'drained after all was well', value: drainMs / 1000, unit: 's' },
      peer: { label: 'limit', value: 60, unit: 's' },
    }),
  ];
}
