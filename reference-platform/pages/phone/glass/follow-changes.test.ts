import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PhoneChange } from '../../../../src/contracts/changes.ts';
import { err, ok } from '../../../../src/support/result.ts';
import { followChanges, waitAfter } from './follow-changes.ts';
import type { SignedInPhone } from './phone-context.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const moved = (consentId: string): PhoneChange => ({
  kind: 'consent:moved',
  consentId,
  state: 'pending',
});

/** A platform with a journal; each stream brings what `streams` has for it, and the last one stays open. */
function follow(journal: PhoneChange[], streams: (readonly boolean[] | 'none')[]) {
  const leaving = new AbortController();
  const asked: string[] = [];
  const told: PhoneChange[] = [];
  let isReached = true;
  const ask: SignedInPhone['ask'] = async (path, { answer }) => {
    asked.push(path);
    if (!isReached) return err('unreachable');
    const since = Number(new URLSearchParams(path.split('?')[1]).get('since') ?? 0);
    const changes = journal.slice(since, since + 2);
    return ok(answer.parse({ cursor: String(since + changes.length), changes }));
  };
  const ended = followChanges(
    {
      ask,
      tell: (changes) => told.push(...changes),
      open: async (signal) => {
        const stream = streams.shift();
        if (stream === 'none') throw new Error('no stream');
        return stream === undefined ? open(signal) : heard(stream);
      },
    },
    leaving.signal,
  );
  return {
    asked,
    told,
    reach: (now: boolean) => {
      isReached = now;
    },
    leave: () => {
      leaving.abort();
      return ended;
    },
  };
}

async function* heard(hints: readonly boolean[]) {
  yield* hints;
}

async function* open(signal: AbortSignal): AsyncGenerator<boolean> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
}

const first = moved('0193a000-0000-7000-8000-000000000011');
const second = moved('0193a000-0000-7000-8000-000000000012');
const third = moved('0193a000-0000-7000-8000-000000000013');

test('at a hint all that is new is told once, and a heartbeat asks for nothing', async () => {
  const phone = follow([first, second, third], [[true, false, true]]);
  await vi.advanceTimersByTimeAsync(0);
  expect(phone.told).toEqual([first, second, third]);
  expect(phone.asked.map((path) => path.split('?')[1])).toEqual([
    undefined,
    'since=2',
    'since=3',
    'since=3',
  ]);
  await phone.leave();
});

test('a phone without a stream asks by itself, and goes on where it was', async () => {
  const journal = [first];
  const phone = follow(journal, [[true], 'none', 'none']);
  await vi.advanceTimersByTimeAsync(0);
  journal.push(second);
  await vi.advanceTimersByTimeAsync(waitAfter(0));
  expect(phone.told).toEqual([first, second]);
  phone.reach(false);
  journal.push(third);
  await vi.advanceTimersByTimeAsync(waitAfter(1));
  phone.reach(true);
  await vi.advanceTimersByTimeAsync(waitAfter(2));
  expect(phone.told).toEqual([first, second, third]);
  await phone.leave();
});

test('who has left asks for nothing more', async () => {
  const phone = follow([], ['none', 'none', 'none']);
  await vi.advanceTimersByTimeAsync(waitAfter(0));
  await phone.leave();
  const before = phone.asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(phone.asked).toHaveLength(before);
});

test('each further failure is waited for longer, but never longer than half a minute', () => {
  expect([0, 1, 2, 5, 60].map(waitAfter)).toEqual([1000, 2000, 4000, 30_000, 30_000]);
});
