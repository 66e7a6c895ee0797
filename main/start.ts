import { randomBytes, webcrypto } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  session as electronSession,
  Menu,
  type Session,
  screen,
} from 'electron';
import { createDeviceDesk } from '../hardware/device-desk.ts';
import { clerkCalls, deskChangedEvent } from '../src/contracts/clerk-ipc.ts';
import { evaluatorCalls, pageShowEvent } from '../src/contracts/evaluator-ipc.ts';
import { paperCalls } from '../src/contracts/paper-ipc.ts';
import { type Failure, fail, failure } from '../src/failures/failure.ts';
import { systemClock } from '../src/support/clock.ts';
import { uuidV7 } from '../src/support/ids.ts';
import { type CaseDesk, createCaseDesk } from './case-desk/case-desk.ts';
import { createClerkSession } from './case-desk/clerk-session.ts';
import { deskSnapshot } from './case-desk/desk-snapshot.ts';
import { createEvaluatorDesk } from './case-desk/evaluator-desk.ts';
import { watchForIdleness } from './case-desk/idle-watch.ts';
import { createLog } from './diagnostics/log.ts';
import { blankPage } from './evaluator-pages/plain-pages.ts';
import { citizenWords } from './evaluator-pages/words.ts';
import type { WindowIds } from './ipc/call-guard.ts';
import { refuseCalls, registerCalls } from './ipc/call-registrar.ts';
import { clerkHandlers } from './ipc/clerk-handlers.ts';
import { evaluatorHandlers } from './ipc/evaluator-handlers.ts';
import type { Fetch } from './platform-client/http.ts';
import { createLicenceLibrary } from './platform-client/licence-library.ts';
import { platformOrigin } from './platform-client/platform-address.ts';
import { createPlatformClient, type PlatformClient } from './platform-client/platform-client.ts';
import { createPlatformLink } from './platform-client/platform-link.ts';
import { createPaperWindow } from './printing/paper-window.ts';
import { watchPrinters } from './printing/printer-watch.ts';
import { createReceiptDesk } from './printing/receipt-desk.ts';
import { savePdf } from './printing/save-file.ts';
import { declareAppScheme, serveAppScheme } from './security/app-scheme.ts';
import type { PageHost } from './security/content-security-policy.ts';
import { lockDownNavigation, lockDownSession } from './security/lock-down.ts';
import { systemSecretBox } from './security/secret-box.ts';
import { isTestRuntime } from './security/test-runtime.ts';
import { unsafeSwitches } from './security/unsafe-switches.ts';
import { openSettings } from './settings/open-settings.ts';
import type { Settings } from './settings/settings.ts';
import { createTechnicianDesk, type TechnicianDesk } from './settings/technician-desk.ts';
import { readRuntimeFacts } from './storage/runtime-facts.ts';
import { openStorage } from './storage/storage.ts';
import { createChangeFeed } from './sync/change-feed.ts';
import { startOutboxDrain } from './sync/outbox-drain.ts';
import { openClerkWindow } from './windows/clerk-window.ts';
import { showDisplayNumbers } from './windows/display-numbers.ts';
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

/** How long a technician has to scan something, in milliseconds. */
const scannerTestMs = 20_000;

/** Sends a window what it should show; one that has just died asks for it when it is back. */
function tell(window: BrowserWindow | undefined, event: string, payload: unknown): void {
  if (window === undefined || window.isDestroyed() || window.webContents.isCrashed()) return;
  window.webContents.send(event, payload);
}

/** The devices that the settings name. */
function devicesOf({ readerAddress, readerBaud, scannerAddress, scannerBaud }: Settings) {
  return {
    ...(readerAddress === '' ? {} : { reader: { address: readerAddress, baud: readerBaud } }),
    ...(scannerAddress === '' ? {} : { scanner: { address: scannerAddress, baud: scannerBaud } }),
  };
}

/** Builds the modules in the order they need each other, and stops them in reverse when the program ends. */
async function run(): Promise<void> {
  const folder = app.getPath('userData');
  mkdirSync(folder, { recursive: true });
  const clerkPage = pageOf('clerk');
  const evaluatorPage = pageOf('evaluator');
  const paperPage = pageOf('paper');
  const numberSession = pageOf('display-number').session;
  const openClerk = (display: DisplayFacts, onLost: () => void, onInput: () => void) =>
    openClerkWindow({ ...clerkPage, display, title: '免证办', log, onLost, onInput });
  const settingsDesk = openSettings(folder, log);
  // Who may stand in for a citizen's finger is the technician's to decide; a file that anybody at this account can edit
  // does not decide it on an installed workstation.
  const settings = (): Settings =>
    inTestRuntime
      ? settingsDesk.current()
      : { ...settingsDesk.current(), evaluator: { boundPointer: false, shareDisplay: false } };
  let notices: readonly Failure[] = settingsDesk.problems;

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
    openClerk(
      screen.getPrimaryDisplay(),
      () => undefined,
      () => undefined,
    );
    return;
  }
  const storage = opened.value;
  log.info('start.storage', { driver: storage.driver.driver, reason: storage.driver.reason });
  const logStorageNotices = () => {
    for (const { code, info } of storage.notices()) log.warn('storage.notice', { code, ...info });
  };
  logStorageNotices();

  const platformSession = electronSession.fromPartition('platform');
  const fetch: Fetch = (address, init) => platformSession.fetch(address, init);
  const link = createPlatformLink({
    clock,
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
    origin: () => platformOrigin(settings().platformAddress, inTestRuntime),
    onReached: link.reached,
    onExpired: () => {
      cases.leave();
      link.restart();
      notices = [...notices, failure('session.expired')];
      publish();
    },
  });
  const licences = createLicenceLibrary({
    fetch,
    session: platform.session,
    randomBytes: secureBytes,
  });
  const devices = createDeviceDesk(devicesOf(settings()));

  let windows: WindowDesk | undefined;
  const evaluator = createEvaluatorDesk({
    clock,
    first: blankPage({
      pageId: uuidV7(Date.now(), secureBytes),
      language: settings().language,
      largeType: false,
    }),
    send: (page) => tell(windows?.evaluator(), pageShowEvent, page),
    onChange: () => publish(),
  });
  const session = createClerkSession({
    platform,
    windowId: () => settings().windowId,
    workstationId: storage.workstation.id,
    isFirstStart: () => technician.isFirstStart(),
  });
  const cases: CaseDesk = createCaseDesk({
    clock,
    randomBytes: secureBytes,
    storage,
    platform,
    licences,
    evaluator,
    readCard: devices.readCard,
    settings,
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
        platform: link.standing,
        printer: printers.state,
        language: () => settings().language,
        isSetUp: () => !technician.isFirstStart(),
        outbox: storage.outbox,
        notices: () => [...storage.notices(), ...notices],
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
      if (windows !== undefined) tell(windows.clerk, deskChangedEvent, snapshot());
    });
  }

  const paper = createPaperWindow({ ...paperPage, log });
  const printers = watchPrinters({
    list: async () => (await windows?.clerk.webContents.getPrintersAsync()) ?? [],
    wanted: () => settings().receiptPrinter,
    onChange: publish,
  });
  const receipts = createReceiptDesk({
    find: cases.find,
    session: session.opened,
    language: () => settings().language,
    words: citizenWords,
    printer: () => settings().receiptPrinter,
    paper,
    save: async (name, content) =>
      windows === undefined
        ? fail('receipt.not-saved')
        : savePdf(windows.clerk, name, content, log),
    log,
  });
  const technician: TechnicianDesk = createTechnicianDesk({
    clock,
    settings: settingsDesk,
    audit: storage.audit,
    transaction: storage.transaction,
    session: session.opened,
    displays: () => windows?.displays() ?? [],
    ports: async () => {
      const listed = await devices.listPorts();
      if (!listed.ok) log.warn('ports.not-listed', { code: listed.problem.code });
      return listed.ok
        ? listed.value.serial.map(({ path, manufacturer = '' }) => ({
            path,
            description: manufacturer,
          }))
        : [];
    },
    printers: printers.look,
    showDisplayNumbers: () => {
      if (windows !== undefined) showDisplayNumbers(windows, numberSession, log);
    },
    testReader: ({ address, baud }) => devices.testReader(address, baud),
    testScanner: ({ address, baud }) =>
      devices.testScanner(address, baud, { timeoutMs: scannerTestMs }),
    apply: (changed) => applySettings(new Set(changed)),
  });

  /** Puts changed settings into force without a restart; whoever sits at another platform or window logs in there anew. */
  function applySettings(changed: ReadonlySet<string>): void {
    void devices.configure(devicesOf(settings()));
    if (changed.has('evaluatorDisplay')) windows?.setChoice(settings().evaluatorDisplay);
    if (changed.has('receiptPrinter')) void printers.look();
    if (changed.has('platformAddress')) link.restart();
    publish();
  }

  /** Locks the screen of whoever has gone away without doing so. */
  function lock(): void {
    if (session.opened() === undefined || session.isLocked()) return;
    session.lock();
    cases.lock();
  }
  const idleness = watchForIdleness(() => settings().numbers.idleLockSeconds, lock);

  // A page that hangs may still show what was asked: its process is ended, and the page comes back blank.
  const watch = watchForSilence(() => {
    log.warn('evaluator-window.silent', {});
    windows?.evaluator()?.webContents.forcefullyCrashRenderer();
  });

  const windowIds = (): WindowIds => ({
    clerk: windows?.clerk.webContents.id,
    evaluator: windows?.evaluator()?.webContents.id,
    paper: paper.contentsId(),
  });
  registerCalls({
    window: 'clerk',
    contract: clerkCalls,
    handlers: clerkHandlers({
      session,
      cases,
      receipts,
      technician,
      snapshot,
      lock,
      onSessionChange: () => {
        notices = notices.filter(({ code }) => code !== 'session.expired');
        link.restart();
        drain.nudge();
        publish();
      },
    }),
    windows: windowIds,
    refuse: (channel) => session.refuse(clerkCalls[channel]),
    log,
  });
  registerCalls({
    window: 'evaluator',
    contract: evaluatorCalls,
    handlers: evaluatorHandlers(cases, evaluator, {
      onAlive: watch.heard,
      // Who is reading and touching keeps the counter awake as much as the clerk does.
      onActed: idleness.stir,
    }),
    windows: windowIds,
    refuse: () => undefined,
    log,
  });
  registerCalls({
    window: 'paper',
    contract: paperCalls,
    handlers: paper.handlers,
    windows: windowIds,
    refuse: () => undefined,
    log,
  });
  devices.subscribe(cases.hearDevice);
  storage.onNotice(() => {
    logStorageNotices();
    publish();
  });

  windows = openWindows({
    screen,
    choice: settings().evaluatorDisplay,
    openClerk: (display) => openClerk(display, cases.clerkWindowLost, idleness.stir),
    openEvaluator: (place) =>
      openEvaluatorWindow({ ...evaluatorPage, place, log, onLost: cases.screenLost }),
    mayShareDisplay: settings().evaluator.shareDisplay,
    onEvaluatorDisplay: (present, notice) => {
      evaluator.setDisplay(present);
      notices = notices.filter(({ code }) => code !== 'evaluator.other-display');
      if (notice !== undefined) notices = [...notices, notice];
      publish();
      if (!present) cases.screenLost();
    },
  });

  link.restart();

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
    idleness.stop();
    printers.stop();
    watch.stop();
    drain.stop();
    link.stop();
    void devices.close().finally(() => {
      storage.close();
      // With no reader to close, this runs while Electron is still in the event, where it would not hear us.
      setImmediate(() => app.quit());
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
