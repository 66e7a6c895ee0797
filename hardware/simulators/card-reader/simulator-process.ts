/**
 * A simulated ID-card reader as a process of its own, at the pace of a real line.
 *
 * node simulator-process.ts [--tcp PORT] [--baud N] [--owned]
 *
 * Speaks the reader's bytes on its line and takes `ReaderOrder`s on its control port: see `runDevice`.
 */
import { lineOptions, runDevice, type WriteToLine } from '../device-process.ts';
import { wireTimeMs, writePaced } from '../paced-line.ts';
import type { SimulatorAnswer } from '../simulator-control.ts';
import { cardContent } from './card-frames.ts';
import { SimulatedReader } from './simulated-reader.ts';
import type { ReaderOrder } from './simulator-control.ts';

const options = lineOptions();
const reader = new SimulatedReader();
let sending: Promise<void> = Promise.resolve();

/** Answers in the order of the requests, each beginning when its request would have come off a real line. */
function heard(request: Uint8Array, write: WriteToLine): void {
  const heardAt = performance.now() + wireTimeMs(request.length, options.baud);
  for (const { bytes, unplugs } of reader.receive(request)) {
    sending = sending.then(async () => {
      await writePaced(bytes, Math.max(heardAt, performance.now()), options.baud, write);
      if (unplugs) process.exit(0);
    });
  }
}

function obey(order: ReaderOrder): SimulatorAnswer {
  switch (order.do) {
    case 'place-card': {
      const content = cardContent(order.card, order.chip);
      if (!content.ok) return { ok: false, problem: JSON.stringify(content.problem) };
      reader.placeCard(content.value);
      return { ok: true };
    }
    case 'lift-card':
      reader.liftCard();
      return { ok: true };
    case 'set-fault':
      reader.setFault(order.fault ?? undefined);
      return { ok: true };
    default:
      return { ok: false, problem: 'unknown order' };
  }
}

await runDevice({ heard, obey }, options);
