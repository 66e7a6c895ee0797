import type { KnownDevice } from '../../src/contracts/known-device.ts';
import { readTrace } from '../traces/trace-file.ts';
import { traceTransport } from '../traces/trace-transport.ts';
import { deviceAddress } from './device-address.ts';
import { deviceTable, knownDevice } from './device-table.ts';
import { hidTransport } from './hid.ts';
import { serialTransport } from './serial.ts';
import { tcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';
import { usbTransport } from './usb-bulk.ts';

/**
 * The adapter that an address of the settings calls for.
 * @param address as `deviceAddress` reads it
 * @param baud speed of the serial port in bits per second; everything else keeps its own
 * @param table what is known of HID devices' packing
 */
export function transportFor(
  address: string,
  baud: number,
  table: readonly KnownDevice[] = deviceTable,
): Transport {
  const target = deviceAddress(address);
  switch (target.kind) {
    case 'tcp':
      return tcpTransport(address);
    case 'trace':
      return traceTransport(address, readTrace(target.file));
    case 'hid': {
      const packing = target.packing ?? knownDevice(table, target)?.packing;
      return hidTransport({ ...target, address, packing });
    }
    case 'usb':
      return usbTransport({ ...target, address });
    case 'serial':
      return serialTransport(address, baud);
  }
}
