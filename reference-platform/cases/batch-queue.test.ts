import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { StoppedClock } from '../testing/platform-under-test.ts';
import { BatchQueue } from './batch-queue.ts';

const room = 64;

/** A server behind a queue, whose answers come when the test says so. */
function queuedServer() {
  const clock = new StoppedClock();
  const queue = new BatchQueue(clock);
  const app = Fastify();
  const answers: (() => void)[] = [];
  const heard = new Set<() => void>();
  app.post('/', { onRequest: queue.admit }, async () => {
    await new Promise<void>((resolve) => {
      answers.push(resolve);
      for (const hear of heard) hear();
    });
    return {};
  });
  onTestFinished(() => app.close());
  const post = () => app.inject({ method: 'POST', url: '/' });
  return {
    clock,
    queue,
    post,
    /** Lets some more batches in. Resolves when they are all there. */
    fill: async (count: number) => {
      const wanted = answers.length + count;
      const sent = Array.from({ length: count }, post);
      await new Promise<void>((resolve) => {
        const hear = () => {
          if (answers.length === wanted) resolve();
        };
        heard.add(hear);
        hear();
      });
      return sent;
    },
    /** Answers the batch that has waited longest. */
    answer: () => answers.shift()?.(),
  };
}

test('whoever comes when there is no more room gets a slot behind all who were told one before', async () => {
  const at = queuedServer();
  const sent = await at.fill(room);
  const slots: number[] = [];
  for (let index = 0; index < 400; index += 1) {
    const { statusCode, headers, body } = await at.post();
    expect([statusCode, JSON.parse(body)]).toEqual([429, { code: 'too-many-batches' }]);
    slots.push(Number(headers['retry-after']));
  }
  // At 5 ms a batch, before any has been measured: the last slot is 464 batches away.
  expect(slots).toEqual([...slots].sort((a, b) => a - b));
  expect([slots[0], slots.at(-1)]).toEqual([1, 2]);
  // Slots that have gone by are not owed any more.
  at.clock.pass(60_000);
  expect((await at.post()).headers['retry-after']).toBe('1');
  for (const _each of sent) at.answer();
  await Promise.all(sent);
});

test('a batch that has been answered makes room for another', async () => {
  const at = queuedServer();
  const [first, ...rest] = await at.fill(room);
  expect((await at.post()).statusCode).toBe(429);
  at.answer();
  expect((await first)?.statusCode).toBe(200);
  rest.push(...(await at.fill(1)));
  expect((await at.post()).statusCode).toBe(429);
  for (const _each of rest) at.answer();
  for (const answered of await Promise.all(rest)) expect(answered.statusCode).toBe(200);
});

test('the window after an outage grows with the workstations and with what a batch takes', async () => {
  const at = queuedServer();
  expect(at.queue.windowMs(1)).toBe(5);
  expect(at.queue.windowMs(5_000)).toBe(25_000);
  for (let index = 0; index < 300; index += 1) {
    const [sent] = await at.fill(1);
    at.clock.pass(20);
    at.answer();
    await sent;
  }
  expect(at.queue.windowMs(5_000)).toBeGreaterThan(99_000);
  expect(at.queue.windowMs(5_000)).toBeLessThan(101_000);
  expect(at.queue.windowMs(1_000_000)).toBe(600_000);
});
