import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { expectDescribed } from '../testing/described-answers.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';
import { matters } from './operations.ts';

const documentSchema = z.looseObject({
  tags: z.array(z.object({ name: z.string() })),
  components: z.object({
    responses: z.record(z.string(), z.unknown()),
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        summary: z.string().optional(),
        responses: z.record(z.string(), z.unknown()),
        tags: z.array(z.string()).default([]),
        security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
      }),
    ),
  ),
});

let bench: PlatformUnderTest;
let served: unknown;
let document: z.infer<typeof documentSchema>;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
  served = (await bench.call('GET', '/openapi.json')).body;
  document = documentSchema.parse(served);
});
afterAll(() => bench.stop());

test('docs/platform-openapi.json is what /openapi.json says; `vitest run openapi -u` renews it', async () => {
  await expect(`${JSON.stringify(served, null, 2)}\n`).toMatchFileSnapshot(
    '../../docs/platform-openapi.json',
  );
});

test('asked twice, it says the same', async () => {
  expect((await bench.call('GET', '/openapi.json')).body).toEqual(served);
});

test('every request has a summary and a matter, and no other is listed', () => {
  const requests = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary }]) => [
      `${method.toUpperCase()} ${path}`,
      summary,
    ]),
  );
  const listed = matters.flatMap(({ operations }) =>
    Object.entries(operations).map(([request, operation]) => [
      request,
      typeof operation === 'string' ? operation : operation.summary,
    ]),
  );
  expect(requests.sort()).toEqual(listed.sort());
});

test('no request is done by being refused', () => {
  const done = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.entries(responses)
        .filter(([status]) => status.startsWith('2'))
        .map(([status, answer]) => `${method} ${path} ${status} ${JSON.stringify(answer)}`),
    ),
  );
  expect(done.filter((answer) => answer.includes('/schemas/Refusal'))).toEqual([]);
});

test('whatever it refers to is in it', () => {
  const text = JSON.stringify(served);
  const references = [...text.matchAll(/"#\/components\/(schemas|responses)\/(\w+)"/g)].map(
    ([, kind, name]) => `${kind}/${name}`,
  );
  const { responses, schemas } = document.components;
  expect([...new Set(references)].sort()).toEqual(
    [
      ...Object.keys(responses).map((name) => `responses/${name}`),
      ...Object.keys(schemas).map((name) => `schemas/${name}`),
    ].sort(),
  );
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const tags = document.tags.map(({ name }) => name);
  expect(new Set(operations.flatMap((operation) => operation.tags))).toEqual(new Set(tags));
  const schemes = operations.flatMap(({ security }) => security.flatMap(Object.keys));
  expect(new Set(schemes)).toEqual(new Set(Object.keys(document.components.securitySchemes)));
});

test.each<[string, string, number, unknown]>([
  ['GET', '/api/v1/health?now', 200, undefined],
  ['GET', '/api/v1/consents/1', 404, undefined],
  ['GET', '/admin/misbehaviour/world', 200, undefined],
  ['GET', '/nowhere', 418, undefined],
  // Of faults in force.
  ['GET', '/api/v1/health', 503, { code: 'unavailable' }],
  ['GET', '/api/v1/health', 429, { code: 'too-many-requests' }],
])('%s %s may answer %i', (method, target, status, body) => {
  expect(() => expectDescribed(method, target, { status, body })).not.toThrow();
});

test.each<[string, string, number]>([
  ['GET', '/api/v1/health', 404],
  ['GET', '/api/v1/consents/1', 201],
  ['DELETE', '/admin/misbehaviour/1', 200],
])('%s %s answering %i would fail a test', (method, target, status) => {
  expect(() => expectDescribed(method, target, { status })).toThrow(`${method} ${target} answered`);
});
