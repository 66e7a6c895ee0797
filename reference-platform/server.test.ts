import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { accessLogPaths } from '../src/contracts/access-log-api.ts';
import { adminPaths } from '../src/contracts/admin-api.ts';
import { attachmentPaths } from '../src/contracts/attachment-api.ts';
import { casePaths } from '../src/contracts/case-api.ts';
import { consentPaths } from '../src/contracts/consent-api.ts';
import { delegationPaths } from '../src/contracts/delegation-api.ts';
import { facePaths } from '../src/contracts/face-api.ts';
import { licenceApiPaths } from '../src/contracts/licence-api.ts';
import { misbehaviourPaths } from '../src/contracts/misbehaviour-api.ts';
import { phoneServiceItemPaths } from '../src/contracts/phone-service-item-api.ts';
import { platformPaths } from '../src/contracts/platform-api.ts';
import { scanPaths } from '../src/contracts/scan-api.ts';
import { simulatedWindowPaths } from '../src/contracts/simulated-window-api.ts';
import { workstationPaths } from '../src/contracts/workstation-api.ts';
import { openDatabase } from './database/open-database.ts';
import { people } from './seed/people.ts';
import { startReferencePlatform } from './server.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from './testing/platform-under-test.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterAll(() => bench.stop());

test('every path of the contracts is described at /openapi.json', async () => {
  const { body } = await bench.call('GET', '/openapi.json');
  const { paths } = z.object({ paths: z.record(z.string(), z.unknown()) }).parse(body);
  const described = Object.keys(paths).map((path) => path.replace(/\{\w+\}/, '{}'));
  const { licenceLibrary, ...own } = platformPaths;
  const contracts = [
    own,
    accessLogPaths,
    adminPaths,
    attachmentPaths,
    casePaths,
    consentPaths,
    delegationPaths,
    facePaths,
    misbehaviourPaths,
    phoneServiceItemPaths,
    scanPaths,
    simulatedWindowPaths,
    workstationPaths,
  ];
  const wanted = [
    ...contracts
      .flatMap((matter): (string | ((name: string) => string))[] => Object.values(matter))
      .map((path) => (typeof path === 'string' ? path.replace(/:\w+/, '{}') : path('{}'))),
    ...Object.values(licenceApiPaths).map((path) => licenceLibrary + path),
  ];
  expect(described).toEqual(expect.arrayContaining(wanted));
});

test('refusals have one shape', async () => {
  expect(await bench.call('GET', '/nowhere')).toEqual({ status: 404, body: { code: 'not-found' } });
  const response = await fetch(bench.url + platformPaths.sessions, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{',
  });
  expect([response.status, await response.json()]).toEqual([400, { code: 'request-invalid' }]);
});

test('an unexpected error is reported by its route and told to nobody else', async () => {
  const reported: string[] = [];
  const broken = await startPlatformUnderTest({
    onUnexpectedError: (error, route) => reported.push(`${route} ${error.name}`),
  });
  const { token } = await broken.logIn();
  const db = await openDatabase(broken.dataDir);
  await db.schema.dropTable('persons').execute();
  await db.destroy();
  const person = { idNumber: '1', name: '无' };
  expect(await broken.call('POST', platformPaths.matchPerson, person, token)).toEqual({
    status: 500,
    body: { code: 'internal-error' },
  });
  expect(reported).toEqual([`POST ${platformPaths.matchPerson} SqliteError`]);
  await broken.stop();
});

test('an answer that says more than its contract is an error, and does not go out', async () => {
  const reported: string[] = [];
  const broken = await startPlatformUnderTest({
    onUnexpectedError: (error, route) => reported.push(`${route} ${error.name}`),
  });
  const { token } = await broken.logIn();
  const db = await openDatabase(broken.dataDir);
  await sql`update person_values set key = 'shoe-size' where key = 'address'`.execute(db);
  await db.destroy();
  const { idNumber, name } = people.allGood.card;
  const person = { idNumber, name };
  expect(await broken.call('POST', platformPaths.personValues, person, token)).toEqual({
    status: 500,
    body: { code: 'internal-error' },
  });
  expect(reported).toEqual([`POST ${platformPaths.personValues} FastifyError`]);
  await broken.stop();
});

test('a restart keeps sessions; closing waits for nobody', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-restart-'));
  const first = await startReferencePlatform({
    dataDir,
    misbehaviour: [{ path: platformPaths.changes, fault: 'hang' }],
  });
  const hanging = fetch(first.url + platformPaths.changes);
  const opened = await fetch(first.url + platformPaths.sessions, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      account: 'lizhuguan',
      password: 'mianzheng-9001',
      windowId: 'A07',
      workstationId: '0193a000-0000-7000-8000-000000000002',
    }),
  });
  const { token } = (await opened.json()) as { token: string };
  await Promise.all([first.close(), expect(hanging).rejects.toThrow('fetch failed')]);

  const second = await startReferencePlatform({ dataDir });
  const items = await fetch(second.url + platformPaths.serviceItems, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(items.status).toBe(200);
  await second.close();
  await rm(dataDir, { recursive: true });
});

test('a taken port is an error, not another port', async () => {
  const port = Number(new URL(bench.url).port);
  const dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-port-'));
  await expect(startReferencePlatform({ dataDir, port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  await rm(dataDir, { recursive: true });
});
