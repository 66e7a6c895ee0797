import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hostileCodes } from '../src/domain/hostile-codes.fixture.ts';
import { codeText } from '../src/domain/scanned-code.ts';
import { fail } from '../src/failures/failure.ts';
import { createDeviceDesk, type DeviceEvent } from './device-desk.ts';
import { exampleContent, exampleResident } from './simulators/card-reader/example-cards.ts';
import { createMemoryReader } from './simulators/card-reader/memory-reader.ts';
import { createMemoryLine } from './transport/memory.ts';
import type { Transport } from './transport/transport.ts';

const address = 'memory';
const samId = '05.03-20140101-0001234567-1234567890';
const card = exampleContent('text_A_resident');
const gone = { code: 'reader.gone', info: { address } };
const nothingElse = {
  secondReader: { state: 'not-configured' },
  scanner: { state: 'not-configured' },
};

/** A machine whose list of ports says nothing of the test's lines. */
const listSerialDevices = async () => [];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function deskWithReader() {
  const simulator = createMemoryReader();
  const open = vi.fn(() => simulator.transport);
  const desk = createDeviceDesk({
    devices: { reader: { address } },
    transportFor: open,
    listSerialDevices,
  });
  const events: DeviceEvent[] = [];
  desk.subscribe((event) => events.push(event));
  return { ...simulator, desk, events, open };
}

describe('the device desk', () => {
  it('without devices in the settings says so', async () => {
    const desk = createDeviceDesk({});
    expect(desk.snapshot()).toEqual({ reader: { state: 'not-configured' }, ...nothingElse });
    expect(await desk.readCard()).toEqual({
      ok: false,
      problem: { code: 'reader.not-configured' },
    });
    await desk.close();
  });

  it('tells the whole story of a card', async () => {
    const { desk, device, events } = deskWithReader();
    expect(desk.snapshot()).toEqual({ reader: { state: 'connecting', address }, ...nothingElse });
    await vi.advanceTimersByTimeAsync(1);
    device.placeCard(card);
    await vi.advanceTimersByTimeAsync(350);
    device.liftCard();
    await vi.advanceTimersByTimeAsync(350);
    expect(
      events.map((event) => (event.kind === 'snapshot' ? event.snapshot.reader.state : event.kind)),
    ).toEqual([
      'ready',
      'card-present',
      'reading',
      'card-read',
      'card-lies',
      'card-removed',
      'ready',
    ]);
    expect(desk.snapshot()).toEqual({ reader: { state: 'ready', address, samId }, ...nothingElse });
    await desk.close();
  });

  it('shows what went wrong with a card until the next one', async () => {
    const { desk, device } = deskWithReader();
    const failure = { code: 'card.malformed-data' };
    device.placeCard({ ...card, text: new Uint8Array(256) });
    await vi.advanceTimersByTimeAsync(350);
    expect(desk.snapshot().reader).toMatchObject({ state: 'card-lies', failure });
    device.liftCard();
    await vi.advanceTimersByTimeAsync(350);
    expect(desk.snapshot().reader).toMatchObject({ state: 'ready', failure });
    device.placeCard(card);
    await vi.advanceTimersByTimeAsync(700);
    expect(desk.snapshot().reader.failure).toBeUndefined();
    await desk.close();
  });

  it('keeps the reader through a replug', async () => {
    const { desk, device, unplug, plugIn } = deskWithReader();
    await vi.advanceTimersByTimeAsync(1);
    const wish = desk.readCard();
    unplug();
    expect(desk.snapshot().reader).toEqual({ state: 'reconnecting', address });
    const later = desk.readCard();
    await vi.advanceTimersByTimeAsync(4000);
    plugIn();
    await vi.advanceTimersByTimeAsync(500);
    expect(desk.snapshot().reader).toEqual({ state: 'ready', address, samId });
    device.placeCard(card);
    await vi.advanceTimersByTimeAsync(350);
    expect(await wish).toMatchObject({ value: { card: exampleResident } });
    expect(await later).toEqual({ ok: false, problem: { code: 'reader.busy' } });
    await desk.close();
  });

  it('gives a reader up that does not come back within 5 s, and whoever waits for it', async () => {
    const { desk, unplug, plugIn } = deskWithReader();
    await vi.advanceTimersByTimeAsync(1);
    const wish = desk.readCard();
    unplug();
    await vi.advanceTimersByTimeAsync(4999);
    expect(desk.snapshot().reader).toEqual({ state: 'reconnecting', address });
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.snapshot().reader).toEqual({ state: 'connecting', address, failure: gone });
    expect(await wish).toEqual({ ok: false, problem: gone });
    expect(await desk.readCard()).toEqual({
      ok: false,
      problem: { code: 'reader.not-connected' },
    });
    plugIn();
    await vi.advanceTimersByTimeAsync(500);
    expect(desk.snapshot().reader).toEqual({ state: 'ready', address, samId });
    await desk.close();
  });

  it('keeps to the time a wish was given, also through a replug', async () => {
    const { desk, unplug, plugIn } = deskWithReader();
    await vi.advanceTimersByTimeAsync(1);
    const startedAt = performance.now();
    const wish = desk.readCard({ timeoutMs: 3000 }).then((outcome) => {
      expect(outcome).toMatchObject({ problem: { code: 'card.not-presented' } });
      return performance.now() - startedAt;
    });
    await vi.advanceTimersByTimeAsync(1000);
    unplug();
    plugIn();
    await vi.advanceTimersByTimeAsync(5000);
    expect(await wish).toBe(3000);
    await desk.close();
  });

  it('does not keep a wish longer than it was given for a reader that is away', async () => {
    const { desk, unplug } = deskWithReader();
    await vi.advanceTimersByTimeAsync(1);
    const wish = desk.readCard({ timeoutMs: 1000 });
    unplug();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await wish).toEqual({ ok: false, problem: { code: 'card.not-presented' } });
    await desk.close();
  });

  it('lets a wish go that is cancelled while the reader is away', async () => {
    const { desk, unplug } = deskWithReader();
    await vi.advanceTimersByTimeAsync(1);
    const cancelled = new AbortController();
    const wish = desk.readCard({ signal: cancelled.signal });
    unplug();
    await vi.advanceTimersByTimeAsync(100);
    cancelled.abort();
    expect(await wish).toEqual({ ok: false, problem: { code: 'card.read-cancelled' } });
    await desk.close();
  });

  it('tries a port again that it may not open after 250 ms, then ever more slowly, at least every 4 s', async () => {
    const { transport } = createMemoryReader();
    let isHeld = true;
    const open = vi.fn(
      (): Transport => ({
        address,
        open: async (listener) =>
          isHeld ? fail('port.held-by-another-program', { address }) : transport.open(listener),
      }),
    );
    const startedAt = performance.now();
    const desk = createDeviceDesk({
      devices: { reader: { address } },
      transportFor: open,
      listSerialDevices,
    });
    const attempts: number[] = [];
    for (let known = 1; attempts.length < 7; known = open.mock.calls.length) {
      await vi.advanceTimersByTimeAsync(50);
      if (open.mock.calls.length > known) attempts.push(performance.now() - startedAt);
    }
    expect(attempts).toEqual([250, 750, 1750, 3750, 7750, 11_750, 15_750]);
    expect(desk.snapshot().reader).toMatchObject({
      failure: { code: 'port.held-by-another-program' },
    });
    isHeld = false;
    await vi.advanceTimersByTimeAsync(4000);
    expect(desk.snapshot().reader.state).toBe('ready');
    await desk.close();
  });

  it('looks twice a second for a port that is not there, however long it takes', async () => {
    const { desk, unplug, plugIn, open } = deskWithReader();
    await vi.advanceTimersByTimeAsync(1);
    unplug();
    await vi.advanceTimersByTimeAsync(3_600_000);
    open.mockClear();
    await vi.advanceTimersByTimeAsync(5000);
    expect(open).toHaveBeenCalledTimes(10);
    expect(desk.snapshot().reader).toMatchObject({ failure: { code: 'port.not-found' } });
    plugIn();
    await vi.advanceTimersByTimeAsync(500);
    expect(desk.snapshot().reader.state).toBe('ready');
    await desk.close();
  });

  it('is found at the port to which the system has moved it, and waited for meanwhile', async () => {
    const lines = { '/dev/ttyUSB0': createMemoryReader(), '/dev/ttyUSB1': createMemoryReader() };
    const bridge = { vendorId: '1a86', productId: '7523' };
    let path: keyof typeof lines = '/dev/ttyUSB0';
    lines['/dev/ttyUSB1'].unplug();
    const desk = createDeviceDesk({
      devices: { reader: { address: path } },
      transportFor: (at) => lines[at as keyof typeof lines].transport,
      listSerialDevices: async () => [{ path, ...bridge }],
    });
    await vi.advanceTimersByTimeAsync(1);
    const wish = desk.readCard();
    lines[path].unplug();
    path = '/dev/ttyUSB1';
    lines[path].plugIn();
    lines[path].device.placeCard(card);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await wish).toMatchObject({ value: { card: exampleResident } });
    expect(desk.snapshot().reader).toMatchObject({ state: 'card-lies', samId });
    await desk.close();
  });

  it('never tells a new listener about an old card', async () => {
    const { desk, device } = deskWithReader();
    device.placeCard(card);
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.snapshot().reader.state).toBe('card-lies');
    const late = vi.fn();
    const unsubscribe = desk.subscribe(late);
    await vi.advanceTimersByTimeAsync(2000);
    expect(late).not.toHaveBeenCalled();
    unsubscribe();
    device.liftCard();
    await vi.advanceTimersByTimeAsync(350);
    expect(late).not.toHaveBeenCalled();
    await desk.close();
  });

  it('is silent and lets go of everything once closed', async () => {
    const { desk, events, unplug, open } = deskWithReader();
    await vi.advanceTimersByTimeAsync(1);
    const told = events.length;
    const wish = desk.readCard();
    await desk.close();
    unplug();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await wish).toMatchObject({ ok: false });
    expect(events).toHaveLength(told);
    expect(open).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** A counter with a reader and a scanner, each at an address of its own, and a second scanner in the drawer. */
function deskWithBoth() {
  const lines = {
    COM1: createMemoryReader(),
    COM2: createMemoryLine(vi.fn(), 'COM2'),
    COM3: createMemoryLine(vi.fn(), 'COM3'),
  };
  const open = vi.fn((at: string, _baud: number) => lines[at as keyof typeof lines].transport);
  const desk = createDeviceDesk({
    devices: { reader: { address: 'COM1' }, scanner: { address: 'COM2' } },
    transportFor: open,
    listSerialDevices,
  });
  const events: DeviceEvent[] = [];
  desk.subscribe((event) => events.push(event));
  return {
    desk,
    open,
    events,
    reader: lines.COM1,
    scanner: lines.COM2,
    spare: lines.COM3,
    codes: () => events.flatMap((event) => (event.kind === 'code-scanned' ? [event.text] : [])),
  };
}

/** The same line with a driver that takes its time to let go of it. */
function slowToClose(transport: Transport, ms: number): Transport {
  return {
    ...transport,
    async open(listener) {
      const opened = await transport.open(listener);
      if (!opened.ok) return opened;
      const line = opened.value;
      const wait = () => new Promise<void>((resolve) => setTimeout(resolve, ms));
      return { ok: true, value: { ...line, close: () => wait().then(() => line.close()) } };
    },
  };
}

const sent = (text: string): Uint8Array => new TextEncoder().encode(`${text}\r`);

/** A counter with two readers. */
function deskWithTwoReaders() {
  const lines = { COM1: createMemoryReader(), COM4: createMemoryReader() };
  const desk = createDeviceDesk({
    devices: { reader: { address: 'COM1' }, secondReader: { address: 'COM4' } },
    transportFor: (at) => lines[at as keyof typeof lines].transport,
    listSerialDevices,
  });
  const cards: string[] = [];
  desk.subscribe((event) => {
    if (event.kind === 'card-read') cards.push(event.reading.card.idNumber);
  });
  return { desk, first: lines.COM1, second: lines.COM4, cards };
}

describe('two readers at the desk', () => {
  it('both tell of their cards, each for itself', async () => {
    const { desk, first, second, cards } = deskWithTwoReaders();
    await vi.advanceTimersByTimeAsync(1);
    first.device.placeCard(card);
    await vi.advanceTimersByTimeAsync(350);
    expect(desk.snapshot()).toMatchObject({
      reader: { state: 'card-lies', address: 'COM1' },
      secondReader: { state: 'ready', address: 'COM4' },
    });
    second.device.placeCard(card);
    await vi.advanceTimersByTimeAsync(350);
    expect(cards).toEqual([exampleResident.idNumber, exampleResident.idNumber]);
    await desk.close();
  });

  it('answer a wish with whichever card comes first, and are both free afterwards', async () => {
    const { desk, second } = deskWithTwoReaders();
    await vi.advanceTimersByTimeAsync(1);
    const wish = desk.readCard();
    second.device.placeCard(card);
    await vi.advanceTimersByTimeAsync(350);
    expect(await wish).toMatchObject({ value: { card: exampleResident } });
    const next = desk.readCard({ timeoutMs: 10 });
    await vi.advanceTimersByTimeAsync(350);
    expect(await next).not.toMatchObject({ problem: { code: 'reader.busy' } });
    await desk.close();
  });

  it('are not both lost when one is', async () => {
    const { desk, first, second } = deskWithTwoReaders();
    await vi.advanceTimersByTimeAsync(1);
    const wish = desk.readCard();
    first.unplug();
    await vi.advanceTimersByTimeAsync(6000);
    second.device.placeCard(card);
    await vi.advanceTimersByTimeAsync(350);
    expect(await wish).toMatchObject({ value: { card: exampleResident } });
    expect(desk.snapshot()).toMatchObject({
      reader: { state: 'connecting' },
      secondReader: { state: 'card-lies' },
    });
    await desk.close();
  });
});

describe('the scanner at the desk', () => {
  it('tells codes, and what was wrong with one until the next', async () => {
    const { desk, scanner, events, codes } = deskWithBoth();
    expect(desk.snapshot().scanner).toEqual({ state: 'connecting', address: 'COM2' });
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.snapshot().scanner).toEqual({ state: 'ready', address: 'COM2' });
    scanner.send(sent('one'));
    scanner.send(sent('7'.repeat(7089)));
    const failure = { code: 'scanner.code-too-long', info: { limit: 4096 } };
    expect(events).toContainEqual({ kind: 'code-scan-failed', failure });
    expect(desk.snapshot().scanner).toMatchObject({ state: 'ready', failure });
    scanner.send(sent('two'));
    expect(desk.snapshot().scanner).toEqual({
      state: 'ready',
      address: 'COM2',
      lastCode: { source: 'serial', symbology: 'unknown', bytes: 3, at: expect.any(String) },
    });
    expect(codes()).toEqual(['one', 'two']);
    expect(JSON.stringify(desk.snapshot())).not.toContain('two');
    await desk.close();
  });

  it('is kept through a replug, and the reader does not notice', async () => {
    const { desk, scanner, codes } = deskWithBoth();
    await vi.advanceTimersByTimeAsync(1);
    const before = desk.snapshot().reader;
    scanner.unplug();
    expect(desk.snapshot().scanner).toEqual({ state: 'reconnecting', address: 'COM2' });
    await vi.advanceTimersByTimeAsync(5500);
    expect(desk.snapshot().scanner).toMatchObject({
      state: 'connecting',
      failure: { code: 'port.not-found' },
    });
    scanner.plugIn();
    await vi.advanceTimersByTimeAsync(500);
    expect(desk.snapshot().scanner).toEqual({ state: 'ready', address: 'COM2' });
    scanner.send(sent('one'));
    expect(codes()).toEqual(['one']);
    expect(desk.snapshot().reader).toEqual(before);
    await desk.close();
  });
});

describe('a code that comes by another way than the scanner', () => {
  const code = (text: string) =>
    ({
      bytes: new TextEncoder().encode(text),
      text,
      symbology: 'qr',
      source: 'camera',
      at: '2026-11-24T01:00:00.000Z',
    }) as const;

  it('is told as every other', async () => {
    const { desk, events } = deskWithBoth();
    desk.takeCode(code('one'));
    expect(events[0]).toEqual({ kind: 'code-scanned', ...code('one') });
    expect(desk.snapshot().scanner.lastCode).toMatchObject({ source: 'camera', bytes: 3 });
    await desk.close();
    const told = events.length;
    desk.takeCode(code('two'));
    expect(events).toHaveLength(told);
  });

  it('is told once also when the scanner is pulled out meanwhile', async () => {
    const { desk, scanner, codes } = deskWithBoth();
    await vi.advanceTimersByTimeAsync(1);
    desk.takeCode(code('one'));
    scanner.unplug();
    desk.takeCode(code('one'));
    expect(codes()).toEqual(['one']);
    await desk.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(hostileCodes)('is shown as having come, and nothing of it: %s', async (_what, bytes) => {
    const { desk, events } = deskWithBoth();
    desk.takeCode({ ...code('one'), bytes, text: codeText(bytes) });
    expect(events[0]).toMatchObject({ kind: 'code-scanned', bytes });
    expect(desk.snapshot().scanner.lastCode).toEqual({
      source: 'camera',
      symbology: 'qr',
      bytes: bytes.length,
      at: code('one').at,
    });
    await desk.close();
  });

  it('is told once when the scanner brings it too, and again later', async () => {
    const { desk, scanner, codes } = deskWithBoth();
    await vi.advanceTimersByTimeAsync(1);
    scanner.send(sent('one'));
    desk.takeCode(code('one'));
    expect(codes()).toEqual(['one']);
    await vi.advanceTimersByTimeAsync(2000);
    desk.takeCode(code('one'));
    scanner.send(sent('one'));
    expect(codes()).toEqual(['one', 'one']);
    await desk.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('other settings while the program runs', () => {
  it('take effect at once and leave what stays as it is alone', async () => {
    const { desk, scanner, spare, open, codes } = deskWithBoth();
    await vi.advanceTimersByTimeAsync(1);
    const wish = desk.readCard();
    open.mockClear();
    const configured = desk.configure({
      reader: { address: 'COM1' },
      scanner: { address: 'COM3' },
    });
    await configured;
    await vi.advanceTimersByTimeAsync(1);
    expect(open.mock.calls).toEqual([['COM3', 9600]]);
    expect(desk.snapshot().scanner).toEqual({ state: 'ready', address: 'COM3' });
    scanner.send(sent('from the old one'));
    spare.send(sent('from the new one'));
    expect(codes()).toEqual(['from the new one']);
    expect(await desk.readCard()).toMatchObject({ problem: { code: 'reader.busy' } });
    await desk.close();
    expect(await wish).toMatchObject({ problem: { code: 'reader.not-connected' } });
  });

  it('open the same port anew at another speed', async () => {
    const { desk, open } = deskWithBoth();
    await vi.advanceTimersByTimeAsync(1);
    open.mockClear();
    await desk.configure({
      reader: { address: 'COM1', baud: 9600 },
      scanner: { address: 'COM2', baud: 9600 },
    });
    await vi.advanceTimersByTimeAsync(1);
    expect(open.mock.calls).toEqual([['COM1', 9600]]);
    expect(desk.snapshot().reader).toEqual({ state: 'ready', address: 'COM1', samId });
    await desk.close();
  });

  it('let two devices change places', async () => {
    const { desk, events } = deskWithBoth();
    await vi.advanceTimersByTimeAsync(1);
    events.length = 0;
    await desk.configure({ reader: { address: 'COM2' }, scanner: { address: 'COM1' } });
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.snapshot().scanner).toEqual({ state: 'ready', address: 'COM1' });
    expect(desk.snapshot().reader).toEqual({ state: 'connecting', address: 'COM2' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(desk.snapshot().reader.failure?.code).toBe('reader.no-answer');
    expect(JSON.stringify(events)).not.toContain('port.held-by-this-program');
    await desk.close();
  });

  it('can take a device away while it is being looked for', async () => {
    const { desk, reader, open } = deskWithBoth();
    reader.unplug();
    await vi.advanceTimersByTimeAsync(300);
    await desk.configure({ scanner: { address: 'COM2' } });
    expect(desk.snapshot().reader).toEqual({ state: 'not-configured' });
    expect(await desk.readCard()).toMatchObject({ problem: { code: 'reader.not-configured' } });
    open.mockClear();
    reader.plugIn();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(open).not.toHaveBeenCalled();
    await desk.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that follow each other quickly come to the last', async () => {
    const { desk } = deskWithBoth();
    await Promise.all([
      desk.configure({}),
      desk.configure({ scanner: { address: 'COM3' } }),
      desk.configure({ reader: { address: 'COM1' }, scanner: { address: 'COM2' } }),
    ]);
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.snapshot()).toEqual({
      reader: { state: 'ready', address: 'COM1', samId },
      secondReader: { state: 'not-configured' },
      scanner: { state: 'ready', address: 'COM2' },
    });
    await desk.close();
  });

  it('wait for a port that is slowly let go of', async () => {
    const { transport } = createMemoryLine(vi.fn(), 'COM2');
    const desk = createDeviceDesk({
      devices: { scanner: { address: 'COM2' } },
      transportFor: () => slowToClose(transport, 500),
      listSerialDevices,
    });
    const events: DeviceEvent[] = [];
    desk.subscribe((event) => events.push(event));
    await vi.advanceTimersByTimeAsync(1);
    const configured = Promise.all([
      desk.configure({}),
      desk.configure({ scanner: { address: 'COM2' } }),
    ]);
    await vi.advanceTimersByTimeAsync(500);
    await configured;
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.snapshot().scanner).toEqual({ state: 'ready', address: 'COM2' });
    expect(JSON.stringify(events)).not.toContain('port.held-by-this-program');
    const closed = desk.close();
    await vi.advanceTimersByTimeAsync(500);
    await closed;
  });

  it('do nothing once the desk is closed', async () => {
    const { desk, open } = deskWithBoth();
    await desk.close();
    open.mockClear();
    await desk.configure({ scanner: { address: 'COM3' } });
    expect(open).not.toHaveBeenCalled();
  });
});

describe('trying a device out', () => {
  const held = (at: string) => ({
    ok: false,
    problem: { code: 'port.held-by-this-program', info: { address: at } },
  });

  it('asks a reader that is not in the settings who it is, and lets go of it', async () => {
    const simulator = createMemoryReader();
    simulator.device.placeCard(card);
    const desk = createDeviceDesk({ transportFor: () => simulator.transport });
    const events = vi.fn();
    desk.subscribe(events);
    expect(await desk.testReader('COM7', 115_200)).toEqual({ ok: true, value: { samId } });
    expect(await desk.testReader('COM7', 115_200)).toEqual({ ok: true, value: { samId } });
    await vi.advanceTimersByTimeAsync(2000);
    expect(events).not.toHaveBeenCalled();
    simulator.unplug();
    expect(await desk.testReader('COM7', 115_200)).toMatchObject({
      problem: { code: 'port.not-found' },
    });
    await desk.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits for the attempt of the desk that is under way', async () => {
    const { desk, open } = deskWithBoth();
    expect(await desk.testReader('COM1', 115_200)).toEqual({ ok: true, value: { samId } });
    expect(open.mock.calls.filter(([at]) => at === 'COM1')).toHaveLength(1);
    await desk.close();
  });

  it('knows the reader in use without opening its port, also while it waits for a card', async () => {
    const { desk, reader, open } = deskWithBoth();
    await vi.advanceTimersByTimeAsync(1);
    const wish = desk.readCard();
    open.mockClear();
    expect(await desk.testReader('COM1', 115_200)).toEqual({ ok: true, value: { samId } });
    expect(open).not.toHaveBeenCalled();
    reader.device.placeCard(card);
    await vi.advanceTimersByTimeAsync(350);
    expect(await wish).toMatchObject({ value: { card: exampleResident } });
    await desk.close();
  });

  it('never takes a port from a device in use: not for another kind, nor for another speed', async () => {
    const { desk, scanner, codes } = deskWithBoth();
    await vi.advanceTimersByTimeAsync(1);
    expect(await desk.testReader('COM2', 115_200)).toEqual(held('COM2'));
    expect(await desk.testReader('COM1', 9600)).toEqual(held('COM1'));
    expect(await desk.testScanner('COM1', 9600, { timeoutMs: 100 })).toEqual(held('COM1'));
    scanner.send(sent('one'));
    expect(codes()).toEqual(['one']);
    expect(desk.snapshot()).toMatchObject({
      reader: { state: 'ready' },
      scanner: { state: 'ready' },
    });
    await desk.close();
  });

  it('tries the reader that could not be connected at another speed, and connects it when it can be', async () => {
    const { desk, reader, open } = deskWithBoth();
    reader.unplug();
    await vi.advanceTimersByTimeAsync(4000);
    expect(desk.snapshot().reader.state).toBe('connecting');
    reader.plugIn();
    open.mockClear();
    expect(await desk.testReader('COM1', 9600)).toEqual({ ok: true, value: { samId } });
    await vi.advanceTimersByTimeAsync(0);
    expect(open.mock.calls).toEqual([
      ['COM1', 9600],
      ['COM1', 115_200],
    ]);
    expect(desk.snapshot().reader).toEqual({ state: 'ready', address: 'COM1', samId });
    await desk.close();
  });

  it('gives up on a reader after 5 s, however slowly its driver opens', async () => {
    const never = { address: 'COM9', open: () => new Promise<never>(() => undefined) };
    const desk = createDeviceDesk({ transportFor: () => never });
    const test = desk.testReader('COM9', 9600);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await test).toEqual({ ok: false, problem: { code: 'reader.no-answer' } });
    expect(await desk.testReader('COM9', 9600)).toEqual(held('COM9'));
    await desk.close();
  });

  it('says how long the code of a scanner was and nothing else, and lets go of it', async () => {
    const { desk, spare, codes } = deskWithBoth();
    for (const code of ['佛山', 'once more']) {
      const test = desk.testScanner('COM3', 9600, { timeoutMs: 30_000 });
      await vi.advanceTimersByTimeAsync(1000);
      spare.send(sent(code));
      expect(await test).toEqual({ ok: true, value: { length: sent(code).length - 1 } });
    }
    expect(codes()).toEqual([]);
    await desk.close();
  });

  it('takes the code of the scanner in use for the test alone', async () => {
    const { desk, scanner, open, codes } = deskWithBoth();
    await vi.advanceTimersByTimeAsync(1);
    open.mockClear();
    const test = desk.testScanner('COM2', 9600, { timeoutMs: 30_000 });
    expect(await desk.testScanner('COM2', 115_200, { timeoutMs: 100 })).toEqual(held('COM2'));
    await vi.advanceTimersByTimeAsync(1000);
    scanner.send(sent('for the test'));
    scanner.send(sent('for the counter'));
    expect(await test).toEqual({ ok: true, value: { length: 12 } });
    expect(codes()).toEqual(['for the counter']);
    expect(open).not.toHaveBeenCalled();
    await desk.close();
  });

  it('names what stood in the way of a code', async () => {
    const { desk, spare } = deskWithBoth();
    const code = async (test: ReturnType<typeof desk.testScanner>) => {
      const outcome = await test;
      return outcome.ok ? undefined : outcome.problem.code;
    };
    const silent = desk.testScanner('COM3', 9600, { timeoutMs: 3000 });
    await vi.advanceTimersByTimeAsync(3000);
    expect(await code(silent)).toBe('scanner.nothing-scanned');

    const giveUp = new AbortController();
    const cancelled = desk.testScanner('COM3', 9600, { timeoutMs: 3000, signal: giveUp.signal });
    await vi.advanceTimersByTimeAsync(1);
    giveUp.abort();
    expect(await code(cancelled)).toBe('scanner.scan-cancelled');

    const pulled = desk.testScanner('COM3', 9600, { timeoutMs: 3000 });
    await vi.advanceTimersByTimeAsync(1);
    spare.unplug();
    expect(await code(pulled)).toBe('scanner.gone');
    expect(await code(desk.testScanner('COM3', 9600, { timeoutMs: 3000 }))).toBe('port.not-found');
    await desk.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([0, 1])('ends with the desk, closed %i ms after it began', async (ms) => {
    const { desk } = deskWithBoth();
    const test = desk.testScanner('COM3', 9600, { timeoutMs: 30_000 });
    if (ms > 0) await vi.advanceTimersByTimeAsync(ms);
    await desk.close();
    expect(await test).toMatchObject({ problem: { code: 'scanner.not-connected' } });
    expect(vi.getTimerCount()).toBe(0);
  });
});
