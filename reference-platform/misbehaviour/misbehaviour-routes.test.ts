import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  catalogueAnswerSchema,
  faultAddedAnswerSchema,
  faultsAnswerSchema,
  misbehaviourPaths,
} from '../../src/contracts/misbehaviour-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterEach(() => bench.platform.behave());
afterAll(() => bench.stop());

const { faults, catalogue, world } = misbehaviourPaths;
const path = platformPaths.health;
const invalid = { status: 400, body: { code: 'request-invalid' } };

const healthStatus = async () => (await bench.call('GET', path)).status;
const inForce = async () => faultsAnswerSchema.parse((await bench.call('GET', faults)).body).faults;
const end = (id: string) => bench.call('DELETE', misbehaviourPaths.oneFault.replace(':id', id));

async function putInForce(rule: unknown): Promise<string> {
  const { status, body } = await bench.call('POST', faults, rule);
  expect(status).toBe(201);
  return faultAddedAnswerSchema.parse(body).id;
}

test('the faults in force are listed, oldest first, with how often they have struck', async () => {
  const first = { path, fault: 'status503', times: 2 };
  const second = { path: '/api/v1/push', fault: 'hintsLost' };
  const ids = [await putInForce(first), await putInForce(second)];
  await healthStatus();
  expect(await inForce()).toEqual([
    { id: ids[0], rule: first, struck: 1 },
    { id: ids[1], rule: second, struck: 0 },
  ]);
  await healthStatus();
  expect(await inForce()).toMatchObject([{ id: ids[1] }]);
});

test('one fault is ended, or all of them', async () => {
  const id = await putInForce({ path, fault: 'status503' });
  await putInForce({ path, fault: 'status502' });
  await putInForce({ path, fault: 'status504' });
  expect(await healthStatus()).toBe(503);
  expect((await end(id)).status).toBe(204);
  expect(await healthStatus()).toBe(502);
  expect(await end(id)).toEqual({ status: 404, body: { code: 'fault-unknown' } });
  expect(await end('nonsense')).toEqual(invalid);
  expect((await bench.call('DELETE', faults)).status).toBe(204);
  expect(await inForce()).toEqual([]);
  expect(await healthStatus()).toBe(200);
});

test('no fault locks its own switch', async () => {
  await putInForce({ path: '/', fault: 'resetBeforeCommit' });
  await expect(healthStatus()).rejects.toThrow('fetch failed');
  expect((await bench.call('DELETE', faults)).status).toBe(204);
  expect(await healthStatus()).toBe(200);
});

test.each([
  ['POST', faults],
  ['DELETE', faults],
  ['GET', faults],
  ['GET', catalogue],
  ['GET', world],
  ['POST', world],
  ['DELETE', misbehaviourPaths.oneFault.replace(':id', randomUUID())],
])('%s %s is not for pages of other sites', async (method, address) => {
  const headers = { origin: 'https://evil.example' };
  const answer = await fetch(bench.url + address, { method, headers });
  expect([answer.status, await answer.json()]).toEqual([403, { code: 'cross-site' }]);
});

test.each([
  ['an unknown fault', { path, fault: 'explode' }],
  ['an unknown field', { path, fault: 'status500', note: '' }],
  ['a fault without its path', { fault: 'status500' }],
  ['a path that is none', { path: 'api', fault: 'status500' }],
  ['a delay of no length', { path, fault: 'delayMs' }],
  ['a delay as text', { path, fault: 'delayMs', ms: '10' }],
  ['a delay without end', { path, fault: 'delayMs', ms: 600_001 }],
  ['no times', { path, fault: 'status500', times: 0 }],
  ['each half time', { path, fault: 'status500', every: 0.5 }],
  ['a trickle of nothing', { path, fault: 'trickle', bytesPerSecond: 0 }],
  ['a path of a fault that has its own', { path, fault: 'licenceLibraryDown' }],
  ['nothing', {}],
])('%s is not put in force', async (_what, rule) => {
  expect(await bench.call('POST', faults, rule)).toEqual(invalid);
  expect(await inForce()).toEqual([]);
});

test.each([
  ['an unknown change', { change: 'endOfWorld' }],
  ['an unknown field', { change: 'changePlatformId', id: randomUUID() }],
  ['a shift of no length', { change: 'shiftClock' }],
  ['half a millisecond', { change: 'shiftClock', ms: 0.5 }],
  ['more than a hundred years', { change: 'shiftClock', ms: 4e12 }],
  ['a licence without a code', { change: 'expireLicence', licenceCode: '' }],
  ['a name that leads elsewhere', { change: 'restoreSnapshot', name: '../platform' }],
  ['a name with an ending', { change: 'takeSnapshot', name: 'a.sqlite' }],
  ['no name', { change: 'takeSnapshot', name: '' }],
  ['a name too long', { change: 'takeSnapshot', name: 'a'.repeat(64) }],
])('%s does not change the world', async (_what, change) => {
  const before = await bench.call('GET', world);
  expect(await bench.call('POST', world, change)).toEqual(invalid);
  expect((await bench.call('GET', world)).body).toMatchObject({
    ...Object(before.body),
    at: expect.anything(),
  });
});

test('the catalogue has every switch, with what it takes and where it is thrown', async () => {
  const { switches } = catalogueAnswerSchema.parse((await bench.call('GET', catalogue)).body);
  expect(new Set(switches.map(({ id }) => id)).size).toBe(switches.length);
  expect(switches.find(({ id }) => id === 'delayMs')).toMatchObject({
    kind: 'fault',
    description: expect.stringContaining('late'),
    parameters: {
      properties: {
        fault: { const: 'delayMs' },
        path: { type: 'string' },
        times: { type: 'integer' },
        every: { type: 'integer' },
        ms: { maximum: 600_000 },
      },
      required: ['fault', 'path', 'ms'],
      additionalProperties: false,
    },
  });
  expect(switches.find(({ id }) => id === 'restoreSnapshot')).toMatchObject({
    kind: 'world',
    parameters: { properties: { change: { const: 'restoreSnapshot' } } },
  });
});

test('the README lists every switch', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const { switches } = catalogueAnswerSchema.parse((await bench.call('GET', catalogue)).body);
  const missing = switches.filter(({ id }) => !readme.includes(`\`${id}\``));
  expect(missing.map(({ id }) => id)).toEqual([]);
});
