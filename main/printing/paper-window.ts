import { BrowserWindow, type WebContents } from 'electron';
import type { PaperCalls } from '../../src/contracts/paper-ipc.ts';
import type { Receipt } from '../../src/contracts/receipt.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Handlers } from '../ipc/answer-calls.ts';
import { pageAddress } from '../security/app-scheme.ts';
import type { WindowPage } from '../security/open-page.ts';
import { windowPreferences } from '../windows/window-preferences.ts';
import { choosePrinter } from './printers.ts';
import type { PaperMaker } from './receipt-desk.ts';

/** Milliseconds a paper may take from the window's start until the spooler has it. */
const timeLimit = 20_000;

/** Makes papers in a window that nobody sees. */
export interface PaperWindow extends PaperMaker {
  /** The window's calls, to be registered for it. */
  readonly handlers: Handlers<PaperCalls>;
  /** Id of the window's contents while there is one. */
  contentsId(): number | undefined;
}

/** What the window needs. */
export interface PaperWindowOptions {
  /** Its page, for when the first paper is made. */
  readonly page: () => WindowPage;
  readonly log: Log;
}

/** One paper at a time; its window is made for it and gone with it, so that nothing of it stays in memory. */
export function createPaperWindow(options: PaperWindowOptions): PaperWindow {
  let current: { readonly receipt: Receipt; readonly id: number; ready: () => void } | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  /** Draws a paper and hands its contents to `use`. Whatever hangs, the window is gone at the end of the time limit. */
  async function draw<Value>(
    receipt: Receipt,
    use: (contents: WebContents) => Promise<Outcome<Value>>,
  ): Promise<Outcome<Value>> {
    const { session, preload } = options.page();
    const window = new BrowserWindow({
      show: false,
      focusable: false,
      skipTaskbar: true,
      webPreferences: windowPreferences(session, preload),
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<Outcome<Value>>((resolve) => {
      timer = setTimeout(() => resolve(fail('printer.timed-out')), timeLimit);
    });
    const lost = new Promise<Outcome<Value>>((resolve) => {
      window.webContents.once('render-process-gone', () => resolve(fail('printer.failed')));
    });
    const drawn = new Promise<void>((resolve) => {
      current = { receipt, id: window.webContents.id, ready: resolve };
    });
    try {
      const made = window
        .loadURL(pageAddress('paper'))
        .then(() => drawn)
        .then(() => use(window.webContents));
      return await Promise.race([made, tooLate, lost]);
    } catch (cause) {
      options.log.warn('paper.failed', { cause: String(cause) });
      return fail('printer.failed');
    } finally {
      clearTimeout(timer);
      current = undefined;
      window.destroy();
    }
  }

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = queue.then(work, work);
    queue = done;
    return done;
  }

  return {
    contentsId: () => current?.id,
    handlers: {
      'paper:current': async () =>
        current === undefined ? fail('receipt.not-received') : ok(current.receipt),
      'paper:ready': async () => {
        current?.ready();
        return ok(null);
      },
    },
    print: (receipt, wanted) =>
      inTurn(() =>
        draw(receipt, async (contents) => {
          const printer = choosePrinter(await contents.getPrintersAsync(), wanted);
          return printer === undefined ? fail('printer.none') : send(contents, printer);
        }),
      ),
    pdf: (receipt) =>
      inTurn(() =>
        draw(receipt, async (contents) =>
          ok(await contents.printToPDF({ printBackground: true, preferCSSPageSize: true })),
        ),
      ),
  };
}

function send(
  contents: WebContents,
  printer: string,
): Promise<Outcome<{ readonly printer: string }>> {
  return new Promise((resolve) => {
    contents.print(
      { silent: true, deviceName: printer, printBackground: true },
      (isTaken, reason) =>
        resolve(
          isTaken ? ok({ printer }) : fail('printer.failed', { reason: reason || 'unknown' }),
        ),
    );
  });
}
