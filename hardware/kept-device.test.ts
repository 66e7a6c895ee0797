import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, type Outcome } from '../src/failures/failure.ts';
import { err, ok } from '../src/support/result.ts';
import { KeptDevice } from './kept-device.ts';

const gone = failure('scanner.gone');
const here = { address: 'COM1', baud: 9600 };
const there = { address: 'COM2', baud: 9600 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A place whose devices are connected, or not, when the test says so. */
function place() {
  const device = (identity = 'A') => ({ identity, close: vi.fn(async () => undefined) });
  const attempts: {
    readonly listener: { heard(event: string): void; gone(reason: typeof gone): void };
    readonly end: (outcome: Outcome<ReturnType<typeof device>>) => void;
  }[] = [];
  const onEvent = vi.fn();
  const onChange = vi.fn();
  const kept = new KeptDevice<ReturnType<typeof device>, string>({
    connect: (_at, listener) => new Promise((end) => attempts.push({ listener, end })),
    identityOf: ({ identity }) => identity,
    onEvent,
    onChange,
  });
  void kept.assign(here);
  kept.connect();
  const attempt = (number: number) => {
    const found = attempts[number];
    if (found === undefined) throw new Error(`There was no attempt ${number}`);
    return found;
  };
  return { kept, attempts, attempt, onEvent, onChange, device };
}

describe('a kept device', () => {
  it('is not tried a second time while it is being tried', () => {
    const { kept, attempts } = place();
    kept.connect();
    expect(attempts).toHaveLength(1);
  });

  it('that is lost before it is there counts as not connected', async () => {
    const { kept, attempts, attempt, onChange, device } = place();
    attempt(0).listener.gone(gone);
    attempt(0).end(ok(device()));
    await kept.settled();
    expect(kept.device).toBeUndefined();
    expect(onChange).toHaveBeenLastCalledWith(gone);
    await vi.advanceTimersByTimeAsync(250);
    expect(attempts).toHaveLength(2);
  });

  it('is heard until it is taken away, also while another takes its place', async () => {
    const { kept, attempt, onEvent, onChange, device } = place();
    const first = device();
    attempt(0).end(ok(first));
    await kept.settled();
    attempt(0).listener.heard('one');
    const away = kept.assign(there);
    attempt(0).listener.heard('two');
    await away;
    expect(first.close).toHaveBeenCalledTimes(1);
    kept.connect();
    attempt(1).end(ok(device()));
    await kept.settled();
    onChange.mockClear();
    attempt(0).listener.heard('three');
    attempt(0).listener.gone(gone);
    expect(onEvent.mock.calls).toEqual([['one']]);
    expect(onChange).not.toHaveBeenCalled();
    expect(kept).toMatchObject({ at: there, device: expect.anything() });
  });

  it('taken away while it is being connected is closed as soon as it is', async () => {
    const { kept, attempt, device } = place();
    const late = device();
    const away = kept.assign(undefined);
    attempt(0).end(ok(late));
    await away;
    expect(late.close).toHaveBeenCalledTimes(1);
    expect(kept.device).toBeUndefined();
  });

  it('taken away between two attempts is not tried again', async () => {
    const { kept, attempts, attempt } = place();
    attempt(0).end(err(gone));
    await kept.settled();
    expect(vi.getTimerCount()).toBe(1);
    await kept.close();
    expect(vi.getTimerCount()).toBe(0);
    expect(attempts).toHaveLength(1);
  });

  describe('that was lost', () => {
    const failures = {
      absent: 'reader.not-connected',
      cancelled: 'card.read-cancelled',
      late: 'card.not-presented',
    } as const;

    async function lostPlace() {
      const parts = place();
      parts.attempt(0).end(ok(parts.device('A')));
      await parts.kept.settled();
      parts.attempt(0).listener.gone(gone);
      return parts;
    }

    it('is the same one when it comes back in time', async () => {
      const { kept, attempt, device } = await lostPlace();
      const waiting = kept.present(failures, {});
      expect(kept.standing).toBe('reconnecting');
      await vi.advanceTimersByTimeAsync(250);
      const back = device('A');
      attempt(1).end(ok(back));
      expect(await waiting).toEqual(ok(back));
      expect(kept.standing).toBe('connected');
      await kept.close();
      expect(vi.getTimerCount()).toBe(0);
    });

    it('is not taken for another one that comes in its place', async () => {
      const { kept, attempt, device } = await lostPlace();
      const waiting = kept.present(failures, {});
      await vi.advanceTimersByTimeAsync(250);
      const other = device('B');
      attempt(1).end(ok(other));
      expect(await waiting).toEqual(err(gone));
      expect(await kept.present(failures, {})).toEqual(ok(other));
    });

    it('is given up with the place', async () => {
      const { kept } = await lostPlace();
      const waiting = kept.present(failures, {});
      await kept.assign(there);
      expect(await waiting).toEqual(err(gone));
      expect(kept.standing).toBe('connecting');
      expect(await kept.present(failures, {})).toMatchObject({
        problem: { code: 'reader.not-connected' },
      });
    });
  });
});
