import type { HidPackingName } from './hid-packing.ts';

/** Where a device is attached, as in the settings and on the command line. */
export type DeviceAddress =
  /** `/dev/ttyUSB0`, `COM3`. */
  | { readonly kind: 'serial'; readonly path: string }
  /** `tcp://host:port`. */
  | { readonly kind: 'tcp' }
  /** `trace:FILE`: what a device did once, as `device record` has written it down. */
  | { readonly kind: 'trace'; readonly file: string }
  /** `hid:VVVV:PPPP`, with a packing (`hid:0425:8159:envelope`) and, where several are alike, the system's path after `@`. */
  | {
      readonly kind: 'hid';
      readonly vendorId: string;
      readonly productId: string;
      readonly packing: HidPackingName | undefined;
      readonly path: string | undefined;
    }
  /** `usb:VVVV:PPPP`, where several are alike with the bus's own name of the port after `@`. */
  | {
      readonly kind: 'usb';
      readonly vendorId: string;
      readonly productId: string;
      readonly port: string | undefined;
    };

const hidAddress =
  /^hid:([0-9a-f]{4}):([0-9a-f]{4})(?::(raw|length-prefixed|envelope|reports))?(?:@(.+))?$/i;
const usbAddress = /^usb:([0-9a-f]{4}):([0-9a-f]{4})(?:@(.+))?$/i;

/** Reads an address. Whatever has no form of its own is the path of a serial port. */
export function deviceAddress(address: string): DeviceAddress {
  if (address.startsWith('tcp://')) return { kind: 'tcp' };
  if (address.startsWith('trace:')) return { kind: 'trace', file: address.slice('trace:'.length) };
  const hid = hidAddress.exec(address);
  if (hid !== null) {
    const [, vendorId = '', productId = '', packing, path] = hid;
    return {
      kind: 'hid',
      vendorId: vendorId.toLowerCase(),
      productId: productId.toLowerCase(),
      packing: packing?.toLowerCase() as HidPackingName | undefined,
      path,
    };
  }
  const usb = usbAddress.exec(address);
  if (usb !== null) {
    const [, vendorId = '', productId = '', port] = usb;
    return {
      kind: 'usb',
      vendorId: vendorId.toLowerCase(),
      productId: productId.toLowerCase(),
      port,
    };
  }
  return { kind: 'serial', path: address };
}
