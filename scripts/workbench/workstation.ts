import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type CDPSession, type ElectronApplication, type Page } from 'playwright-core';

/** How a workstation is started. */
export interface WorkstationOptions {
  /** Path of the Electron executable. */
  readonly executable: string;
  /** Folder of the built application. */
  readonly application: string;
  /** The workstation's own folder; kept between starts of the same workstation. */
  readonly dataDir: string;
  /** The desktop session's environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Further command-line switches. */
  readonly switches?: readonly string[];
}

/** A running workstation with both its screens, driven as a clerk and a citizen would. */
export interface Workstation {
  readonly application: ElectronApplication;
  readonly clerk: Page;
  /** The citizen's window; waits until there is one. */
  evaluator(): Promise<Page>;
  /** Touches an element of the citizen's screen with one finger. */
  touch(testId: string): Promise<void>;
  /** What the application has logged so far, a JSON line each. */
  log(): string;
  /** Ends it in good order. */
  close(): Promise<void>;
  /** Ends it at once, as a power cut would (SIGKILL); harmless when it has ended. */
  kill(): Promise<void>;
}

/** Writes the settings of a workstation that has not been started yet. */
export async function writeSettings(
  dataDir: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'settings.json'), JSON.stringify(settings));
}

/**
 * Switches with which every Electron is started here. No machine that tests has a graphics processor: drawing without one is
 * quicker than emulating one.
 */
export const electronSwitches: readonly string[] =
  process.platform === 'linux' ? ['--password-store=gnome-libsecret', '--disable-gpu'] : [];

/** An environment for an Electron: as it is, but for what would turn Electron into Node. */
export function environmentOf(env: NodeJS.ProcessEnv): Record<string, string> {
  const set = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
  );
  return Object.fromEntries(set);
}

/** Starts the application and waits until the clerk's window shows its page. */
export async function startWorkstation(options: WorkstationOptions): Promise<Workstation> {
  const application = await _electron.launch({
    executablePath: options.executable,
    chromiumSandbox: true,
    env: environmentOf(options.env),
    args: [
      `--user-data-dir=${options.dataDir}`,
      ...electronSwitches,
      ...(options.switches ?? []),
      options.application,
    ],
  });
  const child = application.process();
  let log = '';
  child.stderr?.on('data', (text: Buffer) => {
    log += text.toString();
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const clerk = await pageOf(application, 'clerk');
  await clerk.locator('#root > *').first().waitFor();

  const fingers = new WeakMap<Page, CDPSession>();
  const fingerOn = async (page: Page): Promise<CDPSession> => {
    const known = fingers.get(page);
    if (known !== undefined) return known;
    const finger = await page.context().newCDPSession(page);
    fingers.set(page, finger);
    return finger;
  };

  return {
    application,
    clerk,
    evaluator: () => pageOf(application, 'evaluator'),
    touch: async (testId) => {
      const page = await pageOf(application, 'evaluator');
      const target = page.getByTestId(testId);
      await target.waitFor();
      const box = await target.boundingBox();
      if (box === null) throw new Error(`${testId} is not on the citizen's screen`);
      const finger = await fingerOn(page);
      const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
      // A finger rests for some frames; one that left in the moment it came would wait for the page's answer to its coming.
      await page.evaluate(
        'new Promise((rested) => requestAnimationFrame(() => requestAnimationFrame(rested)))',
      );
      await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    },
    log: () => log,
    close: async () => {
      await application.close();
      await exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Chromium's own stand-in for a camera. */
export const standInCamera = '--use-fake-device-for-media-stream';

/** Makes the choice of files in the system's own dialog, which no page can reach. @param paths what is chosen */
export async function chooseFilesNext(
  { application }: Workstation,
  paths: readonly string[],
): Promise<void> {
  await application.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
    },
    [...paths],
  );
}

/**
 * Answers the next question for a place to save at, which no page can reach either.
 * @param filePath what is chosen; undefined: somebody thinks better of it
 */
export async function chooseSavePlaceNext(
  { application }: Workstation,
  filePath: string | undefined,
): Promise<void> {
  await application.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: path === undefined, filePath: path ?? '' });
  }, filePath);
}

async function pageOf(application: ElectronApplication, host: string): Promise<Page> {
  const isWanted = (page: Page) => page.url().startsWith(`app://${host}/`) && !page.isClosed();
  for (;;) {
    const pages = application.windows();
    const page = pages.find(isWanted);
    if (page !== undefined) {
      await page.waitForLoadState('domcontentloaded');
      return page;
    }
    // A window is there before it is on its way to its page.
    const arrivals = pages.map((other) => other.waitForEvent('framenavigated'));
    await Promise.race([application.waitForEvent('window'), ...arrivals]);
  }
}
