import type { BenchResult } from './bench-result.ts';
import type { Desktop } from './desktop.ts';
import { evidenceKeptBenchmark } from './e2-evidence-kept.ts';
import { startBenchmark } from './h12-start.ts';
import { ipcBenchmark } from './h14-ipc.ts';
import { stepsBenchmark } from './h15-steps.ts';
import { readerFloodBenchmark } from './x18-reader-flood.ts';

/** The benchmarks that start Electron. */
export const desktopBenchmarks: readonly {
  readonly id: string;
  readonly name: string;
  readonly run: (desktop: Desktop) => Promise<readonly BenchResult[]>;
}[] = [
  { id: 'E2', name: 'evidence-kept', run: evidenceKeptBenchmark },
  { id: 'H12', name: 'start', run: startBenchmark },
  { id: 'H14', name: 'ipc', run: ipcBenchmark },
  { id: 'H15', name: 'steps', run: stepsBenchmark },
  { id: 'X18', name: 'reader-flood', run: readerFloodBenchmark },
];
