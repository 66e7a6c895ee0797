import type { Clock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import type { OpenTransport, Transport } from '../transport/transport.ts';
import type { TraceEvent } from './trace-file.ts';

const mostBytes = 8_000_000;

/** A line while it is being recorded. */
export interface Recording {
  /** To be used in place of the recorded one. Only its first opening is recorded. */
  readonly transport: Transport;
  /** What has happened, with every byte as it was: not to leave the memory of the process. */
  readonly events: readonly TraceEvent[];
  readonly changesBaud: boolean;
  /** Milliseconds since its opening began. */
  readonly ms: number;
  /** Resolves when there is no room for more; nothing is recorded from then on. */
  readonly isFull: Promise<void>;
}

/**
 * Records what passes over a line.
 * @param limit bytes to keep at most
 */
export function recordLine(transport: Transport, clock: Clock, limit = mostBytes): Recording {
  const events: TraceEvent[] = [];
  let changesBaud = false;
  let startedAt: number | undefined;
  let left = limit;
  let fill: () => void = () => undefined;
  const isFull = new Promise<void>((resolve) => {
    fill = resolve;
  });

  return {
    events,
    isFull,
    get ms() {
      return startedAt === undefined ? 0 : clock.monotonic() - startedAt;
    },
    get changesBaud() {
      return changesBaud;
    },
    transport: {
      address: transport.address,
      async open(listener) {
        if (startedAt !== undefined) return transport.open(listener);
        const start = clock.monotonic();
        startedAt = start;
        const note = (dir: 'in' | 'out', bytes: Uint8Array): void => {
          left -= bytes.length;
          if (left < 0) fill();
          else events.push({ ms: clock.monotonic() - start, dir, bytes: bytes.slice() });
        };
        const opened = await transport.open({
          onBytes(bytes) {
            note('in', bytes);
            listener.onBytes(bytes);
          },
          onGone() {
            if (left >= 0) events.push({ ms: clock.monotonic() - start, dir: 'gone' });
            listener.onGone();
          },
        });
        if (!opened.ok) return opened;
        const line = opened.value;
        changesBaud = line.changeBaud !== undefined;
        const write: OpenTransport['write'] = (bytes) => {
          note('out', bytes);
          return line.write(bytes);
        };
        return ok({ ...line, write });
      },
    },
  };
}
