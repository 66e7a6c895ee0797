import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clerks } from '../../../reference-platform/seed/accounts.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import type { Case } from '../../../src/domain/case.ts';
import { fail, failure } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { settingsSchema } from '../../settings/settings.ts';
import { readLease } from '../open-case/case-lease.ts';
import {
  type Counter,
  counterAt,
  fillContact,
  platformOfTests,
  toForm,
  toReview,
} from '../testing/counter-under-test.ts';

const bench = platformOfTests();
const { rareName } = people;
const day = 24 * 3_600_000;
const current = ({ desk }: Counter) => desk.cases.current()?.subject;
const isKept = ({ storage }: Counter, caseId: string) => storage.cases.load(caseId).ok;
const dropped = (count: number) => [failure('case.drafts-dropped', { count })];

/** The clerk of the seed, unless told. */
async function logIn(
  { desk }: Counter,
  { account, password }: { readonly account: string; readonly password: string } = clerks.clerk,
) {
  expect(await desk.session.logIn(account, password)).toEqual(ok(null));
  desk.cases.begin();
}

async function logOut({ desk }: Counter) {
  await desk.cases.leave();
  await desk.session.logOut();
}

/** A form with a file, held; it was worked on today. */
async function heldForm(at: Counter): Promise<Case> {
  await toForm(at);
  const content = Buffer.from('%PDF-1.7 a page');
  const attachment = {
    id: at.storage.attachments.put(content),
    material: 'portrait',
    mediaType: 'application/pdf',
    bytes: content.length,
    digest: '0'.repeat(64),
    origin: 'file',
    addedAt: at.clock.now(),
  } as const;
  expect(at.desk.cases.send(at.desk.caseId(), { type: 'attachment.added', attachment })).toEqual(
    ok(null),
  );
  const held = current(at);
  if (held === undefined) throw new Error('no case is open');
  expect(at.desk.cases.hold(held.id)).toEqual(ok(null));
  return held;
}

test('what was not finished is gone the next day, with its lease and its files, and its clerk is told', async () => {
  const at = await counterAt(bench());
  const form = await heldForm(at);
  await toReview(at, rareName);
  const review = at.desk.caseId();
  await logOut(at);
  expect(at.desk.removals()).toBe(0);
  at.clock.pass(day);
  await logIn(at);

  expect(at.desk.removals()).toBe(1);
  expect([form.id, review].map((id) => isKept(at, id))).toEqual([false, false]);
  expect(readLease(at, form)).toEqual(fail('lease.ended'));
  expect(readdirSync(join(at.folder, 'store', 'attachments'))).toEqual([]);
  expect(at.desk.cases.summaries()).toEqual([]);
  expect(at.desk.cases.current()).toBeUndefined();
  expect(at.desk.cases.notices()).toEqual(dropped(2));
  await logOut(at);
  await logIn(at);
  expect(at.desk.cases.notices()).toEqual([]);
});

test('whoever logs in first makes it go, and each clerk is told of their own', async () => {
  const at = await counterAt(bench());
  const form = await heldForm(at);
  await logOut(at);
  at.clock.pass(day);
  await logIn(at, clerks.supervisor);
  expect(isKept(at, form.id)).toBe(false);
  expect(at.desk.cases.notices()).toEqual([]);
  await logOut(at);
  await logIn(at);
  expect(at.desk.cases.notices()).toEqual(dropped(1));
});

test('on its own day it is all there after a restart and another login', async () => {
  const at = await counterAt(bench());
  const form = await heldForm(at);
  await logOut(at);
  at.clock.pass(3_600_000);
  await logIn(at);
  at.desk.cases.passTime();
  expect(at.desk.cases.resume(form.id)).toEqual(ok(null));
  expect(current(at)?.stage).toBe('filling-form');
  expect(at.desk.cases.notices()).toEqual([]);
});

test('past midnight the case in hand stays until the screen is locked, the others go at once', async () => {
  const settings = settingsSchema.parse({ numbers: { ownValuesSeconds: 0, leaseHours: 24 } });
  const at = await counterAt(bench(), { settings });
  const form = await heldForm(at);
  await toForm(at);
  const inHand = at.desk.caseId();
  at.clock.pass(15.5 * 3_600_000);
  at.desk.cases.passTime();
  expect([form.id, inHand].map((id) => isKept(at, id))).toEqual([false, true]);
  expect(current(at)?.id).toBe(inHand);

  at.desk.cases.lock();
  at.desk.cases.passTime();
  expect(isKept(at, inHand)).toBe(false);
  at.desk.cases.unlock();
  expect(at.desk.cases.current()).toBeUndefined();
  expect(at.desk.cases.notices()).toEqual(dropped(2));
});

test('what was closed yesterday is forgotten without a word, what was submitted stays', async () => {
  const at = await counterAt(bench());
  await toReview(at, rareName);
  const closed = at.desk.caseId();
  at.desk.cases.send(closed, { type: 'case.closed' });
  at.desk.drain.stop();
  await toForm(at);
  fillContact(at.desk);
  const submitted = at.desk.caseId();
  expect(at.desk.cases.submit(submitted)).toEqual(ok(null));
  at.clock.pass(day);
  at.desk.cases.passTime();
  expect([closed, submitted].map((id) => isKept(at, id))).toEqual([false, true]);
  expect(at.desk.cases.notices()).toEqual([]);
});

test('wherever it stood, nobody is asked anything for a draft that goes', async () => {
  const calls: string[] = [];
  const at = await counterAt(bench(), {
    fetch: (address, init) => {
      calls.push(new URL(address).pathname);
      return fetch(address, init);
    },
  });
  await toReview(at);
  const subject = current(at);
  if (subject === undefined) throw new Error('no case is open');
  expect(at.desk.cases.hold(subject.id)).toEqual(ok(null));
  const stages = ['identifying', 'matching', 'asking-consent', 'fetching-values'] as const;
  for (const stage of stages) at.storage.cases.save({ ...subject, id: stage, stage });
  expect(at.storage.cases.listUnended().cases).toHaveLength(stages.length + 1);
  at.clock.pass(day);
  calls.length = 0;
  at.desk.cases.passTime();
  await new Promise((later) => setImmediate(later));
  expect(at.storage.cases.listUnended().cases).toEqual([]);
  expect(calls).toEqual([]);
});
