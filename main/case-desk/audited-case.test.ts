import { expect, test } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { ok } from '../../src/support/result.ts';
import { counterAt, fillContact, platformOfTests, toForm } from './testing/counter-under-test.ts';

const platform = platformOfTests();

test('a whole case is written down, step by step, and nobody in it is named', async () => {
  const at = await counterAt(platform());
  await toForm(at);
  fillContact(at.desk);
  expect(at.desk.cases.submit(at.desk.caseId())).toEqual(ok(null));
  at.desk.drain.nudge();
  await at.desk.stage('received');
  const { rows } = at.storage.audit.content();
  expect(rows.map(({ action }) => action)).toEqual([
    'log:begun',
    'session:opened',
    'case:begun',
    'consent:pushed',
    'consent:answered',
    'lease:opened',
    'case:submitted',
    'outbox:acknowledged',
    'case:received',
    'lease:shredded',
  ]);
  const caseId = at.desk.caseId();
  const ofCase = rows.filter(({ action }) => /^(case|consent):/.test(action));
  expect(ofCase.every(({ facts }) => facts['caseId'] === caseId)).toBe(true);
  expect(rows.find(({ action }) => action === 'consent:answered')?.facts).toMatchObject({
    outcome: 'agreed',
  });
  const text = JSON.stringify(rows);
  const { name, idNumber } = people.allGood.card;
  for (const word of [name, idNumber, '陈小样', '13800000000']) expect(text).not.toContain(word);
});

test('a case that is dropped, and a page that nobody answered, are written down too', async () => {
  const at = await counterAt(platform());
  await toForm(at);
  expect(at.desk.cases.send(at.desk.caseId(), { type: 'case.closed' })).toEqual(ok(null));
  const actions = at.storage.audit.content().rows.map(({ action }) => action);
  expect(actions.slice(-2)).toEqual(['lease:shredded', 'case:closed']);
});
