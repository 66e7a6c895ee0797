// The benchmarks that start Electron, in a desktop session of their own; started by bench.ts as a user for whom
// Electron's sandbox works: `bench-desktop.ts ID... --out DIR`.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchResult, resultLine } from './benchmarks/bench-result.ts';
import { desktopBenchmarks } from './benchmarks/desktop-benchmarks.ts';
import { withDesktopSession } from './desktop-session.ts';
import { provideElectronRuntime } from './electron-runtime.ts';

const { values, positionals: ids } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: join('.cache', 'bench') } },
});
const out = resolve(values.out);
const { executable } = await provideElectronRuntime();
const displays = [
  { width: 1366, height: 768 },
  { width: 1280, height: 800 },
] as const;

const results = await withDesktopSession({ displays, headless: true }, async ({ env }) => {
  const found: BenchResult[] = [];
  for (const { run } of desktopBenchmarks.filter(({ id }) => ids.includes(id))) {
    const folder = await mkdtemp(join(tmpdir(), 'bench-'));
    const application = dirname(import.meta.dirname);
    try {
      for (const result of await run({ executable, env, application, folder })) {
        found.push(result);
        process.stdout.write(`${resultLine(result)}\n`);
      }
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  }
  return found;
});
await mkdir(out, { recursive: true });
await writeFile(join(out, 'results.json'), JSON.stringify(results));
