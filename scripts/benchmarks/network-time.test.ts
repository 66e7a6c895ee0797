import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { covered, startRecordingProxy } from './recording-proxy.ts';

const span = { begin: 100, end: 200 };

test.for([
  ['no call', [], 0],
  ['one inside', [{ begin: 110, end: 130 }], 20],
  [
    'two after each other',
    [
      { begin: 110, end: 120 },
      { begin: 150, end: 180 },
    ],
    40,
  ],
  [
    'two that overlap',
    [
      { begin: 150, end: 180 },
      { begin: 110, end: 160 },
    ],
    70,
  ],
  [
    'one within another',
    [
      { begin: 110, end: 190 },
      { begin: 120, end: 130 },
    ],
    80,
  ],
  ['one that had begun before', [{ begin: 50, end: 120 }], 20],
  ['one that goes on after', [{ begin: 190, end: 250 }], 10],
  ['one that was over', [{ begin: 10, end: 90 }], 0],
] as const)('of a span, %s covers what it covers', ([, calls, wanted]) => {
  expect(covered(calls, span)).toBe(wanted);
});

test('a call goes through whole, and leaves the time before it as it was', async () => {
  const platform = createServer((incoming, answer) => {
    incoming.setEncoding('utf8').on('data', (text: string) => {
      answer.writeHead(201, { 'x-said': text }).end(`${incoming.method} ${incoming.url}`);
    });
  });
  await new Promise<void>((resolve) => {
    platform.listen(0, '127.0.0.1', resolve);
  });
  const { port } = platform.address() as AddressInfo;
  const proxy = await startRecordingProxy(`http://127.0.0.1:${port}`);

  const begin = Date.now() - 1000;
  const answer = await fetch(`${proxy.url}/a?b=c`, { method: 'POST', body: 'hello' });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-said')).toBe('hello');
  expect(await answer.text()).toBe('POST /a?b=c');
  expect(proxy.busyWithin({ begin: 0, end: begin })).toBe(0);

  await proxy.close();
  await new Promise((resolve) => platform.close(resolve));
});
