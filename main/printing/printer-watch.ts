import type { DeskSnapshot } from '../../src/contracts/clerk-ipc.ts';
import { choosePrinter, type ListedPrinter } from './printers.ts';

/** Milliseconds between two looks at the printers; systems tell nothing by themselves when one comes or goes. */
const lookEvery = 60_000;

/** Knows whether there is a printer for receipts. */
export interface PrinterWatch {
  state(): DeskSnapshot['printer'];
  /** Looks now. @returns the names of all printers */
  look(): Promise<readonly string[]>;
  stop(): void;
}

/** What watching the printers needs. */
export interface PrinterWatchOptions {
  readonly list: () => Promise<readonly ListedPrinter[]>;
  /** The printer that is set; empty for the system's default. */
  readonly wanted: () => string;
  readonly onChange: () => void;
}

/** Looks now and then; a system that cannot be asked has no printer. */
export function watchPrinters(options: PrinterWatchOptions): PrinterWatch {
  let state: DeskSnapshot['printer'] = { state: 'unknown' };

  async function look(): Promise<readonly string[]> {
    const printers = await options.list().catch(() => []);
    const name = choosePrinter(printers, options.wanted());
    const next: typeof state = name === undefined ? { state: 'none' } : { state: 'ready', name };
    if (next.state !== state.state || next.name !== state.name) {
      state = next;
      options.onChange();
    }
    return printers.map((printer) => printer.name);
  }

  const timer = setInterval(() => void look(), lookEvery);
  void look();
  return { state: () => state, look, stop: () => clearInterval(timer) };
}
