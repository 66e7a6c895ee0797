/** Runs inside the guest: the product's own HID transport against virtual readers and a virtual scanner. */
import { connectScanner } from '../../hardware/code-scanner/scanner.ts';
import { connectReader, type ReaderEvent } from '../../hardware/id-card-reader/reader.ts';
import {
  exampleContent,
  exampleResident,
} from '../../hardware/simulators/card-reader/example-cards.ts';
import { SimulatedReader } from '../../hardware/simulators/card-reader/simulated-reader.ts';
import { devicePackings } from '../../hardware/simulators/hid-device/device-packing.ts';
import { type AttachedHid, attachHid } from '../../hardware/simulators/hid-device/uhid.ts';
import { listPorts } from '../../hardware/transport/list-ports.ts';
import { transportFor } from '../../hardware/transport/transport-for.ts';

const limitMs = 60_000;
const code = 'MZB-0123456789-0123456789-0123456789-0123456789-0123456789-01';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
/** 64 bytes in and out on a page of the maker’s own, without report numbers. */
const readerDescriptor = bytesOf('0600ff0901a1010901150026ff00750895408102090295409102c0');
/** HID POS: page 8C, usage 2, report 2 with 63 bytes. */
const scannerDescriptor = bytesOf('058c0902a10185020912150026ff0075089501093b8102953e09fe8102c0');

const readers = [
  { name: 'raw', vendorId: 0x2b8b, productId: 0x2721 },
  { name: 'length-prefixed', vendorId: 0x0483, productId: 0x572b },
  { name: 'envelope', vendorId: 0x10c4, productId: 0x0007 },
] as const;
const scanner = { name: 'hid-pos', vendorId: 0x0c2e, productId: 0x0b61 } as const;

/** Fails what takes longer than anything here may. */
async function within<Value>(what: string, work: Promise<Value>): Promise<Value> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`${what}: nothing within ${limitMs} ms`)), limitMs).unref();
  });
  return Promise.race([work, late]);
}

function addressOf({ vendorId, productId }: { vendorId: number; productId: number }): string {
  const hex4 = (id: number): string => id.toString(16).padStart(4, '0');
  return `hid:${hex4(vendorId)}:${hex4(productId)}`;
}

async function attachReader({ name, ...ids }: (typeof readers)[number]) {
  const device = new SimulatedReader();
  device.placeCard(exampleContent('text_A_resident'));
  const packing = devicePackings[name];
  const attached: AttachedHid = await attachHid({
    name: `mzb ${name}`,
    ...ids,
    descriptor: readerDescriptor,
    onOutput(report) {
      // The system hands the number on that a report without one is written with.
      for (const { bytes } of device.receive(packing.requestIn(report.subarray(1)))) {
        void send(packing.answerReports(bytes));
      }
    },
  });
  const send = async (reports: readonly Uint8Array[]): Promise<void> => {
    for (const report of reports) await attached.input(report);
  };
  return attached;
}

async function checkReader(reader: (typeof readers)[number]): Promise<string> {
  const attached = await attachReader(reader);
  let tell: (event: ReaderEvent) => void = () => undefined;
  const read = new Promise<ReaderEvent>((resolve) => {
    tell = resolve;
  });
  let gone: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    gone = resolve;
  });
  const connected = await within(
    reader.name,
    connectWhenThere(() =>
      connectReader(transportFor(addressOf(reader), 0), (event) => {
        if (event.kind === 'card-read' || event.kind === 'card-read-failed') tell(event);
        if (event.kind === 'reader-gone') gone();
      }),
    ),
  );
  const event = await within(reader.name, read);
  if (event.kind !== 'card-read') throw new Error(`${reader.name}: ${JSON.stringify(event)}`);
  const { card, ms } = event.reading;
  if (card.idNumber !== exampleResident.idNumber) throw new Error(`${reader.name}: another card`);
  await attached.detach();
  await within(`${reader.name} pulled out`, lost);
  await connected.close();
  return `${reader.name}: card read in ${Math.round(ms.total)} ms, pulling it out told`;
}

async function checkScanner(): Promise<string> {
  const reports = [0, 56].map((at) => {
    const part = Buffer.from(code).subarray(at, at + 56);
    const report = new Uint8Array(64);
    report.set([0x02, part.length, 0x5d, 0x51, 0x31, ...part]);
    report[63] = at + 56 < code.length ? 1 : 0;
    return report;
  });
  const attached = await attachHid({
    ...scanner,
    name: 'mzb scanner',
    descriptor: scannerDescriptor,
    onOpen() {
      void (async () => {
        for (const report of reports) await attached.input(report);
      })();
    },
  });
  let tell: (text: string) => void = () => undefined;
  const heard = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const connected = await within(
    'scanner',
    connectWhenThere(() =>
      connectScanner(transportFor(addressOf(scanner), 0), (event) => {
        tell(
          event.kind === 'code-scanned'
            ? `${event.source} ${event.symbology} ${event.text}`
            : JSON.stringify(event),
        );
      }),
    ),
  );
  const text = await within('scanner', heard);
  if (text !== `hid qr ${code}`) throw new Error(`scanner: ${text}`);
  await connected.close();
  await attached.detach();
  return `hid-pos: a code of ${code.length} bytes from two reports`;
}

/** A device is listed a moment after it is attached. */
async function connectWhenThere<Device>(
  connect: () => Promise<{ ok: true; value: Device } | { ok: false; problem: { code: string } }>,
): Promise<Device> {
  for (;;) {
    const outcome = await connect();
    if (outcome.ok) return outcome.value;
    if (outcome.problem.code !== 'port.not-found' && outcome.problem.code !== 'port.open-failed') {
      throw new Error(outcome.problem.code);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function checkList(): Promise<string> {
  const attached = await Promise.all(readers.map(attachReader));
  const known = async (): Promise<number> => {
    const ports = await listPorts();
    if (!ports.ok) throw new Error(JSON.stringify(ports.problem));
    return ports.value.hid.filter((device) => device.known?.kind === 'id-card-reader').length;
  };
  while ((await known()) < readers.length) await new Promise((resolve) => setTimeout(resolve, 100));
  for (const device of attached) await device.detach();
  return `list: ${readers.length} readers known by the device table`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

let passed = 0;
let failed = 0;
const checks = [
  ...readers.map((reader) => () => checkReader(reader)),
  checkScanner,
  () => within('list', checkList()),
];
for (const check of checks) {
  try {
    say(`HID ok ${await check()}`);
    passed += 1;
  } catch (problem) {
    say(`HID FAIL ${problem instanceof Error ? problem.message : String(problem)}`);
    failed += 1;
  }
}
say(`HID END ${passed} passed, ${failed} failed`);
process.exit();
