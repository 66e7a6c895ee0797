import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { people } from '../../../reference-platform/seed/people.ts';
import {
  accepted,
  delegationPhone,
} from '../../../reference-platform/testing/delegation-callers.ts';
import { issueCodeAnswerSchema } from '../../../src/contracts/phone-api.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { citizensPhone } from '../testing/citizens-phone.ts';
import {
  type Counter,
  chooseItem,
  counterAt,
  platformOfTests,
} from '../testing/counter-under-test.ts';
import { answering } from '../testing/desk-under-test.ts';

const cancelledAtPlatform = { event: 'consent.at-platform', state: 'cancelled' };
const bench = platformOfTests();
const { allGood, rareName } = people;

/** A case at its 免证清单 in which an agent has shown a principal's code and confirmed that they act. */
async function withAgent() {
  const principal = await delegationPhone(bench(), allGood.card);
  const agent = await delegationPhone(bench(), rareName.card);
  const delegationId = await accepted(principal, agent);
  const { code } = issueCodeAnswerSchema.parse((await agent.code(delegationId)).body);
  const at = await counterAt(bench());
  at.desk.cases.open();
  chooseItem(at.desk, allGood.variant);
  at.desk.cases.hearDevice({
    kind: 'code-scanned',
    bytes: Buffer.from(code),
    text: code,
    symbology: 'qr',
    source: 'serial',
    at: at.clock.now(),
  });
  await at.desk.until(() => at.desk.evaluator.current().kind === 'acknowledgement');
  const { pageId } = at.desk.evaluator.current();
  at.desk.cases.pageActed(pageId, { kind: 'acknowledge', confirmed: true }, 'touch');
  await at.desk.stage('reviewing');
  return { at, principal, delegationId };
}

const asking = ({ desk }: Counter) => desk.cases.current()?.subject.asking;
const consents = ({ desk }: Counter) => desk.cases.current()?.subject.consents;

/** Pushes the page, which goes to the principal's phone alone. @returns its id */
async function askPrincipal(at: Counter): Promise<string> {
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
  return asking(at)?.pageId ?? '';
}

test('an agent waits while the principal decides on their own phone, and their licences open by that', async () => {
  const { at } = await withAgent();
  const pageId = await askPrincipal(at);
  const shown = at.desk.evaluator.current();
  expect(shown).toMatchObject({ kind: 'result', tone: 'waiting' });
  expect(JSON.stringify(shown)).not.toContain('户口簿');

  const phone = await citizensPhone(bench(), allGood.card);
  const { page, isAsked } = await phone.page(pageId);
  expect(isAsked).toBe(true);
  expect(await phone.answer(page, 'agreed')).toBe(200);
  at.desk.cases.hearChanges([{ kind: 'consent:moved', consentId: pageId, state: 'given' }]);
  await at.desk.stage('filling-form');
  expect(consents(at)?.at(-1)).toMatchObject({ outcome: 'agreed', answeredOn: 'phone' });
  expect(at.desk.evaluator.current()).toMatchObject({ kind: 'result', tone: 'done' });
});

test('nothing that an agent touches answers for the principal', async () => {
  const { at } = await withAgent();
  const pageId = await askPrincipal(at);
  const shown = at.desk.evaluator.current();
  for (const id of [pageId, shown.pageId]) {
    for (const agreed of [[0], []]) {
      expect(at.desk.cases.pageActed(id, answering(shown, agreed), 'touch')).toEqual(
        fail('consent.page-not-on-screen'),
      );
    }
  }
  expect(asking(at)?.pageId).toBe(pageId);
});

test('a principal who says no, or whose page is taken back, opens nothing', async () => {
  const { at } = await withAgent();
  const pageId = await askPrincipal(at);
  const phone = await citizensPhone(bench(), allGood.card);
  expect(await phone.answer((await phone.page(pageId)).page, 'declined')).toBe(200);
  at.desk.cases.hearChanges([{ kind: 'consent:moved', consentId: pageId, state: 'declined' }]);
  await at.desk.stage('reviewing');
  expect(consents(at)?.at(-1)).toMatchObject({ outcome: 'declined', answeredOn: 'phone' });
  expect(at.desk.evaluator.current()).toMatchObject({ kind: 'result', tone: 'not-given' });

  const again = await askPrincipal(at);
  at.desk.cases.send(at.desk.caseId(), { type: 'page.withdrawn' });
  await at.desk.until(() =>
    at.desk.logged.some((line) => isDeepStrictEqual(line, cancelledAtPlatform)),
  );
  expect(await phone.answer((await phone.page(again)).page, 'agreed')).toBe(409);
});

test('the screen that an agent sees may go dark while the principal decides', async () => {
  const { at } = await withAgent();
  const pageId = await askPrincipal(at);
  at.desk.cases.screenLost();
  expect(asking(at)?.pageId).toBe(pageId);
});

test('a delegation that has ended meanwhile asks nobody, and the clerk is told', async () => {
  const { at, principal, delegationId } = await withAgent();
  await principal.act(delegationId, 'withdraw');
  at.desk.cases.pushConsent(at.desk.caseId());
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  expect(at.desk.cases.current()?.subject).toMatchObject({
    stage: 'reviewing',
    failure: { code: 'platform.refused', info: { reason: 'asked-not-entitled' } },
  });
});
