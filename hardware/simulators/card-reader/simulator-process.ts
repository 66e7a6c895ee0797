/**
 * A simulated ID-card reader as a process of its own, at the pace of a real line.
 *
 * node simulator-process.ts [--tcp PORT] [--baud N] [--owned]
 *
 * Speaks the reader's bytes on its line and takes `ReaderOrder`s on its control port: see `runDevice`.
 */
import { lineOptions, runDevice, type WriteToLine } from '../device-process.ts';
import { scriptProblemText } from '../faults/fault-script.ts';
import { pacedSender, wireTimeMs } from '../paced-line.ts';
import type { SimulatorAnswer } from '../simulator-control.ts';
import { type Deck, deckContents, exampleDeck } from './card-deck.ts';
import { cardContent } from './card-frames.ts';
import { SimulatedReader } from './simulated-reader.ts';
import type { ReaderOrder } from './simulator-control.ts';

const options = lineOptions();
const reader = new SimulatedReader();
const send = pacedSender(options.baud, () => process.exit(0));

/** Answers in the order of the requests, each beginning when its request would have come off a real line. */
function heard(request: Uint8Array, write: WriteToLine): void {
  const heardAt = performance.now() + wireTimeMs(request.length, options.baud);
  send(reader.receive(request), write, heardAt);
}

function setDeck(deck: Deck): SimulatorAnswer {
  const contents = deckContents(deck);
  if (!contents.ok) return { ok: false, problem: JSON.stringify(contents.problem) };
  reader.setDeck(contents.value);
  return { ok: true };
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
    case 'set-deck':
      return setDeck(new Map(Object.entries(order.cards)));
    case 'set-script': {
      const set = reader.setScript(order.script);
      return set.ok ? { ok: true } : { ok: false, problem: scriptProblemText(set.problem) };
    }
    default:
      return { ok: false, problem: 'unknown order' };
  }
}

setDeck(exampleDeck);
await runDevice({ heard, obey }, options);
