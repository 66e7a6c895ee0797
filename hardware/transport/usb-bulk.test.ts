import { describe, expect, it, vi } from 'vitest';
import { type UsbDevice, usbFailureCode, usbTransport } from './usb-bulk.ts';

const findCard = Uint8Array.from(Buffer.from('AAAAAA96690003200122', 'hex'));
const target = { address: 'usb:0400:c35a', vendorId: '0400', productId: 'c35a' };

const pipe = (endpointNumber: number, direction: 'in' | 'out', type = 'bulk') => ({
  endpointNumber,
  direction,
  type,
  packetSize: 64,
});
const two = [pipe(1, 'in'), pipe(1, 'out')];
const four = [pipe(1, 'in'), pipe(5, 'in'), pipe(2, 'out'), pipe(6, 'out')];

/**
 * A reader on the bus that keeps what is written to it, and sends packets when the test says so. Like the library's, it
 * cannot be closed while a transfer is under way, and says so by throwing.
 */
function readerWith(endpoints: readonly ReturnType<typeof pipe>[]) {
  const written: [pipe: number, bytes: Uint8Array][] = [];
  const reads = new Map<
    number,
    { resolve(data: Uint8Array): void; reject(problem: Error): void }
  >();
  const waiting = new Map<number, Uint8Array[]>();
  let isStalled = false;
  let writing: Promise<void> | undefined;
  const device = {
    vendorId: 0x0400,
    productId: 0xc35a,
    bus: '1',
    ports: [2, 4],
    configuration: { interfaces: [{ interfaceNumber: 0, alternate: { endpoints } }] },
    open: vi.fn(async () => undefined),
    close: vi.fn(() => {
      if (reads.size > 0 || writing !== undefined) throw new Error('already borrowed');
      return Promise.resolve();
    }),
    selectConfiguration: vi.fn(async () => undefined),
    claimInterface: vi.fn(async (_number: number) => undefined),
    releaseInterface: vi.fn(async (_number: number) => undefined),
    transferOut: async (number: number, bytes: Uint8Array) => {
      written.push([number, bytes]);
      await writing;
      return { status: isStalled ? 'stall' : 'ok' };
    },
    transferIn: (number: number) =>
      new Promise<Uint8Array>((resolve, reject) => {
        const ready = waiting.get(number)?.shift();
        if (ready !== undefined) resolve(ready);
        else reads.set(number, { resolve, reject });
      }).then((bytes) => ({ status: 'ok', data: new DataView(bytes.slice().buffer) })),
  } satisfies UsbDevice;
  return {
    device,
    written,
    stall: () => {
      isStalled = true;
    },
    /** Takes no request to its end until the function that it returns is called. */
    holdWrites() {
      let letGo: () => void = () => undefined;
      writing = new Promise((resolve) => {
        letGo = resolve;
      });
      return () => {
        writing = undefined;
        letGo();
      };
    },
    /** Ends the reads that wait, as the library does at their limit. */
    expire() {
      for (const { reject } of reads.values()) {
        reject(new Error('transferIn error: transfer was cancelled'));
      }
      reads.clear();
    },
    /** Sends bytes on a pipe, in packets. */
    send(number: number, bytes: Uint8Array) {
      for (let at = 0; at < bytes.length; at += 64) {
        const packet = bytes.slice(at, at + 64);
        const read = reads.get(number);
        reads.delete(number);
        if (read === undefined) waiting.set(number, [...(waiting.get(number) ?? []), packet]);
        else read.resolve(packet);
      }
    },
    fail(number: number, message: string) {
      const read = reads.get(number);
      reads.delete(number);
      read?.reject(new Error(message));
    },
  };
}

async function opened(reader: ReturnType<typeof readerWith>) {
  const heard: number[] = [];
  let changed: () => void = () => undefined;
  const onGone = vi.fn(() => changed());
  const outcome = await usbTransport(target, async () => [reader.device]).open({
    onBytes: (bytes) => {
      heard.push(...bytes);
      changed();
    },
    onGone,
  });
  if (!outcome.ok) throw new Error(outcome.problem.code);
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  const line = outcome.value;
  const close = async () => {
    const closing = line.close();
    reader.expire();
    await closing;
  };
  return { line, heard, onGone, until, close };
}

const frame = (bytes: number): Uint8Array => {
  const whole = new Uint8Array(7 + bytes).fill(3);
  whole.set([0xaa, 0xaa, 0xaa, 0x96, 0x69, bytes >> 8, bytes & 0xff]);
  return whole;
};

describe('a USB reader with two pipes', () => {
  it('takes and brings whole frames', async () => {
    const reader = readerWith(two);
    const { line, heard, until, close } = await opened(reader);
    expect(reader.device.claimInterface).toHaveBeenCalledWith(0);
    expect(await line.write(findCard)).toMatchObject({ ok: true });
    expect(reader.written).toEqual([[1, findCard]]);
    const answer = frame(1288);
    reader.send(1, answer);
    await until(() => heard.length === answer.length);
    expect(Uint8Array.from(heard)).toEqual(answer);
    await close();
  });

  it('may have interrupt pipes', async () => {
    const reader = readerWith([pipe(3, 'in', 'interrupt'), pipe(4, 'out', 'interrupt')]);
    const { line, heard, until, close } = await opened(reader);
    await line.write(findCard);
    expect(reader.written).toEqual([[4, findCard]]);
    reader.send(3, frame(4));
    await until(() => heard.length === 11);
    await close();
  });
});

describe('a USB reader with four pipes', () => {
  it('takes preamble and length apart from the rest', async () => {
    const reader = readerWith(four);
    const { line, close } = await opened(reader);
    await line.write(findCard);
    expect(reader.written).toEqual([
      [2, findCard.slice(0, 7)],
      [6, findCard.slice(7)],
    ]);
    await close();
  });

  it.each([4, 64, 128, 1288, 2314])('brings a frame of %i bytes in one piece', async (bytes) => {
    const reader = readerWith(four);
    const { heard, until, close } = await opened(reader);
    const answer = frame(bytes);
    // The rest may be there before its head is read.
    reader.send(5, answer.slice(7));
    reader.send(1, answer.slice(0, 7));
    await until(() => heard.length === answer.length);
    expect(Uint8Array.from(heard)).toEqual(answer);
    reader.send(1, frame(4).slice(0, 7));
    reader.send(5, frame(4).slice(7));
    await until(() => heard.length === answer.length + 11);
    await close();
  });

  it('goes on after a frame that was cut short', async () => {
    const reader = readerWith(four);
    const { heard, until, close } = await opened(reader);
    reader.send(1, frame(1288).slice(0, 7));
    reader.send(5, new Uint8Array(100));
    await until(() => heard.length === 107);
    reader.send(1, frame(4).slice(0, 7));
    reader.send(5, frame(4).slice(7));
    await until(() => heard.length === 118);
    await close();
  });
});

describe('a USB line', () => {
  it('is gone once when the device is', async () => {
    const reader = readerWith(two);
    const { line, onGone, until } = await opened(reader);
    reader.fail(1, 'transferIn error: device disconnected');
    await until(() => onGone.mock.calls.length > 0);
    expect(onGone).toHaveBeenCalledTimes(1);
    expect(await line.write(findCard)).toEqual({ ok: false, problem: 'gone' });
    await line.close();
    expect(reader.device.close).toHaveBeenCalledTimes(1);
  });

  it('reads on when a read has waited to its limit', async () => {
    const reader = readerWith(two);
    const { heard, onGone, until, close } = await opened(reader);
    reader.fail(1, 'transferIn error: transfer was cancelled');
    reader.send(1, frame(4));
    await until(() => heard.length === 11);
    expect(onGone).not.toHaveBeenCalled();
    await close();
  });

  it('closes quietly, when the read under way has come to its limit', async () => {
    const reader = readerWith(two);
    const { line, onGone } = await opened(reader);
    const closing = line.close();
    expect(reader.device.close).not.toHaveBeenCalled();
    reader.expire();
    await closing;
    expect(reader.device.releaseInterface).toHaveBeenCalledWith(0);
    expect(reader.device.close).toHaveBeenCalledTimes(1);
    expect(onGone).not.toHaveBeenCalled();
  });

  it('that is lost while a request is on its way lets go of the device after it', async () => {
    const reader = readerWith(two);
    const { line, onGone, until } = await opened(reader);
    const letGo = reader.holdWrites();
    const written = line.write(findCard);
    reader.fail(1, 'transferIn error: device disconnected');
    await until(() => onGone.mock.calls.length > 0);
    expect(await written).toEqual({ ok: false, problem: 'gone' });
    expect(reader.device.close).not.toHaveBeenCalled();
    letGo();
    await line.close();
    expect(reader.device.close).toHaveBeenCalledTimes(1);
  });

  it('says when a request was not taken', async () => {
    const reader = readerWith(two);
    const { line, close } = await opened(reader);
    reader.stall();
    expect(await line.write(findCard)).toEqual({ ok: false, problem: 'gone' });
    await close();
  });
});

describe('a USB device that does not open', () => {
  const listener = { onBytes: () => undefined, onGone: () => undefined };
  const outcomeOf = (devices: readonly UsbDevice[], port?: string) =>
    usbTransport({ ...target, port }, async () => devices).open(listener);

  it('is not there, or not at the port that is named', async () => {
    const { device } = readerWith(two);
    const notFound = { problem: { code: 'port.not-found', info: { address: target.address } } };
    expect(await outcomeOf([])).toMatchObject(notFound);
    expect(await outcomeOf([{ ...device, productId: 1 }])).toMatchObject(notFound);
    expect(await outcomeOf([device], '1-3')).toMatchObject(notFound);
    expect(await outcomeOf([device], '1-2.4')).toMatchObject({ ok: true });
    const noUsb = usbTransport(target, () => Promise.reject(new Error('/sys/bus/usb not found')));
    expect(await noUsb.open(listener)).toMatchObject(notFound);
  });

  it('is none of ours when it has no pipes, and is let go of', async () => {
    const { device } = readerWith([]);
    expect(await outcomeOf([device])).toMatchObject({ problem: { code: 'port.open-failed' } });
    expect(device.close).toHaveBeenCalledTimes(1);
  });

  it('is let go of when somebody else has it', async () => {
    const { device } = readerWith(two);
    device.claimInterface.mockRejectedValue(new Error('claimInterface error: interface is busy'));
    expect(await outcomeOf([device])).toMatchObject({
      problem: { code: 'port.held-by-another-program' },
    });
    expect(device.close).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['open error: incompatible driver is installed for this device', 'port.no-driver'],
    ['claimInterface error: failed to initialize WinUSB', 'port.no-driver'],
    ['open error: failed to open device: permission denied (errno 13)', 'port.no-permission'],
    ['claimInterface error: interface is busy', 'port.held-by-another-program'],
    ['claimInterface error: interface is already claimed', 'port.held-by-another-program'],
    ['open error: device disconnected', 'port.not-found'],
    ['open error: something else', 'port.open-failed'],
  ] as const)('with "%s" is told as %s', (message, code) => {
    expect(usbFailureCode(message)).toBe(code);
  });
});
