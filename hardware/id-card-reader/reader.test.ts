import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cardTextBlock } from '../simulators/card-reader/card-frames.ts';
import {
  exampleContent,
  exampleResident,
  otherResident,
} from '../simulators/card-reader/example-cards.ts';
import { createMemoryReader } from '../simulators/card-reader/memory-reader.ts';
import type { CardContent } from '../simulators/card-reader/simulated-reader.ts';
import { createMemoryLine } from '../transport/memory.ts';
import { connectReader, type IdCardReader, type ReaderEvent } from './reader.ts';

const resident = exampleContent('text_A_resident');
/** Longer than one poll, shorter than two. */
const onePollMs = 350;

function other(): CardContent {
  const text = cardTextBlock(otherResident);
  if (!text.ok) throw new Error(text.problem.code);
  return { text: text.value, photo: resident.photo };
}

/** An event as a word, with the code of what failed. */
function word(event: ReaderEvent): string {
  return 'failure' in event ? `${event.kind} ${event.failure.code}` : event.kind;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function connected(unplugAfterBytes?: number) {
  const simulator = createMemoryReader(unplugAfterBytes);
  const events: ReaderEvent[] = [];
  const outcome = await connectReader(simulator.transport, (event) => events.push(event));
  if (!outcome.ok) throw new Error(outcome.problem.code);
  await vi.advanceTimersByTimeAsync(0);
  return { ...simulator, reader: outcome.value, events, words: () => events.map(word) };
}

const settle = () => vi.advanceTimersByTimeAsync(onePollMs);

describe('connecting', () => {
  it('tells who the module is', async () => {
    const { reader } = await connected();
    expect(reader.samId).toBe('05.03-20140101-0001234567-1234567890');
  });

  it.each([
    [0x60, 'reader.self-test-failed'],
    [0x66, 'reader.not-authorised'],
  ])('fails for a module that answers %i', async (sw3, code) => {
    const { transport, device } = createMemoryReader();
    device.setFault({ kind: 'status', on: 'status', sw3 });
    expect(await connectReader(transport, vi.fn())).toMatchObject({ problem: { code } });
  });

  it('restarts a module whose self-test failed, once', async () => {
    const frame = (sw3: number) => Uint8Array.of(0xaa, 0xaa, 0x96, 0x69, 0, 4, 0, 0, sw3, 4 ^ sw3);
    const answers = [frame(0x60), frame(0x90), frame(0x60)];
    const line = createMemoryLine(() => line.send(answers.shift() ?? new Uint8Array()));
    expect(await connectReader(line.transport, vi.fn())).toMatchObject({
      problem: { code: 'reader.self-test-failed' },
    });
    expect(answers).toEqual([]);
  });

  it('fails for a reader that says nothing', async () => {
    const { transport, device } = createMemoryReader();
    device.setFault({ kind: 'silent' });
    const outcome = connectReader(transport, vi.fn());
    await vi.advanceTimersByTimeAsync(1000);
    expect(await outcome).toMatchObject({ problem: { code: 'reader.no-answer' } });
  });
});

describe('a card', () => {
  it('is read when it is put down, and missed when it is lifted', async () => {
    const { device, events, words } = await connected();
    device.placeCard(resident);
    await vi.advanceTimersByTimeAsync(10 * onePollMs);
    expect(words()).toEqual(['card-present', 'card-read']);
    expect(events[1]).toMatchObject({ reading: { card: exampleResident, photo: resident.photo } });
    device.liftCard();
    await settle();
    device.placeCard(other());
    await settle();
    expect(words()).toEqual([
      'card-present',
      'card-read',
      'card-removed',
      'card-present',
      'card-read',
    ]);
    expect(events[4]).toMatchObject({ reading: { card: otherResident } });
  });

  it.each([
    ['says-41', 'card.removed-during-read'],
    ['stops', 'card.removed-during-read'],
  ] as const)('lifted during the read (module %s) is named so', async (answer, code) => {
    const { device, words } = await connected();
    device.placeCard(resident);
    device.setFault({ kind: 'lift-during-read', bytes: 700, answer });
    await vi.advanceTimersByTimeAsync(1500);
    expect(words()).toEqual(['card-present', `card-read-failed ${code}`]);
    device.placeCard(resident);
    await settle();
    expect(words().slice(2)).toEqual(['card-present', 'card-read']);
  });

  it.each([
    [{ kind: 'status', on: 'read', sw3: 0x41 }, 'card.read-failed'],
    [{ kind: 'status', on: 'select', sw3: 0x81 }, 'card.select-failed'],
    [{ kind: 'status', on: 'select', sw3: 0x31 }, 'card.rejected-reader'],
    [{ kind: 'status', on: 'select', sw3: 0x40 }, 'card.unknown-type'],
    [{ kind: 'wrong-checksum', on: 'read' }, 'reader.damaged-answer'],
    [{ kind: 'truncated-answer', on: 'read', bytes: 600 }, 'reader.truncated-answer'],
    [{ kind: 'silent', on: 'read' }, 'reader.no-answer'],
  ] as const)(
    'that fails to be read (%o) is tried again only when it was lifted',
    async (fault, code) => {
      const { device, words } = await connected();
      device.placeCard(resident);
      device.setFault(fault);
      await vi.advanceTimersByTimeAsync(5000);
      device.setFault(undefined);
      await vi.advanceTimersByTimeAsync(5000);
      expect(words()).toEqual(['card-present', `card-read-failed ${code}`]);
      device.liftCard();
      await settle();
      device.placeCard(resident);
      await settle();
      expect(words().slice(2)).toEqual(['card-removed', 'card-present', 'card-read']);
    },
  );

  it('swapped between select and read never mixes two people', async () => {
    const { device, transport } = createMemoryReader();
    const events: ReaderEvent[] = [];
    const swapping = {
      ...transport,
      open: async (listener: Parameters<typeof transport.open>[0]) => {
        const opened = await transport.open(listener);
        if (!opened.ok) return opened;
        const line = opened.value;
        let swapped = false;
        return {
          ok: true as const,
          value: {
            ...line,
            write(bytes: Uint8Array) {
              if (bytes[7] === 0x30 && bytes[8] === 0x01 && !swapped) {
                swapped = true;
                device.placeCard(other());
              }
              return line.write(bytes);
            },
          },
        };
      },
    };
    device.placeCard(resident);
    await connectReader(swapping, (event) => events.push(event));
    await vi.advanceTimersByTimeAsync(3000);
    expect(events.map(word)).toEqual(['card-present', 'card-read-failed card.read-failed']);
    device.liftCard();
    await settle();
    device.placeCard(other());
    await settle();
    expect(events.at(-1)).toMatchObject({ kind: 'card-read', reading: { card: otherResident } });
  });

  it('is read through noise in front of the answers', async () => {
    const { device, words } = await connected();
    device.setFault({ kind: 'noise-before-answer', bytes: 40 });
    device.placeCard(resident);
    await settle();
    expect(words()).toEqual(['card-present', 'card-read']);
  });
});

describe('a wish for a card', () => {
  it('waits for the next card', async () => {
    const { device, reader } = await connected();
    const wish = reader.readCard();
    await settle();
    device.placeCard(resident);
    await settle();
    expect(await wish).toMatchObject({ ok: true, value: { card: exampleResident } });
  });

  it('reads the card that still lies there at once, without a second event', async () => {
    const { device, reader, words } = await connected();
    device.placeCard(resident);
    await settle();
    const wish = reader.readCard();
    await vi.advanceTimersByTimeAsync(0);
    expect(await wish).toMatchObject({ value: { card: exampleResident, ms: { find: 0 } } });
    expect(words()).toEqual(['card-present', 'card-read']);
  });

  it('reads a card that was read before this service began', async () => {
    const first = await connected();
    first.device.placeCard(resident);
    await settle();
    await first.reader.close();
    const again = await connectReader(first.transport, vi.fn());
    const wish = again.ok && again.value.readCard();
    await settle();
    expect(await wish).toMatchObject({ ok: true, value: { card: exampleResident } });
  });

  it('waits for another card if the one that lay there has just left', async () => {
    const { device, reader, words } = await connected();
    device.placeCard(resident);
    await settle();
    device.liftCard();
    const wish = reader.readCard();
    await vi.advanceTimersByTimeAsync(0);
    device.placeCard(other());
    await settle();
    expect(await wish).toMatchObject({ value: { card: otherResident } });
    expect(words().slice(2)).toEqual(['card-removed', 'card-present', 'card-read']);
  });

  it('fails with what went wrong with the card', async () => {
    const { device, reader } = await connected();
    const wish = reader.readCard();
    device.placeCard({ ...resident, text: new Uint8Array(256) });
    await settle();
    expect(await wish).toMatchObject({ problem: { code: 'card.malformed-data' } });
  });

  it('ends when no card comes in time', async () => {
    const { reader } = await connected();
    const wish = reader.readCard({ timeoutMs: 2000 });
    await vi.advanceTimersByTimeAsync(2000);
    expect(await wish).toEqual({ ok: false, problem: { code: 'card.not-presented' } });
  });

  it('can be given up, and another made at once', async () => {
    const { reader } = await connected();
    const giveUp = new AbortController();
    const wish = reader.readCard({ signal: giveUp.signal });
    expect(await reader.readCard()).toEqual({ ok: false, problem: { code: 'reader.busy' } });
    giveUp.abort();
    expect(await wish).toEqual({ ok: false, problem: { code: 'card.read-cancelled' } });
    expect(await reader.readCard({ signal: giveUp.signal })).toMatchObject({ ok: false });
    const next = reader.readCard({ timeoutMs: 100 });
    await vi.advanceTimersByTimeAsync(100);
    expect(await next).toMatchObject({ problem: { code: 'card.not-presented' } });
  });

  it('is refused when the reader is gone', async () => {
    const { reader, unplug } = await connected();
    unplug();
    expect(await reader.readCard()).toEqual({
      ok: false,
      problem: { code: 'reader.not-connected' },
    });
  });
});

describe('losing the reader', () => {
  it('tells a reader that has fallen silent, and the wish that waits', async () => {
    const { device, reader, words } = await connected();
    const wish = reader.readCard();
    device.setFault({ kind: 'silent' });
    await vi.advanceTimersByTimeAsync(2500);
    expect(await wish).toMatchObject({ problem: { code: 'reader.no-answer' } });
    expect(words()).toEqual(['reader-gone reader.no-answer']);
  });

  it('says nothing when it was closed', async () => {
    const { reader, words, unplug } = await connected();
    const wish = reader.readCard();
    await reader.close();
    unplug();
    expect(await wish).toMatchObject({ problem: { code: 'reader.not-connected' } });
    expect(words()).toEqual([]);
  });

  it('names the cable at every byte the reader sends, and reads the next card', async () => {
    // Status, SAM ID, find, select, read.
    const bytesOfARead = 11 + 27 + 15 + 19 + 1295;
    for (let bytes = 0; bytes < bytesOfARead; bytes += 1) {
      const { transport, device, plugIn } = createMemoryReader(bytes);
      device.placeCard(resident);
      const events: ReaderEvent[] = [];
      const listen = (event: ReaderEvent): void => {
        events.push(event);
      };
      const outcome = await connectReader(transport, listen);
      const wish = outcome.ok ? outcome.value.readCard() : outcome;
      await vi.advanceTimersByTimeAsync(1000);
      expect(await wish).toMatchObject({ ok: false });
      if (outcome.ok) expect(events.at(-1)).toMatchObject({ failure: { code: 'reader.gone' } });
      else expect(outcome.problem.code).toBe('reader.gone');
      expect(events.some((event) => event.kind === 'card-read')).toBe(false);

      plugIn();
      device.placeCard(other());
      const again = (await connectReader(transport, listen)) as { value: IdCardReader };
      const read = again.value.readCard();
      await vi.advanceTimersByTimeAsync(1);
      expect(await read).toMatchObject({ ok: true, value: { card: otherResident } });
      await again.value.close();
    }
  });
});
