/**
 * A simulated code scanner as a process of its own, at the pace of a real line.
 *
 * node simulator-process.ts [--tcp PORT] [--baud N] [--owned]
 *
 * Sends the codes it is shown on its line and takes `ScannerOrder`s on its control port: see `runDevice`.
 */
import { lineOptions, runDevice, type WriteToLine } from '../device-process.ts';
import { scriptProblemText } from '../faults/fault-script.ts';
import { pacedSender } from '../paced-line.ts';
import type { SimulatorAnswer } from '../simulator-control.ts';
import { SimulatedScanner } from './simulated-scanner.ts';
import type { ScannerOrder } from './simulator-control.ts';

const options = lineOptions();
const scanner = new SimulatedScanner();
const send = pacedSender(options.baud, () => process.exit(0));

function obey(order: ScannerOrder, write: WriteToLine): SimulatorAnswer {
  switch (order.do) {
    case 'scan':
      send(scanner.scan(Buffer.from(order.code, 'base64')), write);
      return { ok: true };
    case 'set-script': {
      const set = scanner.setScript(order.script);
      return set.ok ? { ok: true } : { ok: false, problem: scriptProblemText(set.problem) };
    }
    default:
      return { ok: false, problem: 'unknown order' };
  }
}

// A scanner is not asked anything.
await runDevice({ heard: () => undefined, obey }, options);
