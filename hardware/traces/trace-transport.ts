import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { createLineEnd } from '../transport/line-end.ts';
import type { Transport } from '../transport/transport.ts';
import type { Trace, TraceEvent } from './trace-file.ts';

/** With `fast` a reader's pauses under this are left out; longer ones may be what a failure is about. */
const meaningfulPauseMs = 500;

interface ReplaySettings {
  /** Leaves out the short pauses of a reader. A scanner's pauses end its codes and always stay. */
  readonly fast?: boolean;
  /** Called in place of losing the device when the trace has come to its end. */
  readonly onEnd?: () => void;
}

/**
 * A recorded line as a line: what the product sends is looked up in the trace, in order, and answered as it was
 * answered then, at the same pace. Requests of the recording that the product leaves out are passed over. When the
 * product asks for something that does not come any more, the device is gone.
 * @param address where the trace is, as in the settings
 * @param trace the trace, or why there is none: then opening fails with `port.not-found` or what is wrong with it
 */
export function traceTransport(
  address: string,
  trace: Outcome<Trace>,
  { fast = false, onEnd }: ReplaySettings = {},
): Transport {
  const header = trace.ok ? trace.value.header : undefined;
  return {
    address: header?.address.startsWith('hid:') ? header.address : address,
    async open(listener) {
      if (!trace.ok) {
        return trace.problem.code === 'file.unreadable'
          ? fail('port.not-found', { address })
          : trace;
      }
      const { events, header } = trace.value;
      const skipsPauses = fast && header.device === 'id-card-reader';
      let next = 0;
      let nowMs = 0;
      let asked = 0;
      let timer: ReturnType<typeof setTimeout> | undefined;

      const line = createLineEnd(
        {
          write(bytes, done) {
            done();
            answer(bytes);
          },
          close(done) {
            clearTimeout(timer);
            done();
          },
        },
        listener,
      );
      const end = onEnd ?? (() => line.lost());

      const answer = (request: Uint8Array): void => {
        clearTimeout(timer);
        asked += 1;
        const [found, goneBefore] = findRequest(events, next, request);
        if (goneBefore) line.lost();
        else if (found === undefined) end();
        else {
          nowMs = events[found]?.ms ?? 0;
          next = found + 1;
          play();
        }
      };
      /** Lets everything happen that is due, and waits for what is not, up to the next request. */
      const play = (): void => {
        const answering = asked;
        // Whoever hears a byte may ask again at once.
        for (let event = events[next]; event && asked === answering; event = events[next]) {
          if (event.dir === 'out') return;
          const pauseMs = event.ms - nowMs;
          nowMs = event.ms;
          if (pauseMs > (skipsPauses ? meaningfulPauseMs : 0)) {
            timer = setTimeout(play, pauseMs);
            return;
          }
          next += 1;
          happen(event);
        }
      };
      const happen = (event: TraceEvent): void => {
        if ('bytes' in event) line.received(event.bytes.slice());
        else if (event.dir === 'gone') line.lost();
        // A reader is asked again and again, and is at its end when it has no answer left.
        else if (header.device === 'code-scanner') end();
      };

      timer = setTimeout(play);
      const changeBaud = async (): Promise<void> => undefined;
      return ok({ ...line, ...(header.changesBaud && { changeBaud }) });
    },
  };
}

/** Where the product sent this, from `from` on; whether the device went before. */
function findRequest(
  events: readonly TraceEvent[],
  from: number,
  request: Uint8Array,
): [found: number | undefined, goneBefore: boolean] {
  for (let index = from; index < events.length; index += 1) {
    const event = events[index];
    if (event?.dir === 'gone') return [undefined, true];
    if (event?.dir === 'out' && Buffer.compare(event.bytes, request) === 0) return [index, false];
  }
  return [undefined, false];
}
