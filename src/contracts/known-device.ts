import { z } from 'zod';

const idSchema = z.string().regex(/^[0-9a-f]{4}$/);

/**
 * How to talk to a device, by its USB numbers. They do not say which device it is: many makers share `0400:c35a`, and a
 * reader is known by the number of its security module.
 */
export const knownDeviceSchema = z.strictObject({
  /** Four hexadecimal digits, small. */
  vendorId: idSchema,
  /** Left out: every product of the vendor. */
  productId: idSchema.exactOptional(),
  kind: z.enum(['id-card-reader', 'code-scanner']),
  /**
   * `hid`, `usb` (bulk pipes) · `vendor-library` it speaks to nothing but its maker's library · `firmware-update` it waits
   * for new firmware and reads no cards.
   */
  transport: z.enum(['hid', 'usb', 'vendor-library', 'firmware-update']),
  /** How a HID device packs its bytes; left out where nobody has published it. */
  packing: z.enum(['raw', 'length-prefixed', 'envelope', 'reports']).exactOptional(),
  /** What people call it. */
  name: z.string().min(1),
});
export type KnownDevice = z.infer<typeof knownDeviceSchema>;
