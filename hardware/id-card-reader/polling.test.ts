import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { memoryInUse } from '../../tests/memory-in-use.ts';
import { exampleContent } from '../simulators/card-reader/example-cards.ts';
import { createMemoryReader } from '../simulators/card-reader/memory-reader.ts';
import { connectReader } from './reader.ts';

const polls = 20_000;
const pollMs = 300;
/** What the heap may differ by between two counts of the same. */
const noiseBytes = 512 * 1024;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A connected reader on whose field a card is put down and taken off now and then. */
async function polledReader() {
  const { transport, device } = createMemoryReader();
  let cards = 0;
  let requests = 0;
  const receive = device.receive.bind(device);
  device.receive = (request) => {
    requests += 1;
    return receive(request);
  };
  const connecting = connectReader(transport, (event) => {
    if (event.kind === 'card-read') cards += 1;
  });
  await vi.advanceTimersByTimeAsync(1);
  const reader = await connecting;
  if (!reader.ok) throw new Error(reader.problem.code);
  return { device, reader: reader.value, counts: () => ({ cards, requests }) };
}

it('two readers polled twenty thousand times hold no more than at the beginning', async () => {
  const both = [await polledReader(), await polledReader()];
  const card = exampleContent('text_A_resident');
  const pollFor = async (times: number): Promise<void> => {
    for (let done = 0; done < times; done += 100) {
      for (const { device } of both) device.placeCard(card);
      await vi.advanceTimersByTimeAsync(50 * pollMs);
      for (const { device } of both) device.liftCard();
      await vi.advanceTimersByTimeAsync(50 * pollMs);
    }
  };
  const held = () => ({ bytes: memoryInUse(), timers: vi.getTimerCount() });

  await pollFor(polls / 10);
  const before = held();
  await pollFor((polls * 9) / 10);
  const after = held();
  // A reader waits for its next look, or for an answer and for its next byte.
  expect(after.timers).toBeLessThanOrEqual(2 * both.length);
  expect(after.bytes - before.bytes).toBeLessThan(noiseBytes);
  for (const { counts, reader } of both) {
    expect(counts().requests).toBeGreaterThan(polls);
    expect(counts().cards).toBe(polls / 100);
    await reader.close();
  }
  expect(vi.getTimerCount()).toBe(0);
});
