import { createRequire } from 'node:module';
import type { KnownDevice } from '../../src/contracts/known-device.ts';
import type { PortUsability } from '../../src/contracts/settings.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { deviceTable, knownDevice } from './device-table.ts';
import { isScanner } from './hid.ts';
import { listUsbDevices, usbPort } from './usb-bulk.ts';

// Not with the program, whose start they would hold up.
const require = createRequire(import.meta.url);

/** What the device table says of a device. */
interface Known {
  readonly kind: KnownDevice['kind'];
  readonly name?: string;
  readonly usability: PortUsability;
}

interface SerialPortEntry {
  /** The address too. */
  readonly path: string;
  /** Four hexadecimal digits, small. */
  readonly vendorId?: string;
  readonly productId?: string;
  readonly manufacturer?: string;
}

/** A device of the USB, as a HID device or by its pipes. */
interface UsbEntry {
  /** As in the settings. */
  readonly address: string;
  readonly vendorId: string;
  readonly productId: string;
  /** What it calls itself. */
  readonly product?: string;
  readonly known?: Known;
}

/** The ports a device may be attached to. Pseudo-terminals are never among them, and serial numbers are left out. */
export interface PortList {
  readonly serial: readonly SerialPortEntry[];
  readonly hid: readonly UsbEntry[];
  /** Only what the device table knows: everything else on the bus is none of ours. */
  readonly usb: readonly UsbEntry[];
}

/** A device of the USB, as its driver lists it. */
interface FoundDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly product?: string | undefined;
  /** Where it is among others that are alike. */
  readonly place?: string | undefined;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

/** What of the system is asked for its ports; each rejects where its driver fails. */
export interface PortSources {
  serial(): Promise<readonly SerialPortEntry[]>;
  hid(): Promise<readonly FoundDevice[]>;
  usb(): Promise<readonly FoundDevice[]>;
}

const system: PortSources = {
  serial: async () => {
    const { SerialPort } = require('serialport') as typeof import('serialport');
    return SerialPort.list();
  },
  hid: async () => {
    const { devicesAsync } = require('node-hid') as typeof import('node-hid');
    return (await devicesAsync()).map(({ path, ...device }) => ({ ...device, place: path }));
  },
  usb: async () => {
    // A machine without USB has no such devices; its serial ports are listed all the same.
    const devices = await listUsbDevices().catch(() => []);
    return devices.map((device) => ({
      vendorId: device.vendorId,
      productId: device.productId,
      place: usbPort(device),
    }));
  },
};

/**
 * Lists the ports of this machine, with what is known of the devices there.
 * @param table what is known
 * @returns the ports, or `port.list-failed`
 */
export async function listPorts(
  table: readonly KnownDevice[] = deviceTable,
  sources: PortSources = system,
): Promise<Outcome<PortList>> {
  try {
    const [serial, hid, usb] = await Promise.all([sources.serial(), sources.hid(), sources.usb()]);
    const onBus = usb.map(describe('usb', table, usb));
    return ok({
      serial: serial.map(({ path, vendorId, productId, manufacturer }) => ({
        path,
        ...(vendorId && { vendorId: vendorId.toLowerCase() }),
        ...(productId && { productId: productId.toLowerCase() }),
        ...(manufacturer && { manufacturer }),
      })),
      hid: hid.map(describe('hid', table, hid)),
      usb: onBus.filter(({ known }) => known !== undefined),
    });
  } catch (problem) {
    return fail('port.list-failed', {
      reason: problem instanceof Error ? problem.message : 'unknown',
    });
  }
}

const usabilities = {
  hid: 'usable',
  usb: 'usable',
  'vendor-library': 'needs-vendor-library',
  'firmware-update': 'firmware-update',
} as const satisfies Record<KnownDevice['transport'], PortUsability>;

function describe(
  bus: 'hid' | 'usb',
  table: readonly KnownDevice[],
  all: readonly FoundDevice[],
): (device: FoundDevice) => UsbEntry {
  return (device) => {
    const ids = { vendorId: hex4(device.vendorId), productId: hex4(device.productId) };
    const row = knownDevice(table, ids);
    const isAlike = (other: FoundDevice): boolean =>
      other.vendorId === device.vendorId && other.productId === device.productId;
    const place = all.filter(isAlike).length > 1 && device.place ? `@${device.place}` : '';
    const known = row === undefined ? scannerByUsage(device) : knownBy(row, bus);
    return {
      address: `${bus}:${ids.vendorId}:${ids.productId}${place}`,
      ...ids,
      ...(device.product && { product: device.product }),
      ...(known && { known }),
    };
  };
}

/** A row for one bus says nothing of what the device shows on the other. */
function knownBy(row: KnownDevice, bus: 'hid' | 'usb'): Known | undefined {
  const isOfOtherBus =
    (row.transport === 'hid' || row.transport === 'usb') && row.transport !== bus;
  return isOfOtherBus
    ? undefined
    : { kind: row.kind, name: row.name, usability: usabilities[row.transport] };
}

function scannerByUsage(device: FoundDevice): Known | undefined {
  return isScanner(device) ? { kind: 'code-scanner', usability: 'usable' } : undefined;
}

function hex4(id: number): string {
  return id.toString(16).padStart(4, '0');
}
