import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '../../../src/support/clock.ts';
import { exampleFrame } from '../../simulators/card-reader/example-cards.ts';
import { createMemoryLine } from '../../transport/memory.ts';
import { commands } from './commands.ts';
import { openExchange } from './exchange.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const found = bytes('AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97');
const noCard = bytes('AA AA AA 96 69 00 04 00 00 80 84');
const success = bytes('AA AA AA 96 69 00 04 00 00 90 94');
const badChecksum = bytes('AA AA AA 96 69 00 04 00 00 10 14');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An exchange whose requests are answered by `answers` in turn; undefined is silence. */
async function exchangeAnswering(...answers: (Uint8Array | undefined)[]) {
  return exchangeByClock(systemClock, answers);
}

async function exchangeByClock(clock: Clock, answers: (Uint8Array | undefined)[]) {
  const requests: Uint8Array[] = [];
  const line = createMemoryLine((request) => {
    requests.push(request);
    const answer = answers.shift();
    if (answer !== undefined) line.send(answer);
  });
  const onGone = vi.fn();
  const opened = await openExchange(line.transport, clock, onGone);
  if (!opened.ok) throw new Error(opened.problem.code);
  return { exchange: opened.value, line, requests, onGone };
}

describe('an exchange', () => {
  it('returns status, data and duration of the answer', async () => {
    const { exchange, line } = await exchangeAnswering(undefined);
    const sent = exchange.send(commands.find);
    await vi.advanceTimersByTimeAsync(40);
    line.send(found);
    expect(await sent).toMatchObject({
      ok: true,
      value: { status: 0x9f, data: Uint8Array.of(0, 0, 0, 0), ms: 40 },
    });
  });

  it('takes no silence for the end of an answer where the program was held up', async () => {
    let heldUpMs = 0;
    const monotonic = () => systemClock.monotonic() + heldUpMs;
    const { exchange, line } = await exchangeByClock({ ...systemClock, monotonic }, [undefined]);
    const sent = exchange.send(commands.read);
    const answer = exampleFrame('3001_A_resident');
    line.send(answer.slice(0, 700));
    heldUpMs = 500;
    await vi.advanceTimersByTimeAsync(800);
    line.send(answer.slice(700));
    expect(await sent).toMatchObject({ ok: true });
  });

  it.each([
    ['find', 1000],
    ['read', 3000],
    ['readWithFingerprint', 5000],
  ] as const)('waits for the answer to "%s" for %i ms', async (name, limitMs) => {
    const { exchange } = await exchangeAnswering(undefined);
    const settled = vi.fn();
    void exchange.send(commands[name]).then(settled);
    await vi.advanceTimersByTimeAsync(limitMs - 1);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalledWith({ ok: false, problem: { code: 'reader.no-answer' } });
  });

  it('gives an answer up 800 ms after its last byte', async () => {
    const { exchange, line } = await exchangeAnswering(undefined);
    const settled = vi.fn();
    void exchange.send(commands.read).then(settled);
    const answer = exampleFrame('3001_A_resident');
    line.send(answer.subarray(0, 500));
    await vi.advanceTimersByTimeAsync(700);
    line.send(answer.subarray(500, 600));
    await vi.advanceTimersByTimeAsync(799);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalledWith({
      ok: false,
      problem: { code: 'reader.truncated-answer' },
    });
  });

  it('is not kept waiting by a reader that never stops sending', async () => {
    const { exchange, line } = await exchangeAnswering(undefined);
    const settled = vi.fn();
    void exchange.send(commands.find).then(settled);
    for (let ms = 0; ms < 1000; ms += 10) {
      line.send(bytes('AA AA 96 55'));
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(settled).toHaveBeenCalledWith({ ok: false, problem: { code: 'reader.damaged-answer' } });
  });

  it('reports an answer with a wrong checksum as damaged', async () => {
    const { exchange } = await exchangeAnswering(bytes('AA AA AA 96 69 00 04 00 00 90 95'));
    const sent = exchange.send(commands.status);
    await vi.advanceTimersByTimeAsync(800);
    expect(await sent).toEqual({ ok: false, problem: { code: 'reader.damaged-answer' } });
  });

  it('sends a request that arrived damaged once more', async () => {
    const { exchange, requests } = await exchangeAnswering(badChecksum, success);
    expect(await exchange.send(commands.status)).toMatchObject({ ok: true });
    expect(requests).toEqual([commands.status.request, commands.status.request]);
  });

  it('does not send it a third time', async () => {
    const { exchange, requests } = await exchangeAnswering(badChecksum, badChecksum, success);
    expect(await exchange.send(commands.status)).toMatchObject({
      ok: false,
      problem: { code: 'reader.received-damaged-request' },
    });
    expect(requests).toHaveLength(2);
  });

  it('drops bytes that came before the request', async () => {
    const { exchange, line } = await exchangeAnswering(noCard);
    line.send(found);
    line.send(found.subarray(0, 9));
    expect(await exchange.send(commands.find)).toMatchObject({ value: { status: 0x80 } });
  });

  it('does not take a late answer to another command for its own', async () => {
    const { exchange, line } = await exchangeAnswering(exampleFrame('3001_A_resident'));
    const sent = exchange.send(commands.find);
    await vi.advanceTimersByTimeAsync(50);
    line.send(noCard);
    expect(await sent).toMatchObject({ value: { status: 0x80 } });
  });

  it('waits on through what a reader says beside its answers', async () => {
    const { exchange, line } = await exchangeAnswering(undefined);
    const sent = exchange.send(commands.read);
    for (const said of [
      'FF FF',
      'AA AA AA 69 96 00 04 00 00 90 94',
      'AA AA AA 96 69 00 05 05 05 05 05 05',
    ]) {
      line.send(bytes(said));
      await vi.advanceTimersByTimeAsync(900);
    }
    line.send(exampleFrame('3001_A_resident'));
    expect(await sent).toMatchObject({ ok: true, value: { status: 0x90 } });
  });

  it('takes notices of a vendor for silence, and noise for damage', async () => {
    const told = async (said: string) => {
      const { exchange } = await exchangeAnswering(bytes(said));
      const sent = exchange.send(commands.status);
      await vi.advanceTimersByTimeAsync(1000);
      return sent;
    };
    expect(await told('AA AA AA 96 69 00 05 05 05 05 05 05')).toMatchObject({
      problem: { code: 'reader.no-answer' },
    });
    expect(await told('FF FF')).toMatchObject({ problem: { code: 'reader.damaged-answer' } });
  });

  it('carries the card’s own status along', async () => {
    const { exchange } = await exchangeAnswering(bytes('AA AA AA 96 69 00 04 6A 82 41 AD'));
    expect(await exchange.send(commands.read)).toMatchObject({
      value: { status: 0x41, sw1: 0x6a, sw2: 0x82 },
    });
  });

  it('refuses a second command while one is under way', async () => {
    const { exchange } = await exchangeAnswering(undefined);
    void exchange.send(commands.find);
    expect(await exchange.send(commands.find)).toEqual({
      ok: false,
      problem: { code: 'reader.busy' },
    });
  });

  it('ends at once when the line is lost, and refuses what comes later', async () => {
    const { exchange, line, onGone, requests } = await exchangeAnswering(undefined);
    const sent = exchange.send(commands.find);
    line.unplug();
    expect(await sent).toMatchObject({ problem: { code: 'reader.gone' } });
    expect(await exchange.send(commands.find)).toMatchObject({ problem: { code: 'reader.gone' } });
    expect(requests).toHaveLength(1);
    expect(onGone).toHaveBeenCalledTimes(1);
  });
});
