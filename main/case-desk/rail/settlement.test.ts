import { expect, test } from 'vitest';
import { ok } from '../../../src/support/result.ts';
import { counterAt, fillContact, platformOfTests, toForm } from '../testing/counter-under-test.ts';

const platform = platformOfTests();

test('a case is received when it is by the platform’s clock, whatever this machine’s says', async () => {
  const there = '2031-05-06T01:00:00.000Z';
  const at = await counterAt(platform(), {
    wrap: (storage) => ({ ...storage, keptFrom: () => there }),
  });
  await toForm(at);
  fillContact(at.desk);
  expect(at.desk.cases.submit(at.desk.caseId())).toEqual(ok(null));
  at.desk.drain.nudge();
  await at.desk.stage('received');
  expect(await at.stored()).toMatchObject({ stageSince: there });
});
