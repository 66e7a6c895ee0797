// Everything on one machine: the reference platform with seed data, a simulated card reader and code scanner, and the
// workstation.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { launchSimulator } from '../hardware/simulators/card-reader/launch-simulator.ts';
import { launchScanner } from '../hardware/simulators/code-scanner/launch-scanner.ts';
import { clerks } from '../reference-platform/seed/accounts.ts';
import { people } from '../reference-platform/seed/people.ts';
import { startReferencePlatform } from '../reference-platform/server.ts';
import { buildApplication, buildPlatformPages, platformPagesDir } from './build.ts';
import { providePackages } from './debian-packages.ts';
import { needsHeadlessSession } from './desktop-session.ts';
import { provideElectronRuntime } from './electron-runtime.ts';
import { mustChangeUser } from './unprivileged-account.ts';
import { peopleDeck } from './workbench/people-deck.ts';
import { writeSettings } from './workbench/workstation.ts';

const project = dirname(import.meta.dirname);
const { platform: system, env } = process;

if (
  needsHeadlessSession({ platform: system, env, headless: false }) ||
  mustChangeUser({ platform: system, uid: process.getuid?.() })
) {
  console.log(
    '没有可用的桌面（或以 root 运行），改为运行演示。 No desktop here (or started as root): running the demo instead.',
  );
  await import('./demo.ts');
} else {
  await startCounter();
}

async function startCounter(): Promise<void> {
  await providePackages(['electron', 'pty']);
  await buildApplication();
  await buildPlatformPages();
  const { executable } = await provideElectronRuntime();
  const platform = await startReferencePlatform({
    dataDir: join(project, '.cache', 'platform'),
    pagesDir: platformPagesDir,
  });
  const reader = await launchSimulator();
  await reader.setDeck(peopleDeck);
  const scanner = await launchScanner();
  const dataDir = join(project, '.cache', 'workstation');
  await writeSettings(dataDir, {
    platformAddress: platform.url,
    readerAddress: reader.address,
    scannerAddress: scanner.address,
    // One display and a mouse are enough to try everything; only the test runtime honours the first.
    evaluator: { shareDisplay: true, boundPointer: true },
  });
  const workstation = spawn(executable, [`--user-data-dir=${dataDir}`, project], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  console.log(`
参考平台 · platform   ${platform.url}
仿真手机 · phones     ${platform.url}/pages/phones/
管理网页 · admin page ${platform.url}/pages/admin/
登录 · log in         ${clerks.clerk.account} / ${clerks.clerk.password}

把身份证放上读卡器 · put a card on the reader:
${Object.values(people)
  .map(({ card, special }, index) => `  ${index + 1}  ${card.name} · ${special}`)
  .join('\n')}
  0  拿起 · lift        Ctrl+C  结束 · end
扫办事码 · scan a code: 粘贴仿真手机上码的文本并回车 · paste the text of a code that a phone shows
`);
  const keys = createInterface({ input: process.stdin });
  const obey = (line: string): Promise<void> => {
    // Numbers of cards are short, codes are not.
    if (line.length > 3) return scanner.scan(line);
    const [, chosen] = [...peopleDeck][Number(line) - 1] ?? [];
    return chosen === undefined ? reader.liftCard() : reader.placeCard(chosen.card);
  };
  keys.on('line', (line) => {
    obey(line.trim()).catch((problem: unknown) => console.error(String(problem)));
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => workstation.kill());
  }
  try {
    await once(workstation, 'exit');
  } finally {
    keys.close();
    await reader.stop();
    await scanner.stop();
    await platform.close();
  }
}
