import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import {
  administeredWorkstationsAnswerSchema,
  workstationPaths,
  workstationSettingsSchema,
} from '../../src/contracts/workstation-api.ts';
import { openDatabase } from '../database/open-database.ts';
import { Journal } from '../journal/journal.ts';
import { PushHub } from '../journal/push-hub.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { enrolledWorkstation, type ScriptedWorkstation } from '../testing/scripted-workstation.ts';
import { WorkstationStore } from './workstation-store.ts';

let clock: StoppedClock;
let bench: PlatformUnderTest;
let workstation: ScriptedWorkstation;
beforeEach(async () => {
  clock = new StoppedClock();
  // So seldom that no sign of life finds out that a session has ended.
  bench = await startPlatformUnderTest({ clock, heartbeatMs: 3_600_000 });
  workstation = await enrolledWorkstation(bench, clock);
});
afterEach(() => bench.stop());

const unknown = { workstationId: '0193a000-0000-7000-8000-0000000000ff' };
const refused = (status: number, code: string) => ({ status, body: { code } });

const revoke = (workstationId = workstation.workstationId) =>
  bench.call('POST', workstationPaths.administeredRevocations, { workstationId });

async function listed() {
  const { body } = await bench.call('GET', workstationPaths.administered);
  return administeredWorkstationsAnswerSchema.parse(body).workstations;
}

describe('a workstation that is revoked', () => {
  test('is told so under the platform’s signature, whatever it asks', async () => {
    const { token } = await workstation.logIn();
    expect(await revoke()).toEqual({ status: 204, body: undefined });
    const told = { ...refused(401, 'workstation-revoked'), platformTime: clock.now() };
    expect(await workstation.call('GET', workstationPaths.time)).toEqual(told);
    expect(await workstation.call('GET', platformPaths.changes, undefined, token)).toEqual(told);
    clock.pass(60 * 60_000);
    const { status, body } = await workstation.call('POST', platformPaths.sessions, {});
    expect({ status, body }).toEqual(refused(401, 'workstation-revoked'));
  });

  test('has no session and no stream any more', async () => {
    const { token, refreshToken } = await workstation.logIn();
    const listening = workstation.sign('GET', platformPaths.push, undefined, token);
    const stream = await fetch(bench.url + listening.target, { headers: listening.headers });
    await revoke();
    expect(await stream.text()).toContain('event: changed');
    expect(await bench.call('GET', platformPaths.changes, undefined, token)).toEqual(
      refused(401, 'session-required'),
    );
    const { workstationId } = workstation;
    const exchange = { refreshToken, windowId: 'A07', workstationId };
    expect(await bench.call('POST', platformPaths.refreshSession, exchange)).toEqual(
      refused(401, 'workstation-revoked'),
    );
  });

  test('is revoked once: again changes nothing', async () => {
    await revoke();
    const before = await listed();
    expect(before).toMatchObject([{ state: 'revoked', revokedAt: clock.now() }]);
    clock.pass(1000);
    expect((await revoke()).status).toBe(204);
    expect(await listed()).toEqual(before);
    expect(await revoke(unknown.workstationId)).toEqual(refused(404, 'workstation-unknown'));
  });

  test('comes back with a new key, and the old one stays known with the time it ended', async () => {
    const { workstationId } = workstation;
    const { token } = await workstation.logIn();
    const revokedAt = clock.now();
    await revoke();
    clock.pass(60_000);
    const back = await enrolledWorkstation(bench, clock, { workstationId, isKnown: true });
    expect((await back.call('GET', platformPaths.changes, undefined, token)).status).toBe(401);
    expect((await back.call('GET', workstationPaths.time)).status).toBe(200);
    expect(await workstation.call('GET', workstationPaths.time)).toMatchObject(
      refused(401, 'workstation-revoked'),
    );
    expect(await back.call('GET', workstationPaths.revocations)).toEqual({
      status: 200,
      body: { revocations: [{ workstationId, keyId: workstation.enrolled.keyId, revokedAt }] },
      platformTime: clock.now(),
    });
    expect(await listed()).toMatchObject([{ state: 'enrolled', enrolledAt: clock.now() }]);
  });
});

test('a new key in place of another ends that one and its sessions', async () => {
  const { token } = await workstation.logIn();
  clock.pass(1000);
  const { workstationId } = workstation;
  const replaced = await enrolledWorkstation(bench, clock, { workstationId, isKnown: true });
  const { body } = await replaced.call('GET', workstationPaths.revocations);
  const { keyId } = workstation.enrolled;
  expect(body).toEqual({ revocations: [{ workstationId, keyId, revokedAt: clock.now() }] });
  expect(await replaced.call('GET', platformPaths.changes, undefined, token)).toMatchObject(
    refused(401, 'session-required'),
  );
});

test('a key is found by its own id and, the newest, by its workstation’s', async () => {
  const { workstationId } = workstation;
  const revokedAt = clock.now();
  const replaced = await enrolledWorkstation(bench, clock, { workstationId, isKnown: true });
  const db = await openDatabase(bench.dataDir);
  const hub = new PushHub(60_000);
  const store = new WorkstationStore(db, clock, new Journal(db, hub), hub);
  const old = { workstationId, keyId: workstation.enrolled.keyId, revokedAt };
  const young = { workstationId, keyId: replaced.enrolled.keyId };
  expect(await store.keyOf(old.keyId)).toEqual({ ...old, publicKey: expect.any(String) });
  expect(await store.keyOf(young.keyId)).toEqual({ ...young, publicKey: expect.any(String) });
  expect(await store.keyOf(workstationId)).toEqual(await store.keyOf(young.keyId));
  expect(await store.keyOf(unknown.workstationId)).toBeUndefined();
  hub.close();
  await db.destroy();
});

test('when a workstation was last seen is known to the minute', async () => {
  const seen = async () => {
    await workstation.call('GET', workstationPaths.time);
    return (await listed())[0]?.lastSeenAt;
  };
  expect((await listed())[0]).not.toHaveProperty('lastSeenAt');
  const first = clock.now();
  expect(await seen()).toBe(first);
  clock.pass(59_999);
  expect(await seen()).toBe(first);
  clock.pass(1);
  expect(await seen()).toBe(clock.now());
});

describe('settings', () => {
  const limits = {
    offlineFinishOnlyHours: 4,
    offlineLockedHours: 24,
    clockDriftSeconds: 60,
    codeResolvesPerMinute: 10,
    nearExpiryDays: 60,
  };
  const change = (request: object) =>
    bench.call('PUT', workstationPaths.administeredSettings, {
      workstationId: workstation.workstationId,
      windows: ['A07'],
      limits,
      ...request,
    });

  test('that are changed have a new version, and the workstation is told in its journal', async () => {
    const { token } = await workstation.logIn();
    const settings = { version: 2, windows: ['A07'], limits };
    expect(await change({})).toEqual({ status: 200, body: settings });
    const asked = await workstation.call('GET', workstationPaths.settings);
    expect(workstationSettingsSchema.parse(asked.body)).toEqual(settings);
    expect(asked.platformTime).toBe(clock.now());
    const { body } = await workstation.call('GET', platformPaths.changes, undefined, token);
    expect(changesAnswerSchema.parse(body).changes).toEqual([
      { kind: 'settings:changed', version: 2 },
    ]);
  });

  test('survive a new key', async () => {
    await change({});
    const replaced = await enrolledWorkstation(bench, clock, {
      workstationId: workstation.workstationId,
      isKnown: true,
    });
    const { body } = await replaced.call('GET', workstationPaths.settings);
    expect(body).toEqual({ version: 2, windows: ['A07'], limits });
  });

  test.each([
    ['an unknown workstation', unknown, 404, 'workstation-unknown'],
    ['an unknown window', { windows: ['A07', 'Z99'] }, 404, 'window-unknown'],
    ['no window', { windows: [] }, 400, 'request-invalid'],
    ['a limit that is missing', { limits: { nearExpiryDays: 30 } }, 400, 'request-invalid'],
    ['a limit nobody knows', { limits: { ...limits, other: 1 } }, 400, 'request-invalid'],
    [
      'locked before finished',
      { limits: { ...limits, offlineLockedHours: 3 } },
      400,
      'request-invalid',
    ],
    ['a version', { version: 7 }, 400, 'request-invalid'],
  ])('with %s are not changed, and nobody is told', async (_what, request, status, code) => {
    const { token } = await workstation.logIn();
    expect(await change(request)).toEqual(refused(status, code));
    expect(await listed()).toMatchObject([{ settings: { version: 1 } }]);
    const { body } = await workstation.call('GET', platformPaths.changes, undefined, token);
    expect(body).toMatchObject({ changes: [] });
  });
});

test.each([workstationPaths.settings, workstationPaths.revocations])(
  '%s is for whoever signs, in every mode',
  async (path) => {
    expect(await bench.call('GET', path)).toEqual(refused(401, 'signature-required'));
  },
);

test.each([
  ['GET', workstationPaths.administered],
  ['POST', workstationPaths.administeredEnrolmentCodes],
  ['POST', workstationPaths.administeredRevocations],
  ['PUT', workstationPaths.administeredSettings],
])('%s %s is not for pages of other sites', async (method, path) => {
  const headers = { origin: 'https://evil.example' };
  const response = await fetch(bench.url + path, { method, headers });
  expect([response.status, await response.json()]).toEqual([403, { code: 'cross-site' }]);
});
