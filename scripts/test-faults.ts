/** Faults of machine, network and platform, in their long forms: `npm run test:faults -- [--only ID] [--seed N]`. */
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runChaos } from './campaigns/chaos-run.ts';
import { type FaultExperiment, faultExperiments } from './campaigns/fault-experiments.ts';
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

type Campaign = Extract<
  FaultExperiment['proofs'][number],
  { readonly campaign: string }
>['campaign'];

const campaigns: Readonly<Record<Campaign, () => Promise<boolean>>> = {
  chaos: async () => {
    const found = await runChaos({ seconds: 120, writes: 20_000, kills: 100 }, seed);
    return (
      found.lost + found.duplicated === 0 && found.faulty >= 0.3 && found.drainMs !== undefined
    );
  },
  'torn logs': async () => {
    const { lost, notAPrefix } = await tearLogs(10_000, seed);
    return lost + notAPrefix === 0;
  },
  syncs: async () => {
    const writes = 200;
    return ((await countSyncs(writes)) ?? 0) >= writes;
  },
  'bit flips': async () => (await flipBits(600, seed)).silent === 0,
};

const proofs = chosen.flatMap((experiment) => experiment.proofs);
const files = new Set(proofs.flatMap((proof) => ('file' in proof ? [proof.file] : [])));
const isEndToEnd = (file: string): boolean => file.endsWith('.e2e.ts');
/** As long as a campaign may take. */
const long = { ...process.env, CAMPAIGN: 'long' };
const statuses = await runUnitTests([...files].filter((file) => !isEndToEnd(file)));
const endToEnd = new Map<string, boolean>();
for (const file of [...files].filter(isEndToEnd)) {
  const args = [join('scripts', 'test.ts'), '--only', 'e2e', file];
  endToEnd.set(
    file,
    (await runInForeground(process.execPath, args, { cwd: project, env: long })) === 0,
  );
}
const outcomes = new Map<Campaign, boolean>();
for (const proof of proofs) {
  if (!('campaign' in proof) || outcomes.has(proof.campaign)) continue;
  outcomes.set(proof.campaign, await longStep(`试验 ${proof.campaign}`, campaigns[proof.campaign]));
}

let failed = 0;
for (const { id, what, proofs: shown } of chosen) {
  const faults = shown.flatMap((proof) => faultOf(proof) ?? []);
  const isPassed = shown.length > 0 && faults.length === 0;
  if (!isPassed) failed += 1;
  const verdict = isPassed ? '通过 passed' : '未通过 FAILED';
  process.stdout.write(`${id.padEnd(4)} ${verdict}  ${what}\n`);
  if (shown.length === 0) process.stdout.write('       尚无试验 nothing shows it yet\n');
  for (const fault of faults) process.stdout.write(`       ${fault}\n`);
}
process.stdout.write(`${chosen.length - failed} passed, ${failed} failed（--seed ${seed}）\n`);
process.exitCode = failed === 0 ? 0 : 1;

/** What a proof does not show; nothing where it does. */
function faultOf(proof: FaultExperiment['proofs'][number]): string | undefined {
  if ('campaign' in proof) return outcomes.get(proof.campaign) ? undefined : proof.campaign;
  const { file, title } = proof;
  const name = `${file}: ${title}`;
  if (isEndToEnd(file)) {
    const isThere = readFileSync(join(project, file), 'utf8').includes(title);
    return isThere && endToEnd.get(file) ? undefined : name;
  }
  const found = statuses.get(name) ?? [];
  // A test of what this system cannot show is skipped by itself; one that is not there shows nothing.
  return found.length > 0 && found.every((status) => status !== 'failed') ? undefined : name;
}

/** How each test of some files went, by `FILE: TITLE`; several where it runs on several drivers. */
async function runUnitTests(paths: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (paths.length === 0) return found;
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
    for (const { name, assertionResults } of readReport(report).testResults) {
      const file = paths.find((path) => name.replaceAll('\\', '/').endsWith(path));
      for (const { title, status } of assertionResults) {
        const key = `${file}: ${title}`;
        found.set(key, [...(found.get(key) ?? []), status]);
      }
    }
  } catch {
    say(stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return found;
}

function readReport(file: string): z.output<typeof reportSchema> {
  return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
