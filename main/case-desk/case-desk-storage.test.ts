import { expect, test, vi } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { DatabaseError } from '../storage/database-error.ts';
import type { Storage } from '../storage/storage.ts';
import {
  chooseItem,
  counterAt,
  fillContact,
  platformOfTests,
  toForm,
  toReview,
} from './testing/counter-under-test.ts';

const bench = platformOfTests();

const { allGood } = people;

/** Storage whose next transactions do not get through, as on a full disk. */
function failing() {
  let left = 0;
  return {
    next: (times: number) => {
      left = times;
    },
    wrap: (storage: Storage): Storage => ({
      ...storage,
      transaction: (work) => {
        if (left === 0) return storage.transaction(work);
        left -= 1;
        throw new Error('SQLITE_FULL');
      },
    }),
  };
}

test('a step that cannot be stored has not happened, and the next call goes on', async () => {
  const disk = failing();
  const at = await counterAt(bench(), { wrap: disk.wrap });
  at.desk.cases.open();
  disk.next(1);
  expect(chooseItem(at.desk, allGood.variant)).toEqual(fail('storage.not-written'));
  expect(at.desk.cases.current()?.subject).toEqual({
    ...(await at.stored()),
    failure: { code: 'storage.not-written' },
  });
  expect(at.desk.cases.current()?.subject.stage).toBe('choosing-item');

  expect(chooseItem(at.desk, allGood.variant)).toEqual(ok(null));
  expect(await at.stored()).toEqual(at.desk.cases.current()?.subject);
  expect(await at.stored()).not.toHaveProperty('failure');
});

test('an opening that cannot be stored is said, and has not happened', async () => {
  const disk = failing();
  const at = await counterAt(bench(), { wrap: disk.wrap });
  disk.next(1);
  expect(at.desk.cases.open()).toEqual(fail('storage.not-written'));
  expect(at.desk.cases.current()).toBeUndefined();
  expect(at.desk.cases.open()).toEqual(ok(null));
  expect((await at.stored()).stage).toBe('choosing-item');
});

test('what the platform said and could not be stored is asked for again', async () => {
  const disk = failing();
  const at = await counterAt(bench(), { wrap: disk.wrap });
  at.desk.cases.open();
  chooseItem(at.desk, allGood.variant);
  at.arrive(allGood.card);
  disk.next(1);
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  expect(at.desk.cases.current()?.subject).toMatchObject({
    stage: 'matching',
    failure: { code: 'storage.not-written' },
    licences: [],
  });
  expect(at.desk.cases.send(at.desk.caseId(), { type: 'step.tried-again' })).toEqual(ok(null));
  await at.desk.stage('reviewing');
  expect((await at.stored()).licences).toHaveLength(1);
});

test('a question that cannot be stored is not put to the citizen', async () => {
  const disk = failing();
  const at = await counterAt(bench(), { wrap: disk.wrap });
  await toReview(at);
  disk.next(1);
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(fail('storage.not-written'));
  expect(at.desk.sent.map(({ kind }) => kind)).not.toContain('consent');
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  expect(at.desk.sent.at(-1)?.kind).toBe('consent');
});

test('an answer that cannot be stored was not given', async () => {
  const disk = failing();
  const at = await counterAt(bench(), { wrap: disk.wrap });
  await toReview(at);
  const fetched = vi.spyOn(at.desk.licences, 'fetch');
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.show();
  disk.next(1);
  at.desk.answer('agree');
  await new Promise((later) => setImmediate(later));
  expect(fetched).not.toHaveBeenCalled();
  expect(at.desk.cases.current()?.subject).toMatchObject({
    stage: 'asking-consent',
    consents: [],
    failure: { code: 'storage.not-written' },
  });
  expect(at.desk.sent.at(-1)?.kind).toBe('blank');
  at.desk.cases.send(at.desk.caseId(), { type: 'step.tried-again' });
  expect(await at.stored()).toMatchObject({
    stage: 'reviewing',
    consents: [{ outcome: 'screen-lost' }],
  });
});

test('values for which there is no room on the disk are not kept, and are fetched again when there is', async () => {
  let isFull = true;
  const unlessFull =
    <Given extends unknown[], Made>(write: (...given: Given) => Made) =>
    (...given: Given) => {
      if (isFull) throw new DatabaseError('SQLITE_FULL', 'the disk is full');
      return write(...given);
    };
  const at = await counterAt(bench(), {
    wrap: (storage) => ({
      ...storage,
      leases: {
        ...storage.leases,
        prepare: unlessFull(storage.leases.prepare),
        open: unlessFull(storage.leases.open),
      },
    }),
  });
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.show();
  at.desk.answer('agree');
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  expect(at.desk.cases.current()?.subject).toMatchObject({
    stage: 'fetching-values',
    failure: { code: 'storage.disk-full' },
  });
  isFull = false;
  expect(at.desk.cases.send(at.desk.caseId(), { type: 'step.tried-again' })).toEqual(ok(null));
  await at.desk.stage('filling-form');
});

test('a submission that cannot be stored puts nothing into the outbox, and a closing is done by the next call', async () => {
  const disk = failing();
  const at = await counterAt(bench(), { wrap: disk.wrap });
  await toForm(at);
  fillContact(at.desk);
  const { cases, caseId } = at.desk;
  disk.next(1);
  expect(cases.submit(caseId())).toEqual(fail('storage.not-written'));
  expect(at.storage.outbox.counts().waiting).toBe(0);
  expect((await at.stored()).stage).toBe('filling-form');
  disk.next(1);
  expect(cases.send(caseId(), { type: 'case.closed' })).toEqual(fail('storage.not-written'));
  expect((await at.stored()).stage).toBe('filling-form');
  expect(cases.send(caseId(), { type: 'case.closed' })).toEqual(ok(null));
  expect((await at.stored()).stage).toBe('closed');
});
