import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { app, Menu, screen } from 'electron';
import { clerkChannels } from '../src/contracts/channels.ts';
import { whereItBroke } from '../src/failures/where-it-broke.ts';
import { systemClock } from '../src/support/clock.ts';
import { createLog } from './diagnostics/log.ts';
import { awaitCalls } from './ipc/await-calls.ts';
import { declareAppScheme } from './security/app-scheme.ts';
import { keepMemoryOutOfDumps } from './security/core-dumps.ts';
import { lockDownNavigation } from './security/lock-down.ts';
import { openPage } from './security/open-page.ts';
import { isTestRuntime } from './security/test-runtime.ts';
import { unsafeSwitches } from './security/unsafe-switches.ts';
import { peekLanguage } from './settings/peek-language.ts';
import { openClerkWindow } from './windows/clerk-window.ts';

const log = createLog(systemClock, (line) => process.stderr.write(line));
const inTestRuntime = isTestRuntime({
  isPackaged: app.isPackaged,
  resourcesPath: process.resourcesPath,
});

/** Everything that has to happen before the application is ready; whether it may become ready at all. */
function prepare(): boolean {
  const refused = inTestRuntime ? [] : unsafeSwitches(process.argv, process.platform);
  if (refused.length > 0) {
    log.warn('start.unsafe-switches', { switches: refused.join(' ') });
    return false;
  }
  if (!app.requestSingleInstanceLock()) {
    log.info('start.already-running', {});
    return false;
  }
  if (keepMemoryOutOfDumps(process.platform, process.pid) === 'refused') {
    log.warn('start.dumps-hold-memory', {});
  }
  app.enableSandbox();
  // Code that runs a few times per case is not worth optimising: V8 does it in the background for half a morning, on the
  // processors that the case is waiting for, and every compiler less is one that a page cannot be attacked through. What
  // has to calculate for long belongs into a process of its own.
  setFlagsFromString('--no-opt');
  app.commandLine.appendSwitch('js-flags', '--no-opt');
  if (process.platform === 'linux') app.commandLine.appendSwitch('ozone-platform', 'x11');
  declareAppScheme();
  lockDownNavigation(log);
  Menu.setApplicationMenu(null);
  return true;
}

/** Longest time that everything waits for the clerk's page, in milliseconds; the citizen's screen comes without it, too. */
const pagePatience = 5_000;

/**
 * The clerk's page comes first and has the machine to itself until somebody can type into it. Everything behind it is
 * loaded then; what the page asks meanwhile waits.
 */
async function run(): Promise<void> {
  const folder = app.getPath('userData');
  mkdirSync(folder, { recursive: true });
  const calls = awaitCalls(clerkChannels);
  const clerk = openClerkWindow({
    ...openPage('clerk', log),
    display: screen.getPrimaryDisplay(),
    title: '免证办',
    openingLanguage: peekLanguage(folder),
    log,
  });
  app.on('second-instance', () => {
    if (clerk.isDestroyed()) return;
    if (clerk.isMinimized()) clerk.restore();
    clerk.focus();
  });
  // What pages are answered with takes a tenth of a second to load in older versions: it does so while the page starts.
  void new Response();
  await Promise.race([calls.first, sleep(pagePatience)]);
  const { startCounter } = await import('./counter.ts');
  await startCounter({ clerk, calls, folder, inTestRuntime, clock: systemClock, log });
}

process.on('uncaughtException', (thrown) => {
  const { cause, frames } = whereItBroke(thrown);
  log.warn('start.uncaught', { cause, frames: frames.join(' ') });
  app.exit(70);
});

if (prepare()) {
  app
    .whenReady()
    .then(run)
    .catch((cause: unknown) => {
      log.warn('start.failed', { cause: String(cause) });
      app.exit(70);
    });
} else {
  app.exit(1);
}
