import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StoppedClock } from '../../reference-platform/testing/platform-under-test.ts';
import { newEnrolmentCode } from '../../reference-platform/testing/scripted-workstation.ts';
import { workstationPaths } from '../../src/contracts/workstation-api.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { platformOfTests } from '../case-desk/testing/counter-under-test.ts';
import { enrolmentAt } from './testing/enrolment-under-test.ts';

const clock = new StoppedClock();
const bench = platformOfTests({ clock, admission: 'enrolled-only' });

const limits = {
  offlineFinishOnlyHours: 4,
  offlineLockedHours: 24,
  clockDriftSeconds: 60,
  codeResolvesPerMinute: 30,
  nearExpiryDays: 45,
};

test('a workstation enrols by a code, and may then do what was refused before', async () => {
  const at = await enrolmentAt(bench(), clock);
  expect(at.enrolment.standing()).toEqual({ state: 'none' });
  expect(await at.logIn()).toEqual(fail('enrolment.required'));
  expect(await at.enrol()).toEqual(ok(null));
  expect(at.enrolment.standing()).toEqual({ state: 'enrolled', windows: ['A07'] });
  expect(at.happened).toContain('new evidence key');
  expect(await at.logIn()).toMatchObject({ ok: true });
  expect(await at.platform.serviceItems()).toMatchObject({ ok: true });
  expect(at.storage.audit.list({ limit: 9 })).toMatchObject([
    {
      account: 'nobody',
      action: 'workstation:enrolled',
      facts: { keyId: at.file.current()?.keyId, windows: 'A07' },
    },
  ]);
});

test('it is still enrolled after a restart, and its key stands nowhere in clear', async () => {
  const at = await enrolmentAt(bench(), clock);
  await at.enrol();
  const kept = at.file.current();
  at.storage.close();
  const again = await enrolmentAt(bench(), clock, { folder: at.folder });
  expect(again.enrolment.standing()).toMatchObject({ state: 'enrolled' });
  expect(await again.logIn()).toMatchObject({ ok: true });
  const text = readFileSync(join(at.folder, 'enrolment.json'), 'utf8');
  expect(text).not.toContain(kept?.privateKey);
  expect(text).not.toContain(kept?.platformKey.publicKey);
});

test('an enrolment of another workstation is none of this one’s', async () => {
  const at = await enrolmentAt(bench(), clock);
  await at.enrol();
  const other = await enrolmentAt(bench(), clock);
  const kept = at.file.current();
  if (kept !== undefined) await other.file.keep(kept);
  expect(other.enrolment.standing()).toEqual({ state: 'none' });
});

test('every code that is of no use is told from the others', async () => {
  const used = await newEnrolmentCode(bench());
  const first = await enrolmentAt(bench(), clock);
  expect(await first.enrolment.enrol(bench().url, used)).toEqual(ok(null));
  const at = await enrolmentAt(bench(), clock);
  const enrol = (code: string) => at.enrolment.enrol(bench().url, code);
  expect(await enrol('0000-0000-0000-0001')).toEqual(fail('enrolment.code-mistyped'));
  expect(await enrol('0000-0000-0000-0000')).toEqual(fail('enrolment.code-unknown'));
  expect(await enrol(used.toLowerCase())).toEqual(fail('enrolment.code-used'));
  const { workstationId } = first;
  expect(await enrol(await newEnrolmentCode(bench(), { workstationId }))).toEqual(
    fail('enrolment.another-workstation'),
  );
  const late = await newEnrolmentCode(bench());
  clock.pass(24 * 3_600_000);
  expect(await enrol(late)).toEqual(fail('enrolment.code-expired'));
  expect(at.enrolment.standing()).toEqual({ state: 'none' });
});

test('where the answer is lost, the same code again is answered as before', async () => {
  const at = await enrolmentAt(bench(), clock);
  const code = await newEnrolmentCode(bench());
  bench().platform.misbehave({
    path: workstationPaths.enrolments,
    fault: 'dropConnectionAfterCommit',
  });
  expect(await at.enrolment.enrol(bench().url, code)).toEqual(fail('platform.unreachable'));
  bench().platform.behave();
  expect(await at.enrolment.enrol(bench().url, code)).toEqual(ok(null));
});

test('whoever tries too many codes waits', async () => {
  const at = await enrolmentAt(bench(), clock);
  for (let tries = 0; tries < 5; tries += 1) {
    await at.enrolment.enrol(bench().url, '0000-0000-0000-0000');
  }
  expect(await at.enrolment.enrol(bench().url, '0000-0000-0000-0000')).toEqual(
    fail('enrolment.too-many-tries', { minutes: expect.any(Number) }),
  );
  clock.pass(3_600_000);
});

test('what the platform settles is in force when it is told, and after a restart without the platform', async () => {
  const at = await enrolmentAt(bench(), clock);
  await at.enrol();
  await at.enrolment.refresh();
  expect(at.file.current()?.settings).toMatchObject({ version: 1, windows: ['A07'] });
  await bench().call('PUT', workstationPaths.administeredSettings, {
    workstationId: at.workstationId,
    windows: ['A07', 'A08'],
    limits,
  });
  await at.logIn();
  const told = await at.platform.changesSince(undefined);
  if (!told.ok) throw new Error(told.problem.code);
  at.enrolment.hearChanges(told.value.changes);
  await expect.poll(() => at.file.current()?.settings?.limits).toEqual(limits);
  expect(at.enrolment.standing()).toEqual({ state: 'enrolled', windows: ['A07', 'A08'] });
  at.storage.close();
  const again = await enrolmentAt(bench(), clock, {
    folder: at.folder,
    network: () => Promise.reject(new Error('no network')),
  });
  await again.enrolment.refresh();
  expect(again.file.current()?.settings?.limits).toEqual(limits);
});

test('a revoked workstation loses its leases, asks nothing more, and is still revoked after a restart', async () => {
  const at = await enrolmentAt(bench(), clock);
  await at.enrol();
  await at.logIn();
  const lease = { caseId: 'a', holder: 'b', clerk: 'c' };
  const leaseId = at.storage.leases.open({
    ...lease,
    endsAt: new Date(Date.parse(clock.now()) + 3_600_000).toISOString(),
    content: { licences: [], form: [] },
  });
  expect(at.storage.leases.read(leaseId, lease, clock.now())).toMatchObject({ ok: true });
  await at.revokeAtPlatform();
  expect(await at.platform.serviceItems()).toEqual(fail('enrolment.revoked'));
  expect(at.storage.leases.read(leaseId, lease, clock.now())).toEqual(fail('lease.ended'));
  expect(at.enrolment.standing()).toEqual({ state: 'revoked', since: clock.now() });
  expect(at.happened.filter((one) => one === 'revoked')).toEqual(['revoked']);
  at.storage.close();

  let asked = 0;
  const again = await enrolmentAt(bench(), clock, {
    folder: at.folder,
    network: (address, init) => {
      asked += 1;
      return fetch(address, init);
    },
  });
  expect(again.enrolment.standing()).toMatchObject({ state: 'revoked' });
  expect(await again.logIn()).toEqual(fail('enrolment.revoked'));
  expect(asked).toBe(0);
  // Whether the platform is there may be asked by anybody.
  expect(await again.platform.probe()).toMatchObject({ ok: true });
  expect(await again.enrol(true)).toEqual(ok(null));
  expect(again.enrolment.standing()).toMatchObject({ state: 'enrolled' });
  expect(await again.logIn()).toMatchObject({ ok: true });
});

test('leases that could not be shredded then are shredded at the next start', async () => {
  const at = await enrolmentAt(bench(), clock);
  await at.enrol();
  const lease = { caseId: 'a', holder: 'b', clerk: 'c' };
  const leaseId = at.storage.leases.open({
    ...lease,
    endsAt: new Date(Date.parse(clock.now()) + 3_600_000).toISOString(),
    content: { licences: [], form: [] },
  });
  const kept = at.file.current();
  if (kept !== undefined) await at.file.keep({ ...kept, revokedAt: clock.now() });
  at.storage.close();
  const again = await enrolmentAt(bench(), clock, { folder: at.folder });
  expect(again.storage.leases.read(leaseId, lease, clock.now())).toEqual(fail('lease.ended'));
});

test('a workstation that asks for nothing hears by the next probe that it is revoked', async () => {
  const at = await enrolmentAt(bench(), clock);
  await at.enrol();
  await at.revokeAtPlatform();
  await at.platform.probe();
  expect(at.enrolment.standing()).toMatchObject({ state: 'revoked' });
});

test.each(['before', 'after'] as const)(
  'that a key has ended whose place another takes is no revocation, heard %s the other one is kept',
  async (moment) => {
    let onWay: (() => void) | undefined;
    let release: () => void = () => undefined;
    const at = await enrolmentAt(bench(), clock, {
      network: async (address, init) => {
        const { pathname } = new URL(address);
        const isHeld = onWay !== undefined && pathname === workstationPaths.time;
        if (isHeld) {
          onWay?.();
          await new Promise<void>((resolve) => {
            release = resolve;
          });
        }
        const answer = await fetch(address, init);
        if (moment === 'before' && pathname === workstationPaths.enrolments && onWay) {
          release();
          await asked;
        }
        return answer;
      },
    });
    let asked: Promise<unknown> = Promise.resolve();
    await at.enrol();
    const first = at.file.current()?.keyId;
    await new Promise<void>((resolve) => {
      onWay = resolve;
      asked = at.platform.probe();
    });
    expect(await at.enrol(true)).toEqual(ok(null));
    release();
    expect(await asked).toEqual(fail('enrolment.revoked'));
    expect(at.file.current()?.keyId).not.toBe(first);
    expect(at.enrolment.standing()).toMatchObject({ state: 'enrolled' });
    expect(at.happened).not.toContain('revoked');
  },
);

test('a key that is listed among the revoked counts no more, whoever still answers it', async () => {
  const revoked = new Set<string>();
  const at = await enrolmentAt(bench(), clock, {
    calls: { revokedKeys: async () => ok(revoked) },
  });
  await at.enrol();
  revoked.add('another');
  await at.enrolment.refresh();
  expect(at.enrolment.standing()).toMatchObject({ state: 'enrolled' });
  revoked.add(at.file.current()?.keyId ?? '');
  await at.enrolment.refresh();
  expect(at.enrolment.standing()).toMatchObject({ state: 'revoked' });
  expect(at.happened).toContain('revoked');
});
