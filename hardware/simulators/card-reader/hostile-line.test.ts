import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/support/clock.ts';
import { cablePulls } from '../../../tests/campaign-size.ts';
import { memoryInUse } from '../../../tests/memory-in-use.ts';
import { commands } from '../../id-card-reader/protocol/commands.ts';
import { openExchange } from '../../id-card-reader/protocol/exchange.ts';
import { connectReader, type ReaderEvent } from '../../id-card-reader/reader.ts';
import { transportFor } from '../../transport/transport-for.ts';
import { wireTimeMs } from '../paced-line.ts';
import { bestWay } from '../simulator-way.ts';
import { exampleContent, exampleResident, otherResident } from './example-cards.ts';
import { launchSimulator, type RunningSimulator } from './launch-simulator.ts';
import { createMemoryReader } from './memory-reader.ts';

describe('a reader that floods or trickles', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function selected() {
    const { device, transport } = createMemoryReader();
    const exchange = await openExchange(transport, systemClock, () => undefined);
    if (!exchange.ok) throw new Error(exchange.problem.code);
    device.placeCard(exampleContent('text_A_resident'));
    await exchange.value.send(commands.find);
    await exchange.value.send(commands.select);
    return { device, exchange: exchange.value };
  }

  it.each([
    ['silence, flood 5000000', 'reader.damaged-answer'],
    ['silence, flood 1400, slow 400B/s', 'reader.damaged-answer'],
    ['slow 2B/s', 'reader.truncated-answer'],
    ['cut 1290, flood 4000, slow 900B/s', 'reader.damaged-answer'],
    ['pieces 1 every 790ms', 'reader.truncated-answer'],
  ])('holds nobody up longer than the command may take: %s', async (effects, code) => {
    const { device, exchange } = await selected();
    device.setScript(`on read 1: ${effects}`);
    const settled = vi.fn();
    void exchange.send(commands.read).then(settled);
    await vi.advanceTimersByTimeAsync(commands.read.limitMs);
    expect(settled).toHaveBeenCalledWith({ ok: false, problem: { code } });
    // What still comes of it belongs to no other answer.
    expect(await exchange.send(commands.status)).toMatchObject({ value: { status: 0x90 } });
    await vi.runAllTimersAsync();
    expect(await exchange.send(commands.read)).toMatchObject({ value: { status: 0x90 } });
  });

  it('costs no memory, however much comes', async () => {
    const { device, exchange } = await selected();
    device.setScript('on read: silence, flood 5000000');
    const flood = async (): Promise<void> => {
      const sent = exchange.send(commands.read);
      await vi.advanceTimersByTimeAsync(commands.read.limitMs);
      expect(await sent).toMatchObject({ problem: { code: 'reader.damaged-answer' } });
    };
    await flood();
    const grown: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const before = memoryInUse();
      await flood();
      grown.push(memoryInUse() - before);
    }
    // Every flood would cost something; what earlier tests of this process do late does not come each time.
    expect(Math.min(...grown)).toBeLessThan(100_000);
  });

  it('is read through a flood behind every answer', async () => {
    const { device, exchange } = await selected();
    device.setScript('on any: flood 1000000');
    expect(await exchange.send(commands.read)).toMatchObject({ value: { status: 0x90 } });
    expect(await exchange.send(commands.status)).toMatchObject({ value: { status: 0x90 } });
  });
});

const baud = 115_200;
const frameBytes = 20;
const answerBytes = 1295;
const errorWithinMs = 1000;

it('a cable that is pulled in an answer and noticed only at the next command is named', async () => {
  vi.useFakeTimers();
  const { device, transport } = createMemoryReader();
  device.setScript('on read: cut 700\non addresses 2: unplug at 0');
  const reader = await connectReader(transport, () => undefined);
  const wish = reader.ok ? reader.value.readCard() : reader;
  await vi.advanceTimersByTimeAsync(0);
  device.placeCard(exampleContent('text_A_resident'));
  await vi.advanceTimersByTimeAsync(1500);
  expect(await wish).toMatchObject({ problem: { code: 'reader.gone' } });
  vi.useRealTimers();
});

describe.runIf(bestWay() === 'pty')('a reader whose cable is pulled while a card is read', () => {
  const positions = Array.from({ length: cablePulls }, (_, index) =>
    Math.round((index * (answerBytes - 1)) / (cablePulls - 1)),
  );

  it('is missed at once wherever it happens, leaves nothing of the card, and reads the next one', {
    timeout: 120_000,
  }, async () => {
    const simulator = await launchSimulator({ way: 'pty' });
    try {
      for (const position of positions) {
        // Selecting comes before; the cable is pulled when the answer has got that far.
        const pulledAfterMs = wireTimeMs(2 * frameBytes + position, baud);
        expect(await pulledAt(simulator, position), `after ${position} bytes`).toBeLessThan(
          pulledAfterMs + errorWithinMs,
        );
        await simulator.unplug();
        await simulator.plugIn();
        await simulator.placeCard(otherResident);
        const { reader } = await connected(simulator);
        expect(await reader.readCard({ timeoutMs: 5000 })).toMatchObject({
          value: { card: otherResident },
        });
        await reader.close();
        await simulator.liftCard();
      }
    } finally {
      await simulator.stop();
    }
  });

  /** @returns how long it took from the card's being there until its reading had failed, in milliseconds */
  async function pulledAt(simulator: RunningSimulator, position: number): Promise<number> {
    const { reader, events, cardPresent } = await connected(simulator);
    await simulator.setScript(`on read: unplug at ${position}`);
    const wish = reader.readCard({ timeoutMs: 5000 });
    await simulator.placeCard(exampleResident);
    await cardPresent;
    const startedAt = performance.now();
    expect(await wish).toMatchObject({ problem: { code: 'reader.gone' } });
    const ms = performance.now() - startedAt;
    expect(events.map(({ kind }) => kind)).not.toContain('card-read');
    await reader.close();
    return ms;
  }

  async function connected(simulator: RunningSimulator) {
    const events: ReaderEvent[] = [];
    let come: () => void = () => undefined;
    const cardPresent = new Promise<void>((resolve) => {
      come = resolve;
    });
    const reader = await connectReader(transportFor(simulator.address, baud), (event) => {
      events.push(event);
      if (event.kind === 'card-present') come();
    });
    if (!reader.ok) throw new Error(reader.problem.code);
    return { reader: reader.value, events, cardPresent };
  }
});
