/** Faults of machine, network and platform, in their long forms: `npm run test:faults -- [--only ID] [--seed N]`. */
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runChaos } from './campaigns/chaos-run.ts';
import { faultExperiments, type Proof } from './campaigns/fault-experiments.ts';
import { judgeExperiment, type TriedProof, type Verdict } from './campaigns/fault-verdict.ts';
import { lackOf, thisSystem } from './campaigns/means.ts';
import { countSyncs, flipBits, tearLogs } from './campaigns/storage-campaign.ts';
import { longStep, say } from './progress.ts';
import { runCommand, runInForeground } from './run-command.ts';

const project = dirname(import.meta.dirname);
const { values } = parseArgs({ options: { only: { type: 'string' }, seed: { type: 'string' } } });
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const chosen = faultExperiments.filter(({ id }) => (values.only ?? id) === id);
if (chosen.length === 0) {
  process.stderr.write(
    `没有 there is no ${values.only}: ${faultExperiments.map(({ id }) => id).join(' ')}\n`,
  );
  process.exit(2);
}

/** The part of Vitest's report that says how each test went. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ title: z.string(), status: z.string() })),
    }),
  ),
});

type Campaign = Extract<Proof, { readonly campaign: string }>['campaign'];

const campaigns: Readonly<Record<Campaign, () => Promise<boolean | undefined>>> = {
  chaos: async () => {
    const found = await runChaos({ seconds: 120, writes: 20_000, kills: 100 }, seed);
    return (
      found.lost + found.duplicated === 0 &&
      found.faulty >= 0.3 &&
      found.drainMs !== undefined &&
      found.slowestOpenMs < 2_000
    );
  },
  'torn logs': async () => {
    const { lost, notAPrefix } = await tearLogs(10_000, seed);
    return lost + notAPrefix === 0;
  },
  syncs: async () => {
    const writes = 200;
    const syncs = await countSyncs(writes);
    return syncs === undefined ? undefined : syncs >= writes;
  },
  'bit flips': async () => (await flipBits(600, seed)).silent === 0,
};

const proofs = chosen.flatMap((experiment) => experiment.proofs);
const files = [...new Set(proofs.flatMap((proof) => ('file' in proof ? [proof.file] : [])))];
const isEndToEnd = (file: string): boolean => file.endsWith('.e2e.ts');
/** As long as a campaign may take. */
const long = { ...process.env, CAMPAIGN: 'long' };
const statuses = await runUnitTests(files.filter((file) => !isEndToEnd(file)));
const endToEnd = await runEndToEndTests(files.filter(isEndToEnd));
const outcomes = new Map<Campaign, string>();
for (const proof of proofs) {
  if (!('campaign' in proof) || outcomes.has(proof.campaign)) continue;
  const held = await longStep(`试验 ${proof.campaign}`, campaigns[proof.campaign]);
  const status = held === undefined ? 'skipped' : held ? 'passed' : 'failed';
  outcomes.set(proof.campaign, status);
}

const words: Readonly<Record<Verdict, string>> = {
  passed: '通过 passed',
  failed: '未通过 FAILED',
  skipped: '未试 skipped',
};
const count: Record<Verdict, number> = { passed: 0, failed: 0, skipped: 0 };
for (const { id, what, proofs: shown } of chosen) {
  const { verdict, reasons } = judgeExperiment(shown.map(tried));
  count[verdict] += 1;
  process.stdout.write(`${id.padEnd(4)} ${words[verdict]}  ${what}\n`);
  for (const reason of reasons) process.stdout.write(`       ${reason}\n`);
}
process.stdout.write(
  `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped（--seed ${seed}）\n`,
);
process.exitCode = count.failed === 0 ? 0 : 1;

/** How a proof went, and what this system lacks for it. */
function tried(proof: Proof): TriedProof {
  const lack = proof.needs === undefined ? undefined : lackOf(proof.needs, thisSystem());
  if ('campaign' in proof) {
    const status = outcomes.get(proof.campaign);
    return { name: proof.campaign, statuses: status === undefined ? [] : [status], lack };
  }
  const name = `${proof.file}: ${proof.title}`;
  if (!isEndToEnd(proof.file)) return { name, statuses: statuses.get(name) ?? [], lack };
  return endToEnd === undefined
    ? { name, statuses: ['skipped'], lack: '没有 Electron there is no Electron runtime' }
    : { name, statuses: endToEnd.get(name) ?? [], lack };
}

/** How each test of some files went, by `FILE: TITLE`; several where it runs on several drivers. */
async function runUnitTests(paths: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  if (paths.length === 0) return new Map();
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const report = join(folder, 'report.json');
  const vitest = join(project, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--reporter=json', `--outputFile=${report}`, ...paths];
  const { stderr } = await longStep(`单元试验 ${paths.length} files`, () =>
    runCommand(process.execPath, args, {
      cwd: project,
      env: long,
    }),
  );
  try {
    return statusesIn(report, paths);
  } catch {
    say(stderr);
    return new Map();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same of end-to-end tests; undefined where there is no Electron to run them in. */
async function runEndToEndTests(
  paths: readonly string[],
): Promise<ReadonlyMap<string, string[]> | undefined> {
  if (paths.length === 0) return new Map();
  const report = join(project, '.cache', 'test', 'e2e', 'report.json');
  const args = [join('scripts', 'test.ts'), '--only', 'e2e', ...paths];
  const code = await runInForeground(process.execPath, args, { cwd: project, env: long });
  if (existsSync(report)) return statusesIn(report, paths);
  return code === 0 ? undefined : new Map();
}

function statusesIn(report: string, paths: readonly string[]): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  const { testResults } = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
  for (const { name, assertionResults } of testResults) {
    const file = paths.find((path) => name.replaceAll('\\', '/').endsWith(path));
    for (const { title, status } of assertionResults) {
      const key = `${file}: ${title}`;
      found.set(key, [...(found.get(key) ?? []), status]);
    }
  }
  return found;
}
