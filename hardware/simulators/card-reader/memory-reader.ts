import { createMemoryLine } from '../../transport/memory.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Burst } from '../burst.ts';
import { SimulatedReader } from './simulated-reader.ts';

/** A simulated reader at the far end of a line inside the process; it answers at once, but for the pauses of its script. */
interface MemoryReader {
  readonly transport: Transport;
  readonly device: SimulatedReader;
  unplug(): void;
  plugIn(): void;
}

/**
 * @param unplugAfterBytes pulls the cable, once, when the reader has sent this many bytes in all
 */
export function createMemoryReader(unplugAfterBytes = Number.POSITIVE_INFINITY): MemoryReader {
  const device = new SimulatedReader();
  let left = unplugAfterBytes;

  const send = (bytes: Uint8Array): void => {
    if (bytes.length < left) {
      left -= bytes.length;
      line.send(bytes);
      return;
    }
    line.send(bytes.subarray(0, left));
    left = Number.POSITIVE_INFINITY;
    line.unplug();
  };

  const line = createMemoryLine((request) => {
    deliver(device.receive(request), ({ bytes, unplugs }) => {
      send(bytes);
      if (unplugs) line.unplug();
    });
  });
  return {
    transport: line.transport,
    device,
    unplug: line.unplug,
    plugIn: line.plugIn,
  };
}

/** Hands over one burst after the other, each after its pause. */
function deliver([burst, ...rest]: readonly Burst[], send: (burst: Burst) => void): void {
  if (burst === undefined) return;
  const go = (): void => {
    send(burst);
    deliver(rest, send);
  };
  if (burst.pauseMs > 0) setTimeout(go, burst.pauseMs);
  else go();
}
