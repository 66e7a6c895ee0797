import { compareSealing } from '../campaigns/storage-campaign.ts';
import { atMost, type BenchResult } from './bench-result.ts';

const events = 3_000;
const limit = 0.9;

/** What sealing costs a commit, and what it leaves readable on a copy of the disk. */
export async function sealingBenchmark(): Promise<readonly BenchResult[]> {
  const { sealed, plain, personalFound } = await compareSealing(events);
  return [
    {
      id: 'H6',
      name: 'sealing',
      ours: { label: 'sealed', value: sealed, unit: 'commits/s' },
      peer: { label: 'plain', value: plain, unit: 'commits/s' },
      ratio: sealed / plain,
      limit: `≥ ${limit}`,
      pass: sealed / plain >= limit,
    },
    atMost(0, {
      id: 'H6',
      name: 'sealing',
      ours: {
        label: 'with a name, number, address or code in it',
        value: personalFound,
        unit: 'files',
      },
      peer: { label: 'the disk, at work and closed with its backup', value: 2, unit: 'copies' },
    }),
  ];
}
