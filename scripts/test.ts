import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { provideSandbox } from './chromium-sandbox.ts';
import { type Purpose, providePackages } from './debian-packages.ts';
import { NoElectronRuntime, provideElectronRuntime } from './electron-runtime.ts';
import { packagedApplication } from './packaging/packaged-application.ts';
import { runCommand, runInForeground } from './run-command.ts';
import { provideSmallDisk } from './small-disk.ts';
import {
  checkOutcome,
  type Outcome,
  summaryLine,
  type VitestReport,
  vitestOutcome,
} from './test-outcome.ts';
import { runAsOrdinaryUser } from './unprivileged-account.ts';

const PROJECT = dirname(import.meta.dirname);
const REPORTS = join(PROJECT, '.cache', 'test');
const SOURCES = ['src', 'hardware', 'main', 'renderer', 'reference-platform', 'scripts', 'tests'];

/** `--only STAGE` runs one stage; what follows names the test files of that stage, for a developer at work. */
const { values: only, positionals: files } = parseArgs({
  options: { only: { type: 'string' } },
  allowPositionals: true,
});

const STAGES: Record<string, () => Promise<Outcome>> = {
  format: () => check('@biomejs/biome/bin/biome', 'ci'),
  types: () => check('typescript/bin/tsc', '-p', '.'),
  'renderer-types': () => check('typescript/bin/tsc', '-p', 'renderer'),
  'page-types': () => check('typescript/bin/tsc', '-p', 'reference-platform/pages'),
  imports: () =>
    check(
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      ...SOURCES,
    ),
  unused: () => check('knip/bin/knip.js'),
  build: async () => checkOutcome(await runNode(join('scripts', 'build.ts'))),
  unit: () => runUnit(runNode),
  e2e: () =>
    runInSession('e2e', ['electron', 'displays', 'secrets', 'pty', 'browser'], provideSmallDisk),
  package: runPackaging,
};

/**
 * Where all stages run, unit tests run beside the end-to-end tests: those mostly wait for windows, while a processor is
 * free. They give way to them, and what they print comes when both have ended.
 */
const BESIDE = { e2e: 'unit' } as const;

/** Stages that run what `build` has made. */
const AFTER_BUILD: readonly string[] = ['e2e', 'package'];

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
  });
}
process.exitCode = await runStages();

async function runStages(): Promise<number> {
  const names = Object.keys(STAGES).filter((name) => (only.only ?? name) === name);
  if (names.length === 0) {
    console.error(`--only ${Object.keys(STAGES).join('|')}`);
    return 2;
  }
  await rm(REPORTS, { recursive: true, force: true });
  const outcomes = new Map<string, Outcome>();
  const runsAll = names.length > 1;
  for (const name of names) {
    if (runsAll && name === BESIDE.e2e) continue;
    const buildFailed = (outcomes.get('build')?.failed ?? 0) > 0;
    const beside = runsAll && name === 'e2e' ? runBeside(BESIDE.e2e) : undefined;
    outcomes.set(name, await runStage(name, buildFailed));
    if (beside !== undefined) outcomes.set(BESIDE.e2e, (await beside)());
    if (interrupted) return 130;
  }
  for (const [name, { skipped }] of outcomes) {
    for (const test of skipped) console.log(`跳过 skipped: [${name}] ${test}`);
  }
  for (const [name, { failed }] of outcomes) {
    if (failed > 0) console.log(`未通过 failed: [${name}] ${failed}`);
  }
  console.log(summaryLine([...outcomes.values()]));
  return [...outcomes.values()].some(({ failed }) => failed > 0) ? 1 : 0;
}

async function runStage(name: string, buildFailed: boolean): Promise<Outcome> {
  console.log(`\n── ${name} ──`);
  const started = Date.now();
  const outcome = await attempt(name, buildFailed);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`── ${name}: ${summaryLine([outcome])} (${seconds} s)`);
  return outcome;
}

/** Runs the unit tests out of sight. @returns prints what they said */
async function runBeside(name: string): Promise<() => Outcome> {
  const started = Date.now();
  let said = '';
  const outOfSight: RunNode = async (...args) => {
    const { code, stdout, stderr } = await runCommand(process.execPath, args, {
      cwd: PROJECT,
      niceness: 10,
    });
    said = stdout + stderr;
    return code;
  };
  const outcome = await runUnit(outOfSight).catch((error: unknown) => {
    said += String(error);
    return checkOutcome(1);
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  return () => {
    console.log(`\n── ${name} ──\n${said}`);
    console.log(`── ${name}: ${summaryLine([outcome])} (${seconds} s)`);
    return outcome;
  };
}

async function attempt(name: string, buildFailed: boolean): Promise<Outcome> {
  if (AFTER_BUILD.includes(name) && buildFailed) {
    console.log('构建失败，未运行，计为失败。 Not run because the build failed: a failure.');
    return checkOutcome(1);
  }
  try {
    return (await STAGES[name]?.()) ?? checkOutcome(1);
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return checkOutcome(1);
  }
}

async function check(tool: string, ...args: string[]): Promise<Outcome> {
  return checkOutcome(await runNode(join('node_modules', tool), ...args));
}

type RunNode = (...args: string[]) => Promise<number>;

function runNode(...args: string[]): Promise<number> {
  return runInForeground(process.execPath, args, { cwd: PROJECT });
}

async function runUnit(run: RunNode): Promise<Outcome> {
  await providePackages(['pty', 'ports']);
  const report = join(REPORTS, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const code = await run(vitest, 'run', ...files, ...reporters);
  return vitestOutcome(readReport(report), code);
}

/** Runs a suite of tests/ that starts Electron; `prepare` is done before anybody changes user. */
async function runInSession(
  suite: string,
  purposes: readonly Purpose[],
  prepare: () => Promise<void> = async () => undefined,
): Promise<Outcome> {
  await providePackages(purposes);
  try {
    await provideElectronRuntime();
  } catch (error) {
    if (!(error instanceof NoElectronRuntime)) throw error;
    return { passed: 0, failed: 0, skipped: [error.message] };
  }
  await prepare();
  const outputFolder = join(REPORTS, suite);
  const args = ['--suite', suite, ...files];
  const code = await runAsOrdinaryUser({ script: 'e2e', args, outputFolder });
  return vitestOutcome(readReport(join(outputFolder, 'report.json')), code);
}

async function runPackaging(): Promise<Outcome> {
  if (process.platform !== 'linux') {
    const reason =
      '打包测试只在 Linux 上运行 The packaged application is looked at with tools of X11';
    return { passed: 0, failed: 0, skipped: [reason] };
  }
  const purposes = ['electron', 'displays', 'secrets', 'pty', 'x-inspection'] as const;
  return runInSession('packaging', purposes, async () => {
    for (const variant of ['release', 'for-tests'] as const) {
      const code = await runNode(join('scripts', 'package.ts'), `--variant=${variant}`);
      if (code !== 0) throw new Error(`npm run package -- --variant=${variant} → ${code}`);
      await provideSandbox(packagedApplication(variant).folder);
    }
  });
}

function readReport(file: string): VitestReport | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as VitestReport) : undefined;
}
