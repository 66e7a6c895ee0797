import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
  workstationId,
} from '../../reference-platform/testing/platform-under-test.ts';
import { receivedCase } from '../../reference-platform/testing/received-case.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { listenToPush } from './push-stream.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterAll(() => bench.stop());

/** Listens, and lets a test wait for what is heard. */
function listen(origin: string, token: string, silenceMs?: number) {
  const controller = new AbortController();
  const heard: string[] = [];
  const waiting = new Set<() => void>();
  const hear = (what: string) => {
    heard.push(what);
    for (const look of [...waiting]) look();
  };
  const ended = listenToPush(
    {
      fetch: (address, init) => fetch(address, init),
      origin,
      token,
      onOpen: () => hear('open'),
      onAlive: () => undefined,
      onRefused: () => hear('refused'),
      onHint: () => hear('hint'),
      ...(silenceMs === undefined ? {} : { silenceMs }),
    },
    controller.signal,
  );
  return {
    heard,
    ended,
    abort: () => controller.abort(),
    until: (count: number) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (heard.length >= count) resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

/** A server that streams what a test gives it. */
async function streaming(begin: (response: ServerResponse) => void): Promise<string> {
  const answers: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    begin(response);
  };
  const server = createServer(answers);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('it opens with a hint, and hints at every change, until it is aborted', async () => {
  const { token } = await bench.logIn();
  const stream = listen(bench.url, token);
  await stream.until(2);
  expect(stream.heard).toEqual(['open', 'hint']);
  const batch = { workstationId, epoch: randomUUID(), events: [receivedCase(1)] };
  await bench.call('POST', platformPaths.batches, batch, token);
  await stream.until(3);
  stream.abort();
  expect(await stream.ended).toBe(true);
  expect(stream.heard).toEqual(['open', 'hint', 'hint']);
});

test('a stream that the platform does not accept was not opened', async () => {
  const stream = listen(bench.url, 'a-token-of-nobody');
  expect(await stream.ended).toBe(false);
  expect(stream.heard).toEqual(['refused']);
});

test('a platform that is not there was not opened', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const stream = listen(`http://127.0.0.1:${port}`, 'token');
  expect(await stream.ended).toBe(false);
});

test('a stream that ends by itself was opened', async () => {
  const { token } = await bench.logIn();
  const stream = listen(bench.url, token);
  await stream.until(2);
  await bench.call('DELETE', platformPaths.currentSession, undefined, token);
  const { token: next } = await bench.logIn();
  const successor = listen(bench.url, next);
  expect(await stream.ended).toBe(true);
  successor.abort();
  await successor.ended;
});

test('a hint that comes byte by byte is one hint, whatever ends its lines', async () => {
  let stream: ServerResponse | undefined;
  const url = await streaming((response) => {
    stream = response;
  });
  const listening = listen(url, 'token');
  await listening.until(1);
  for (const byte of 'event: changed\r\ndata: 甲:1\r\n\r\n') {
    await new Promise((resolve) => stream?.write(byte, resolve));
  }
  await listening.until(2);
  stream?.end();
  expect(await listening.ended).toBe(true);
  expect(listening.heard).toEqual(['open', 'hint']);
});

test('signs of life, other events and a line without an end are no hints', async () => {
  const url = await streaming((response) => {
    response.write(': heartbeat\n\nevent: unchanged\ndata: event: changed\n\nevents: changed\n');
    response.write('x'.repeat(200_000));
    response.end('event: changed');
  });
  const listening = listen(url, 'token');
  expect(await listening.ended).toBe(true);
  expect(listening.heard).toEqual(['open']);
});

test('a connection that breaks ends the stream', async () => {
  const url = await streaming((response) =>
    response.write('event: changed\n', () => response.destroy()),
  );
  const listening = listen(url, 'token');
  expect(await listening.ended).toBe(true);
});

test('a stream that gives no sign of life for too long has ended, and one that was never answered was not opened', async () => {
  const url = await streaming(() => undefined);
  expect(await listen(url, 'token', 200).ended).toBe(true);
  const deaf = createServer(() => undefined);
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    deaf.closeAllConnections();
    deaf.close();
  });
  const { port } = deaf.address() as AddressInfo;
  expect(await listen(`http://127.0.0.1:${port}`, 'token', 200).ended).toBe(false);
});
