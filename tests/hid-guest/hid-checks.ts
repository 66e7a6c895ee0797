import { connectScanner, type ScannerEvent } from '../../hardware/code-scanner/scanner.ts';
import { SimulatedReader } from '../../hardware/simulators/card-reader/simulated-reader.ts';
import { devicePackings } from '../../hardware/simulators/hid-device/device-packing.ts';
import { attachHid } from '../../hardware/simulators/hid-device/uhid.ts';
import { listPorts } from '../../hardware/transport/list-ports.ts';
import { transportFor } from '../../hardware/transport/transport-for.ts';
import { type Check, cardContent, insist, numbersOf, openReader, valueIn } from './check.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
/** 64 bytes in and out on a page of the maker's own, without report numbers. */
const readerDescriptor = bytesOf('0600ff0901a1010901150026ff00750895408102090295409102c0');
/** HID POS: page 8C, usage 2; report 2 with 63 bytes. */
const scannerDescriptor = bytesOf('058c0902a10185020912150026ff0075089501093b8102953e09fe8102c0');

/** The readers of the device table, one of each packing. */
const readers = [
  { packing: 'raw', vendorId: 0x2b8b, productId: 0x2721 },
  { packing: 'length-prefixed', vendorId: 0x0483, productId: 0x572b },
  { packing: 'envelope', vendorId: 0x10c4, productId: 0x0007 },
] as const;
type Reader = (typeof readers)[number];
/** The one that the other checks use. */
export const [rawReader] = readers;
const scanner = { vendorId: 0x0c2e, productId: 0x0b61 };

/** 60 bytes: more than the 56 that one report holds. */
const code = 'MZB-0123456789-0123456789-0123456789-0123456789-0123456789-1';

export const addressOf = (device: Reader | typeof scanner): string => `hid:${numbersOf(device)}`;

/** A reader with a card on it. @param pulledOutAfter how many reports it sends before it is pulled out */
export async function attachHidReader(
  { packing, vendorId, productId }: Reader,
  pulledOutAfter = Number.POSITIVE_INFINITY,
) {
  const reader = new SimulatedReader();
  reader.placeCard(cardContent);
  const { requestIn, answerReports } = devicePackings[packing];
  let left = pulledOutAfter;
  const send = async (reports: readonly Uint8Array[]): Promise<void> => {
    for (const report of reports) {
      if (left === 0) return;
      left -= 1;
      await device.input(report);
      if (left === 0) await device.detach();
    }
  };
  const device = await attachHid({
    name: packing,
    vendorId,
    productId,
    descriptor: readerDescriptor,
    onOutput(report) {
      // The system hands on the zero by which a report without a number is written.
      const request = requestIn(report.subarray(1));
      void send(reader.receive(request).flatMap(({ bytes }) => answerReports(bytes)));
    },
  });
  return device;
}

/** Reads a card, pulls the reader out, plugs it in and reads again. */
function cardCheck(reader: Reader): Check {
  return {
    name: `hid ${reader.packing} (${numbersOf(reader)})`,
    async run() {
      const times: number[] = [];
      for (let plugged = 0; plugged < 2; plugged += 1) {
        const device = await attachHidReader(reader);
        const inUse = await openReader(addressOf(reader));
        times.push(await inUse.cardRead);
        await device.detach();
        await inUse.gone;
        await inUse.close();
      }
      return `card read in ${times.map(Math.round).join(' and ')} ms, unplugging told`;
    },
  };
}

const pulledOutCheck: Check = {
  name: 'hid reader pulled out in the middle of a card',
  async run() {
    // Three short answers and the SAM ID come before the card's 21 reports.
    const device = await attachHidReader(rawReader, 12);
    const { cardRead, gone, close } = await openReader(addressOf(rawReader));
    const code = await cardRead.then(
      () => 'card read',
      (problem: Error) => problem.message,
    );
    await gone;
    await close();
    insist(code === 'reader.gone', code);
    insist(!(await isThere(device.path)), 'it is still listed');
    return code;
  },
};

async function isThere(path: string): Promise<boolean> {
  const { hid } = valueIn(await listPorts());
  return hid.some(
    ({ address }) => address.endsWith(`@${path}`) || address === addressOf(rawReader),
  );
}

const alikeCheck: Check = {
  name: 'hid two readers that are alike',
  async run() {
    const devices = [await attachHidReader(rawReader), await attachHidReader(rawReader)];
    const { hid } = valueIn(await listPorts());
    const addresses = devices.map(({ path }) => `${addressOf(rawReader)}@${path}`);
    insist(
      addresses.every((address) => hid.some((listed) => listed.address === address)),
      JSON.stringify(hid),
    );
    const inUse = [];
    for (const address of addresses) inUse.push(await openReader(address));
    await Promise.all(inUse.map(({ cardRead }) => cardRead));
    for (const [index, device] of devices.entries()) {
      await device.detach();
      await inUse[index]?.gone;
      await inUse[index]?.close();
    }
    return `each read its card by ${addresses.join(', ')}`;
  },
};

const scannerCheck: Check = {
  name: `hid code scanner (${numbersOf(scanner)})`,
  async run() {
    const device = await attachHid({ ...scanner, name: 'scanner', descriptor: scannerDescriptor });
    const events: ScannerEvent[] = [];
    let tellGone: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      tellGone = resolve;
    });
    const heard = valueIn(
      await connectScanner(transportFor(addressOf(scanner), 0), (event) => {
        events.push(event);
        if (event.kind === 'scanner-gone') tellGone();
      }),
    );
    const taken = heard.takeCode();
    for (const report of codeReports(code)) await device.input(report);
    const { text, symbology, source } = valueIn(await taken);
    insist(text === code, `a code of ${text?.length ?? 0} characters`);
    await device.detach();
    await gone;
    await heard.close();
    insist(events.length === 1, JSON.stringify(events));
    return `${symbology} by ${source}, ${text?.length} bytes in two reports; unplugging told`;
  },
};

/** A QR code as a HID POS scanner reports it: number · length · `]Q1` · data (56) · … · whether more follows. */
function codeReports(text: string): Uint8Array[] {
  const bytes = Buffer.from(text);
  return [0, 56].map((at) => {
    const part = bytes.subarray(at, at + 56);
    const report = new Uint8Array(64);
    report.set([0x02, part.length, 0x5d, 0x51, 0x31, ...part]);
    report[63] = at + 56 < bytes.length ? 1 : 0;
    return report;
  });
}

const listCheck: Check = {
  name: 'hid devices listed and known',
  async run() {
    const attached = [];
    for (const reader of readers) attached.push(await attachHidReader(reader));
    attached.push(await attachHid({ ...scanner, name: 'scanner', descriptor: scannerDescriptor }));
    const { hid } = valueIn(await listPorts());
    for (const device of attached) await device.detach();
    for (const [kind, devices] of [
      ['id-card-reader', readers],
      ['code-scanner', [scanner]],
    ] as const) {
      for (const device of devices) {
        const listed = hid.find(({ address }) => address === addressOf(device));
        insist(listed?.known?.kind === kind, `${addressOf(device)}: ${JSON.stringify(hid)}`);
      }
    }
    return hid.map(({ address }) => address).join(', ');
  },
};

/** What is tried on virtual HID devices, in order. */
export const hidChecks: readonly Check[] = [
  ...readers.map(cardCheck),
  pulledOutCheck,
  alikeCheck,
  scannerCheck,
  listCheck,
];
