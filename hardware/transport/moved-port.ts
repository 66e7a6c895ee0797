import { createRequire } from 'node:module';
import type { Clock } from '../../src/support/clock.ts';

// Not with the program, whose start it would hold up.
const require = createRequire(import.meta.url);

/** A port that is gone is looked for twice a second, and some systems start a program to list theirs. */
const listAgainMs = 2000;

/** A serial port with what tells the device behind it from others. */
interface SerialDevice {
  readonly path: string;
  readonly vendorId?: string;
  readonly productId?: string;
  /** Many USB bridges have none, or all the same. */
  readonly serialNumber?: string;
}

/** Lists the serial ports of this machine; rejects where the system does not tell them. */
export type ListSerialDevices = () => Promise<readonly SerialDevice[]>;

const listSerialDevices: ListSerialDevices = async () => {
  const { SerialPort } = require('serialport') as typeof import('serialport');
  return SerialPort.list();
};

/** Finds devices again that the system has given another port: after a replug `/dev/ttyUSB0` may be `/dev/ttyUSB1`. */
export interface MovedPorts {
  /** Remembers which device stands at an address. */
  remember(address: string): Promise<void>;
  /**
   * Where the device is now that was last seen at an address.
   * @returns undefined where it was never seen, is nowhere, several ports could be it, or it was looked for within 2 s
   */
  find(address: string): Promise<string | undefined>;
}

/**
 * @param clock whose monotonic time says when to list again
 * @param list stands in for the system's own list
 */
export function movedPorts(
  clock: Pick<Clock, 'monotonic'>,
  list: ListSerialDevices = listSerialDevices,
): MovedPorts {
  const lastSeen = new Map<string, SerialDevice>();
  const lookedForAt = new Map<string, number>();
  const devices = async (): Promise<readonly SerialDevice[]> => {
    try {
      return await list();
    } catch {
      // Whoever looks for a port is told that it is not there; why the others cannot be listed says no more.
      return [];
    }
  };
  return {
    async remember(address) {
      const device = (await devices()).find(({ path }) => path === address);
      if (device?.vendorId !== undefined) lastSeen.set(address, device);
    },
    async find(address) {
      const lost = lastSeen.get(address);
      const now = clock.monotonic();
      const isTooSoon = now - (lookedForAt.get(address) ?? Number.NEGATIVE_INFINITY) < listAgainMs;
      if (lost === undefined || isTooSoon) return undefined;
      lookedForAt.set(address, now);
      const alike = (await devices()).filter((device) => isSameDevice(device, lost));
      return alike.length === 1 ? alike[0]?.path : undefined;
    },
  };
}

function isSameDevice(one: SerialDevice, other: SerialDevice): boolean {
  return (
    one.vendorId === other.vendorId &&
    one.productId === other.productId &&
    one.serialNumber === other.serialNumber
  );
}
