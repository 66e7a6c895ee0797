// A suite of tests/ in a desktop session of its own; started by test.ts as a user for whom Electron's sandbox works.
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPlatformPages } from './build.ts';
import { withDesktopSession } from './desktop-session.ts';
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

process.exitCode = await withDesktopSession({ displays, headless: true }, ({ env }) =>
  runInForeground(
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
    { cwd: project, env: { ...env, MZB_ELECTRON: executable, MZB_ARTIFACTS: out } },
  ),
);
