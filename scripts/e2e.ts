// A suite of tests/ in desktop sessions of its own; started by test.ts as a user for whom Electron's sandbox works.
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPlatformPages } from './build.ts';
import { type DesktopSession, withDesktopSession } from './desktop-session.ts';
import { provideElectronRuntime } from './electron-runtime.ts';
import { runInForeground } from './run-command.ts';

const project = dirname(import.meta.dirname);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: join('.cache', 'e2e') },
    suite: { type: 'string', default: 'e2e' },
  },
});
const out = resolve(values.out);
const { executable } = await provideElectronRuntime();
// Not by the tests themselves: under Vitest, Vite builds for development.
if (values.suite === 'e2e') await buildPlatformPages();
const displays = [
  { width: 1366, height: 768 },
  { width: 1280, height: 800 },
] as const;

/**
 * Counters that are tested at the same time, each in a session of its own: mostly they wait for windows. What is packaged
 * is looked at alone.
 */
const sessionCount = values.suite === 'e2e' ? 2 : 1;

process.exitCode = await inSessions([]);

async function inSessions(sessions: readonly DesktopSession[]): Promise<number> {
  return sessions.length < sessionCount
    ? withDesktopSession({ displays, headless: true }, (next) => inSessions([...sessions, next]))
    : runTests(sessions.map(({ env }) => env));
}

function runTests(environments: readonly NodeJS.ProcessEnv[]): Promise<number> {
  return runInForeground(
    process.execPath,
    [
      join(project, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...positionals,
      `--config=${join('tests', 'vitest.config.ts')}`,
      `--dir=${join('tests', values.suite)}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${join(out, 'report.json')}`,
    ],
    {
      cwd: project,
      env: {
        ...environments[0],
        MZB_ELECTRON: executable,
        MZB_ARTIFACTS: out,
        MZB_SESSIONS: JSON.stringify(environments),
      },
    },
  );
}
