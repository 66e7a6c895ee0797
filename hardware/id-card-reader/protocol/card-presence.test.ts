import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/support/clock.ts';
import { createMemoryLine } from '../../transport/memory.ts';
import { cardStillLies, findCard } from './card-presence.ts';
import { openExchange } from './exchange.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An answer of a status and data. */
function answer(sw3: number, data: Uint8Array = new Uint8Array()): Uint8Array {
  const length = 4 + data.length;
  const counted = [length >> 8, length & 0xff, 0, 0, sw3, ...data];
  return Uint8Array.of(
    0xaa,
    0xaa,
    0x96,
    0x69,
    ...counted,
    counted.reduce((x, y) => x ^ y, 0),
  );
}

/** An exchange whose requests are answered in turn, and the requests by their command and parameter. */
async function exchangeAnswering(...answers: Uint8Array[]) {
  const asked: string[] = [];
  const line = createMemoryLine((request) => {
    asked.push(Buffer.from(request.subarray(7, 9)).toString('hex'));
    const next = answers.shift();
    if (next !== undefined) line.send(next);
  });
  const opened = await openExchange(line.transport, systemClock, vi.fn());
  if (!opened.ok) throw new Error(opened.problem.code);
  return { exchange: opened.value, asked };
}

const found = answer(0x9f, new Uint8Array(4));

describe('finding a card', () => {
  it.each([
    ['found at once', [found], true, ['2001']],
    ['found at the second look', [answer(0x80), found], true, ['2001', '2001']],
    ['found at no look', [answer(0x80), answer(0x80), found], false, ['2001', '2001']],
    [
      'found after an error that the module does not know',
      [answer(0x24), found],
      true,
      ['2001', '2001'],
    ],
    [
      'found after a restart of the module',
      [answer(0x60), answer(0x90), answer(0x90), found],
      true,
      ['2001', '10ff', '11ff', '2001'],
    ],
  ])('a card is %s', async (_what, answers, isFound, requests) => {
    const { exchange, asked } = await exchangeAnswering(...answers);
    const outcome = await findCard(exchange);
    expect(outcome.ok && outcome.value !== undefined).toBe(isFound);
    expect(outcome.ok).toBe(true);
    expect(asked).toEqual(requests);
  });

  it('fails for a module that fails its self-test again', async () => {
    const { exchange } = await exchangeAnswering(answer(0x60), answer(0x90), answer(0x60));
    expect(await findCard(exchange)).toMatchObject({
      problem: { code: 'reader.self-test-failed' },
    });
  });
});

describe('whether the card that was read still lies there', () => {
  const refused = answer(0x21);

  it.each([
    ['an address', [answer(0x90, new Uint8Array(70))]],
    ['no addresses', [answer(0x91)]],
    ['an answer that got damaged, and another', [Uint8Array.of(0xaa, 0xaa, 0x96), answer(0x91)]],
    ['an error it does not know, and then an answer', [answer(0x24), answer(0x91)]],
    ['that it knows no addresses, and a body number', [refused, answer(0x90, new Uint8Array(28))]],
    ['that it may not read addresses, and no body number', [answer(0x23), answer(0x91)]],
  ])('yes, where the module says %s', async (_what, answers) => {
    const { exchange } = await exchangeAnswering(...answers);
    const lies = cardStillLies(exchange);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await lies).toEqual({ ok: true, value: true });
  });

  it.each([0x31, 0x32, 0x33, 0x40, 0x41, 0x47, 0x80, 0x81])(
    'no, where the module says %i of the card',
    async (sw3) => {
      const { exchange } = await exchangeAnswering(answer(sw3));
      expect(await cardStillLies(exchange)).toEqual({ ok: true, value: false });
    },
  );

  it('no, where the module can be asked in neither way: it finds the next card', async () => {
    const { exchange, asked } = await exchangeAnswering(refused, refused);
    expect(await cardStillLies(exchange)).toEqual({ ok: true, value: false });
    expect(asked).toEqual(['3003', '3005']);
  });

  it.each([
    [0x24, 'reader.unrecognised-error'],
    [0x60, 'reader.self-test-failed'],
    [0x66, 'reader.not-authorised'],
  ])('cannot be told by a module that says %i of itself', async (sw3, code) => {
    const { exchange } = await exchangeAnswering(answer(sw3), answer(sw3));
    expect(await cardStillLies(exchange)).toMatchObject({ problem: { code } });
  });
});
