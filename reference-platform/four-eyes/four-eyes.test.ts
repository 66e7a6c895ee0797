import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  fourEyesPaths,
  type ReassignRequest,
  reassignAnswerSchema,
} from '../../src/contracts/four-eyes-api.ts';
import { loginTryLimit } from '../../src/contracts/platform-api.ts';
import { clerks, secondClerk } from '../seed/accounts.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { enrolledWorkstation, type ScriptedWorkstation } from '../testing/scripted-workstation.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
let workstation: ScriptedWorkstation;
let supervisor: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock, admission: 'enrolled-only' });
  workstation = await enrolledWorkstation(bench, clock);
});
beforeEach(async () => {
  ({ token: supervisor } = await workstation.logIn('supervisor'));
});
afterAll(() => bench.stop());

const { account, password } = secondClerk;

function request(change: Partial<ReassignRequest> = {}): ReassignRequest {
  return {
    reassignmentId: randomUUID(),
    caseIds: [randomUUID()],
    to: account,
    reason: 'absent',
    second: { account, password },
    ...change,
  };
}

const ask = (body: ReassignRequest, token = supervisor) =>
  workstation.call('POST', fourEyesPaths.reassignments, body, token);

test('cases go to a clerk who is there, and the same again is answered as before', async () => {
  const body = request();
  const at = clock.now();
  expect(reassignAnswerSchema.parse((await ask(body)).body)).toEqual({ at });
  clock.pass(1000);
  expect(reassignAnswerSchema.parse((await ask(body)).body)).toEqual({ at });
});

test('nobody but a supervisor asks for it', async () => {
  for (const role of ['clerk', 'admin', 'technician', 'approver'] as const) {
    const { token } = await workstation.logIn(role);
    expect(await ask(request(), token)).toMatchObject({
      status: 403,
      body: { code: 'role-not-allowed' },
    });
  }
});

test.each([
  [
    'the supervisor is nobody’s second',
    { second: clerks.supervisor },
    422,
    'four-eyes-same-person',
  ],
  [
    'whoever is neither receiver nor supervisor',
    { second: clerks.clerk },
    403,
    'second-not-allowed',
  ],
  ['an administrator receives nothing', { to: clerks.admin.account }, 404, 'receiver-unknown'],
  ['nobody is called that', { to: 'nobody' }, 404, 'receiver-unknown'],
])('%s', async (_what, change, status, code) => {
  const { second = request().second, ...rest } = { ...change } as Partial<ReassignRequest>;
  const body = request({ ...rest, second: { account: second.account, password: second.password } });
  expect(await ask(body)).toMatchObject({ status, body: { code } });
});

test('a password can be guessed here no more often than at the login', async () => {
  const wrong = request({ second: { account, password: 'nothing like it' } });
  for (let tries = 0; tries < loginTryLimit.tries; tries += 1) {
    expect(await ask(wrong)).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
  }
  expect(await ask(request())).toMatchObject({ status: 429, body: { code: 'too-many-tries' } });
  clock.pass(loginTryLimit.minutes * 60_000);
  ({ token: supervisor } = await workstation.logIn('supervisor'));
  expect((await ask(request())).status).toBe(200);
});
