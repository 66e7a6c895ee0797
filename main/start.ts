import { randomBytes, webcrypto } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, session as electronSession, Menu, type Session, screen } from 'electron';
import { createDeviceDesk } from '../hardware/device-desk.ts';
import { clerkCalls, deskChangedEvent } from '../src/contracts/clerk-ipc.ts';
import { evaluatorCalls, pageShowEvent } from '../src/contracts/evaluator-ipc.ts';
import { type Failure, failure } from '../src/failures/failure.ts';
import { systemClock } from '../src/support/clock.ts';
import { uuidV7 } from '../src/support/ids.ts';
import { type CaseDesk, createCaseDesk } from './case-desk/case-desk.ts';
import { createClerkSession } from './case-desk/clerk-session.ts';
import { deskSnapshot } from './case-desk/desk-snapshot.ts';
import { createEvaluatorDesk } from './case-desk/evaluator-desk.ts';
import { createLog } from './diagnostics/log.ts';
import { blankPage } from './evaluator-pages/plain-pages.ts';
import { citizenWords } from './evaluator-pages/words.ts';
import { refuseCalls, registerCalls } from './ipc/call-registrar.ts';
import { clerkHandlers } from './ipc/clerk-handlers.ts';
import { evaluatorHandlers } from './ipc/evaluator-handlers.ts';
import type { Fetch } from './platform-client/http.ts';
import { createLicenceLibrary } from './platform-client/licence-library.ts';
import { platformOrigin } from './platform-client/platform-address.ts';
import { createPlatformClient, type PlatformClient } from './platform-client/platform-client.ts';
import { createPlatformLink } from './platform-client/platform-link.ts';
import { declareAppScheme, serveAppScheme } from './security/app-scheme.ts';
import type { PageHost } from './security/content-security-policy.ts';
import { lockDownNavigation, lockDownSession } from './security/lock-down.ts';
import { systemSecretBox } from './security/secret-box.ts';
import { isTestRuntime } from './security/test-runtime.ts';
import { unsafeSwitches } from './security/unsafe-switches.ts';
import { loadSettings, type Settings } from './settings/settings.ts';
import { readRuntimeFacts } from './storage/runtime-facts.ts';
import { openStorage } from './storage/storage.ts';
import { createChangeFeed } from './sync/change-feed.ts';
import { startOutboxDrain } from './sync/outbox-drain.ts';
import { openClerkWindow } from './windows/clerk-window.ts';
import { openEvaluatorWindow } from './windows/evaluator-window.ts';
import type { DisplayFacts } from './windows/placement.ts';
import { watchForSilence } from './windows/silence-watch.ts';
import { openWindows, type WindowDesk } from './windows/window-desk.ts';

// Libraries expect the web's crypto, which main does not have before Electron 29.
globalThis.crypto ??= webcrypto as typeof globalThis.crypto;

const clock = systemClock;
const log = createLog(clock, (line) => process.stderr.write(line));
const secureBytes = (length: number) => new Uint8Array(randomBytes(length));
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
  app.enableSandbox();
  if (process.platform === 'linux') app.commandLine.appendSwitch('ozone-platform', 'x11');
  declareAppScheme();
  lockDownNavigation(log);
  Menu.setApplicationMenu(null);
  return true;
}

/** The locked-down session and the preload of one window's page. */
function pageOf(host: PageHost): { readonly session: Session; readonly preload: string } {
  const out = join(app.getAppPath(), 'out');
  const session = electronSession.fromPartition(host);
  lockDownSession(session, log);
  serveAppScheme(session, host, join(out, 'renderer'));
  return { session, preload: join(out, 'preload', `${host}.cjs`) };
}

/** Builds the modules in the order they need each other, and stops them in reverse when the program ends. */
async function run(): Promise<void> {
  const folder = app.getPath('userData');
  mkdirSync(folder, { recursive: true });
  const clerkPage = pageOf('clerk');
  const evaluatorPage = pageOf('evaluator');
  const openClerk = (display: DisplayFacts, onLost: () => void) =>
    openClerkWindow({ ...clerkPage, display, title: '免证办', log, onLost });
  const { settings: stored, problem } = loadSettings(folder);
  // Who may stand in for a citizen's finger is the technician's to decide; a file that anybody at this account can edit
  // does not decide it on an installed workstation.
  const settings: Settings = inTestRuntime
    ? stored
    : { ...stored, evaluator: { boundPointer: false, shareDisplay: false } };
  const notices: Failure[] = problem === undefined ? [] : [problem];

  const opened = await openStorage({
    directory: folder,
    secretBox: systemSecretBox(process.platform),
    runtime: readRuntimeFacts(),
    clock,
    randomBytes: secureBytes,
  });
  if (!opened.ok) {
    log.warn('start.no-storage', { code: opened.problem.code });
    refuseCalls(clerkCalls, opened.problem);
    openClerk(screen.getPrimaryDisplay(), () => undefined);
    return;
  }
  const storage = opened.value;
  storage.leases.shredEnded(clock.now());
  log.info('start.storage', { driver: storage.driver.driver, reason: storage.driver.reason });

  const platformSession = electronSession.fromPartition('platform');
  const fetch: Fetch = (address, init) => platformSession.fetch(address, init);
  const link = createPlatformLink({
    fetch,
    platform: () => platform,
    random: Math.random,
    onChange: () => publish(),
    onNews: () => {
      changes.pull();
      drain.nudge();
    },
  });
  const platform: PlatformClient = createPlatformClient({
    fetch,
    origin: () => platformOrigin(settings.platformAddress, inTestRuntime),
    onReached: link.reached,
    onExpired: () => {
      cases.suspend();
      link.stop();
      notices.push(failure('session.expired'));
      publish();
    },
  });
  const licences = createLicenceLibrary({
    fetch,
    session: platform.session,
    randomBytes: secureBytes,
  });
  const devices = createDeviceDesk(
    settings.readerAddress === ''
      ? {}
      : { reader: { address: settings.readerAddress, baud: settings.readerBaud } },
  );

  let windows: WindowDesk | undefined;
  const evaluator = createEvaluatorDesk({
    clock,
    first: blankPage({
      pageId: uuidV7(Date.now(), secureBytes),
      language: settings.language,
    }),
    send: (page) => windows?.evaluator()?.webContents.send(pageShowEvent, page),
    onChange: () => publish(),
  });
  const session = createClerkSession({
    platform,
    windowId: () => settings.windowId,
    workstationId: storage.workstation.id,
  });
  const cases: CaseDesk = createCaseDesk({
    clock,
    randomBytes: secureBytes,
    storage,
    platform,
    licences,
    evaluator,
    readCard: devices.readCard,
    settings: () => settings,
    words: citizenWords,
    log,
    onChange: () => publish(),
    onEnqueued: () => drain.nudge(),
  });
  const drain = startOutboxDrain({
    storage,
    platform,
    acknowledge: cases.acknowledge,
    log,
    random: Math.random,
  });

  const changes = createChangeFeed({ platform, onChanges: cases.hearChanges, log });

  let revision = 0;
  const snapshot = () => {
    revision += 1;
    return deskSnapshot(
      {
        session,
        cases,
        evaluator,
        devices: devices.snapshot,
        platformState: link.state,
        outbox: storage.outbox,
        notices: () => notices,
      },
      revision,
    );
  };
  let isPublishing = false;
  /** Sends the newest snapshot once the present change is complete. */
  function publish(): void {
    if (isPublishing) return;
    isPublishing = true;
    queueMicrotask(() => {
      isPublishing = false;
      const clerk = windows?.clerk;
      if (clerk !== undefined && !clerk.isDestroyed()) {
        clerk.webContents.send(deskChangedEvent, snapshot());
      }
    });
  }

  // A page that hangs may still show what was asked: its process is ended, and the page comes back blank.
  const watch = watchForSilence(() => {
    log.warn('evaluator-window.silent', {});
    windows?.evaluator()?.webContents.forcefullyCrashRenderer();
  });

  registerCalls({
    window: 'clerk',
    contract: clerkCalls,
    handlers: clerkHandlers({
      session,
      cases,
      snapshot,
      onSessionChange: () => {
        notices.splice(
          0,
          notices.length,
          ...notices.filter(({ code }) => code !== 'session.expired'),
        );
        link.restart();
        drain.nudge();
        publish();
      },
    }),
    windows: () => windows,
    refuse: (channel) => session.refuse(clerkCalls[channel].allowed),
    log,
  });
  registerCalls({
    window: 'evaluator',
    contract: evaluatorCalls,
    handlers: evaluatorHandlers(cases, evaluator, watch.heard),
    windows: () => windows,
    refuse: () => undefined,
    log,
  });
  devices.subscribe(cases.hearDevice);

  windows = openWindows({
    openClerk: (display) => openClerk(display, cases.clerkWindowLost),
    openEvaluator: (place) =>
      openEvaluatorWindow({ ...evaluatorPage, place, log, onLost: cases.screenLost }),
    mayShareDisplay: settings.evaluator.shareDisplay,
    onEvaluatorDisplay: (present) => {
      evaluator.setDisplay(present);
      if (!present) cases.screenLost();
    },
  });

  app.on('second-instance', () => {
    const clerk = windows?.clerk;
    if (clerk?.isMinimized()) clerk.restore();
    clerk?.focus();
  });
  app.on('window-all-closed', () => app.quit());

  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    isStopped = true;
    watch.stop();
    drain.stop();
    link.stop();
    void devices.close().finally(() => {
      storage.close();
      app.quit();
    });
  });
}

process.on('uncaughtException', (cause) => {
  // Where, not what: a message may quote what somebody typed or a card said.
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  log.warn('start.uncaught', { cause: cause.name, frames: frames.join(' ') });
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
