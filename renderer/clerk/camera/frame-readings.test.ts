import { describe, expect, it } from 'vitest';
import type { CodeReading } from '../../../src/scanning/code-reading.ts';
import { type FrameWorker, frameReadings } from './frame-readings.ts';

/** Stands for a picture; which one is all that matters here. */
interface NumberedFrame {
  readonly number: number;
}

/** A worker whose answers the test gives, and a camera whose frames are numbered. */
function posts() {
  const events = new EventTarget();
  const sent: { frame: NumberedFrame; transferred: readonly unknown[] }[] = [];
  const arrivals: (() => void)[] = [];
  let taken = 0;
  let isTerminated = false;
  const worker = Object.assign(events, {
    postMessage(frame: NumberedFrame, transferred: readonly unknown[]) {
      sent.push({ frame, transferred });
      arrivals.shift()?.();
    },
    terminate() {
      isTerminated = true;
    },
  }) as unknown as FrameWorker;
  return {
    worker,
    sent,
    nextFrame: async () => {
      taken += 1;
      return { number: taken } as unknown as ImageBitmap;
    },
    /** Resolves when the worker gets its next frame. */
    frameArrives: () => new Promise<void>((resolve) => arrivals.push(resolve)),
    answer: (data: unknown) => events.dispatchEvent(new MessageEvent('message', { data })),
    breakDown: () => events.dispatchEvent(new Event('error')),
    facts: () => ({ taken, isTerminated }),
  };
}

describe('the frames of a camera', () => {
  it('go to the worker one at a time, each only when the last one is answered', async () => {
    const { worker, sent, nextFrame, frameArrives, answer, facts } = posts();
    const readings = frameReadings(worker, nextFrame, new AbortController().signal);
    for (const [number, kind] of [
      [1, 'none'],
      [2, 'several'],
    ] as const) {
      const arrival = frameArrives();
      const reading = readings.next();
      await arrival;
      expect(facts().taken).toBe(number);
      answer({ kind });
      expect(await reading).toEqual({ done: false, value: { kind } });
    }
    expect(sent.map(({ frame }) => frame.number)).toEqual([1, 2]);
  });

  it('are handed over, not copied', async () => {
    const { worker, sent, nextFrame, frameArrives, answer } = posts();
    const arrival = frameArrives();
    const reading = frameReadings(worker, nextFrame, new AbortController().signal).next();
    await arrival;
    answer({ kind: 'none' });
    await reading;
    expect(sent[0]?.transferred).toEqual([sent[0]?.frame]);
  });

  it('give the code as the worker has read it', async () => {
    const { worker, nextFrame, frameArrives, answer } = posts();
    const arrival = frameArrives();
    const reading = frameReadings(worker, nextFrame, new AbortController().signal).next();
    await arrival;
    const code: CodeReading = { kind: 'code', bytes: Uint8Array.of(65, 0, 255) };
    answer(code);
    expect((await reading).value).toEqual(code);
  });

  it('are let go when the dialog is, also while one is being read, and the worker ends', async () => {
    const { worker, nextFrame, frameArrives, facts } = posts();
    const ending = new AbortController();
    const arrival = frameArrives();
    const reading = frameReadings(worker, nextFrame, ending.signal).next();
    await arrival;
    ending.abort();
    expect((await reading).done).toBe(true);
    expect(facts().isTerminated).toBe(true);
  });

  it('are let go when no next one comes', async () => {
    const { worker, facts } = posts();
    const ending = new AbortController();
    const never = () => new Promise<ImageBitmap>(() => undefined);
    const reading = frameReadings(worker, never, ending.signal).next();
    ending.abort();
    expect((await reading).done).toBe(true);
    expect(facts().isTerminated).toBe(true);
  });

  it('fail with a worker that cannot even start', async () => {
    const { worker, breakDown } = posts();
    const never = () => new Promise<ImageBitmap>(() => undefined);
    const reading = frameReadings(worker, never, new AbortController().signal).next();
    breakDown();
    await expect(reading).rejects.toThrow();
  });

  it.each([
    ['says what nobody expects', (at: ReturnType<typeof posts>) => at.answer({ kind: 'code' })],
    ['breaks down', (at: ReturnType<typeof posts>) => at.breakDown()],
  ])('fail with a worker that %s, which then ends', async (_what, happen) => {
    const at = posts();
    const arrival = at.frameArrives();
    const reading = frameReadings(at.worker, at.nextFrame, new AbortController().signal).next();
    await arrival;
    const outcome = expect(reading).rejects.toThrow();
    happen(at);
    await outcome;
    expect(at.facts().isTerminated).toBe(true);
  });
});
