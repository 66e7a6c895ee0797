import { expect, test } from 'vitest';
import { elderCardItem } from '../../../reference-platform/seed/elder-card-item.ts';
import { enterprises } from '../../../reference-platform/seed/enterprises.ts';
import { retailFilingItem } from '../../../reference-platform/seed/items/retail-filing-item.ts';
import { licenceTypes } from '../../../reference-platform/seed/licence-types.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import {
  type DelegationPhone,
  delegationPhone,
} from '../../../reference-platform/testing/delegation-callers.ts';
import {
  delegationPaths,
  delegationViewSchema,
  phoneDelegationsAnswerSchema,
} from '../../../src/contracts/delegation-api.ts';
import type { FailureCode } from '../../../src/failures/catalogue.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { citizensPhone } from '../testing/citizens-phone.ts';
import {
  type Counter,
  counterAt,
  fillContact,
  platformOfTests,
} from '../testing/counter-under-test.ts';

const bench = platformOfTests();
const { allGood, rareName } = people;
const { foods } = enterprises;
const principal = { name: allGood.card.name, number: allGood.card.idNumber };

const subject = ({ desk }: Counter) => desk.cases.current()?.subject;
const step = ({ desk }: Counter) => desk.cases.current()?.identification?.step;
const failed = (at: Counter, code: FailureCode) =>
  at.desk.until(() => subject(at)?.failure?.code === code);
const line = (at: Counter, code: string) =>
  subject(at)?.waiverList?.lines.find(({ material }) => material.code === code);

/** A case of a person, whom somebody else has come for. */
async function comeFor(named = principal): Promise<Counter> {
  const at = await counterAt(bench());
  const { cases, caseId } = at.desk;
  cases.open();
  cases.chooseItem(caseId(), elderCardItem, allGood.variant);
  expect(cases.namePrincipal(caseId(), named)).toEqual(ok(null));
  expect(step(at)).toBe('agent');
  at.arrive(rareName.card);
  return at;
}

/** The delegation that a window has asked somebody for last. */
async function askedOf(phone: DelegationPhone): Promise<string> {
  const { body } = await bench().call(
    'GET',
    delegationPaths.phoneDelegations,
    undefined,
    phone.token,
  );
  const [newest] = phoneDelegationsAnswerSchema.parse(body).delegations;
  if (newest === undefined) throw new Error('nobody was asked for a delegation');
  return newest.delegationId;
}

/** What the workstation hears from the platform of a delegation. */
function hear(at: Counter, delegationId: string): void {
  at.desk.cases.hearChanges([{ kind: 'delegation:moved', delegationId, state: 'part-accepted' }]);
}

const stateOf = async (phone: DelegationPhone, id: string) => {
  const path = delegationPaths.phoneDelegation(id);
  return (await bench().call('GET', path, undefined, phone.token)).body;
};

/** The principal has agreed, and the agent is asked on the citizen's screen. */
async function granted(grant: object = {}) {
  const at = await comeFor();
  await at.desk.until(() => step(at) === 'delegation');
  const phone = await delegationPhone(bench(), allGood.card);
  const id = await askedOf(phone);
  expect((await phone.act(id, 'accept', grant)).status).toBe(200);
  hear(at, id);
  await at.desk.until(() => step(at) === 'acknowledgement');
  return { at, phone, id };
}

const confirm = ({ desk }: Counter, confirmed = true) =>
  desk.cases.pageActed(
    desk.evaluator.current().pageId,
    { kind: 'acknowledge', confirmed },
    'touch',
  );

test('the principal is asked on their phone, the agent waits at the counter, and both have to agree', async () => {
  const at = await comeFor();
  await at.desk.until(() => step(at) === 'delegation');
  expect(at.desk.evaluator.current()).toMatchObject({ kind: 'result', tone: 'waiting' });
  expect(at.desk.cases.current()?.identification?.holderName).toBe(principal.name);
  const phone = await delegationPhone(bench(), allGood.card);
  const id = await askedOf(phone);
  await phone.act(id, 'accept');
  hear(at, id);
  await at.desk.until(() => step(at) === 'acknowledgement');
  expect(subject(at)?.applicant).toBeUndefined();
  confirm(at);
  await at.desk.stage('reviewing');
  expect(subject(at)).toMatchObject({
    applicant: { ...principal, proof: { by: 'delegation' } },
    present: {
      number: rareName.card.idNumber,
      as: 'agent',
      basis: { kind: 'delegation', delegationId: id },
      acknowledgedAt: at.clock.now(),
    },
  });
  expect(delegationViewSchema.loose().parse(await stateOf(phone, id)).state).toBe('accepted');
});

test('the licences open once the principal has decided about the page on their phone, and the case is received', async () => {
  const { at } = await granted();
  confirm(at);
  await at.desk.stage('reviewing');
  at.desk.cases.pushConsent(at.desk.caseId());
  await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
  const pageId = subject(at)?.asking?.pageId ?? '';
  const phone = await citizensPhone(bench(), allGood.card);
  expect(await phone.answer((await phone.page(pageId)).page, 'agreed')).toBe(200);
  at.desk.cases.hearChanges([{ kind: 'consent:moved', consentId: pageId, state: 'given' }]);
  await at.desk.stage('filling-form');
  fillContact(at.desk);
  expect(at.desk.cases.submit(at.desk.caseId())).toEqual(ok(null));
  await at.desk.stage('received');
});

test('a licence that the principal has not entrusted comes on paper, and nobody is asked for it', async () => {
  const { at } = await granted({ licenceTypes: [licenceTypes.residencePermit] });
  confirm(at);
  await at.desk.stage('reviewing');
  expect(line(at, 'household-register')).toMatchObject({
    status: 'needed-on-paper',
    reason: 'not-entrusted',
  });
});

test('for a legal person its representative is asked', async () => {
  const at = await counterAt(bench());
  const { cases, caseId } = at.desk;
  cases.open();
  cases.chooseItem(caseId(), retailFilingItem, 'filing');
  cases.identify(caseId(), { type: 'enterprise.entered', by: 'uscc', code: foods.uscc });
  await at.desk.until(() => step(at) === 'proof');
  expect(cases.namePrincipal(caseId(), undefined)).toEqual(ok(null));
  at.arrive(rareName.card);
  await at.desk.until(() => step(at) === 'delegation');
  const phone = await delegationPhone(bench(), foods.representative);
  const id = await askedOf(phone);
  await phone.act(id, 'accept');
  hear(at, id);
  await at.desk.until(() => step(at) === 'acknowledgement');
  confirm(at);
  await at.desk.stage('reviewing');
  expect(subject(at)?.applicant).toMatchObject({ number: foods.uscc, subjectType: 'enterprise' });
});

test('a principal who refuses is told of, and the next way is open', async () => {
  const at = await comeFor();
  await at.desk.until(() => step(at) === 'delegation');
  const phone = await delegationPhone(bench(), allGood.card);
  const id = await askedOf(phone);
  await phone.act(id, 'reject');
  hear(at, id);
  await failed(at, 'delegation.rejected');
  expect(step(at)).toBe('proof');
  expect(at.desk.evaluator.current().kind).toBe('idle');
});

test.each<[string, (at: Counter) => unknown]>([
  [
    'the clerk takes it back',
    ({ desk }) => desk.cases.identify(desk.caseId(), { type: 'way.changed' }),
  ],
  ['the case is closed', ({ desk }) => desk.cases.send(desk.caseId(), { type: 'case.closed' })],
  ['the screen is locked', ({ desk }) => desk.cases.lock()],
])('where %s, the principal is asked no longer', async (_what, end) => {
  const at = await comeFor();
  await at.desk.until(() => step(at) === 'delegation');
  const phone = await delegationPhone(bench(), allGood.card);
  const id = await askedOf(phone);
  end(at);
  await expect.poll(() => stateOf(phone, id)).toMatchObject({ state: 'cancelled' });
});

test('an agent who does not confirm takes the delegation back', async () => {
  const { at, phone, id } = await granted();
  confirm(at, false);
  await failed(at, 'identity.not-acknowledged');
  await expect.poll(() => stateOf(phone, id)).toMatchObject({ state: 'cancelled' });
});

test('a principal who takes it back while the agent reads ends it', async () => {
  const { at, phone, id } = await granted();
  await phone.act(id, 'withdraw');
  hear(at, id);
  await failed(at, 'delegation.ended');
  expect(step(at)).toBe('proof');
});

test('an agent who has agreed on their own phone too is taken at their word at the counter', async () => {
  const { at, id } = await granted();
  await (await delegationPhone(bench(), rareName.card)).act(id, 'accept');
  confirm(at);
  await at.desk.stage('reviewing');
});

test.each<[string, typeof principal, FailureCode]>([
  ['under another name', { ...principal, name: '样例' }, 'delegation.not-matched'],
  [
    'who comes themselves',
    { name: rareName.card.name, number: rareName.card.idNumber },
    'delegation.to-oneself',
  ],
])('a principal %s is asked for nothing', async (_who, named, code) => {
  await failed(await comeFor(named), code);
});

test('a number that can be nobody’s is refused at once', async () => {
  const at = await counterAt(bench());
  at.desk.cases.open();
  at.desk.cases.chooseItem(at.desk.caseId(), elderCardItem, allGood.variant);
  const wrong = { ...principal, number: `${principal.number.slice(0, 17)}0` };
  expect(at.desk.cases.namePrincipal(at.desk.caseId(), wrong)).toEqual(
    fail('identity.number-wrong'),
  );
});
