import { z } from 'zod';
import type { CodeReading } from '../../../src/scanning/code-reading.ts';

/** What the worker answers to every frame. */
const readingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('code'), bytes: z.instanceof(Uint8Array) }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('several') }),
]);

/** What of a worker is needed to have frames read. */
export type FrameWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

/**
 * Has a camera's frames read, one after the other: the next one is taken when the last one is done, so that none waits
 * and what is read is always the newest. A frame is handed over, not copied.
 * @param nextFrame the camera's next picture
 * @param signal ends it, and the worker with it
 * @throws what the worker has failed of
 */
export async function* frameReadings(
  worker: FrameWorker,
  nextFrame: () => Promise<ImageBitmap>,
  signal: AbortSignal,
): AsyncGenerator<CodeReading, void> {
  // A worker may break down at any time, also before it has got a frame.
  const ended = new Promise<undefined>((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
  });
  // Whoever waits then is told; nobody may be waiting.
  ended.catch(() => undefined);
  try {
    while (!signal.aborted) {
      const frame = await Promise.race([nextFrame(), ended]);
      if (frame === undefined) return;
      const answer = answerOf(worker);
      worker.postMessage(frame, [frame]);
      const reading = await Promise.race([answer, ended]);
      if (reading === undefined) return;
      yield reading;
    }
  } finally {
    worker.terminate();
  }
}

function answerOf(worker: FrameWorker): Promise<CodeReading> {
  return new Promise((resolve, reject) => {
    const take = ({ data }: MessageEvent<unknown>): void => {
      const reading = readingSchema.safeParse(data);
      if (reading.success) resolve(reading.data);
      else reject(reading.error);
    };
    worker.addEventListener('message', take, { once: true });
  });
}
