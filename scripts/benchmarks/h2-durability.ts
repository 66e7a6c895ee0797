import { countSyncs, tearLogs } from '../campaigns/storage-campaign.ts';
import { atMost, type BenchResult } from './bench-result.ts';

const writes = 500;
const copies = 10_000;

/**
 * That an acknowledged write is on the disk: how often the disk was waited for beside how often something was acknowledged,
 * and what is missing in copies of a log that a power cut has torn anywhere.
 */
export async function durabilityBenchmark(seed: number): Promise<readonly BenchResult[]> {
  const syncs = await countSyncs(writes);
  const { lost, notAPrefix } = await tearLogs(copies, seed);
  const ratio = (syncs ?? Number.NaN) / writes;
  return [
    {
      id: 'H2',
      name: 'durability',
      ours: {
        label: syncs === undefined ? 'not counted: strace cannot be run here' : 'seen by strace',
        value: syncs ?? Number.NaN,
        unit: 'fsyncs',
      },
      peer: { label: 'acknowledged', value: writes, unit: 'writes' },
      ratio,
      limit: '≥ 1',
      pass: ratio >= 1,
    },
    atMost(0, {
      id: 'H2',
      name: 'durability',
      ours: {
        label: 'acknowledged and lost, or out of order',
        value: lost + notAPrefix,
        unit: 'writes',
      },
      peer: { label: 'copies of a torn log', value: copies, unit: 'copies' },
    }),
  ];
}
