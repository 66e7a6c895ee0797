/** Benchmarks, each beside a peer or a physical limit: `npm run bench -- [--only NAME] [--json FILE]`. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BenchResult } from './benchmarks/bench-result.ts';
import { cardReadBenchmark } from './benchmarks/h8-card-read.ts';
import { frameParserBenchmark } from './benchmarks/h9-frame-parser.ts';

const benchmarks: Readonly<Record<string, () => Promise<BenchResult>>> = {
  'card-read': cardReadBenchmark,
  'frame-parser': frameParserBenchmark,
};

const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
const chosen = Object.entries(benchmarks).filter(
  ([name]) => values.only === undefined || name === values.only,
);
if (chosen.length === 0) {
  process.stderr.write(
    `No benchmark "${values.only}". There are: ${Object.keys(benchmarks).join(', ')}\n`,
  );
  process.exit(2);
}

const results: BenchResult[] = [];
for (const [, run] of chosen) {
  const result = await run();
  results.push(result);
  process.stdout.write(`${line(result)}\n`);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
if (results.some((result) => !result.pass)) process.exitCode = 1;

function line({ id, name, ours, peer, ratio, limit, pass }: BenchResult): string {
  const side = ({ label, value, unit }: BenchResult['ours']): string =>
    `${value.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit} (${label})`;
  const rounded = ratio.toLocaleString('en', { maximumFractionDigits: 3 });
  return `${pass ? 'ok  ' : 'MISS'} ${id} ${name}: ${side(ours)} / ${side(peer)} = ${rounded}, limit ${limit}`;
}
