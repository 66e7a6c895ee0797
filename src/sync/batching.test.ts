import fc from 'fast-check';
import { expect, it } from 'vitest';
import { takeBatch, type WrittenEvent, writeBatch, writeEvent } from './batching.ts';

function eventOf(seq: number, text: string): WrittenEvent {
  const json = JSON.stringify({ id: 'id', payload: { form: [{ key: text }] } });
  return writeEvent(seq, new TextEncoder().encode(json));
}

const uuid = '019ab000-0000-7000-8000-000000000001';
const envelope = { workstationId: uuid, epoch: uuid, goneThrough: Number.MAX_SAFE_INTEGER };

function requestBytes(events: readonly WrittenEvent[]): number {
  return writeBatch({ ...envelope, events }).length;
}

it('takes the longest front that fits the request, and never nothing', () => {
  const events = fc
    .array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 30 })
    .map((texts) => texts.map((text, index) => eventOf(index + 1, text)));
  const limits = fc.record({
    events: fc.integer({ min: 1, max: 30 }),
    bytes: fc.integer({ min: 200, max: 2000 }),
  });
  fc.assert(
    fc.property(events, limits, (all, limit) => {
      const batch = takeBatch(all, limit);
      expect(batch).toEqual(all.slice(0, batch.length));
      expect(batch.length).toBeGreaterThanOrEqual(Math.min(1, all.length));
      expect(batch.length).toBeLessThanOrEqual(limit.events);
      if (batch.length > 1) expect(requestBytes(batch)).toBeLessThanOrEqual(limit.bytes);
      const next = all[batch.length];
      if (next !== undefined && batch.length < limit.events) {
        // The room kept for the envelope is a little more than it takes.
        expect(requestBytes([...batch, next])).toBeGreaterThan(limit.bytes - 60);
      }
    }),
    { seed: 20261124, numRuns: 500 },
  );
});

it('lets an event that is too large go alone', () => {
  const [large, small] = [eventOf(1, 'x'.repeat(1000)), eventOf(2, '')];
  expect(takeBatch([large, small], { events: 200, bytes: 500 })).toEqual([large]);
  expect(takeBatch([small, large], { events: 200, bytes: 500 })).toEqual([small]);
});

it('writes a batch as its object would be written', () => {
  const events = [eventOf(1, '一"\\'), eventOf(2, '')];
  const read = (json: Uint8Array) => JSON.parse(new TextDecoder().decode(json));
  const batch = { ...envelope, events: events.map(({ json }) => read(json)) };
  expect(batch.events.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(read(writeBatch({ ...envelope, events }))).toEqual(batch);
});
