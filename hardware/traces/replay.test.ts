import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { connectScanner, type ScannerEvent } from '../code-scanner/scanner.ts';
import { connectReader, type ReaderEvent } from '../id-card-reader/reader.ts';
import { deckContents, exampleDeck } from '../simulators/card-reader/card-deck.ts';
import { exampleContent } from '../simulators/card-reader/example-cards.ts';
import { createMemoryReader } from '../simulators/card-reader/memory-reader.ts';
import { SimulatedScanner } from '../simulators/code-scanner/simulated-scanner.ts';
import { createMemoryLine } from '../transport/memory.ts';
import type { Transport } from '../transport/transport.ts';
import { recordedTrace } from './recorded-trace.ts';
import { recordLine } from './recording.ts';
import { parseTrace, type Trace, traceText } from './trace-file.ts';
import { traceTransport } from './trace-transport.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const wants = {};
const baud = 115_200;

/** What happens at a reader on this line, in words, until it is closed after `ms`. */
async function eventsOf(transport: Transport, ms: number): Promise<string[]> {
  const words: string[] = [];
  const note = (event: ReaderEvent): void => {
    words.push('failure' in event ? `${event.kind} ${event.failure.code}` : event.kind);
  };
  const connecting = connectReader(transport, note);
  await vi.advanceTimersByTimeAsync(ms);
  const reader = await connecting;
  if (reader.ok) await reader.value.close();
  else words.push(`not connected: ${reader.problem.code}`);
  return words;
}

/** A counter's quarter of a minute with this script: what happened, and its trace as it was written and read again. */
async function recorded(script: string): Promise<{ words: string[]; trace: Trace; text: string }> {
  const { transport, device } = createMemoryReader();
  const deck = deckContents(exampleDeck);
  if (deck.ok) device.setDeck(deck.value);
  expect(device.setScript(script)).toMatchObject({ ok: true });
  device.placeCard(exampleContent('text_A_resident'));
  const recording = recordLine(transport, systemClock);
  const words = await eventsOf(recording.transport, 15_000);
  const text = traceText(recordedTrace(recording, { device: 'id-card-reader', baud, wants }));
  const trace = parseTrace(text);
  if (!trace.ok) throw new Error(JSON.stringify(trace.problem));
  return { words, trace: trace.value, text };
}

describe('a recorded reader, replayed', () => {
  it.each([
    ['', 'card-read'],
    ['on any: noise 50', 'card-read'],
    ['on read: cut 700', 'reader.truncated-answer'],
    ['on read: cut 3', 'reader.truncated-answer'],
    ['on read: drop 1', 'reader.truncated-answer'],
    ['on read: checksum 0x2a', 'reader.damaged-answer'],
    ['on read: silence', 'reader.no-answer'],
    ['on read: silence, flood 300', 'reader.damaged-answer'],
    ['on read: wait 400ms', 'card-read'],
    ['on read: wait 3500ms', 'reader.no-answer'],
    ['on read: pause 700ms at 600', 'card-read'],
    ['on read: pause 900ms at 600', 'reader.truncated-answer'],
    ['on read: pieces 100 every 30ms', 'card-read'],
    ['on read: slow 100B/s', 'reader.truncated-answer'],
    ['on read: flood 2000', 'card-read'],
    ['on read: unplug at 600', 'reader.gone'],
    ['on sam-id: unplug at 0', 'not connected: reader.gone'],
    ['on status: silence', 'not connected: reader.no-answer'],
    ['on status: status 0x66', 'not connected: reader.not-authorised'],
    ['on select: status 0x31', 'card.rejected-reader'],
    ['on read 1: lift', 'card.removed-during-read'],
    ['on read 1: lift at 600', 'card.removed-during-read'],
    ['on read 1: swap hkmt-permit', 'card-read'],
    ['on find 2: swap 李样本', 'card-read'],
  ])('does the same again: %j', async (script, expected) => {
    const { words, trace, text } = await recorded(script);
    expect(words.join('\n')).toContain(expected);
    expect(text).not.toContain(Buffer.from('张测试', 'utf16le').toString('hex').toUpperCase());
    for (const fast of [false, ...(/slow|pieces/.test(script) ? [] : [true])]) {
      const onEnd = vi.fn();
      const replayed = await eventsOf(
        traceTransport('trace:x', ok(trace), { fast, onEnd }),
        fast ? 16_000 : 15_000,
      );
      expect(replayed).toEqual(words);
    }
  });

  it('says that it is at its end, or is gone where nobody asks', async () => {
    const { trace, words } = await recorded('');
    const onEnd = vi.fn();
    await eventsOf(traceTransport('trace:x', ok(trace), { onEnd }), 20_000);
    expect(onEnd).toHaveBeenCalled();
    expect(await eventsOf(traceTransport('trace:x', ok(trace)), 20_000)).toEqual([
      ...words,
      'reader-gone reader.gone',
    ]);
  });

  it('that is no trace cannot be opened', async () => {
    const broken = parseTrace('{"trace":1}\n');
    expect(broken).toEqual({ ok: false, problem: { code: 'trace.malformed', info: { line: 1 } } });
    expect(await eventsOf(traceTransport('trace:x', broken), 0)).toEqual([
      'not connected: trace.malformed',
    ]);
  });

  it.each([
    ['an odd hexadecimal digit', '{"ms":1,"dir":"in","hex":"ABC"}'],
    ['no moment', '{"dir":"gone"}'],
    ['half a line', '{"ms":1,"dir":"in","he'],
  ])('with %s is no trace', async (_what, line) => {
    const { text } = await recorded('');
    const [header] = text.split('\n');
    expect(parseTrace(`${header}\n{"ms":1,"dir":"out","hex":"AA"}\n${line}\n`)).toEqual({
      ok: false,
      problem: { code: 'trace.malformed', info: { line: 3 } },
    });
  });

  it('keeps no more than there is room for', async () => {
    const { transport } = createMemoryReader();
    const recording = recordLine(transport, systemClock, 500);
    await eventsOf(recording.transport, 60_000);
    await recording.isFull;
    const bytes = recording.events.flatMap((event) => ('bytes' in event ? [...event.bytes] : []));
    expect(bytes.length).toBeLessThanOrEqual(500);
  });
});

describe('a recorded scanner, replayed', () => {
  async function eventsOfScanner(transport: Transport, ms: number, act = async () => {}) {
    const words: string[] = [];
    const note = (event: ScannerEvent): void => {
      const bytes = event.kind === 'code-scanned' ? ` ${event.bytes.length}` : '';
      words.push('failure' in event ? `${event.kind} ${event.failure.code}` : event.kind + bytes);
    };
    const connecting = connectScanner(transport, note);
    await vi.advanceTimersByTimeAsync(0);
    await act();
    await vi.advanceTimersByTimeAsync(ms);
    const scanner = await connecting;
    if (scanner.ok) await scanner.value.close();
    return words;
  }

  it.each([
    ['', ['code-scanned 12', 'code-scanned 12']],
    ['on code: drop 1', ['code-scanned 12', 'code-scanned 12']],
    ['on code: pieces 3 every 20ms', ['code-scanned 12', 'code-scanned 12']],
    [
      'on code: noise 5000, unplug at 5004',
      ['code-scan-failed scanner.code-too-long', 'scanner-gone scanner.gone'],
    ],
  ])('does the same again: %j', async (script, expected) => {
    const line = createMemoryLine(() => undefined);
    const device = new SimulatedScanner();
    device.setScript(script);
    const show = async (code: string): Promise<void> => {
      for (const { bytes, pauseMs, unplugs } of device.scan(Buffer.from(code))) {
        await vi.advanceTimersByTimeAsync(pauseMs);
        line.send(bytes);
        if (unplugs) line.unplug();
      }
      await vi.advanceTimersByTimeAsync(300);
    };
    const recording = recordLine(line.transport, systemClock);
    const words = await eventsOfScanner(recording.transport, 3000, async () => {
      for (const code of ['ID4406990001', 'ID4406990001', 'ID4406990002']) await show(code);
    });
    expect(words).toEqual(expected);
    const trace = recordedTrace(recording, { device: 'code-scanner', baud, wants });
    const onEnd = vi.fn();
    expect(await eventsOfScanner(traceTransport('trace:x', ok(trace), { onEnd }), 6000)).toEqual(
      words,
    );
    expect(traceText(trace)).not.toContain(Buffer.from('4406').toString('hex').toUpperCase());
  });
});
