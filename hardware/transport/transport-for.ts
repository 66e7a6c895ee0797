import { serialTransport } from './serial.ts';
import { tcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';

/**
 * The adapter that an address of the settings calls for.
 * @param address `tcp://host:port`, or the path of a serial port
 * @param baud speed of the serial port in bits per second; a device server keeps its own
 */
export function transportFor(address: string, baud: number): Transport {
  return address.startsWith('tcp://') ? tcpTransport(address) : serialTransport(address, baud);
}
