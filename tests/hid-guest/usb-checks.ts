import { SimulatedReader } from '../../hardware/simulators/card-reader/simulated-reader.ts';
import { attachUsb } from '../../hardware/simulators/usb-device/attach-usb.ts';
import { listPorts } from '../../hardware/transport/list-ports.ts';
import {
  type Check,
  cardContent,
  insist,
  numbersOf,
  openReader,
  refusalCode,
  valueIn,
} from './check.ts';

const reader = { vendorId: 0x0400, productId: 0xc35a };
/** Where each of them is found. */
export const usbAddress = `usb:${numbersOf(reader)}`;
/** Preamble and length, which the kind with four pipes carries by themselves. */
const headBytes = 7;

/** Both kinds that are sold under the same numbers: their endpoints, and where the parts of an answer go. */
const kinds = {
  'two pipes': {
    endpoints: [0x82, 0x01],
    parts: (frame: Uint8Array) => [[0x82, frame] as const],
  },
  'four pipes': {
    endpoints: [0x02, 0x06, 0x81, 0x85],
    parts: (frame: Uint8Array) =>
      [
        [0x81, frame.subarray(0, headBytes)],
        [0x85, frame.subarray(headBytes)],
      ] as const,
  },
} as const;
type Kind = keyof typeof kinds;

/** A reader with a card on it. @param pulledOutAfter how many answers it sends before it is pulled out */
export async function attachUsbReader(kind: Kind, pulledOutAfter = Number.POSITIVE_INFINITY) {
  const simulated = new SimulatedReader();
  simulated.placeCard(cardContent);
  const { endpoints, parts } = kinds[kind];
  let left = pulledOutAfter;
  const device = await attachUsb({
    ...reader,
    endpoints,
    onOut(_endpoint, bytes) {
      for (const answer of simulated.receive(bytes)) {
        if (left === 0) void device.detach();
        else for (const [endpoint, part] of parts(answer.bytes)) device.send(endpoint, part);
        left -= 1;
      }
    },
  });
  return device;
}

/** Reads a card, pulls the reader out, plugs it in and reads again. */
function cardCheck(kind: Kind): Check {
  return {
    name: `usb ${kind} (${numbersOf(reader)})`,
    async run() {
      const times: number[] = [];
      for (let plugged = 0; plugged < 2; plugged += 1) {
        const device = await attachUsbReader(kind);
        const inUse = await openReader(usbAddress);
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
  name: 'usb reader pulled out before its card comes',
  async run() {
    // Status, SAM ID, find and select are answered.
    await attachUsbReader('two pipes', 4);
    const { cardRead, gone, close } = await openReader(usbAddress);
    const code = await cardRead.then(
      () => 'card read',
      (problem: Error) => problem.message,
    );
    await gone;
    await close();
    insist(code === 'reader.gone', code);
    return code;
  },
};

const reopenedCheck: Check = {
  name: 'usb reader closed and opened again',
  async run() {
    const device = await attachUsbReader('four pipes');
    const first = await openReader(usbAddress);
    await first.cardRead;
    const code = await refusalCode(usbAddress);
    insist(code === 'port.held-by-another-program', `opened twice: ${code}`);
    const closedAt = performance.now();
    await first.close();
    const closeMs = Math.round(performance.now() - closedAt);
    const second = await openReader(usbAddress);
    await second.close();
    await device.detach();
    insist(closeMs < 900, `closed in ${closeMs} ms`);
    return `held: ${code}; closed in ${closeMs} ms`;
  },
};

const listCheck: Check = {
  name: 'usb device listed and known',
  async run() {
    const device = await attachUsbReader('two pipes');
    const { usb } = valueIn(await listPorts());
    await device.detach();
    const listed = usb.find((entry) => entry.address === usbAddress);
    insist(listed?.known?.kind === 'id-card-reader', JSON.stringify(usb));
    return usb.map((entry) => entry.address).join(', ');
  },
};

/** What is tried on virtual USB devices, in order. */
export const usbChecks: readonly Check[] = [
  cardCheck('two pipes'),
  cardCheck('four pipes'),
  pulledOutCheck,
  reopenedCheck,
  listCheck,
];
