import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PlatformEvent, SentEvent } from '../contracts/platform-api.ts';
import { bytesOfEvent, takeBatch, withheldEvent } from './batching.ts';

/** An event whose payload is only as long as wanted; `takeBatch` looks at nothing else. */
function eventOf(seq: number, text: string): PlatformEvent {
  return { seq, id: 'id', payload: { form: [{ key: text }] } } as unknown as PlatformEvent;
}

function requestBytes(events: readonly SentEvent[]): number {
  const uuid = '019ab000-0000-7000-8000-000000000001';
  const goneThrough = Number.MAX_SAFE_INTEGER;
  const request = { workstationId: uuid, epoch: uuid, goneThrough, events };
  return new TextEncoder().encode(JSON.stringify(request)).length;
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
      const sent = all.flatMap((event) => takeBatch([event], { ...limit, events: 1 }));
      expect(batch).toEqual(sent.slice(0, batch.length));
      expect(batch.length).toBeGreaterThanOrEqual(Math.min(1, all.length));
      expect(batch.length).toBeLessThanOrEqual(limit.events);
      if (batch.length > 1) expect(requestBytes(batch)).toBeLessThanOrEqual(limit.bytes);
      const next = sent[batch.length];
      if (next !== undefined && batch.length < limit.events) {
        // The room kept for the envelope is a little more than it takes.
        expect(requestBytes([...batch, next])).toBeGreaterThan(limit.bytes - 60);
      }
    }),
    { seed: 20261124, numRuns: 500 },
  );
});

it('withholds an event that is too large, and nothing else', () => {
  const [large, small] = [eventOf(1, 'x'.repeat(1000)), eventOf(2, '')];
  const withheld = withheldEvent(large, bytesOfEvent(large));
  expect(withheld).toMatchObject({ seq: 1, id: 'id', payload: { bytes: 1051 } });
  expect(takeBatch([large, small], { events: 200, bytes: 500 })).toEqual([withheld, small]);
  expect(takeBatch([small, large], { events: 200, bytes: 500 })).toEqual([small, withheld]);
});
