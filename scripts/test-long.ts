/** `npm run test:long`: what is worth running and takes too long for every commit. */
import { dirname, join } from 'node:path';
import { runInForeground } from './run-command.ts';

const project = dirname(import.meta.dirname);
const vitest = join('node_modules', 'vitest', 'vitest.mjs');

/** What Node runs, and with what around it. */
const runs: readonly { readonly name: string; readonly args: string[]; readonly env?: object }[] = [
  { name: 'USB devices', args: [join('scripts', 'test-hid.ts')] },
  { name: 'chaos', args: [join('scripts', 'chaos.ts'), '--seconds', '120'] },
  {
    // Every unit test that asks how long its campaign may be.
    name: 'campaigns',
    args: [vitest, 'related', '--run', join('tests', 'campaign-size.ts')],
    env: { CAMPAIGN: 'long' },
  },
];

const failed: string[] = [];
for (const { name, args, env } of runs) {
  console.log(`\n── ${name} ──`);
  const settings = { cwd: project, env: { ...process.env, ...env } };
  if ((await runInForeground(process.execPath, args, settings)) !== 0) failed.push(name);
}
for (const name of failed) console.log(`未通过 failed: ${name}`);
console.log(`${runs.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
