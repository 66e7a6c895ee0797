import { expect, test } from 'vitest';
import { clerks, secondClerk } from '../../../reference-platform/seed/accounts.ts';
import { platformPaths } from '../../../src/contracts/platform-api.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import {
  counterAt,
  fillContact,
  leaseIn,
  platformOfTests,
  toForm,
  toReview,
} from '../testing/counter-under-test.ts';
import { logIn, supervisorAt } from '../testing/supervisor-under-test.ts';

const platform = platformOfTests();
const second = { account: secondClerk.account, password: secondClerk.password };
const credentialsOf = ({ account, password }: { account: string; password: string }) => ({
  account,
  password,
});
const wish = { to: secondClerk.account, reason: 'absent', second } as const;

/** A case of the ordinary clerk that the platform has sent back; then the supervisor is at the counter. */
async function sentBack() {
  const at = await counterAt(platform());
  platform().platform.misbehave({ path: platformPaths.batches, fault: 'status500' });
  await toForm(at);
  fillContact(at.desk);
  const caseId = at.desk.caseId();
  expect(at.desk.cases.submit(caseId)).toEqual(ok(null));
  at.desk.drain.stop();
  const entries = () => supervisorAt(at).list().entries;
  expect(entries()).toMatchObject([{ seq: 1, kind: 'case:received', state: 'waiting' }]);
  const platformId = '019ab000-0000-7000-8000-00000000aaaa';
  const rejected = [{ seq: 1, code: 'item-unknown' }];
  at.desk.cases.acknowledge({ platformId, ackedThrough: 1, rejected, received: [] });
  await logIn(at, clerks.supervisor);
  return { at, caseId };
}

test('a supervisor sees what was refused, whoever’s it is, and nobody’s name', async () => {
  const { at, caseId } = await sentBack();
  const entries = supervisorAt(at).list().entries;
  expect(entries).toMatchObject([
    { seq: 1, caseId, clerk: 'zhanggong', state: 'rejected', code: 'item-unknown', mayGo: true },
  ]);
  expect(JSON.stringify(entries)).not.toContain('陈');
  // In the rail of the supervisor it is not.
  expect(at.desk.cases.summaries()).toEqual([]);
});

test('a case goes to another clerk with its form, and lies in their rail', async () => {
  const { at, caseId } = await sentBack();
  expect(await supervisorAt(at).reassign({ ...wish, caseIds: [caseId] })).toEqual(ok(null));
  expect(supervisorAt(at).list().entries).toMatchObject([{ caseId, clerk: 'huangwen' }]);
  expect(
    at.storage.audit.content().rows.find(({ action }) => action === 'case:reassigned'),
  ).toMatchObject({
    facts: { caseId, from: 'zhanggong', to: 'huangwen', secondBy: 'huangwen', reason: 'absent' },
  });

  await logIn(at, clerks.clerk);
  expect(at.desk.cases.summaries()).toEqual([]);
  expect(at.desk.cases.find(caseId)).toEqual(fail('case.unknown'));

  await logIn(at, secondClerk);
  expect(at.desk.cases.summaries()).toMatchObject([{ id: caseId, isSentBack: true }]);
  expect(at.desk.cases.resume(caseId)).toEqual(ok(null));
  expect(leaseIn(at).form.find(({ key }) => key === 'emergencyContact')?.current?.value).toBe(
    '陈小样',
  );
});

test('nothing goes where the second person is not there', async () => {
  const { at, caseId } = await sentBack();
  const reassign = (change: object) =>
    supervisorAt(at).reassign({ ...wish, caseIds: [caseId], ...change });
  expect(await reassign({ second: { ...second, password: 'nothing like it' } })).toEqual(
    fail('session.wrong-credentials'),
  );
  expect(await reassign({ second: credentialsOf(clerks.supervisor) })).toMatchObject({
    problem: { code: 'reassignment.same-person' },
  });
  expect(await reassign({ second: credentialsOf(clerks.clerk) })).toMatchObject({
    problem: { code: 'reassignment.second-not-allowed' },
  });
  expect(await reassign({ to: 'nobody' })).toMatchObject({
    problem: { code: 'reassignment.receiver-unknown' },
  });
  expect(await reassign({ to: clerks.clerk.account })).toEqual(fail('reassignment.same-clerk'));
  expect(supervisorAt(at).list().entries).toMatchObject([{ clerk: 'zhanggong' }]);
});

test('what is not refused stays with whoever works on it', async () => {
  const at = await counterAt(platform());
  await toReview(at);
  const caseId = at.desk.caseId();
  expect(await supervisorAt(at).reassign({ ...wish, caseIds: [caseId] })).toEqual(
    fail('reassignment.not-now'),
  );
});
