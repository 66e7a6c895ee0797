/** What a device says of itself. */
export interface UsbNature {
  readonly vendorId: number;
  readonly productId: number;
  /** Addresses of its bulk endpoints; bit 7 is set on those that send. */
  readonly endpoints: readonly number[];
}

const ownClass = 0xff;
/** Bytes of the largest packet of a bulk endpoint at full speed. */
const packetBytes = 64;

/** A device of one configuration that has no strings (USB 2.0, 9.6.1). */
export function deviceDescriptor({ vendorId, productId }: UsbNature): Uint8Array {
  const version = [0x00, 0x02];
  const classes = [0, 0, 0];
  const release = [0x00, 0x01];
  const strings = [0, 0, 0];
  const numbers = [vendorId & 0xff, vendorId >> 8, productId & 0xff, productId >> 8];
  return Uint8Array.of(
    18,
    1,
    ...version,
    ...classes,
    packetBytes,
    ...numbers,
    ...release,
    ...strings,
    1,
  );
}

/** Its configuration, with one interface of the maker's own class and its endpoints (USB 2.0, 9.6.3 to 9.6.6). */
export function configurationDescriptor({ endpoints }: UsbNature): Uint8Array {
  const length = 9 + 9 + 7 * endpoints.length;
  const busPowered = 0x80;
  const milliampereHalves = 50;
  const bulk = 2;
  return Uint8Array.of(
    ...[9, 2, length, 0, 1, 1, 0, busPowered, milliampereHalves],
    ...[9, 4, 0, 0, endpoints.length, ownClass, 0, 0, 0],
    ...endpoints.flatMap((address) => [7, 5, address, bulk, packetBytes, 0, 0]),
  );
}
