import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readEnrolmentCode } from '../../src/contracts/enrolment-code.ts';
import {
  administeredWorkstationsAnswerSchema,
  enrolAnswerSchema,
  enrolmentCodeAnswerSchema,
  workstationPaths,
} from '../../src/contracts/workstation-api.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import {
  enrolledWorkstation,
  enrolRequest,
  newEnrolmentCode,
  newKey,
} from '../testing/scripted-workstation.ts';
import { keyIdOf, publicKeyOf } from './ed25519.ts';

const hour = 60 * 60_000;
const workstationId = '0193a000-0000-7000-8000-00000000000a';
const newWorkstation = { windowId: 'A07', name: '综合窗口 A07 左' };

let clock: StoppedClock;
let bench: PlatformUnderTest;
beforeEach(async () => {
  clock = new StoppedClock();
  bench = await startPlatformUnderTest({ clock });
});
afterEach(() => bench.stop());

const enrol = (request: unknown) => bench.call('POST', workstationPaths.enrolments, request);
const refused = (status: number, code: string) => ({ status, body: { code } });

async function listed() {
  const { body } = await bench.call('GET', workstationPaths.administered);
  return administeredWorkstationsAnswerSchema.parse(body).workstations;
}

describe('a code', () => {
  test('is made by an administrator’s session, and by nobody else’s', async () => {
    const make = async (role: 'admin' | 'technician' | 'clerk' | 'supervisor' | 'approver') => {
      const { token } = await bench.logIn(randomUUID(), role);
      return bench.call('POST', workstationPaths.enrolmentCodes, newWorkstation, token);
    };
    const made = await make('admin');
    expect(enrolmentCodeAnswerSchema.parse(made.body)).toEqual({
      code: expect.stringMatching(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/),
      expiresAt: '2026-11-25T01:00:00.000Z',
    });
    for (const role of ['technician', 'supervisor', 'approver', 'clerk'] as const) {
      expect(await make(role)).toEqual(refused(403, 'role-not-allowed'));
    }
    expect(await bench.call('POST', workstationPaths.enrolmentCodes, newWorkstation)).toEqual(
      refused(401, 'session-required'),
    );
  });

  test.each([
    ['an unknown window', { ...newWorkstation, windowId: 'Z99' }, 404, 'window-unknown'],
    ['an unknown workstation', { workstationId }, 404, 'workstation-unknown'],
    ['no name', { ...newWorkstation, name: ' ' }, 400, 'request-invalid'],
    ['a field too many', { ...newWorkstation, workstationId }, 400, 'request-invalid'],
    ['nothing', {}, 400, 'request-invalid'],
  ])('for %s is not made', async (_what, request, status, code) => {
    const answer = await bench.call('POST', workstationPaths.administeredEnrolmentCodes, request);
    expect(answer).toEqual(refused(status, code));
  });

  test('stands nowhere in the database, as it is shown or typed', async () => {
    const code = await newEnrolmentCode(bench);
    for (const file of ['platform.sqlite', 'platform.sqlite-wal']) {
      const bytes = await readFile(join(bench.dataDir, file));
      expect([code, readEnrolmentCode(code) ?? code].map((text) => bytes.includes(text))).toEqual([
        false,
        false,
      ]);
    }
  });

  test('enrols a key once, for the window and under the name it was made for', async () => {
    const code = await newEnrolmentCode(bench, newWorkstation);
    const key = newKey();
    const { body } = await enrol(
      enrolRequest(` ${code.toLowerCase().replaceAll('-', ' ')} `, workstationId, key),
    );
    expect(enrolAnswerSchema.parse(body)).toMatchObject({
      workstationId,
      keyId: keyIdOf(publicKeyOf(key)),
      windows: ['A07'],
    });
    expect(await listed()).toEqual([
      {
        workstationId,
        name: newWorkstation.name,
        state: 'enrolled',
        enrolledAt: clock.now(),
        settings: {
          version: 1,
          windows: ['A07'],
          limits: {
            offlineFinishOnlyHours: 8,
            offlineLockedHours: 72,
            clockDriftSeconds: 120,
            codeResolvesPerMinute: 30,
            nearExpiryDays: 30,
          },
        },
      },
    ]);
    const again = enrolRequest(code, randomUUID(), newKey());
    expect(await enrol(again)).toEqual(refused(409, 'enrolment-code-used'));
  });

  test('enrols one of two workstations that use it at the same time', async () => {
    const code = await newEnrolmentCode(bench);
    const answers = await Promise.all(
      [1, 2].map(() => enrol(enrolRequest(code, randomUUID(), newKey()))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await listed()).toHaveLength(1);
  });

  test('answers the same key again, since the answer may have been lost; until the key is revoked', async () => {
    const request = enrolRequest(await newEnrolmentCode(bench), workstationId, newKey());
    const first = await enrol(request);
    expect(first.status).toBe(200);
    expect(await enrol(request)).toEqual(first);
    await bench.call('POST', workstationPaths.administeredRevocations, { workstationId });
    expect(await enrol(request)).toEqual(refused(409, 'enrolment-code-used'));
  });

  test('is of use for a day, and said to have expired for another', async () => {
    const [code, expired] = [await newEnrolmentCode(bench), await newEnrolmentCode(bench)];
    clock.pass(24 * hour - 1);
    expect((await enrol(enrolRequest(code, workstationId, newKey()))).status).toBe(200);
    clock.pass(1);
    const late = enrolRequest(expired, randomUUID(), newKey());
    expect(await enrol(late)).toEqual(refused(409, 'enrolment-code-expired'));
    clock.pass(24 * hour);
    await newEnrolmentCode(bench);
    expect(await enrol(late)).toEqual(refused(404, 'enrolment-code-unknown'));
  });
});

describe('an enrolment', () => {
  test('by a mistyped code is no try; after five by unknown ones the address has to wait', async () => {
    const code = await newEnrolmentCode(bench);
    const elsewhere = await startPlatformUnderTest({ clock });
    const unknown = await newEnrolmentCode(elsewhere);
    await elsewhere.stop();
    const mistyped = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`;
    for (let tried = 0; tried < 6; tried += 1) {
      const request = { ...enrolRequest(code, workstationId, newKey()), code: mistyped };
      expect(await enrol(request)).toEqual(refused(400, 'enrolment-code-mistyped'));
    }
    for (let tried = 0; tried < 5; tried += 1) {
      expect(await enrol(enrolRequest(unknown, workstationId, newKey()))).toEqual(
        refused(404, 'enrolment-code-unknown'),
      );
    }
    const request = enrolRequest(code, workstationId, newKey());
    expect(await enrol(request)).toEqual(refused(429, 'too-many-tries'));
    clock.pass(15 * 60_000);
    expect((await enrol(request)).status).toBe(200);
  });

  test('needs the private half of the key, for this code and this workstation', async () => {
    const code = await newEnrolmentCode(bench);
    const request = enrolRequest(code, workstationId, newKey());
    const others = [
      { ...request, workstationId: randomUUID() },
      { ...request, publicKey: publicKeyOf(newKey()) },
      { ...request, code: await newEnrolmentCode(bench) },
      { ...request, proof: '' },
    ];
    for (const other of others) {
      expect(await enrol(other)).toEqual(refused(400, 'enrolment-proof-invalid'));
    }
    expect((await enrol(request)).status).toBe(200);
  });

  test.each([
    ['a key of another kind', { publicKey: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE' }],
    ['a key written otherwise', { publicKey: `MCowBQYDK2VwAyEA${'A'.repeat(42)}B=` }],
    ['no workstation', { workstationId: 'mine' }],
    ['a field too many', { windowId: 'A07' }],
  ])('with %s is malformed', async (_what, change) => {
    const request = enrolRequest(await newEnrolmentCode(bench), workstationId, newKey());
    expect(await enrol({ ...request, ...change })).toEqual(refused(400, 'request-invalid'));
  });

  test('takes over no workstation that is known without a code for that one', async () => {
    const { workstationId: known } = await enrolledWorkstation(bench, clock);
    const code = await newEnrolmentCode(bench);
    expect(await enrol(enrolRequest(code, known, newKey()))).toEqual(
      refused(403, 'another-workstation'),
    );
    const forKnown = await newEnrolmentCode(bench, { workstationId: known });
    expect(await enrol(enrolRequest(forKnown, randomUUID(), newKey()))).toEqual(
      refused(403, 'another-workstation'),
    );
    const key = newKey();
    expect((await enrol(enrolRequest(forKnown, known, key))).status).toBe(200);
    expect(await enrol(enrolRequest(code, randomUUID(), newKey()))).toMatchObject({ status: 200 });
    expect(await enrol(enrolRequest(code, known, key))).toEqual(
      refused(409, 'enrolment-code-used'),
    );
  });

  test('takes a key once', async () => {
    const key = newKey();
    await enrol(enrolRequest(await newEnrolmentCode(bench), workstationId, key));
    const other = enrolRequest(await newEnrolmentCode(bench), randomUUID(), key);
    expect(await enrol(other)).toEqual(refused(409, 'key-known'));
  });
});
