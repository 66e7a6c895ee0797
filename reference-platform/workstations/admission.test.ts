import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { batchAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';
import { workstationPaths } from '../../src/contracts/workstation-api.ts';
import { clerks } from '../seed/accounts.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';
import { enrolledWorkstation } from '../testing/scripted-workstation.ts';
import type { AdmissionMode } from './signatures.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
afterEach(() => bench.stop());

const refused = (status: number, code: string) => ({ status, body: { code } });
const { account, password } = clerks.clerk;
const credentials = { account, password, windowId: 'A07' };

describe.each<AdmissionMode>(['open', 'enrolled-only'])('%s:', (admission) => {
  beforeEach(async () => {
    bench = await startPlatformUnderTest({ clock, admission });
  });

  test('an enrolled workstation works by what it signs', async () => {
    const workstation = await enrolledWorkstation(bench, clock);
    const { workstationId } = workstation;
    const { token, refreshToken } = await workstation.logIn();
    const onPaper = { code: 'household-register', status: 'needed-on-paper' } as const;
    const event = receivedCase(1, { materials: [onPaper], consents: [] });
    const batch = { workstationId, epoch: randomUUID(), events: [event] };
    const received = await workstation.call('POST', platformPaths.batches, batch, token);
    expect(batchAnswerSchema.parse(received.body)).toMatchObject({ ackedThrough: 1, rejected: [] });
    const exchange = { refreshToken, windowId: 'A07', workstationId };
    const exchanged = await workstation.call('POST', platformPaths.refreshSession, exchange);
    expect(exchanged.status).toBe(200);
  });

  test('nothing of an enrolled workstation goes unsigned', async () => {
    const workstation = await enrolledWorkstation(bench, clock);
    const { workstationId } = workstation;
    const { token, refreshToken } = await workstation.logIn();
    const exchange = { refreshToken, windowId: 'A07', workstationId };
    const answers = await Promise.all([
      bench.call('POST', platformPaths.sessions, { ...credentials, workstationId }),
      bench.call('POST', platformPaths.refreshSession, exchange),
      bench.call('DELETE', platformPaths.currentSession, undefined, token),
      bench.call('GET', platformPaths.serviceItems, undefined, token),
      bench.call('GET', platformPaths.push, undefined, token),
      bench.call('POST', platformPaths.batches, {}, token),
    ]);
    expect(answers).toEqual(answers.map(() => refused(401, 'signature-required')));
    const items = await workstation.call('GET', platformPaths.serviceItems, undefined, token);
    expect(items.status).toBe(200);
  });

  test('a workstation that is signed for by another is refused, and its session goes on', async () => {
    const one = await enrolledWorkstation(bench, clock);
    const other = await enrolledWorkstation(bench, clock);
    const { workstationId } = one;
    const { token, refreshToken } = await one.logIn();
    const exchange = { refreshToken, windowId: 'A07', workstationId };
    const answers = await Promise.all([
      other.call('POST', platformPaths.sessions, { ...credentials, workstationId }),
      other.call('POST', platformPaths.refreshSession, exchange),
      other.call('DELETE', platformPaths.currentSession, undefined, token),
      other.call('GET', platformPaths.changes, undefined, token),
      other.call('POST', platformPaths.batches, {}, token),
    ]);
    const { platformTime } = answers[0];
    expect(answers).toEqual(
      answers.map(() => ({ ...refused(403, 'another-workstation'), platformTime })),
    );
    expect((await one.call('GET', platformPaths.changes, undefined, token)).status).toBe(200);
  });

  test('a revoked workstation does not come back unsigned', async () => {
    const { workstationId } = await enrolledWorkstation(bench, clock);
    await bench.call('POST', workstationPaths.administeredRevocations, { workstationId });
    expect(
      await bench.call('POST', platformPaths.sessions, { ...credentials, workstationId }),
    ).toEqual(refused(401, admission === 'open' ? 'workstation-revoked' : 'signature-required'));
  });

  test('at a window it does not serve nobody logs in', async () => {
    const workstation = await enrolledWorkstation(bench, clock);
    const { workstationId } = workstation;
    const elsewhere = { ...credentials, windowId: 'B01', workstationId };
    expect(await workstation.call('POST', platformPaths.sessions, elsewhere)).toMatchObject(
      refused(403, 'window-not-served'),
    );
  });

  test('whoever is not signed is let in as the mode has it', async () => {
    const workstationId = randomUUID();
    const request = { ...credentials, workstationId };
    const answers = [
      await bench.call('POST', platformPaths.sessions, request),
      await bench.call('GET', workstationPaths.time),
      await bench.call('DELETE', platformPaths.currentSession, undefined, 'x'.repeat(43)),
      await bench.call('GET', platformPaths.changes, undefined, 'x'.repeat(43)),
    ];
    expect(answers.map(({ status, body }) => [status, (body as { code?: string }).code])).toEqual(
      admission === 'open'
        ? [
            [200, undefined],
            [200, undefined],
            [401, 'session-required'],
            [401, 'session-required'],
          ]
        : answers.map(() => [401, 'signature-required']),
    );
    expect((await bench.call('GET', platformPaths.health)).status).toBe(200);
  });
});

test('a session that was begun before its workstation enrolled ends with that', async () => {
  bench = await startPlatformUnderTest({ clock });
  const workstationId = randomUUID();
  const { token } = await bench.logIn(workstationId);
  expect((await bench.call('GET', platformPaths.changes, undefined, token)).status).toBe(200);
  await enrolledWorkstation(bench, clock, { workstationId, isKnown: false });
  expect(await bench.call('GET', platformPaths.changes, undefined, token)).toEqual(
    refused(401, 'session-required'),
  );
});
