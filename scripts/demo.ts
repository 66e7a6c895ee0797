// A scripted tour through the real application: both windows photographed at every step, and a summary of it all.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApplication } from './build.ts';
import { providePackages } from './debian-packages.ts';
import { cardTour, lockTour } from './demo/card-tour.ts';
import { channelTours } from './demo/channel-tours.ts';
import { materialTours } from './demo/material-tours.ts';
import { peopleTours } from './demo/people-tours.ts';
import { refusalTours } from './demo/refusal-tours.ts';
import { playTour, type TourSummary } from './demo/stage.ts';
import { withDesktopSession } from './desktop-session.ts';
import { provideElectronRuntime } from './electron-runtime.ts';
import { mustChangeUser, runAsOrdinaryUser } from './unprivileged-account.ts';
import { setUpCounter } from './workbench/counter.ts';
import { standInCamera } from './workbench/workstation.ts';

const project = dirname(import.meta.dirname);

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'demo-output' },
    /** Set where another process will say where the results are. */
    quiet: { type: 'boolean', default: false },
  },
});
const out = resolve(values.out);

await providePackages(['electron', 'displays', 'secrets', 'pty']);
await buildApplication();
const runtime = await provideElectronRuntime();

if (mustChangeUser({ platform: process.platform, uid: process.getuid?.() })) {
  process.exitCode = await runAsOrdinaryUser({
    script: 'demo',
    args: ['--quiet'],
    outputFolder: out,
  });
} else {
  await mkdir(out, { recursive: true });
  const displays = [
    { width: 1366, height: 768 },
    { width: 1280, height: 800 },
  ] as const;
  await withDesktopSession({ displays, headless: true }, ({ env }) => tour(env));
}
if (!values.quiet && existsSync(join(out, 'summary.json'))) {
  console.log(`截图与摘要 · screenshots and summary: ${out}`);
}

async function tour(env: NodeJS.ProcessEnv): Promise<void> {
  const counter = await setUpCounter({
    executable: runtime.executable,
    application: project,
    env,
    settings: {
      // Where the session is the user's own there may be one display only.
      evaluator: { shareDisplay: true },
      // A principal who does not answer is waited for as briefly as a tour can bear.
      numbers: { principalSeconds: 15 },
    },
  });
  try {
    const workstation = await counter.start([standInCamera]);
    const versions = await workstation.application.evaluate(() => process.versions);
    const channels: TourSummary[] = [];
    const tours = [
      cardTour,
      ...channelTours,
      ...refusalTours,
      ...peopleTours,
      ...materialTours,
      lockTour,
    ];
    for (const tour of tours) {
      channels.push(await playTour(tour, { counter, workstation, out }));
    }
    const summary = {
      runtime: {
        electron: versions.electron,
        chrome: versions.chrome,
        node: versions.node,
        platform: `${process.platform}-${process.arch}`,
      },
      channels,
    };
    await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    if (channels.some(({ ok }) => !ok)) process.exitCode = 1;
    await workstation.close();
  } finally {
    await counter.close();
  }
}
