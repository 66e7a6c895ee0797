import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { createLineEnd } from './line-end.ts';
import type { Transport } from './transport.ts';

/** A cable inside the process: the product holds one end, a simulated device the other. */
interface MemoryLine {
  /** The product's end. */
  readonly transport: Transport;
  /** Sends bytes from the device; they are lost when nobody has the line open. */
  send(bytes: Uint8Array): void;
  /** Pulls the cable: whoever has the line open is told, and opening it fails with `port.not-found`. */
  unplug(): void;
  /** Puts the cable back. */
  plugIn(): void;
}

/**
 * @param onRequest receives what the product writes
 * @param address the name the line goes by
 */
export function createMemoryLine(
  onRequest: (bytes: Uint8Array) => void,
  address = 'memory',
): MemoryLine {
  let plugged = true;
  let end: ReturnType<typeof createLineEnd> | undefined;
  return {
    transport: {
      address,
      open: async (listener) => {
        if (!plugged) return fail('port.not-found', { address });
        end = createLineEnd(
          {
            write: (bytes, done) => {
              done();
              onRequest(bytes.slice());
            },
            close: (done) => done(),
          },
          listener,
        );
        return ok(end);
      },
    },
    send: (bytes) => end?.received(bytes),
    unplug() {
      plugged = false;
      end?.lost();
    },
    plugIn() {
      plugged = true;
    },
  };
}
