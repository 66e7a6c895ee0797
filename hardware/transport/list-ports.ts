import { createRequire } from 'node:module';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';

// Not with the program, whose start they would hold up.
const require = createRequire(import.meta.url);

interface SerialPortEntry {
  readonly path: string;
  readonly vendorId?: string;
  readonly productId?: string;
  readonly manufacturer?: string;
}

interface HidDeviceEntry {
  /** Four hexadecimal digits, as in the reader table. */
  readonly vendorId: string;
  readonly productId: string;
  readonly product?: string;
  readonly path?: string;
}

/** The ports a device may be attached to; pseudo-terminals are never among them. Serial numbers are left out. */
export async function listPorts(): Promise<
  Outcome<{ readonly serial: readonly SerialPortEntry[]; readonly hid: readonly HidDeviceEntry[] }>
> {
  try {
    const { SerialPort } = require('serialport') as typeof import('serialport');
    const { devicesAsync } = require('node-hid') as typeof import('node-hid');
    const [serial, hid] = await Promise.all([SerialPort.list(), devicesAsync()]);
    return ok({
      serial: serial.map(({ path, vendorId, productId, manufacturer }) => ({
        path,
        ...(vendorId && { vendorId }),
        ...(productId && { productId }),
        ...(manufacturer && { manufacturer }),
      })),
      hid: hid.map(({ vendorId, productId, product, path }) => ({
        vendorId: hex4(vendorId),
        productId: hex4(productId),
        ...(product && { product }),
        ...(path && { path }),
      })),
    });
  } catch (problem) {
    return fail('port.list-failed', {
      reason: problem instanceof Error ? problem.message : 'unknown',
    });
  }
}

function hex4(id: number): string {
  return id.toString(16).padStart(4, '0');
}
