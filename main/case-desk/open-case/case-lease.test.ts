import { expect, test } from 'vitest';
import { clerks } from '../../../reference-platform/seed/accounts.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { settingsSchema } from '../../settings/settings.ts';
import {
  type Counter,
  counterAt,
  fillContact,
  platformOfTests,
  toForm,
  toReview,
} from '../testing/counter-under-test.ts';
import { readLease } from './case-lease.ts';

const bench = platformOfTests();
const hour = 3_600_000;
const ended = fail('lease.ended');
const current = ({ desk }: Counter) => desk.cases.current();

async function openForm(numbers: object = {}) {
  const settings = settingsSchema.parse({ numbers: { ownValuesSeconds: 0, ...numbers } });
  const at = await counterAt(bench(), { settings });
  await toForm(at);
  fillContact(at.desk);
  return { at, holding: await at.stored() };
}

const atReview = {
  form: undefined,
  subject: { stage: 'reviewing', failure: { code: 'lease.ended' } },
};

test('a form that is open goes when its lease ends, and the clock turned back does not bring it back', async () => {
  const { at, holding } = await openForm();
  at.clock.pass(11.9 * hour);
  at.desk.cases.passTime();
  expect(current(at)?.form).toBeDefined();
  at.clock.pass(0.1 * hour);
  at.desk.cases.passTime();
  expect(current(at)).toMatchObject(atReview);
  at.clock.pass(-11 * hour);
  at.desk.cases.passTime();
  expect(current(at)).toMatchObject(atReview);
  expect(readLease(at, holding)).toEqual(ended);
});

test('nothing is submitted out of a lease that has ended, be it a moment ago', async () => {
  const { at, holding } = await openForm({ leaseHours: 1 });
  at.clock.pass(hour);
  expect(at.desk.cases.submit(holding.id)).toEqual(ended);
  expect(current(at)).toMatchObject(atReview);
  expect(at.storage.outbox.counts().waiting).toBe(0);
});

test('a clock that is turned back far ends the form, and what it held is shredded', async () => {
  const { at, holding } = await openForm();
  at.clock.pass(2 * hour);
  at.desk.cases.passTime();
  at.clock.pass(-1 * hour);
  at.desk.cases.passTime();
  expect(current(at)).toMatchObject(atReview);
  at.clock.pass(1.5 * hour);
  expect(readLease(at, holding)).toEqual(ended);
});

test('after it has ended the people are asked anew, and there is a new lease', async () => {
  const { at, holding } = await openForm({ leaseHours: 1 });
  at.clock.pass(hour);
  at.desk.cases.passTime();
  expect(at.desk.cases.pushConsent(holding.id)).toEqual(ok(null));
  expect(at.desk.answer('agree')).toEqual(ok(null));
  await at.desk.stage('filling-form');
  const anew = await at.stored();
  expect(anew.leaseId).not.toBe(holding.leaseId);
  expect(readLease(at, anew).ok).toBe(true);
});

test('somebody who looks at their own values when the lease ends sees them no longer', async () => {
  const settings = settingsSchema.parse({ numbers: { ownValuesSeconds: 600, leaseHours: 1 } });
  const at = await counterAt(bench(), { settings });
  await toReview(at);
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  expect(at.desk.answer('agree')).toEqual(ok(null));
  await at.desk.until(() => at.desk.evaluator.current().kind === 'own-values');
  at.clock.pass(hour);
  at.desk.cases.passTime();
  expect(at.desk.evaluator.current().kind).toBe('idle');
  expect(current(at)).toMatchObject(atReview);
});

test('another clerk at the same window cannot open the case, nor its lease by any case of their own', async () => {
  const { at, holding } = await openForm();
  await at.desk.cases.leave();
  await at.desk.session.logOut();
  const { account, password } = clerks.supervisor;
  expect(await at.desk.session.logIn(account, password)).toEqual(ok(null));
  at.desk.cases.begin();
  expect(at.desk.cases.resume(holding.id)).toEqual(fail('case.unknown'));
  await toReview(at);
  const own = await at.stored();
  const { leaseId } = holding;
  if (leaseId === undefined) throw new Error('the form has no lease');
  expect(readLease(at, { ...own, leaseId })).toEqual(ended);
  expect(readLease(at, { ...holding, clerk: account })).toEqual(ended);
  expect(readLease(at, holding).ok).toBe(true);
});
