import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Transport } from './transport.ts';

/** Makes the transport for an address and a speed in bits per second. */
export type OpenTransportFor = (address: string, baud: number) => Transport;

/**
 * Lets one user at a time have an address: a second one is refused with `port.held-by-this-program` and disturbs
 * nothing. Operating systems do not tell this program from another one, and a device server lets two in.
 */
export function exclusivePorts(transportFor: OpenTransportFor): OpenTransportFor {
  const held = new Set<string>();
  return (address, baud) => {
    const transport = transportFor(address, baud);
    return {
      address,
      async open(listener) {
        if (held.has(address)) return fail('port.held-by-this-program', { address });
        held.add(address);
        let mine = true;
        const letGo = (): void => {
          // What was let go of once may be somebody else's by now.
          if (mine) held.delete(address);
          mine = false;
        };
        const opened = await transport.open({
          onBytes: (bytes) => listener.onBytes(bytes),
          onGone() {
            letGo();
            listener.onGone();
          },
        });
        if (!opened.ok) {
          letGo();
          return opened;
        }
        const line = opened.value;
        return ok({
          write: (bytes) => line.write(bytes),
          ...(line.changeBaud && { changeBaud: line.changeBaud }),
          async close() {
            await line.close();
            letGo();
          },
        });
      },
    };
  };
}
