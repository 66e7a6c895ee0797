/** Benchmarks, each beside a peer or a physical limit: `npm run bench -- [--only NAME] [--json FILE]`. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BenchResult } from './benchmarks/bench-result.ts';
import { cardReadBenchmark } from './benchmarks/h8-card-read.ts';
import { frameParserBenchmark } from './benchmarks/h9-frame-parser.ts';

const benchmarks: readonly { id: string; name: string; run: () => Promise<BenchResult> }[] = [
  { id: 'H8', name: 'card-read', run: cardReadBenchmark },
  { id: 'H9', name: 'frame-parser', run: frameParserBenchmark },
];

const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
const chosen = benchmarks.filter(
  ({ id, name }) => values.only === undefined || values.only === id || values.only === name,
);
if (chosen.length === 0) {
  process.stderr.write(
    `No benchmark "${values.only}". There are: ${benchmarks.map(({ id, name }) => `${id} ${name}`).join(', ')}\n`,
  );
  process.exit(2);
}

const results: BenchResult[] = [];
for (const { run } of chosen) {
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
