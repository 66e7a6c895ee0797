import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { type HidSystem, hidTransport } from './hid.ts';

const reader = { vendorId: 0x2b8b, productId: 0x2721, path: '/dev/hidraw0', usagePage: 0xff00 };
const keyboard = { ...reader, path: '/dev/hidraw1', usagePage: 1, usage: 6 };
const scanner = { ...reader, path: '/dev/hidraw2', usagePage: 0x8c, usage: 2 };
const target = { address: 'hid:2b8b:2721', vendorId: '2b8b', productId: '2721' };

/** A system with some HID devices; what is opened is a line whose reports the test sends. */
function systemWith(...devices: readonly (typeof reader & { usage?: number })[]) {
  const line = Object.assign(new EventEmitter(), {
    write: vi.fn(async (report: number[]) => report.length),
    close: vi.fn(async () => undefined),
  });
  const hid = {
    platform: 'linux',
    devices: vi.fn(async () => devices),
    open: vi.fn(async (_path: string) => line),
    reach: vi.fn(async (_path: string) => undefined),
  } satisfies HidSystem;
  return { hid, line };
}

function listening() {
  const heard: Uint8Array[] = [];
  const onGone = vi.fn();
  return { heard, onGone, listener: { onBytes: (bytes: Uint8Array) => heard.push(bytes), onGone } };
}

async function opened(
  hid: HidSystem,
  more: Partial<Parameters<typeof hidTransport>[0]> = {},
  ears = listening(),
) {
  const line = await hidTransport({ ...target, ...more }, hid).open(ears.listener);
  if (!line.ok) throw new Error(line.problem.code);
  return { ...ears, line: line.value };
}

const report = (...bytes: readonly number[]): Uint8Array => {
  const whole = new Uint8Array(64);
  whole.set(bytes);
  return whole;
};

describe('a HID line', () => {
  it('asks for the device by its numbers, and opens the maker’s own collection of it', async () => {
    const { hid } = systemWith(keyboard, reader);
    await opened(hid);
    expect(hid.devices).toHaveBeenCalledWith(0x2b8b, 0x2721);
    expect(hid.open).toHaveBeenCalledWith('/dev/hidraw0');
  });

  it('opens the one of several that is named', async () => {
    const { hid } = systemWith(reader, { ...reader, path: '/dev/hidraw7' });
    await opened(hid, { path: '/dev/hidraw7' });
    expect(hid.open).toHaveBeenCalledWith('/dev/hidraw7');
  });

  it('writes reports behind a zero, one after the other', async () => {
    const { hid, line: driver } = systemWith(reader);
    const { line } = await opened(hid);
    expect(await line.write(new Uint8Array(100).fill(9))).toMatchObject({ ok: true });
    expect(driver.write.mock.calls.map(([sent]) => [sent.length, sent[0], sent[1]])).toEqual([
      [65, 0, 9],
      [65, 0, 9],
    ]);
  });

  it('brings the bytes that its packing carries', async () => {
    const { hid, line: driver } = systemWith(reader);
    const { heard } = await opened(hid, { packing: 'length-prefixed' });
    driver.emit('data', report(2, 0xaa, 0xbb));
    driver.emit('data', report(0));
    expect(heard).toEqual([Uint8Array.of(0xaa, 0xbb)]);
  });

  it('hands on a scanner’s reports as they come', async () => {
    const { hid, line: driver } = systemWith(keyboard, scanner);
    const { heard } = await opened(hid);
    expect(hid.open).toHaveBeenCalledWith('/dev/hidraw2');
    driver.emit('data', report(2, 1, 0x5d));
    expect(heard).toEqual([report(2, 1, 0x5d)]);
  });

  it('is gone once when it is unplugged, and writes no more', async () => {
    const { hid, line: driver } = systemWith(reader);
    const { line, onGone } = await opened(hid);
    driver.emit('error', new Error('could not read from HID device'));
    driver.emit('error', new Error('could not read from HID device'));
    expect(onGone).toHaveBeenCalledTimes(1);
    expect(driver.close).toHaveBeenCalledTimes(1);
    expect(await line.write(Uint8Array.of(1))).toEqual({ ok: false, problem: 'gone' });
  });

  it('that fails to write says so', async () => {
    const { hid, line: driver } = systemWith(reader);
    const { line } = await opened(hid);
    driver.write.mockRejectedValue(new Error('Cannot write to hid device'));
    expect(await line.write(Uint8Array.of(1))).toEqual({ ok: false, problem: 'gone' });
  });

  it('closes quietly', async () => {
    const { hid, line: driver } = systemWith(reader);
    const { line, onGone, heard } = await opened(hid);
    await line.close();
    driver.emit('data', report(1));
    driver.emit('error', new Error('closed'));
    expect(onGone).not.toHaveBeenCalled();
    expect(heard).toEqual([]);
  });
});

describe('a HID device that does not open', () => {
  it.each([
    ['is not there', 'linux', '', [], 'port.not-found'],
    ['is not there under the path that is named', 'linux', '', [keyboard], 'port.not-found'],
    ['was pulled out just now', 'linux', 'ENOENT', [reader], 'port.not-found'],
    ['may not be opened by this account', 'linux', 'EACCES', [reader], 'port.no-permission'],
    ['may be opened and yet does not', 'linux', '', [reader], 'port.open-failed'],
    ['is held on Windows', 'win32', '', [reader], 'port.held-by-another-program'],
  ] as const)('because it %s is told as that', async (_why, platform, error, devices, code) => {
    const { hid } = systemWith(...devices);
    hid.open.mockRejectedValue(new Error('cannot open device'));
    if (error !== '') hid.reach.mockRejectedValue(Object.assign(new Error(), { code: error }));
    const transport = hidTransport({ ...target, path: '/dev/hidraw0' }, { ...hid, platform });
    expect(await transport.open(listening().listener)).toEqual({
      ok: false,
      problem: { code, info: { address: target.address } },
    });
  });

  it('because the library does not load is told', async () => {
    const { hid } = systemWith(reader);
    hid.devices.mockRejectedValue(new Error('libudev.so.1: cannot open shared object file'));
    expect(await hidTransport(target, hid).open(listening().listener)).toMatchObject({
      problem: { code: 'port.open-failed' },
    });
  });
});
