import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminPath, requireLoopback } from './loopback-guard.ts';

const app = Fastify();
beforeAll(() => {
  app.register(async (admin) => {
    admin.addHook('onRequest', requireLoopback);
    admin.post(`${adminPath}/anything`, async () => ({ done: true }));
  });
});
afterAll(() => app.close());

const host = '127.0.0.1:41234';
const own = 'http://127.0.0.1:41234';

async function answerTo(headers: Record<string, string>, remoteAddress = '127.0.0.1') {
  const url = `${adminPath}/anything`;
  const answer = await app.inject({ method: 'POST', url, remoteAddress, headers });
  return [answer.statusCode, answer.json()];
}

test.each([
  ['a program', { host }],
  ['a program that says localhost', { host: 'localhost:41234' }],
  ['a program that says ::1', { host: '[::1]:41234' }],
  ["the platform's own page", { host, origin: own, 'sec-fetch-site': 'same-origin' }],
  ['an address typed into a browser', { host, 'sec-fetch-site': 'none' }],
])('%s of this machine is let in', async (_who, headers) => {
  expect(await answerTo(headers)).toEqual([200, { done: true }]);
});

test.each(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'])(
  '%s is this machine',
  async (from) => {
    expect(await answerTo({ host }, from)).toEqual([200, { done: true }]);
  },
);

test.each(['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1'])(
  '%s is another machine',
  async (from) => {
    expect(await answerTo({ host }, from)).toEqual([403, { code: 'loopback-only' }]);
  },
);

test.each([
  'evil.example',
  'evil.example:41234',
  'localhost.evil.example',
  '127.0.0.1.evil.example:41234',
])('the foreign name %s that points here is refused', async (foreign) => {
  const headers = { host: foreign, origin: `http://${foreign}`, 'sec-fetch-site': 'same-origin' };
  expect(await answerTo(headers)).toEqual([403, { code: 'host-not-allowed' }]);
});

test.each([
  ['a page of another site', { host, origin: 'https://evil.example' }],
  ['a page of another port', { host, origin: 'http://127.0.0.1:8080' }],
  ['a page of another name of this machine', { host, origin: 'http://localhost:41234' }],
  ['a page over https', { host, origin: 'https://127.0.0.1:41234' }],
  ['a page without an origin', { host, origin: 'null' }],
  ['an image of another site', { host, 'sec-fetch-site': 'cross-site' }],
  ['an image of another port', { host, 'sec-fetch-site': 'same-site' }],
])('%s is refused', async (_who, headers) => {
  expect(await answerTo(headers)).toEqual([403, { code: 'cross-site' }]);
});
