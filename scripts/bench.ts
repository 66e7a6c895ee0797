/** Benchmarks, each beside a peer or a limit: `npm run bench -- [--only NAME] [--seed NUMBER] [--json FILE]`. */
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchResult, resultLine } from './benchmarks/bench-result.ts';
import { desktopBenchmarks } from './benchmarks/desktop-benchmarks.ts';
import { evidenceBenchmark } from './benchmarks/e1-evidence.ts';
import { chaosBenchmark } from './benchmarks/h1-chaos.ts';
import { outboxBenchmark } from './benchmarks/h3-h4-outbox.ts';
import { cameraCodesBenchmark } from './benchmarks/h7-camera-codes.ts';
import { cardReadBenchmark } from './benchmarks/h8-card-read.ts';
import { frameParserBenchmark } from './benchmarks/h9-frame-parser.ts';
import { durableEventsBenchmark } from './benchmarks/h10-durable-events.ts';
import { reconnectStormBenchmark } from './benchmarks/h11-reconnect-storm.ts';
import { licenceAuthBenchmark } from './benchmarks/licence-auth.ts';
import { platformStartBenchmark } from './benchmarks/platform-start.ts';
import { waiverListBenchmark } from './benchmarks/w1-waiver-list.ts';
import { buildApplication } from './build.ts';
import { providePackages } from './debian-packages.ts';
import { provideElectronRuntime } from './electron-runtime.ts';
import { runAsOrdinaryUser } from './unprivileged-account.ts';

const plainBenchmarks: readonly {
  readonly id: string;
  readonly name: string;
  /** @param seed of whatever it makes up */
  readonly run: (seed: number) => Promise<readonly BenchResult[]>;
}[] = [
  { id: 'E1', name: 'evidence', run: evidenceBenchmark },
  { id: 'H1', name: 'chaos', run: chaosBenchmark },
  { id: 'H3 H4', name: 'outbox', run: outboxBenchmark },
  { id: 'H7', name: 'camera-codes', run: cameraCodesBenchmark },
  { id: 'H8', name: 'card-read', run: cardReadBenchmark },
  { id: 'H9', name: 'frame-parser', run: frameParserBenchmark },
  { id: 'H10', name: 'durable-events', run: durableEventsBenchmark },
  { id: 'H11', name: 'reconnect-storm', run: reconnectStormBenchmark },
  { id: 'P1', name: 'licence-auth', run: licenceAuthBenchmark },
  { id: 'P2', name: 'platform-start', run: platformStartBenchmark },
  { id: 'W1', name: 'waiver-list', run: waiverListBenchmark },
];

const { values } = parseArgs({
  options: { only: { type: 'string' }, seed: { type: 'string' }, json: { type: 'string' } },
});
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const isChosen = ({ id, name }: { readonly id: string; readonly name: string }): boolean =>
  values.only === undefined || id.split(' ').includes(values.only) || values.only === name;
const plain = plainBenchmarks.filter(isChosen);
const onDesktop = desktopBenchmarks.filter(isChosen);
if (plain.length + onDesktop.length === 0) {
  const all = [...plainBenchmarks, ...desktopBenchmarks].map(({ id, name }) => `${id} ${name}`);
  process.stderr.write(`No benchmark "${values.only}". There are: ${all.join(', ')}\n`);
  process.exit(2);
}

const results: BenchResult[] = [];
for (const { run } of plain) {
  const found = await run(seed);
  results.push(...found);
  for (const result of found) process.stdout.write(`${resultLine(result)}\n`);
}
if (onDesktop.length > 0) results.push(...(await runOnDesktop(onDesktop.map(({ id }) => id))));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
if (results.some((result) => !result.pass)) process.exitCode = 1;

/** Runs benchmarks that start Electron, as a user for whom its sandbox works; they print their own lines. */
async function runOnDesktop(ids: readonly string[]): Promise<readonly BenchResult[]> {
  await providePackages(['electron', 'displays', 'secrets', 'pty']);
  await buildApplication();
  await provideElectronRuntime();
  const outputFolder = join(dirname(import.meta.dirname), '.cache', 'bench');
  const file = join(outputFolder, 'results.json');
  await rm(file, { force: true });
  const code = await runAsOrdinaryUser({ script: 'bench-desktop', args: [...ids], outputFolder });
  if (code !== 0 || !existsSync(file)) {
    process.stderr.write(`${ids.join(', ')} → ${code}\n`);
    process.exitCode = 1;
    return [];
  }
  return JSON.parse(readFileSync(file, 'utf8')) as BenchResult[];
}
