/**
 * A simulated code scanner as a process of its own, at the pace of a real line.
 *
 * node simulator-process.ts [--tcp PORT] [--baud N] [--owned]
 *
 * Sends the codes it is shown on its line and takes `ScannerOrder`s on its control port: see `runDevice`.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { lineOptions, runDevice, type WriteToLine } from '../device-process.ts';
import { writePaced } from '../paced-line.ts';
import type { SimulatorAnswer } from '../simulator-control.ts';
import { SimulatedScanner } from './simulated-scanner.ts';
import type { ScannerOrder } from './simulator-control.ts';

const options = lineOptions();
const scanner = new SimulatedScanner();
let sending: Promise<void> = Promise.resolve();

/** Sends one code after the other. */
function scan(code: Uint8Array, write: WriteToLine): void {
  for (const { bytes, pauseMs, unplugs } of scanner.scan(code)) {
    sending = sending.then(async () => {
      await pause(pauseMs);
      await writePaced(bytes, performance.now(), options.baud, write);
      if (unplugs) process.exit(0);
    });
  }
}

function obey(order: ScannerOrder, write: WriteToLine): SimulatorAnswer {
  switch (order.do) {
    case 'scan':
      scan(Buffer.from(order.code, 'base64'), write);
      return { ok: true };
    case 'set-fault':
      scanner.setFault(order.fault ?? undefined);
      return { ok: true };
    default:
      return { ok: false, problem: 'unknown order' };
  }
}

// A scanner is not asked anything.
await runDevice({ heard: () => undefined, obey }, options);
