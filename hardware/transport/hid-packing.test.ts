import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { devicePackings } from '../simulators/hid-device/device-packing.ts';
import { type HidPackingName, hidPackings, reportBytes } from './hid-packing.ts';

const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replace(/ /g, ''), 'hex'));
const findCard = hex('AA AA AA 96 69 00 03 20 01 22');

function unpacked(name: HidPackingName, reports: readonly Uint8Array[]): Uint8Array {
  const next = hidPackings[name].unpacking();
  return Uint8Array.from(reports.flatMap((report) => [...(next(report) ?? [])]));
}

describe('a request in HID reports', () => {
  it.each([
    ['raw', 'AA AA AA 96 69 00 03 20 01 22'],
    ['length-prefixed', '0A AA AA AA 96 69 00 03 20 01 22'],
    ['envelope', '88 00 00 0B 00 B1 AA AA AA 96 69 00 03 20 01 22 FF 03'],
  ] as const)('is packed %s as published', (name, start) => {
    const [report, ...more] = hidPackings[name].pack(findCard);
    const bytes = hex(start);
    expect(report?.slice(0, bytes.length)).toEqual(bytes);
    expect(report?.slice(bytes.length)).toEqual(new Uint8Array(reportBytes - bytes.length));
    expect(more).toEqual([]);
    if (report === undefined) throw new Error('There was no report.');
    const request = devicePackings[name].requestIn(report);
    expect(request.slice(0, findCard.length)).toEqual(findCard);
  });
});

describe('an answer in HID reports', () => {
  const names = ['raw', 'length-prefixed', 'envelope'] as const;

  it.each([
    ['raw', 1295, 21],
    ['raw', 2321, 37],
    ['length-prefixed', 1295, 21],
    ['length-prefixed', 2321, 37],
  ] as const)('%s of %i bytes takes %i of them', (name, bytes, count) => {
    expect(devicePackings[name].answerReports(new Uint8Array(bytes))).toHaveLength(count);
  });

  it.each(names)('%s comes back as it was sent', (name) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 2400 }), (frame) => {
        const bytes = unpacked(name, devicePackings[name].answerReports(frame));
        expect(bytes.slice(0, frame.length)).toEqual(frame);
        // Only where nothing says how many bytes count are there zeros after them.
        expect(bytes.slice(frame.length).every((byte) => name === 'raw' && byte === 0)).toBe(true);
      }),
      { seed: 20_261_127, numRuns: 100 },
    );
  });

  it.each(names)('%s may be anything without harm', (name) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 40 }), (reports) => {
        expect(unpacked(name, reports).length).toBeLessThanOrEqual(70 * 40);
      }),
      { seed: 20_261_127, numRuns: 300 },
    );
  });

  it('in an envelope with a wrong sum brings nothing, and the next one its bytes', () => {
    const [damaged, good] = devicePackings.envelope.answerReports(new Uint8Array(108).fill(7));
    damaged?.set([9], 20);
    expect(unpacked('envelope', [damaged ?? findCard, good ?? findCard])).toEqual(
      new Uint8Array(54).fill(7),
    );
  });

  it('in an envelope longer than a report is put together', () => {
    const payload = new Uint8Array(200).fill(5);
    const length = 3 + payload.length;
    const inner = Uint8Array.of(length & 0xff, length >> 8, 0, 1, 2, ...payload);
    const sum = inner.reduce((total, byte) => total + byte, 0) & 0xffff;
    const whole = Uint8Array.of(0xaa, 0, 0, ...inner, sum & 0xff, sum >> 8);
    const reports = [0, 64, 128, 192].map((at) => whole.slice(at, at + 64));
    expect(unpacked('envelope', reports)).toEqual(payload);
  });
});
