import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { RequestRule } from '../../src/contracts/misbehaviour-api.ts';
import { adminPath } from '../admin/loopback-guard.ts';
import { delayOf } from './delay.ts';
import type { Misbehaviour, Strike } from './misbehaviour.ts';

/** A request that waits to be overtaken. */
interface Held {
  /** Of the requests that may overtake it. */
  readonly path: string;
  release(): void;
}

const refusals: Partial<Record<RequestRule['fault'], readonly [status: number, code: string]>> = {
  status500: [500, 'internal-error'],
  status502: [502, 'bad-gateway'],
  status503: [503, 'unavailable'],
  status504: [504, 'gateway-timed-out'],
  status429: [429, 'too-many-requests'],
  licenceLibraryDown: [503, 'unavailable'],
};

/**
 * Makes every route of a server subject to the faults, but for the platform's own administration, which always behaves.
 * Call before any route is registered.
 */
export function befallRequests(app: FastifyInstance, misbehaviour: Misbehaviour): void {
  const befallen = new WeakMap<FastifyRequest, RequestRule>();
  const held = new Set<Held>();
  const closing = new AbortController();
  /** Set for whatever happens within the first processing of a request that is processed twice. */
  const repeating = new AsyncLocalStorage<true>();

  app.addHook('preClose', async () => closing.abort());

  app.addHook('onRequest', async (request, reply) => {
    if (repeating.getStore() || request.url.startsWith(adminPath)) return;
    const overtaken = [...held].find(({ path }) => request.url.startsWith(path));
    if (overtaken !== undefined) {
      held.delete(overtaken);
      reply.raw.once('close', overtaken.release);
      return;
    }
    const strike = misbehaviour.strikeRequest(request.url);
    if (strike === undefined) return;
    befallen.set(request, strike.rule);
    return before(strike, request, reply);
  });

  app.addHook('preParsing', async (request, _reply, payload) => {
    if (befallen.get(request)?.fault !== 'processedTwice') return payload;
    const body = await buffer(payload);
    await repeating.run(true, () => process(request, body));
    return Readable.from([body]);
  });

  app.addHook('onSend', (request, reply, payload, done) => {
    const rule = befallen.get(request);
    const bytes = bytesOf(payload);
    const half = bytes.subarray(0, bytes.length / 2);
    switch (rule?.fault) {
      case 'wrongShape':
        return done(null, JSON.stringify({ unexpected: 'shape' }));
      case 'truncatedJson':
        return done(null, half);
      case 'trickle':
        return done(null, Readable.from(byteByByte(bytes, rule.bytesPerSecond)));
      // From here on the answer ends with the connection, so the server is never told to go on with it.
      case 'truncatedBody':
        reply.raw.writeHead(reply.statusCode, {
          'content-type': String(reply.getHeader('content-type')),
          'content-length': bytes.length,
        });
        reply.raw.write(half, () => request.raw.socket.destroy());
        return;
      case 'dropConnectionAfterCommit':
        request.raw.socket.destroy();
        return;
      case 'resetAfterCommit':
        request.raw.socket.resetAndDestroy();
        return;
      default:
        return done(null, payload);
    }
  });

  async function before(
    { rule, number }: Strike<RequestRule>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<unknown> {
    const [status, code] = refusals[rule.fault] ?? [];
    if (status !== undefined) {
      if (rule.fault === 'status429') reply.header('retry-after', rule.retryAfterSeconds);
      return reply.code(status).send({ code });
    }
    if (rule.fault === 'hang') reply.hijack();
    if (rule.fault === 'resetBeforeCommit') {
      reply.hijack();
      request.raw.socket.resetAndDestroy();
    }
    if (rule.fault === 'delayMs') await wait(delayOf(rule, number), closing.signal);
    if (rule.fault === 'reordered') await waitToBeOvertaken(rule.path, rule.withinMs);
    // Whoever still waits when the platform closes finds no database any more.
    if (closing.signal.aborted) reply.hijack();
  }

  async function waitToBeOvertaken(path: string, withinMs: number): Promise<void> {
    const overtaken = new AbortController();
    const request = { path, release: () => overtaken.abort() };
    held.add(request);
    await wait(withinMs, AbortSignal.any([overtaken.signal, closing.signal]));
    held.delete(request);
  }

  /** Does what a request asks, up to the head of the answer; nobody reads the rest, which a stream never ends. */
  async function process(request: FastifyRequest, payload: Buffer): Promise<void> {
    const { url, headers, ip: remoteAddress } = request;
    const answer = await app.inject({
      method: request.method as HTTPMethods,
      url,
      headers,
      remoteAddress,
      payload,
      payloadAsStream: true,
    });
    answer.stream().resume();
  }

  async function* byteByByte(bytes: Buffer, perSecond: number): AsyncGenerator<Uint8Array> {
    for (const byte of bytes) {
      yield Uint8Array.of(byte);
      await wait(1000 / perSecond, closing.signal);
    }
  }
}

/** Waits for a time or a signal, whichever comes first. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** What an answer holds; nothing where it is a stream. */
function bytesOf(payload: unknown): Buffer {
  if (Buffer.isBuffer(payload)) return payload;
  return Buffer.from(typeof payload === 'string' ? payload : '');
}
