import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { type HidPackingName, hidPackings } from './hid-packing.ts';
import { createLineEnd } from './line-end.ts';
import type { Transport } from './transport.ts';

// Not with the program, whose start it would hold up.
const require = createRequire(import.meta.url);

/** Usage page and usage of the collection in which a scanner reports its codes (HID POS, USB-IF HID usage tables). */
const scannerUsage = { usagePage: 0x8c, usage: 0x02 } as const;
/** From here on usage pages are the makers' own. */
const firstVendorUsagePage = 0xff00;

/** A collection of a HID device, as the system lists it; a device may have several, and several at one path. */
export interface HidCollection {
  readonly vendorId: number;
  readonly productId: number;
  readonly path?: string | undefined;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

/** An open HID device. */
interface HidLine {
  write(report: number[]): Promise<number>;
  close(): Promise<void>;
  on(event: 'data', heard: (report: Uint8Array) => void): unknown;
  on(event: 'error', heard: (problem: unknown) => void): unknown;
}

/** What of `node-hid` is used, and what of the system. */
export interface HidSystem {
  readonly platform: string;
  devices(vendorId: number, productId: number): Promise<readonly HidCollection[]>;
  open(path: string): Promise<HidLine>;
  /** Rejects with the system's error code unless this account may read and write the device's file. */
  reach(path: string): Promise<void>;
}

const system: HidSystem = {
  platform: process.platform,
  devices: (vendorId, productId) =>
    (require('node-hid') as typeof import('node-hid')).devicesAsync(vendorId, productId),
  open: (path) => (require('node-hid') as typeof import('node-hid')).HIDAsync.open(path),
  reach: (path) => access(path, constants.R_OK | constants.W_OK),
};

/** Which HID device is meant. */
interface HidTarget {
  /** The address as in the settings. */
  readonly address: string;
  /** Four hexadecimal digits. */
  readonly vendorId: string;
  readonly productId: string;
  /** The system's path, where several are alike. */
  readonly path?: string | undefined;
  /** How it packs its bytes; unless told, a scanner hands on whole reports, and a reader fills them with its bytes. */
  readonly packing?: HidPackingName | undefined;
}

/**
 * A HID device: a reader whose frames travel in reports of 64 bytes, or a scanner whose reports are codes. Reports
 * without numbers are written behind a zero that the library takes for one.
 */
export function hidTransport(target: HidTarget, hid: HidSystem = system): Transport {
  const { address } = target;
  return {
    address,
    async open(listener) {
      const found = await collectionOf(target, hid);
      if (found === 'no-library') return fail('port.open-failed', { address });
      const path = found?.path;
      if (found === undefined || path === undefined) return fail('port.not-found', { address });
      const line = await hid.open(path).catch(() => undefined);
      if (line === undefined) return fail(await openFailure(path, hid), { address });

      const packing = hidPackings[target.packing ?? usualPacking(found)];
      const unpack = packing.unpacking();
      const end = createLineEnd(
        {
          write(bytes, done) {
            const reports = packing.pack(bytes).map((report) => [0, ...report]);
            void reports
              .reduce<Promise<unknown>>(
                (before, report) => before.then(() => line.write(report)),
                Promise.resolve(),
              )
              .then(() => done(), done);
          },
          close(done) {
            void line.close().then(done, done);
          },
        },
        listener,
      );
      line.on('data', (report) => {
        const bytes = unpack(report);
        if (bytes !== undefined) end.received(bytes);
      });
      line.on('error', () => end.lost());
      return ok(end);
    },
  };
}

async function collectionOf(
  { vendorId, productId, path }: HidTarget,
  hid: HidSystem,
): Promise<HidCollection | 'no-library' | undefined> {
  const listed = await hid
    .devices(Number.parseInt(vendorId, 16), Number.parseInt(productId, 16))
    .catch(() => 'no-library' as const);
  if (listed === 'no-library') return listed;
  return collectionsToOpen(
    listed.filter((device) => path === undefined || device.path === path),
  )[0];
}

/**
 * Those of a device's collections that a line is opened to: a scanner's codes, else a maker's own, never what a keyboard
 * types while there is another. More than one means that several devices are alike.
 */
export function collectionsToOpen<Collection extends HidCollection>(
  collections: readonly Collection[],
): readonly Collection[] {
  const scanners = collections.filter(isScanner);
  const makersOwn = collections.filter(({ usagePage = 0 }) => usagePage >= firstVendorUsagePage);
  const best = [scanners, makersOwn].find((some) => some.length > 0) ?? collections;
  return best.filter(
    (collection, index) => best.findIndex(({ path }) => path === collection.path) === index,
  );
}

/** Whether a collection is where a scanner reports its codes. */
export function isScanner({ usagePage, usage }: HidCollection): boolean {
  return usagePage === scannerUsage.usagePage && usage === scannerUsage.usage;
}

function usualPacking(collection: HidCollection): HidPackingName {
  return isScanner(collection) ? 'reports' : 'raw';
}

/** Why a device that was listed does not open: the library says only that it does not. */
async function openFailure(path: string, { platform, reach }: HidSystem): Promise<FailureCode> {
  // Windows has no permissions on HID devices and Linux lets several programs open one.
  if (platform === 'win32') return 'port.held-by-another-program';
  try {
    await reach(path);
    return 'port.open-failed';
  } catch (problem) {
    const isForbidden = /EACCES|EPERM/.test((problem as NodeJS.ErrnoException).code ?? '');
    return isForbidden ? 'port.no-permission' : 'port.not-found';
  }
}
