import { z } from 'zod';
import content from '../../resources/device-table.json' with { type: 'json' };
import { type KnownDevice, knownDeviceSchema } from '../../src/contracts/known-device.ts';

/** The devices this program knows, from `resources/device-table.json`. */
export const deviceTable: readonly KnownDevice[] = z.array(knownDeviceSchema).parse(content);

/** What a device calls itself on the bus; four hexadecimal digits each, small. */
export interface UsbNumbers {
  readonly vendorId: string;
  readonly productId: string;
}

/** What a table says of a device: the row for its product, else the one for its vendor; of several the first. */
export function knownDevice(
  table: readonly KnownDevice[],
  { vendorId, productId }: UsbNumbers,
): KnownDevice | undefined {
  const ofVendor = table.filter((row) => row.vendorId === vendorId);
  return (
    ofVendor.find((row) => row.productId === productId) ??
    ofVendor.find((row) => row.productId === undefined)
  );
}
