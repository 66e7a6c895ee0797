import { createRequire } from 'node:module';
import type { KnownDevice } from '../../src/contracts/known-device.ts';
import type { PortUsability } from '../../src/contracts/settings.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { deviceTable, knownDevice } from './device-table.ts';
import { collectionsToOpen, type HidCollection, isScanner } from './hid.ts';
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

type UsbIds = Pick<HidCollection, 'vendorId' | 'productId'>;

/** A device of the USB, as its driver lists it. */
interface FoundDevice extends UsbIds {
  /** Where it is among others that are alike. */
  readonly place?: string | undefined;
}

/** A collection of a HID device, with what the device calls itself. */
interface FoundCollection extends HidCollection {
  readonly product?: string | undefined;
}

/** What of the system is asked for its ports; each rejects where its driver fails. */
export interface PortSources {
  serial(): Promise<readonly SerialPortEntry[]>;
  hid(): Promise<readonly FoundCollection[]>;
  usb(): Promise<readonly FoundDevice[]>;
}

const system: PortSources = {
  serial: async () => {
    const { SerialPort } = require('serialport') as typeof import('serialport');
    return SerialPort.list();
  },
  hid: async () => {
    const { devicesAsync } = require('node-hid') as typeof import('node-hid');
    return devicesAsync();
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
    const openable = hid
      .filter((one) => collectionsToOpen(hid.filter(isAlike(one))).includes(one))
      .map((one) => ({ ...one, place: one.path }));
    const onBus = usb.map(describe('usb', table, usb));
    return ok({
      serial: serial.map(({ path, vendorId, productId, manufacturer }) => ({
        path,
        ...(vendorId && { vendorId: vendorId.toLowerCase() }),
        ...(productId && { productId: productId.toLowerCase() }),
        ...(manufacturer && { manufacturer }),
      })),
      hid: openable.map(describe('hid', table, openable)),
      usb: onBus.filter(({ known }) => known !== undefined),
    });
  } catch (problem) {
    return fail('port.list-failed', {
      reason: problem instanceof Error ? problem.message : 'unknown',
    });
  }
}

/** Whether another device bears the same numbers. */
function isAlike(one: UsbIds): (other: UsbIds) => boolean {
  return ({ vendorId, productId }) => vendorId === one.vendorId && productId === one.productId;
}

function describe(
  bus: 'hid' | 'usb',
  table: readonly KnownDevice[],
  all: readonly FoundDevice[],
): (device: FoundDevice & Partial<FoundCollection>) => UsbEntry {
  return (device) => {
    const ids = { vendorId: hex4(device.vendorId), productId: hex4(device.productId) };
    const row = knownDevice(table, ids);
    const place = all.filter(isAlike(device)).length > 1 && device.place ? `@${device.place}` : '';
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
  return isOfOtherBus ? undefined : { kind: row.kind, name: row.name, usability: usabilityOf(row) };
}

function usabilityOf({ kind, transport, packing }: KnownDevice): PortUsability {
  switch (transport) {
    case 'vendor-library':
      return 'needs-vendor-library';
    case 'firmware-update':
      return transport;
    case 'hid':
      return kind === 'id-card-reader' && packing === undefined ? 'packing-unknown' : 'usable';
    case 'usb':
      return 'usable';
  }
}

function scannerByUsage(device: UsbIds & Partial<HidCollection>): Known | undefined {
  return isScanner(device) ? { kind: 'code-scanner', usability: 'usable' } : undefined;
}

function hex4(id: number): string {
  return id.toString(16).padStart(4, '0');
}
