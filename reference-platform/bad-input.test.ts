import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { licenceApiPaths, licenceLoginAnswerSchema } from '../src/contracts/licence-api.ts';
import { platformPaths, refusalSchema } from '../src/contracts/platform-api.ts';
import { licenceAccount } from './seed/accounts.ts';
import { people } from './seed/people.ts';
import { expectDescribed } from './testing/described-answers.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from './testing/platform-under-test.ts';
import { signedInPhone } from './testing/signed-in-phone.ts';

const operationSchema = z.object({
  security: z.array(z.record(z.string(), z.unknown())).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
});
type DescribedOperation = z.infer<typeof operationSchema>;

/** As much of the served description as says which requests there are. */
const descriptionSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

interface Route {
  readonly method: string;
  readonly path: string;
  readonly takesJson: boolean;
  /** Whose token opens it. */
  readonly caller: 'anybody' | 'window' | 'phone' | 'library';
}

const unexpected: string[] = [];
let bench: PlatformUnderTest;
let routes: readonly Route[];
let tokens: Readonly<Record<'window' | 'phone', string>>;
let accessToken: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest({
    onUnexpectedError: (error, route) => unexpected.push(`${route}: ${error.message}`),
  });
  const { body } = await bench.call('GET', '/openapi.json');
  routes = routesIn(descriptionSchema.parse(body));
  tokens = {
    window: (await bench.logIn()).token,
    phone: await signedInPhone(bench, people.allGood.card),
  };
  const path = platformPaths.licenceLibrary + licenceApiPaths.login;
  const login = await bench.call('POST', path, licenceAccount);
  accessToken = licenceLoginAnswerSchema.parse(login.body).access_token ?? '';
});
afterAll(() => bench.stop());

function routesIn({ paths }: z.infer<typeof descriptionSchema>): Route[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security, requestBody }]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{(\w+)\}/g, () => randomUUID()),
      takesJson: requestBody?.content['application/json'] !== undefined,
      caller: callerOf(path, security),
    })),
  );
}

function callerOf(path: string, security: DescribedOperation['security']): Route['caller'] {
  if (path.startsWith(platformPaths.licenceLibrary)) return 'library';
  const ways = security.map((way) => Object.keys(way));
  if (ways.length === 0 || ways.some((schemes) => schemes.length === 0)) return 'anybody';
  return ways.flat().includes('phone') ? 'phone' : 'window';
}

/** Sends a text as it is, as whoever may. */
async function send({ method, path, caller }: Route, text: string, type = 'application/json') {
  const address = caller === 'library' ? `${path}?access_token=${accessToken}` : path;
  const response = await fetch(bench.url + address, {
    method,
    headers: {
      'content-type': type,
      ...(caller === 'window' || caller === 'phone'
        ? { authorization: `Bearer ${tokens[caller]}` }
        : {}),
    },
    body: text,
  });
  const answer = { status: response.status, body: JSON.parse(await response.text()) };
  expectDescribed(method, path, answer);
  return answer;
}

/** What was answered, where it is no plain refusal that says nothing of how the platform is made. */
function unlessRefused(
  { method, path, caller }: Route,
  { status, body }: Awaited<ReturnType<typeof send>>,
): unknown {
  const isRefusal =
    caller === 'library' && status === 200
      ? body.ack_code === 'FAILURE'
      : status >= 400 && status < 500 && refusalSchema.strict().safeParse(body).success;
  return isRefusal ? [] : [{ method, path, status, body }];
}

const taking = () => routes.filter(({ takesJson }) => takesJson);

test('there are routes for every caller', () => {
  expect(new Set(routes.map(({ caller }) => caller))).toEqual(
    new Set(['anybody', 'window', 'phone', 'library']),
  );
});

test.each<[string, 'window' | 'phone' | undefined]>([
  ['no token', undefined],
  ['a window’s token where a phone’s is needed', 'window'],
  ['a phone’s token where a window’s is needed', 'phone'],
])('nothing opens with %s', async (_what, kind) => {
  for (const { method, path, caller } of routes) {
    if (caller === 'anybody' || caller === 'library' || caller === kind) continue;
    const token = kind === undefined ? undefined : tokens[kind];
    const answer = await bench.call(method, path, undefined, token);
    expect({ method, path, status: answer.status }).toEqual({ method, path, status: 401 });
  }
});

describe('what is no request of a route is refused with a code, and nothing else is said', () => {
  test.each([
    ['an unknown member', '{"surprise":1}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"text"'],
    ['broken JSON', '{"a":'],
    ['nothing', ''],
    ['a prototype', '{"__proto__":{"isAdmin":true}}'],
  ])('%s', async (_what, text) => {
    const others: unknown[] = [];
    for (const route of taking()) others.push(unlessRefused(route, await send(route, text)));
    expect(others.flat()).toEqual([]);
  });

  test('more than any route takes', async () => {
    const text = JSON.stringify({ text: 'x'.repeat(30 * 1024 * 1024) });
    for (const route of taking()) {
      const { status, body } = await send(route, text);
      // Whose role does not allow it is told so before anything is read.
      if (status !== 403) {
        const { path } = route;
        const code = 'request-too-large';
        expect({ path, status, body }).toEqual({ path, status: 413, body: { code } });
      }
    }
  });

  test('another media type', async () => {
    const others: unknown[] = [];
    for (const route of taking()) {
      others.push(unlessRefused(route, await send(route, '{}', 'text/xml')));
    }
    expect(others.flat()).toEqual([]);
  });

  test('anything', async () => {
    const anything = fc.json({ maxDepth: 3 });
    for (const route of taking()) {
      await fc.assert(
        fc.asyncProperty(anything, async (text) => {
          expect(unlessRefused(route, await send(route, text))).toEqual([]);
        }),
        { seed: 413, numRuns: 15 },
      );
    }
  });
});

test('none of it was an error that the platform did not expect', () => {
  expect(unexpected).toEqual([]);
});
