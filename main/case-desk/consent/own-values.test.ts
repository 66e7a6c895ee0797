import { expect, test, vi } from 'vitest';
import { familyMembers } from '../../../reference-platform/seed/families.ts';
import { disabilityAllowanceItem } from '../../../reference-platform/seed/items/disability-allowance-item.ts';
import { correctionPaths, objectionsAnswerSchema } from '../../../src/contracts/correction-api.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { settingsSchema } from '../../settings/settings.ts';
import {
  type Counter,
  counterAt,
  leaseIn,
  platformOfTests,
} from '../testing/counter-under-test.ts';
import { answering } from '../testing/desk-under-test.ts';

const bench = platformOfTests();
const applicant = familyMembers.maiYi;
const subject = ({ desk }: Counter) => desk.cases.current()?.subject;
const line = (at: Counter, code: string) =>
  subject(at)?.waiverList?.lines.find(({ material }) => material.code === code);

/** Somebody has agreed to all three of their licences, and sees what they say. */
async function looking() {
  const at = await counterAt(bench(), { settings: settingsSchema.parse({}) });
  const { cases, session } = at.desk;
  const item = session.items().find(({ code }) => code === disabilityAllowanceItem.code);
  if (item === undefined) throw new Error('the item is not offered at the counter');
  expect(cases.open()).toEqual(ok(null));
  expect(cases.chooseItem(at.desk.caseId(), item, 'living-self')).toEqual(ok(null));
  at.arrive(applicant);
  await at.desk.stage('reviewing');
  expect(cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  at.desk.show();
  const consent = at.desk.evaluator.current();
  if (consent.kind !== 'consent') throw new Error(`the screen shows ${consent.kind}`);
  at.clock.pass(consent.minimumDisplaySeconds * 1000);
  const every = [0, 1, 2];
  expect(cases.pageActed(consent.pageId, answering(consent, every), 'touch')).toEqual(ok(null));
  await at.desk.until(() => at.desk.evaluator.current().kind === 'own-values');
  at.desk.show();
  const page = at.desk.evaluator.current();
  if (page.kind !== 'own-values') throw new Error(`the screen shows ${page.kind}`);
  return { at, page };
}

test('whoever has agreed sees every value that is used, before the clerk sees any', async () => {
  const { at, page } = await looking();
  expect(subject(at)?.stage).toBe('checking-values');
  expect(at.desk.cases.current()?.form).toBeUndefined();
  expect(page.licences.map(({ title }) => title)).toEqual([
    '居民户口簿',
    '残疾人证',
    '最低生活保障证',
  ]);
  const shown = page.licences.flatMap(({ facts }) => facts.map(({ text }) => text));
  const values = leaseIn(at).licences.flatMap(({ fields }) => Object.values(fields));
  expect([...shown].sort()).toEqual([...values].sort());
  const mirrored = JSON.stringify(at.desk.evaluator.mirror());
  for (const value of values) expect(mirrored).not.toContain(value);
});

test('with nothing wrong the form is there as a whole', async () => {
  const { at, page } = await looking();
  expect(at.desk.cases.pageActed(page.pageId, { kind: 'object', wrong: [] }, 'touch')).toEqual(
    ok(null),
  );
  await at.desk.stage('filling-form');
  expect(at.desk.cases.current()?.form).toBeDefined();
  expect(leaseIn(at).licences).toHaveLength(3);
  expect(at.desk.evaluator.current()).toMatchObject({ kind: 'result', heading: '谢谢，已核对' });
});

test('what is said to be wrong is used by nobody, comes on paper, and reaches its issuer', async () => {
  const { at, page } = await looking();
  const position = page.licences.findIndex(({ title }) => title === '残疾人证');
  at.desk.cases.pageActed(page.pageId, { kind: 'object', wrong: [position] }, 'touch');
  await at.desk.stage('filling-form');
  expect(leaseIn(at).licences.map(({ typeCode }) => typeCode)).not.toContain(
    subject(at)?.objections?.[0]?.typeCode,
  );
  expect(JSON.stringify(leaseIn(at).form)).not.toContain('残疾人证');
  expect(line(at, 'disability-certificate')).toMatchObject({
    status: 'needed-on-paper',
    reason: 'handed-in-otherwise',
  });
  expect(line(at, 'household-register')).toMatchObject({ status: 'waived-by-licence' });

  // The platform has acknowledged it.
  await at.desk.until(() => at.storage.outbox.counts().waiting === 0);
  const { token } = await bench().logIn(undefined, 'approver');
  const { body } = await bench().call('GET', correctionPaths.objections, undefined, token);
  const [ticket] = objectionsAnswerSchema.parse(body).objections;
  expect(ticket).toMatchObject({
    caseId: at.desk.caseId(),
    itemCode: disabilityAllowanceItem.code,
    licenceName: '残疾人证',
  });
});

test('only a touch objects, on the page that is there, to a licence that it shows', async () => {
  const { at, page } = await looking();
  const { cases } = at.desk;
  const object = { kind: 'object' as const, wrong: [0] };
  expect(cases.pageActed(page.pageId, object, 'mouse')).toEqual(fail('consent.not-a-touch'));
  expect(cases.pageActed('019ab000-0000-7000-8000-0000000000ff', object, 'touch')).toEqual(
    fail('consent.page-not-on-screen'),
  );
  expect(cases.pageActed(page.pageId, { kind: 'object', wrong: [3] }, 'touch')).toEqual(
    fail('ipc.invalid-request'),
  );
  expect(subject(at)?.stage).toBe('checking-values');
});

test('who does nothing keeps nobody waiting, and what was agreed to is used', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { at } = await looking();
    vi.advanceTimersByTime(60_000);
    expect(subject(at)?.stage).toBe('filling-form');
    expect(leaseIn(at).licences).toHaveLength(3);
  } finally {
    vi.useRealTimers();
  }
});

test('the clerk may take the page back: the form is there, and nothing is left on the screen', async () => {
  const { at, page } = await looking();
  expect(at.desk.cases.send(at.desk.caseId(), { type: 'page.withdrawn' })).toEqual(ok(null));
  expect(subject(at)?.stage).toBe('filling-form');
  expect(at.desk.evaluator.current().pageId).not.toBe(page.pageId);
});
