import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hostileCodes } from '../../src/domain/hostile-codes.fixture.ts';
import { codeText } from '../../src/domain/scanned-code.ts';
import { createMemoryLine } from '../transport/memory.ts';
import { connectScanner, type ScannerEvent } from './scanner.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const gone = { code: 'scanner.gone', info: { address: 'memory' } };

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-24T01:02:03.004Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

async function connected(settings?: Parameters<typeof connectScanner>[2]) {
  const line = createMemoryLine(vi.fn());
  const events: ScannerEvent[] = [];
  const outcome = await connectScanner(line.transport, (event) => events.push(event), settings);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return {
    ...line,
    scanner: outcome.value,
    events,
    sends: (text: string) => line.send(bytes(text)),
    /** An event as its text, or as its kind and the code of what failed. */
    words: () =>
      events.map((event) =>
        event.kind === 'code-scanned' ? event.text : `${event.kind} ${event.failure.code}`,
      ),
  };
}

describe('a scanned code', () => {
  it('is told with its bytes, its text, its moment and where it came from', async () => {
    const { events, sends } = await connected();
    sends('佛山-1\r\n');
    expect(events).toEqual([
      {
        kind: 'code-scanned',
        bytes: bytes('佛山-1'),
        text: '佛山-1',
        symbology: 'unknown',
        source: 'serial',
        at: '2026-11-24T01:02:03.004Z',
      },
    ]);
  });

  it('ends with 50 ms of silence, and not before', async () => {
    const { sends, words } = await connected();
    sends('half');
    await vi.advanceTimersByTimeAsync(49);
    sends(' and half');
    await vi.advanceTimersByTimeAsync(49);
    expect(words()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(words()).toEqual(['half and half']);
  });

  it('of a scanner that says where its codes end is not cut by a short silence', async () => {
    const { sends, words } = await connected();
    sends('whole\r');
    sends('half');
    await vi.advanceTimersByTimeAsync(199);
    sends(' and half\r');
    expect(words()).toEqual(['whole', 'half and half']);
    sends('rest');
    await vi.advanceTimersByTimeAsync(200);
    expect(words()).toEqual(['whole', 'half and half', 'rest']);
  });

  it('ends with another silence where the settings say so', async () => {
    const { sends, words } = await connected({ gapMs: 100 });
    sends('slow');
    await vi.advanceTimersByTimeAsync(99);
    expect(words()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(words()).toEqual(['slow']);
  });

  it('is not cut where the program was held up and could not hear its rest', async () => {
    let heldUpMs = 0;
    const monotonic = () => performance.now() + heldUpMs;
    const clock = { now: () => new Date().toISOString(), monotonic };
    const { sends, words } = await connected({ clock });
    sends('half');
    heldUpMs = 300;
    await vi.advanceTimersByTimeAsync(50);
    sends(' and half');
    await vi.advanceTimersByTimeAsync(50);
    expect(words()).toEqual(['half and half']);
  });

  it('counts once when it comes again within 2 s, and again after that', async () => {
    const { sends, words } = await connected();
    sends('one\r');
    sends('one\r');
    await vi.advanceTimersByTimeAsync(1999);
    sends('one\r');
    expect(words()).toEqual(['one']);
    await vi.advanceTimersByTimeAsync(1);
    sends('one\r');
    expect(words()).toEqual(['one', 'one']);
  });

  it('counts once also when two lie side by side and are seen in turn', async () => {
    const { sends, words } = await connected();
    for (let count = 0; count < 10; count += 1) {
      sends('one\rtwo\r');
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(words()).toEqual(['one', 'two']);
  });

  it('counts at once when it is another', async () => {
    const { sends, words } = await connected();
    sends('one\rtwo\rone2\r');
    expect(words()).toEqual(['one', 'two', 'one2']);
  });

  it.each(hostileCodes)('may be anything, and is told as it came: %s', async (_what, code) => {
    const { events, send } = await connected();
    send(code);
    await vi.advanceTimersByTimeAsync(50);
    expect(events).toMatchObject([{ bytes: code, text: codeText(code) }]);
  });

  it('of a scanner that sends the AIM identifier is told without it', async () => {
    const { events, sends } = await connected({ sendsAim: true });
    sends(']Q1FS-1\r');
    expect(events).toMatchObject([{ text: 'FS-1', symbology: 'qr' }]);
  });

  it('that is too long is named, and the next one is taken', async () => {
    const { sends, words } = await connected();
    sends('7'.repeat(7089));
    sends('\rnext\r');
    expect(words()).toEqual(['code-scan-failed scanner.code-too-long', 'next']);
  });
});

describe('a wish for a code', () => {
  it('takes the next code for itself', async () => {
    const { scanner, sends, words } = await connected();
    const wish = scanner.takeCode();
    sends('one\rone\rtwo\r');
    expect(await wish).toMatchObject({ ok: true, value: { text: 'one', source: 'serial' } });
    expect(words()).toEqual(['two']);
  });

  it('is told what was wrong with the code that came', async () => {
    const { scanner, sends, words } = await connected();
    const wish = scanner.takeCode();
    sends('7'.repeat(7089));
    expect(await wish).toMatchObject({ problem: { code: 'scanner.code-too-long' } });
    expect(words()).toEqual([]);
  });

  it('ends when nothing comes in time', async () => {
    const { scanner } = await connected();
    const wish = scanner.takeCode({ timeoutMs: 2000 });
    await vi.advanceTimersByTimeAsync(2000);
    expect(await wish).toEqual({ ok: false, problem: { code: 'scanner.nothing-scanned' } });
  });

  it('can be given up; only one waits at a time', async () => {
    const { scanner, sends, words } = await connected();
    const giveUp = new AbortController();
    const wish = scanner.takeCode({ signal: giveUp.signal });
    expect(await scanner.takeCode()).toMatchObject({ problem: { code: 'scanner.busy' } });
    giveUp.abort();
    expect(await wish).toMatchObject({ problem: { code: 'scanner.scan-cancelled' } });
    expect(await scanner.takeCode({ signal: giveUp.signal })).toMatchObject({ ok: false });
    sends('one\r');
    expect(words()).toEqual(['one']);
  });

  it('is refused when the scanner is gone', async () => {
    const { scanner, unplug } = await connected();
    unplug();
    expect(await scanner.takeCode()).toEqual({
      ok: false,
      problem: { code: 'scanner.not-connected' },
    });
  });
});

describe('a scanner that does not behave', () => {
  it('floods the line: it is told once, and the next code is heard', async () => {
    const { sends, words } = await connected();
    for (let count = 0; count < 20_000; count += 1) sends('7'.repeat(256));
    expect(words()).toEqual(['code-scan-failed scanner.code-too-long']);
    sends('\rnext\r');
    expect(words()).toEqual(['code-scan-failed scanner.code-too-long', 'next']);
    expect(vi.getTimerCount()).toBeLessThan(2);
  });

  it('trickles and never falls silent: it is told once, and the next code is heard', async () => {
    const { sends, words } = await connected();
    for (let count = 0; count < 5000; count += 1) {
      sends('7');
      await vi.advanceTimersByTimeAsync(49);
    }
    expect(words()).toEqual(['code-scan-failed scanner.code-too-long']);
    await vi.advanceTimersByTimeAsync(50);
    sends('next\r');
    expect(words()).toEqual(['code-scan-failed scanner.code-too-long', 'next']);
  });

  it('brings another code each time: every one is told, and few are remembered', async () => {
    const { sends, words } = await connected();
    for (let count = 0; count < 1000; count += 1) sends(`${count}\r`);
    expect(words()).toHaveLength(1000);
    expect(vi.getTimerCount()).toBeLessThan(10);
    sends('999\r0\r');
    expect(words().slice(1000)).toEqual(['0']);
  });

  it('repeats one code without end: it is told every two seconds, no more', async () => {
    const { sends, words } = await connected();
    for (let count = 0; count < 1000; count += 1) {
      sends('one\r');
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(words()).toHaveLength(5);
  });
});

describe('losing the scanner', () => {
  it('tells it and the wish that waits; half a code is no code', async () => {
    const { scanner, events, sends, unplug } = await connected();
    const wish = scanner.takeCode();
    sends('half of o');
    unplug();
    expect(await wish).toEqual({ ok: false, problem: gone });
    await vi.advanceTimersByTimeAsync(5000);
    expect(events).toEqual([{ kind: 'scanner-gone', failure: gone }]);
  });

  it('says nothing when it was closed, and leaves no timer behind', async () => {
    const { scanner, events, sends, unplug } = await connected();
    sends('one\rhalf of t');
    const wish = scanner.takeCode();
    await scanner.close();
    sends('wo\r');
    unplug();
    expect(await wish).toMatchObject({ problem: { code: 'scanner.not-connected' } });
    expect(events).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('on purpose when a code is heard ends it there: what came with that code is lost', async () => {
    const line = createMemoryLine(vi.fn());
    const codes: string[] = [];
    const outcome = await connectScanner(line.transport, (event) => {
      if (event.kind !== 'code-scanned' || !outcome.ok) return;
      codes.push(event.text);
      void outcome.value.close();
    });
    line.send(bytes('one\rtwo\rhalf of three'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(codes).toEqual(['one']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('while its line is being opened is no event but the reason it cannot be used', async () => {
    const line = createMemoryLine(vi.fn());
    const onEvent = vi.fn();
    const opening = connectScanner(line.transport, onEvent);
    line.unplug();
    expect(await opening).toEqual({ ok: false, problem: gone });
    expect(onEvent).not.toHaveBeenCalled();
    expect(await connectScanner(line.transport, onEvent)).toMatchObject({
      problem: { code: 'port.not-found' },
    });
  });
});

describe('a scanner that sends HID reports', () => {
  it('tells codes with how they are printed', async () => {
    const line = createMemoryLine(() => undefined, 'hid:0c2e:0b61');
    const events: ScannerEvent[] = [];
    const scanner = await connectScanner(line.transport, (event) => events.push(event));
    if (!scanner.ok) throw new Error(scanner.problem.code);
    const report = new Uint8Array(64);
    report.set([0x02, 3, 0x5d, 0x51, 0x31, 0x41, 0x42, 0x43]);
    line.send(report);
    expect(events).toMatchObject([
      { kind: 'code-scanned', text: 'ABC', symbology: 'qr', source: 'hid' },
    ]);
    await scanner.value.close();
  });

  it('is told as having sent only part of a code when the rest does not come', async () => {
    const line = createMemoryLine(() => undefined, 'hid:0c2e:0b61');
    const events: ScannerEvent[] = [];
    const scanner = await connectScanner(line.transport, (event) => events.push(event));
    if (!scanner.ok) throw new Error(scanner.problem.code);
    const report = new Uint8Array(64);
    report.set([0x02, 56, 0x5d, 0x51, 0x31]);
    report[63] = 1;
    line.send(report);
    await vi.advanceTimersByTimeAsync(1000);
    expect(events).toMatchObject([
      { kind: 'code-scan-failed', failure: { code: 'scanner.code-incomplete' } },
    ]);
    await scanner.value.close();
  });
});
