import { expect, test } from 'vitest';
import { people } from '../../../reference-platform/seed/people.ts';
import { windowOf } from '../../../reference-platform/testing/decided-case.ts';
import { correctionPaths, correctionsAnswerSchema } from '../../../src/contracts/correction-api.ts';
import { platformPaths } from '../../../src/contracts/platform-api.ts';
import type { ResidentCard } from '../../../src/domain/identity-card.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import {
  type Counter,
  chooseItem,
  counterAt,
  fillContact,
  platformOfTests,
  toForm,
} from '../testing/counter-under-test.ts';

const bench = platformOfTests();
const { allGood } = people;
/** Has moved, and 自然人库 has not heard of it. */
const moved: ResidentCard = { ...allGood.card, address: '广东省佛山市样例区新居路8号' };

/** Takes a case of somebody who has moved to its form, everything agreed to. */
async function toDisputedForm(at: Counter) {
  at.clock.pass(1);
  expect(at.desk.cases.open()).toEqual(ok(null));
  expect(chooseItem(at.desk, allGood.variant)).toEqual(ok(null));
  at.arrive(moved);
  await at.desk.stage('reviewing');
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  expect(at.desk.answer('agree')).toEqual(ok(null));
  await at.desk.stage('filling-form');
}

const fieldOf = (at: Counter, key: string) =>
  at.desk.cases.current()?.form?.find((field) => field.key === key);

test('自然人库 is asked with the licences, and where it agrees with the card nothing is open', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  expect(fieldOf(at, 'address')).toMatchObject({
    current: { value: allGood.card.address, provenance: { kind: 'card', field: 'address' } },
  });
  expect(fieldOf(at, 'address')).not.toHaveProperty('conflict');
  expect(fieldOf(at, 'address')).not.toHaveProperty('unanswered');
});

test.each(['status500', 'resetBeforeCommit'] as const)(
  'a library that answers with %s leaves its fields to card and clerk, says so, and stops nothing',
  async (fault) => {
    const at = await counterAt(bench());
    bench().platform.misbehave({ path: platformPaths.personValues, fault });
    await toForm(at);
    expect(fieldOf(at, 'address')).toMatchObject({
      current: { provenance: { kind: 'card' } },
      unanswered: ['person'],
    });
    expect(fieldOf(at, 'name')).not.toHaveProperty('unanswered');
    expect(at.desk.logged).toContainEqual(expect.objectContaining({ event: 'library.no-answer' }));
    fillContact(at.desk);
    expect(at.desk.cases.submit(at.desk.caseId())).toEqual(ok(null));
    await at.desk.stage('received');
  },
);

test('without consent no library is asked', async () => {
  const at = await counterAt(bench());
  bench().platform.misbehave({ path: platformPaths.personValues, fault: 'status500' });
  at.clock.pass(1);
  at.desk.cases.open();
  chooseItem(at.desk, allGood.variant);
  at.arrive(moved);
  await at.desk.stage('reviewing');
  at.desk.cases.send(at.desk.caseId(), { type: 'paper.chosen' });
  await at.desk.stage('filling-form');
  expect(fieldOf(at, 'address')).not.toHaveProperty('unanswered');
  expect(fieldOf(at, 'address')).not.toHaveProperty('conflict');
});

test('a card that differs from 自然人库 keeps the form open until somebody has decided', async () => {
  const at = await counterAt(bench());
  await toDisputedForm(at);
  fillContact(at.desk);
  const caseId = at.desk.caseId();
  expect(fieldOf(at, 'address')?.conflict?.claims.map(({ value }) => value)).toEqual([
    moved.address,
    allGood.card.address,
  ]);
  expect(at.desk.cases.submit(caseId)).toEqual(fail('form.incomplete', { count: 1 }));
  expect(
    at.desk.cases.settleConflict(caseId, 'address', { claim: 0, reason: 'original-seen' }),
  ).toEqual(ok(null));
  expect(at.desk.cases.submit(caseId)).toEqual(ok(null));
  await at.desk.stage('received');
});

test('what was decided is there again after the clerk has logged out and in', async () => {
  const at = await counterAt(bench());
  await toDisputedForm(at);
  at.desk.cases.settleConflict(at.desk.caseId(), 'address', { claim: 1, reason: 'misrecorded' });
  const decided = fieldOf(at, 'address');
  at.desk.cases.leave();
  at.desk.cases.begin();
  await at.desk.stage('filling-form');
  expect(fieldOf(at, 'address')).toEqual(decided);
  expect(decided?.current?.value).toBe(allGood.card.address);
});

test('a correction goes to the platform with its case, of the library only, not of the card', async () => {
  const at = await counterAt(bench());
  await toDisputedForm(at);
  fillContact(at.desk);
  const caseId = at.desk.caseId();
  at.desk.cases.settleConflict(caseId, 'address', {
    claim: 0,
    reason: 'other',
    note: '去年迁居',
    asksCorrection: true,
  });
  at.desk.cases.submit(caseId);
  await at.desk.stage('received');
  await at.desk.until(() => at.storage.outbox.counts().waiting === 0);
  const approver = await windowOf(bench(), 'approver');
  const { body } = await approver.get(correctionPaths.corrections);
  const { corrections } = correctionsAnswerSchema.parse(body);
  expect(corrections.filter((asked) => asked.caseId === caseId)).toMatchObject([
    {
      fieldKey: 'address',
      disputed: { kind: 'person', field: 'address', recordedOn: '2012-08-20' },
      believed: { kind: 'card', field: 'address' },
      reason: 'other',
      note: '去年迁居',
    },
  ]);
});

test('a value of the wrong form stops the submission, and the right one does not', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  fillContact(at.desk);
  const caseId = at.desk.caseId();
  expect(at.desk.cases.typeField(caseId, 'emergencyPhone', '1380000')).toEqual(ok(null));
  expect(at.desk.cases.submit(caseId)).toEqual(fail('form.incomplete', { count: 1 }));
  expect(at.desk.cases.typeField(caseId, 'emergencyPhone', '13800000000')).toEqual(ok(null));
  expect(at.desk.cases.submit(caseId)).toEqual(ok(null));
  await at.desk.stage('received');
});
