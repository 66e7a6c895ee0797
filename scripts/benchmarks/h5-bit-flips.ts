import { flipBits } from '../campaigns/storage-campaign.ts';
import { atMost, type BenchResult } from './bench-result.ts';

const runs = 600;

/** Wrong or missing data that is read without a word after one bit of the database file has flipped, beside plain SQLite. */
export async function bitFlipsBenchmark(seed: number): Promise<readonly BenchResult[]> {
  const { silent, plainSilent } = await flipBits(runs, seed);
  return [
    atMost(0, {
      id: 'H5',
      name: 'bit-flips',
      ours: { label: `silent wrong reads in ${runs} runs`, value: silent, unit: 'runs' },
      peer: { label: 'plain SQLite, integrity_check ok', value: plainSilent, unit: 'runs' },
    }),
  ];
}
