import { expect, it } from 'vitest';
import { createEvent, eventIn, inputEvent } from './uhid.ts';

it('a device is made by an event of the kernel’s layout', () => {
  const event = Buffer.from(
    createEvent({
      name: 'Reader',
      vendorId: 0x2b8b,
      productId: 0x2721,
      descriptor: Uint8Array.of(0x06, 0x00, 0xff),
    }),
  );
  expect(event).toHaveLength(4376);
  expect(event.readUInt32LE(0)).toBe(11);
  expect(event.toString('latin1', 4, 11)).toBe('Reader\0');
  expect([event.readUInt16LE(260), event.readUInt16LE(262)]).toEqual([3, 3]);
  expect([event.readUInt32LE(264), event.readUInt32LE(268)]).toEqual([0x2b8b, 0x2721]);
  expect([...event.subarray(280, 284)]).toEqual([0x06, 0x00, 0xff, 0x00]);
});

it('a report goes in with its size', () => {
  expect([...inputEvent(Uint8Array.of(7, 8))]).toEqual([12, 0, 0, 0, 2, 0, 7, 8]);
});

it('a written report and the device’s end are heard, and nothing else', () => {
  const output = Buffer.alloc(4376);
  output.writeUInt32LE(6, 0);
  output.set([0, 0xaa, 0xbb], 4);
  output.writeUInt16LE(3, 4100);
  expect(eventIn(output)).toEqual({ kind: 'output', report: Uint8Array.of(0, 0xaa, 0xbb) });
  expect(eventIn(Uint8Array.of(3, 0, 0, 0))).toEqual({ kind: 'stop' });
  expect(eventIn(Uint8Array.of(4, 0, 0, 0))).toBeUndefined();
  expect(eventIn(Uint8Array.of(6, 0))).toBeUndefined();
  expect(eventIn(Uint8Array.of(6, 0, 0, 0))).toBeUndefined();
});
