import { randomBytes, webcrypto } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, type BrowserWindow, session as electronSession, screen } from 'electron';
import { createDeviceDesk, type PortList } from '../hardware/device-desk.ts';
import { type Actor, workstationItself } from '../src/audit/audit-row.ts';
import {
  deskChangedEvent,
  evaluatorChannels,
  pageShowEvent,
  paperChannels,
} from '../src/contracts/channels.ts';
import { clerkCalls } from '../src/contracts/clerk-ipc.ts';
import type { DevicePlace } from '../src/contracts/device-snapshot.ts';
import { evaluatorCalls } from '../src/contracts/evaluator-ipc.ts';
import { paperCalls } from '../src/contracts/paper-ipc.ts';
import type { ListedDisplay, SettingsView } from '../src/contracts/settings.ts';
import { type Failure, fail, failure } from '../src/failures/failure.ts';
import { isKeyLost } from '../src/failures/lost-key.ts';
import type { Clock } from '../src/support/clock.ts';
import { uuidV7 } from '../src/support/ids.ts';
import { ok } from '../src/support/result.ts';
import { createAttachmentDesk } from './attachments/attachment-desk.ts';
import { chooseFiles } from './attachments/choose-files.ts';
import { type AuditDesk, createAuditDesk } from './audit/audit-desk.ts';
import { watchDevices } from './audit/device-watch.ts';
import { watchStorageNotices } from './audit/storage-notices.ts';
import { createCardPhotos } from './card-photos/card-photos.ts';
import { createDecoderDesk } from './card-photos/decoder-desk.ts';
import { startLibraryHost } from './card-photos/library-host-process.ts';
import { type CaseDesk, createCaseDesk } from './case-desk/case-desk.ts';
import { createEvaluatorDesk } from './case-desk/citizen-screen/evaluator-desk.ts';
import { createClerkSession } from './case-desk/clerk/clerk-session.ts';
import { createDrill, type Drill } from './case-desk/clerk/drill.ts';
import { watchForIdleness } from './case-desk/clerk/idle-watch.ts';
import { costOfTry, createOfflineLogin } from './case-desk/clerk/offline-login.ts';
import { createSupervisorDesk } from './case-desk/clerk/supervisor-desk.ts';
import { deskSnapshot } from './case-desk/clerk-window/desk-snapshot.ts';
import { createPublisher, isPassing } from './case-desk/clerk-window/publisher.ts';
import type { Log } from './diagnostics/log.ts';
import { createEnrolmentDesk, type EnrolmentDesk } from './enrolment/enrolment-desk.ts';
import { blankPage } from './evaluator-pages/plain-pages.ts';
import { citizenWords } from './evaluator-pages/words.ts';
import { createEvidenceDesk } from './evidence/evidence-desk.ts';
import { answerCalls } from './ipc/answer-calls.ts';
import { type AwaitedCalls, awaitCalls } from './ipc/await-calls.ts';
import { untilBegunAnew } from './ipc/begin-anew.ts';
import type { WindowIds } from './ipc/call-guard.ts';
import { clerkHandlers } from './ipc/clerk-handlers.ts';
import { evaluatorHandlers } from './ipc/evaluator-handlers.ts';
import { readWindowCode } from './ipc/window-code.ts';
import { watchClock } from './platform-client/clock-watch.ts';
import { watchConnectivity } from './platform-client/connectivity.ts';
import { enrolmentCalls } from './platform-client/enrolment-calls.ts';
import { createLicenceLibrary } from './platform-client/licence-library.ts';
import { platformOrigin } from './platform-client/platform-address.ts';
import {
  createPlatformClient,
  type PlatformClient,
  probeOrigin,
} from './platform-client/platform-client.ts';
import { createPlatformLink } from './platform-client/platform-link.ts';
import { createPlatformTime } from './platform-client/platform-time.ts';
import { pulledPlug } from './platform-client/pulled-plug.ts';
import { signedFetch } from './platform-client/signed-fetch.ts';
import { createPaperWindow } from './printing/paper-window.ts';
import { watchPrinters } from './printing/printer-watch.ts';
import { proofOfAnswer } from './printing/proof-of-answer.ts';
import { createReceiptDesk } from './printing/receipt-desk.ts';
import { saveFile } from './printing/save-file.ts';
import { openPage } from './security/open-page.ts';
import { systemSecretBox } from './security/secret-box.ts';
import { limitsOf } from './settings/limits.ts';
import { openSettings } from './settings/open-settings.ts';
import type { Settings } from './settings/settings.ts';
import { createTechnicianDesk, type TechnicianDesk } from './settings/technician-desk.ts';
import { createBackupRenewal } from './storage/backup-renewal.ts';
import { openEnrolmentFile } from './storage/enrolment-file.ts';
import {
  type EvidenceKeyPlace,
  evidenceKeyFile,
  loadEvidenceKey,
  renewEvidenceKey,
} from './storage/evidence-key.ts';
import { createRetention } from './storage/retention.ts';
import { readRuntimeFacts } from './storage/runtime-facts.ts';
import { openStorage } from './storage/storage.ts';
import { storeIn } from './storage/store-aside.ts';
import { createChangeFeed } from './sync/change-feed.ts';
import { createNumberSupply } from './sync/number-supply.ts';
import { startOutboxDrain } from './sync/outbox-drain.ts';
import { loadClerkPage } from './windows/clerk-window.ts';
import { showDisplayNumbers } from './windows/display-numbers.ts';
import { openEvaluatorWindow } from './windows/evaluator-window.ts';
import { watchForSilence } from './windows/silence-watch.ts';
import { openWindows, type WindowDesk } from './windows/window-desk.ts';

// Libraries expect the web's crypto, which main does not have before Electron 29.
globalThis.crypto ??= webcrypto as typeof globalThis.crypto;

const secureBytes = (length: number) => new Uint8Array(randomBytes(length));

/** How long a technician has to scan something, in milliseconds. */
const scannerTestMs = 20_000;

/** How often time is looked at, in milliseconds, for what ends by it alone. */
const minute = 60_000;

/** How long the program waits at its end for the platform to countersign the audit log, in milliseconds. */
const anchoringAtEndMs = 3_000;

/** Sends a window what it should show; one that has just died asks for it when it is back. */
function tell(window: BrowserWindow | undefined, event: string, payload: unknown): void {
  if (window === undefined || window.isDestroyed() || window.webContents.isCrashed()) return;
  window.webContents.send(event, payload);
}

/** The devices that the settings name. */
function devicesOf(settings: Settings) {
  const deviceAt = (place: DevicePlace) => {
    const address = settings[`${place}Address`];
    return address === '' ? {} : { [place]: { address, baud: settings[`${place}Baud`] } };
  };
  return { ...deviceAt('reader'), ...deviceAt('secondReader'), ...deviceAt('scanner') };
}

/** The ports that the settings page offers: serial lines, and whatever else a device of ours is at. */
function portsToChoose({ serial, hid, usb }: PortList): SettingsView['ports'] {
  const lines = serial.map(({ path, manufacturer = '' }) => ({
    path,
    description: manufacturer,
    usability: 'usable' as const,
  }));
  const others = [...hid, ...usb].flatMap(({ address, product = '', known }) =>
    known === undefined
      ? []
      : { path: address, description: known.name ?? product, usability: known.usability },
  );
  return [...lines, ...others];
}

/** What evidence calls the citizen's screen: its number on the settings page, and the name that the system gives it. */
function evaluatorName(displays: readonly ListedDisplay[]): string {
  const { number, label } = displays.find(({ isEvaluator }) => isEvaluator) ?? {};
  return number === undefined ? 'none' : `display-${number} ${label}`.trimEnd();
}

/** What is there before the counter is. */
interface CounterOptions {
  readonly clerk: BrowserWindow;
  /** What the clerk's page asks; answered from when the counter can. */
  readonly calls: AwaitedCalls;
  /** The application's own folder. */
  readonly folder: string;
  readonly inTestRuntime: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** Builds the modules in the order they need each other, and stops them in reverse when the program ends. */
export async function startCounter(options: CounterOptions): Promise<void> {
  const { clerk, calls, folder, inTestRuntime, clock, log } = options;
  // What keeps the settings takes these signals from Electron when it is loaded, and would end the process by them at once.
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) {
    process.on(signal, () => app.quit());
  }
  const settingsDesk = openSettings(folder, log);
  // Who may stand in for a citizen's finger is the technician's to decide; a file that anybody at this account can edit
  // does not decide it on an installed workstation.
  const settings = (): Settings =>
    inTestRuntime
      ? settingsDesk.current()
      : { ...settingsDesk.current(), evaluator: { boundPointer: false, shareDisplay: false } };
  let notices: readonly Failure[] = settingsDesk.problems;

  const secretBox = systemSecretBox(process.platform);
  const openEnrolment = () => openEnrolmentFile(join(storeIn(folder), 'enrolment.json'), secretBox);
  let enrolmentFile = await openEnrolment();
  const limits = () => limitsOf(settings(), enrolmentFile.current()?.settings);
  const alg = settings().evidence.profile === 'B' ? 'SM2' : 'Ed25519';
  // Storage is open before anybody can be at the counter.
  let actor = (): Actor => workstationItself;
  const openStore = () =>
    openStorage({
      directory: folder,
      secretBox,
      runtime: readRuntimeFacts(),
      clock,
      randomBytes: secureBytes,
      offlineLockedHours: () => limits().offlineLockedHours,
      caseDays: () => settings().numbers.caseDays,
      keptFrom: () => time.latest(),
      evidenceAlgorithm: alg,
      actor: () => actor(),
    });
  let opened = await openStore();
  while (!opened.ok && isKeyLost(opened.problem)) {
    const { problem } = opened;
    log.warn('start.no-storage', { code: problem.code });
    const windows = () => (clerk.isDestroyed() ? {} : { clerk: clerk.webContents.id });
    await untilBegunAnew(calls, { problem, directory: folder, clock, windows, log });
    enrolmentFile = await openEnrolment();
    opened = await openStore();
  }
  if (!opened.ok) {
    log.warn('start.no-storage', { code: opened.problem.code });
    calls.refuse(opened.problem);
    return;
  }
  const storage = opened.value;
  if (clerk.isDestroyed()) {
    // Closed while it was being opened: the program is ending.
    storage.close();
    return;
  }
  const evidenceKeyPlace: EvidenceKeyPlace = {
    file: join(storeIn(folder), evidenceKeyFile(alg)),
    alg,
    secretBox,
    randomBytes: secureBytes,
  };
  const loadedKey = await loadEvidenceKey(evidenceKeyPlace);
  if (!loadedKey.ok) {
    log.warn('start.no-evidence-key', { code: loadedKey.problem.code });
    calls.refuse(loadedKey.problem);
    storage.close();
    return;
  }
  let evidenceKey = loadedKey.value;
  log.info('start.storage', { driver: storage.driver.driver, reason: storage.driver.reason });

  const platformSession = electronSession.fromPartition('platform');
  const time = createPlatformTime(clock, {
    leastTime: () => storage.leases.leastTime(clock.now()),
    onHeard: (isTold) => connectivity.note('time', isTold),
  });
  const clockDrift = () => time.drift(limits().clockDriftSeconds);
  const fetch = pulledPlug(
    signedFetch({
      fetch: (address, init) => platformSession.fetch(address, init),
      identity: () => enrolment.identity(),
      time,
      clock,
      randomBytes: secureBytes,
      onRevoked: (keyId) => enrolment.revoke(keyId),
    }),
    () => drill.isOn(),
  );
  let isStopped = false;
  const connectivity = watchConnectivity({
    clock,
    timeAway: () => storage.leases.timeAway(clock.now()),
    limits,
    drillEndsAt: () => drill.endsAt(),
    onChange: () => publish(),
  });
  /** Nothing is opened here: the platform has been away for too long. */
  function lockedOut(): Failure | undefined {
    return connectivity.now().mode === 'locked'
      ? failure('offline.locked', { hours: limits().offlineLockedHours })
      : undefined;
  }
  /** No new case is begun here any more. */
  function refuseNew(): Failure | undefined {
    return connectivity.now().mode === 'finish-only'
      ? failure('case.offline-finish-only', { hours: limits().offlineFinishOnlyHours })
      : lockedOut();
  }
  /** The platform has, or has not, given a sign of life: how long a counter may go on without it counts from there. */
  function noteReached(isThere: boolean): void {
    if (isStopped) return;
    if (isThere) storage.leases.noteReached(clock.now());
    connectivity.note('platform', isThere);
  }
  const link = createPlatformLink({
    fetch,
    platform: () => platform,
    random: Math.random,
    onReached: noteReached,
    onPush: (isOpen) => connectivity.note('push', isOpen),
    isTimeTold: () => connectivity.now().time.state === 'up',
    onNews: () => {
      changes.pull();
      drain.nudge();
      cases.handovers.nudge();
    },
  });
  const origin = () => platformOrigin(settings().platformAddress, inTestRuntime);
  const platform: PlatformClient = createPlatformClient({
    fetch,
    origin: origin,
    onReached: noteReached,
    onExpired: () => {
      audit.note('session:ended-by-platform', {});
      void cases.leave();
      technician.endTest();
      link.restart();
      notices = [...notices, failure('session.expired')];
      publish();
    },
    isEnrolled: () => enrolment.standing().state === 'enrolled',
    onTimeHint: (at, tookMs) => time.heard(at, tookMs, false),
  });
  const licences = createLicenceLibrary({
    fetch,
    session: platform.session,
    randomBytes: secureBytes,
    onReached: (isThere) => connectivity.note('licences', isThere),
  });
  const decoders = createDecoderDesk({ folder: join(folder, 'photo-decoding'), startLibraryHost });
  decoders.configure(settings());
  const photos = createCardPhotos(decoders.current);
  const { knownDevices, scannerSendsAim } = settings();
  const devices = createDeviceDesk({ knownDevices, scannerSendsAim });

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
  const offlineLogin = createOfflineLogin({ clock, storage, log, cost: costOfTry });
  const session = createClerkSession({
    clock,
    platform,
    windowId: () => settings().windowId,
    workstationId: storage.workstation.id,
    origin: origin,
    offlineLogin,
    lockedOut,
    isFirstStart: () => technician.isFirstStart(),
    audit: (action, facts) => audit.note(action, facts),
    anchorAudit: () => audit.anchor(),
    nearExpiryDays: () => limits().nearExpiryDays,
    closed: () =>
      enrolment.standing().state === 'revoked' ? failure('enrolment.revoked') : undefined,
  });
  /** Whoever is logged in is not any more, by the platform's word; the open case stays as it is. */
  function endSession(): void {
    void cases.leave();
    void session.end();
    technician.endTest();
    link.restart();
  }
  const enrolment: EnrolmentDesk = createEnrolmentDesk({
    clock,
    file: enrolmentFile,
    storage,
    calls: enrolmentCalls(fetch),
    origin,
    session: session.opened,
    renewEvidenceKey: async () => {
      evidenceKey = await renewEvidenceKey(evidenceKeyPlace);
    },
    onEnrolled: () => {
      time.forget();
      endSession();
    },
    onRevoked: () => {
      // Nobody is let in without the platform by what it said before this.
      offlineLogin.forget();
      endSession();
    },
    onChange: () => publish(),
    log,
  });
  const evidence = createEvidenceDesk({
    clock,
    randomBytes: secureBytes,
    storage,
    key: () => evidenceKey,
    clockSkew: time.aheadMs,
    calls: platform.evidence,
    session: () => platform.session()?.opened,
    evaluatorId: () => evaluatorName(windows?.displays() ?? []),
    appVersion: app.getVersion(),
    log,
  });
  actor = () => platform.session()?.opened.clerk ?? workstationItself;
  const audit: AuditDesk = createAuditDesk({
    clock,
    storage,
    key: () => evidenceKey,
    calls: platform.audit,
    register: evidence.register,
    save: (suggestedName, content) => saveFile(clerk, 'audit', { suggestedName, content }, log),
    log,
    onChange: () => publish(),
  });
  const noteStorage = watchStorageNotices({ notices: storage.notices, audit: audit.note, log });
  noteStorage();
  const cases: CaseDesk = createCaseDesk({
    evidence,
    clock,
    randomBytes: secureBytes,
    storage,
    platform,
    licences,
    evaluator,
    readCard: devices.readCard,
    photos,
    settings,
    clockDrift,
    platformNow: time.now,
    platformReached: time.reached,
    codeKeys: session.codeKeys,
    words: citizenWords,
    log,
    onChange: () => publish(),
    onRemoved: () => backupRenewal.noteRemoved(),
    onEnqueued: () => drain.nudge(),
    isDrill: () => drill.isOn(),
    refuseNew,
  });
  const attachments = createAttachmentDesk({
    clock,
    cases,
    files: storage.attachments,
    chooseFiles: async () => (clerk.isDestroyed() ? [] : chooseFiles(clerk)),
    log,
  });
  const supervisor = createSupervisorDesk({
    clock,
    randomBytes: secureBytes,
    storage,
    calls: platform.fourEyes,
    openCaseId: () => cases.current()?.subject.id,
    onReassigned: cases.noteReassigned,
    log,
  });
  const drain = startOutboxDrain({
    storage,
    platform,
    acknowledge: cases.acknowledge,
    clock,
    log,
    onProgress: () => publish(),
    random: Math.random,
  });

  const drill: Drill = createDrill({
    clock,
    storage,
    log,
    putAside: () => cases.putAside(),
    removeCases: () => cases.removeDrills(),
    onChange: () => {
      cases.noteDrill();
      link.restart();
      publish();
    },
  });
  const backupRenewal = createBackupRenewal({
    clock,
    storage,
    caseDays: () => settings().numbers.caseDays,
    reached: time.reached,
    isFree: () => session.opened() === undefined || session.lockedSince() !== undefined,
    log,
  });
  const retention = createRetention({
    storage,
    numbers: () => settings().numbers,
    platformNow: time.reached,
    onRemoved: backupRenewal.noteRemoved,
    log,
  });
  const numbers = createNumberSupply({ clock, storage, platform, log });
  const changes = createChangeFeed({
    platform,
    onChanges: (told) => {
      enrolment.hearChanges(told);
      return cases.hearChanges(told);
    },
    log,
  });

  let revision = 0;
  const snapshot = () => {
    revision += 1;
    return deskSnapshot(
      {
        session,
        cases,
        evaluator,
        devices: devices.snapshot,
        wedge: () => settings().wedge,
        camera: () => settings().camera,
        documentCamera: () => settings().documentCamera,
        connectivity: connectivity.now,
        enrolment: enrolment.standing,
        printer: printers.state,
        language: () => settings().language,
        isSetUp: () => !technician.isFirstStart(),
        outbox: storage.outbox,
        uploading: drain.uploading,
        notices: () => [
          ...storage.notices(),
          ...audit.notices(),
          ...cases.notices(),
          ...notices,
          ...[clockDrift() ?? []].flat(),
        ],
      },
      revision,
    );
  };
  const publisher = createPublisher({
    isPassing: () => session.lockedSince() === undefined && isPassing(cases.current()?.subject),
    send: () => tell(clerk, deskChangedEvent, JSON.stringify(snapshot())),
  });
  const { publish } = publisher;

  const paper = createPaperWindow({ page: () => openPage('paper', log), log });
  const printers = watchPrinters({
    list: async () => (clerk.isDestroyed() ? [] : clerk.webContents.getPrintersAsync()),
    wanted: () => settings().receiptPrinter,
    onChange: publish,
  });
  const receipts = createReceiptDesk({
    find: cases.find,
    session: session.opened,
    language: () => settings().language,
    words: citizenWords,
    proofOf: (pageId) => proofOfAnswer(evidence.ofPage(pageId)),
    printer: () => settings().receiptPrinter,
    paper,
    save: (suggestedName, content) => saveFile(clerk, 'pdf', { suggestedName, content }, log),
    audit: audit.note,
    log,
  });
  const technician: TechnicianDesk = createTechnicianDesk({
    clock,
    settings: settingsDesk,
    audit: storage.audit,
    transaction: storage.transaction,
    session: session.opened,
    displays: () => (clerk.isDestroyed() ? [] : (windows?.displays() ?? [])),
    ports: async () => {
      const listed = await devices.listPorts();
      if (!listed.ok) log.warn('ports.not-listed', { code: listed.problem.code });
      return listed.ok ? portsToChoose(listed.value) : [];
    },
    printers: printers.look,
    showDisplayNumbers: () => {
      if (windows === undefined) return;
      showDisplayNumbers(windows, openPage('display-number', log).session, log);
    },
    probePlatform: async (address) => {
      const origin = platformOrigin(address, inTestRuntime);
      return origin.ok ? probeOrigin(fetch, origin.value) : origin;
    },
    log,
    testReader: ({ address, baud }) => devices.testReader(address, baud),
    testScanner: ({ address, baud }, signal) =>
      devices.testScanner(address, baud, { timeoutMs: scannerTestMs, signal }),
    decodeSample: decoders.decodeSample,
    apply: (changed) => applySettings(new Set(changed)),
  });

  /** Puts changed settings into force without a restart; whoever sits at another platform or window logs in there anew. */
  function applySettings(changed: ReadonlySet<string>): void {
    void devices.configure(devicesOf(settings()));
    decoders.configure(settings());
    if (changed.has('evaluatorDisplay')) windows?.setChoice(settings().evaluatorDisplay);
    if (changed.has('receiptPrinter')) void printers.look();
    if (changed.has('platformAddress')) link.restart();
    publish();
  }

  /** Locks the screen of whoever has gone away without doing so. */
  function lock(): void {
    if (session.opened() === undefined || session.lockedSince() !== undefined) return;
    session.lock();
    cases.lock();
    technician.endTest();
  }
  const idleness = watchForIdleness(() => settings().numbers.idleLockSeconds, lock);

  const passing = setInterval(() => {
    drill.passTime();
    cases.passTime();
    audit.passTime();
    drain.passTime();
    retention.passTime();
    backupRenewal.passTime();
    void numbers.replenish();
    const { platform: itself, licences: library, time: itsTime } = connectivity.now();
    if (itself.state === 'up' && library.state === 'down') void licences.probe();
    if (itself.state === 'up' && itsTime.state === 'down') void platform.probe();
    if (lockedOut() !== undefined) lock();
    // What is left of the time without the platform is shown by the minute.
    if (connectivity.now().mode !== 'online') publish();
  }, minute);
  const clockWatch = watchClock(clockDrift, (isOff) => {
    // What was heard before this machine slept tells nothing of its clock: it is asked once more.
    if (isOff) void platform.probe();
    publish();
  });

  // A page that hangs may still show what was asked: its process is ended, and the page comes back blank.
  const watch = watchForSilence(() => {
    log.warn('evaluator-window.silent', {});
    windows?.evaluator()?.webContents.forcefullyCrashRenderer();
  });

  const windowIds = (): WindowIds => ({
    clerk: clerk.isDestroyed() ? undefined : clerk.webContents.id,
    evaluator: windows?.evaluator()?.webContents.id,
    paper: paper.contentsId(),
  });
  /** The clerk's page shows nothing any more. */
  function clerkPageLost(): void {
    cases.clerkWindowLost();
    technician.endTest();
  }
  clerk.webContents.on('render-process-gone', clerkPageLost);
  clerk.webContents.on('input-event', idleness.stir);
  answerCalls(calls, {
    window: 'clerk',
    contract: clerkCalls,
    handlers: clerkHandlers({
      session,
      cases,
      drill,
      attachments,
      receipts,
      technician,
      audit,
      supervisor,
      snapshot,
      enrol: async (code, platformAddress) => {
        const mayTellWhere = technician.isFirstStart() || session.opened() !== undefined;
        if (platformAddress !== undefined && !mayTellWhere) return fail('session.required');
        const at = platformOrigin(platformAddress ?? settings().platformAddress, inTestRuntime);
        if (!at.ok) return at;
        // What the present key has signed counts only where the platform has it before that key ends.
        await evidence.deliver();
        return enrolment.enrol(at.value, code);
      },
      takeCode(heard) {
        const code = readWindowCode(heard, clock.now());
        if (code.ok) devices.takeCode(code.value);
        return code.ok ? ok(null) : code;
      },
      lock,
      onPageBroken: ({ cause, frames }) => {
        log.warn('clerk-window.broken', { cause, frames: frames.join(' ') });
        clerkPageLost();
      },
      loadPageAgain: () => loadClerkPage(clerk, log),
      onConfirmed: () => {
        void evidence.deliver();
        cases.handovers.look();
      },
      onSessionChange: () => {
        technician.endTest();
        notices = notices.filter(({ code }) => code !== 'session.expired');
        link.restart();
        drain.nudge();
        void audit.anchor();
        void enrolment.refresh();
        void numbers.replenish();
        publish();
      },
    }),
    windows: windowIds,
    refuse: (channel) => session.refuse(clerkCalls[channel]),
    log,
  });
  answerCalls(awaitCalls(evaluatorChannels), {
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
  answerCalls(awaitCalls(paperChannels), {
    window: 'paper',
    contract: paperCalls,
    handlers: paper.handlers,
    windows: windowIds,
    refuse: () => undefined,
    log,
  });
  devices.subscribe(cases.hearDevice);
  devices.subscribe(watchDevices(audit.note));
  storage.onNotice(() => {
    noteStorage();
    publish();
  });

  app.on('window-all-closed', () => app.quit());

  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    isStopped = true;
    idleness.stop();
    clearInterval(passing);
    clockWatch.stop();
    photos.dropAll();
    printers.stop();
    watch.stop();
    drain.stop();
    link.stop();
    publisher.stop();
    if (session.opened() !== undefined) audit.note('session:closed', {});
    const anchored = Promise.race([audit.anchor(), delay(anchoringAtEndMs)]);
    void Promise.all([devices.close(), anchored]).finally(() => {
      backupRenewal.end();
      storage.close();
      // With no reader to close, this runs while Electron is still in the event, where it would not hear us.
      setImmediate(() => app.quit());
    });
  });

  windows = openWindows({
    screen,
    choice: settings().evaluatorDisplay,
    clerk,
    openEvaluator: (place) =>
      openEvaluatorWindow({
        ...openPage('evaluator', log),
        place,
        log,
        onLost: () => {
          audit.note('evaluator:lost', {});
          cases.screenLost();
        },
      }),
    mayShareDisplay: settings().evaluator.shareDisplay,
    onEvaluatorDisplay: (present, notice) => {
      evaluator.setDisplay(present);
      notices = notices.filter(({ code }) => code !== 'evaluator.other-display');
      if (notice !== undefined) notices = [...notices, notice];
      publish();
      if (present) return;
      audit.note('evaluator:lost', {});
      cases.screenLost();
    },
  });

  void devices.configure(devicesOf(settings()));
  drill.passTime();
  link.restart();
  void enrolment.refresh();
}
