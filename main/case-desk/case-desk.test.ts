import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleHkmtPermit } from '../../hardware/simulators/card-reader/example-cards.ts';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { fail } from '../../src/failures/failure.ts';
import { hallDay } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { openForReading } from '../storage/database.ts';
import { loadLeaseKeys } from '../storage/lease-keys.ts';
import { loadDriver } from '../storage/load-driver.ts';
import { loadMasterKey } from '../storage/master-key.ts';
import { aesGcmSealer } from '../storage/sealing.ts';
import { secretBoxWith } from '../storage/testing/reversible-secret-box.ts';
import { random } from '../storage/testing/storage-under-test.ts';
import { pageDigest } from './consent/page-digest.ts';
import { readLease } from './open-case/case-lease.ts';
import {
  chooseItem,
  counterAt,
  fillContact,
  leaseIn,
  platformOfTests,
  toForm,
  toReview,
} from './testing/counter-under-test.ts';
import { answering, reading } from './testing/desk-under-test.ts';

const licencePath = `${platformPaths.licenceLibrary}/license`;
const bench = platformOfTests();

const { allGood, rareName, noLicence } = people;

/** The ids of the leases that have a row, and of those that have a key, straight from the files. */
async function leasesIn(folder: string) {
  const store = join(folder, 'store');
  const masterKey = await loadMasterKey(
    join(store, 'master-key.json'),
    false,
    secretBoxWith(0x5a),
    random,
  );
  if (!masterKey.ok) throw new Error(masterKey.problem.code);
  const sealer = aesGcmSealer(masterKey.value, random);
  const keys = loadLeaseKeys({
    file: join(store, 'lease-keys.json'),
    sealer,
    onError: () => undefined,
  });
  const database = openForReading(loadDriver('better-sqlite3'), join(store, 'workstation.db'));
  const rows = database.prepare<{ readonly id: string }>('SELECT id FROM leases').all();
  database.close();
  return { rows: rows.map(({ id }) => id), keys: keys.ok ? keys.value.ids : keys.problem };
}

test('a case goes from its opening to its number, and what is shown is always what is stored', async () => {
  const stages: string[] = [];
  const at = await counterAt(bench(), {
    onChange: (cases, storage) => {
      const shown = cases.current();
      if (shown === undefined) return;
      if (stages.at(-1) !== shown.subject.stage) stages.push(shown.subject.stage);
      expect(storage.cases.load(shown.subject.id)).toEqual(ok(shown.subject));
    },
  });
  const { desk } = at;
  const compare = async () => expect(await at.stored()).toEqual(desk.cases.current()?.subject);

  desk.cases.open();
  await compare();
  chooseItem(desk, allGood.variant);
  await compare();
  desk.nextCard(ok(reading(allGood.card)));
  expect(await desk.cases.readCard(desk.caseId())).toEqual(ok(null));
  await desk.stage('reviewing');
  await compare();
  desk.cases.pushConsent(desk.caseId());
  await compare();
  desk.answer('agree');
  await desk.stage('filling-form');
  await compare();
  fillContact(desk);
  expect(desk.cases.submit(desk.caseId())).toEqual(ok(null));
  await compare();
  await desk.stage('received');
  await compare();

  expect(stages).toEqual([
    'choosing-item',
    'identifying',
    'matching',
    'reviewing',
    'asking-consent',
    'fetching-values',
    'filling-form',
    'submitting',
    'received',
  ]);
  const { caseNumber, consents } = await at.stored();
  expect(caseNumber).toMatch(/\d{6,}/);
  expect(consents).toMatchObject([{ outcome: 'agreed', input: 'touch' }]);
  expect(at.storage.outbox.counts()).toEqual({ waiting: 0, rejected: 0 });
  expect(desk.sent.map(({ kind }) => kind)).toEqual([
    'idle',
    'consent',
    'result',
    'result',
    'blank',
    'rating',
  ]);
});

test('the form says of each value where it came from, and the lease holds the registered fields only', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const { form } = at.desk.cases.current() ?? {};
  const sources = Object.fromEntries(
    (form ?? []).map(({ key, current }) => [key, current?.provenance.kind]),
  );
  expect(sources).toMatchObject({ name: 'card', registeredAddress: 'licence', remark: undefined });
  expect(leaseIn(at).licences.map(({ fields }) => Object.keys(fields).sort())).toEqual([
    ['HJDZ', 'HZ_XM'],
  ]);
});

test('the lease is gone, row and key, once the case is received', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const holding = await at.stored();
  expect(await leasesIn(at.folder)).toEqual({ rows: [holding.leaseId], keys: [holding.leaseId] });
  fillContact(at.desk);
  at.desk.cases.submit(at.desk.caseId());
  await at.desk.stage('received');
  expect(readLease(at, holding)).toEqual(fail('lease.ended'));
  expect(await leasesIn(at.folder)).toEqual({ rows: [], keys: [] });
  expect(at.desk.cases.current()).toMatchObject({ form: undefined });
  expect(at.desk.cases.current()?.subject).not.toHaveProperty('leaseId');
});

test('the lease is gone once the case is closed without being submitted', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const holding = await at.stored();
  expect(at.desk.cases.send(at.desk.caseId(), { type: 'case.closed' })).toEqual(ok(null));
  expect(readLease(at, holding)).toEqual(fail('lease.ended'));
  expect(await leasesIn(at.folder)).toEqual({ rows: [], keys: [] });
  expect((await at.stored()).stage).toBe('closed');
});

test('licences that cannot be fetched stop the case with the reason, and are fetched when it is tried again', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  bench().platform.misbehave({ path: `${licencePath}/get_license`, fault: 'status500' });
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.answer('agree');
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  expect(await at.stored()).toMatchObject({
    stage: 'fetching-values',
    failure: { code: 'platform.server-error', info: { status: 500 } },
  });
  expect(await leasesIn(at.folder)).toEqual({ rows: [], keys: [] });
  bench().platform.behave();
  expect(at.desk.cases.send(at.desk.caseId(), { type: 'step.tried-again' })).toEqual(ok(null));
  await at.desk.stage('filling-form');
  expect(await at.stored()).not.toHaveProperty('failure');
});

test('an answer lost after the library gave the licence away does not cost a second consent', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  bench().platform.misbehave({
    path: `${licencePath}/get_license`,
    fault: 'dropConnectionAfterCommit',
    times: 1,
  });
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.answer('agree');
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  expect((await at.stored()).failure).toEqual({ code: 'platform.unreachable' });
  at.desk.cases.send(at.desk.caseId(), { type: 'step.tried-again' });
  await at.desk.stage('filling-form');
  expect((await at.stored()).consents).toHaveLength(1);
});

test('somebody the platform does not know, or under another name, is not matched', async () => {
  const at = await counterAt(bench());
  at.desk.cases.open();
  chooseItem(at.desk, allGood.variant);
  at.arrive({ ...allGood.card, name: '陈桂花' });
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  expect(await at.stored()).toMatchObject({
    stage: 'matching',
    failure: { code: 'identity.name-differs' },
    licences: [],
  });
  at.desk.cases.send(at.desk.caseId(), { type: 'case.closed' });
  at.desk.cases.open();
  chooseItem(at.desk, allGood.variant);
  at.arrive({ ...allGood.card, idNumber: '440699198803150014' });
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  expect((await at.stored()).failure).toEqual({ code: 'identity.unknown' });
});

test('a declined page leads back to the list, and nothing is fetched', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  expect(at.desk.answer('decline')).toEqual(ok(null));
  expect(await at.stored()).toMatchObject({
    stage: 'reviewing',
    consents: [{ outcome: 'declined' }],
  });
  expect(at.desk.logged).not.toContainEqual(expect.objectContaining({ stage: 'fetching-values' }));
  expect(at.desk.sent.at(-1)).toMatchObject({ kind: 'result', tone: 'not-given' });
});

test.each([
  ['mouse', 0, 'consent.not-a-touch'],
  ['keyboard', 0, 'consent.not-a-touch'],
  ['pen', 0, 'consent.not-a-touch'],
  ['touch', -1, 'consent.too-early'],
] as const)(
  'an answer by %s, %i ms off the minimum, is refused and logged',
  async (input, early, code) => {
    const at = await counterAt(bench());
    await toReview(at);
    at.desk.cases.pushConsent(at.desk.caseId());
    const page = at.desk.sent.at(-1);
    if (page?.kind !== 'consent') throw new Error('no page was sent');
    const agree = answering(page, [0], []);
    expect(at.desk.cases.pageActed(page.pageId, agree, 'touch')).toEqual(
      fail('consent.page-not-on-screen'),
    );
    at.desk.show();
    at.clock.pass(page.minimumDisplaySeconds * 1000 + early);
    expect(at.desk.cases.pageActed(page.pageId, agree, input)).toEqual(fail(code));
    expect(at.desk.logged).toContainEqual({ event: 'consent.answer-refused', code, input });
    expect(at.desk.cases.current()?.subject.stage).toBe('asking-consent');
  },
);

test('a page that was rendered otherwise cannot be agreed to', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  const page = at.desk.sent.at(-1);
  if (page?.kind !== 'consent') throw new Error('no page was sent');
  at.desk.cases.pageShown(page.pageId, pageDigest({ ...page, heading: '随便点' }));
  expect(await at.stored()).toMatchObject({
    stage: 'reviewing',
    consents: [{ outcome: 'page-altered' }],
  });
});

test('without a screen for the citizen nothing is pushed', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  at.desk.evaluator.setDisplay(false);
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(fail('evaluator.no-display'));
  expect(at.desk.cases.current()?.subject.stage).toBe('reviewing');
});

test('a screen that is lost, or a clerk’s page that dies, takes the question back', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.show();
  at.desk.cases.screenLost();
  expect((await at.stored()).consents).toMatchObject([{ outcome: 'screen-lost' }]);
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.show();
  at.desk.cases.clerkWindowLost();
  expect((await at.stored()).consents).toMatchObject([
    { outcome: 'screen-lost' },
    { outcome: 'withdrawn' },
  ]);
  expect(at.desk.evaluator.current().kind).toBe('blank');
});

test('a card that arrives opens a case, and a second person’s never replaces the first', async () => {
  const at = await counterAt(bench());
  at.arrive(allGood.card);
  expect(await at.stored()).toMatchObject({
    stage: 'choosing-item',
    applicant: { number: allGood.card.idNumber },
  });
  const first = at.desk.caseId();
  at.arrive(rareName.card);
  chooseItem(at.desk, allGood.variant);
  at.arrive(rareName.card);
  await at.desk.stage('reviewing');
  at.arrive(rareName.card);
  expect(at.desk.caseId()).toBe(first);
  expect((await at.stored()).applicant).toMatchObject({ number: allGood.card.idNumber });
});

test('a card that arrives while nobody is logged in opens nothing', async () => {
  const at = await counterAt(bench());
  at.desk.cases.leave();
  await at.desk.session.logOut();
  at.arrive(allGood.card);
  expect(at.desk.cases.current()).toBeUndefined();
  expect(at.storage.cases.listShift(clerks.clerk.account, hallDay(at.clock.now())).cases).toEqual(
    [],
  );
});

test('a card that arrives while somebody who receives no cases is logged in opens nothing', async () => {
  const at = await counterAt(bench());
  at.desk.cases.leave();
  await at.desk.session.logOut();
  const { account, password } = clerks.technician;
  expect(await at.desk.session.logIn(account, password)).toEqual(ok(null));
  at.arrive(allGood.card);
  expect(at.desk.cases.current()).toBeUndefined();
});

test('a card that cannot be read is told, by itself and after 读卡', async () => {
  const at = await counterAt(bench());
  at.desk.cases.open();
  chooseItem(at.desk, allGood.variant);
  const problem = { code: 'card.removed-during-read' } as const;
  at.desk.cases.hearDevice({ kind: 'card-read-failed', failure: problem });
  expect((await at.stored()).failure).toEqual(problem);
  at.desk.nextCard(fail('card.not-presented'));
  expect(await at.desk.cases.readCard(at.desk.caseId())).toEqual(fail('card.not-presented'));
  expect(await at.stored()).toMatchObject({
    stage: 'identifying',
    failure: { code: 'card.not-presented' },
  });
});

test('of a card that was read a case keeps what it says and which module read it, nothing else', async () => {
  const at = await counterAt(bench());
  const { name, idNumber, ...card } = allGood.card;
  const read = reading(allGood.card);
  at.desk.cases.hearDevice({
    kind: 'card-read',
    reading: { ...read, fingerprint: new Uint8Array(1024), addresses: ['别处'] },
  });
  expect((await at.stored()).applicant).toEqual({
    subjectType: 'person',
    name,
    number: idNumber,
    proof: { by: 'identity-card', at: at.clock.now(), samId: read.samId },
    card,
  });
});

test('a card of another kind makes an applicant too, with what it says and no more', async () => {
  const at = await counterAt(bench());
  at.arrive(exampleHkmtPermit);
  expect((await at.stored()).applicant).toMatchObject({
    subjectType: 'person',
    name: exampleHkmtPermit.name,
    number: exampleHkmtPermit.idNumber,
    card: { kind: 'hkmt-permit', address: exampleHkmtPermit.address },
  });
});

test('a case that is logged out of takes its page back, shows nothing, and is resumed with its form', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  fillContact(at.desk);
  const before = at.desk.cases.current();
  at.desk.cases.leave();
  expect(at.desk.cases.current()).toBeUndefined();
  expect(at.desk.evaluator.current().kind).toBe('blank');
  at.desk.cases.begin();
  expect(at.desk.cases.current()).toEqual(before);
  expect(at.desk.evaluator.current().kind).toBe('idle');
});

test('logging out while the citizen is asked withdraws the question', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.show();
  at.desk.cases.leave();
  at.desk.cases.begin();
  expect(at.desk.cases.current()?.subject).toMatchObject({
    stage: 'reviewing',
    consents: [{ outcome: 'withdrawn' }],
  });
});

test('a form whose lease has ended is gone, and consent is needed again', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  at.desk.cases.leave();
  at.clock.pass(12 * 3_600_000);
  at.desk.cases.begin();
  expect(at.desk.cases.current()).toMatchObject({
    subject: { stage: 'reviewing', failure: { code: 'lease.ended' } },
    form: undefined,
  });
  const { caseId, cases } = at.desk;
  expect(cases.typeField(caseId(), 'remark', '无')).toEqual(fail('case.not-at-this-step'));
  expect(cases.submit(caseId())).toEqual(fail('case.not-at-this-step'));
});

test('without any licence the case goes on on paper', async () => {
  const at = await counterAt(bench());
  await toReview(at, noLicence);
  const { cases, caseId } = at.desk;
  expect(cases.pushConsent(caseId())).toEqual(fail('case.not-at-this-step'));
  expect(cases.send(caseId(), { type: 'paper.chosen' })).toEqual(ok(null));
  await at.desk.stage('filling-form');
  expect(cases.submit(caseId())).toEqual(fail('form.incomplete', { count: 4 }));
  expect(cases.typeField(caseId(), 'no-such-field', '')).toEqual(fail('form.unknown-field'));
});

test('nothing is done to a case that is not open, or with an unknown variant', async () => {
  const at = await counterAt(bench());
  const other = '019ab000-0000-7000-8000-00000000dead';
  at.desk.cases.open();
  const { cases } = at.desk;
  expect(chooseItem(at.desk, 'tourist')).toEqual(fail('item.unknown'));
  expect(cases.pushConsent(other)).toEqual(fail('case.unknown'));
  expect(cases.typeField(other, 'remark', '')).toEqual(fail('case.unknown'));
  expect(cases.submit(other)).toEqual(fail('case.unknown'));
  expect(cases.send(other, { type: 'case.closed' })).toEqual(fail('case.unknown'));
  expect(await cases.readCard(other)).toEqual(fail('case.unknown'));
});

test('a page that is not on screen as it was composed when it is agreed to gives nothing; declined it is declined', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  for (const [agreed, outcome] of [
    [[0], 'page-altered'],
    [[], 'declined'],
  ] as const) {
    at.desk.cases.pushConsent(at.desk.caseId());
    at.desk.show();
    const page = at.desk.sent.at(-1);
    if (page?.kind !== 'consent') throw new Error('no page was sent');
    at.clock.pass(page.minimumDisplaySeconds * 1000);
    const altered = answering({ ...page, heading: '随便点' }, agreed);
    at.desk.cases.pageActed(page.pageId, altered, 'touch');
    expect(at.desk.cases.current()?.subject).toMatchObject({ stage: 'reviewing' });
    expect(at.desk.cases.current()?.subject.consents.at(-1)).toMatchObject({ outcome });
  }
});

test('the number of a case that is no longer open arrives behind the next one', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  fillContact(at.desk);
  const holding = await at.stored();
  const first = at.desk.caseId();
  at.desk.drain.stop();
  at.desk.cases.submit(first);
  expect(at.desk.cases.open()).toEqual(ok(null));
  const second = at.desk.caseId();
  expect(second).not.toBe(first);

  const acknowledged = at.desk.cases.acknowledge({
    platformId: '019ab000-0000-7000-8000-00000000aaaa',
    ackedThrough: 1,
    rejected: [],
    received: [{ caseId: first, caseNumber: '20261124000001', evaluationTicket: at.desk.caseId() }],
  });
  expect(acknowledged).toEqual(ok(null));
  expect(at.storage.cases.load(first)).toMatchObject({
    value: { stage: 'received', caseNumber: '20261124000001' },
  });
  expect(readLease(at, holding)).toEqual(fail('lease.ended'));
  expect(at.desk.caseId()).toBe(second);
  expect(await at.stored()).toMatchObject({ id: second, stage: 'choosing-item' });
});

test('an acknowledgement of events that were never made is not believed', async () => {
  const at = await counterAt(bench());
  expect(
    at.desk.cases.acknowledge({
      platformId: '019ab000-0000-7000-8000-00000000aaaa',
      ackedThrough: 1,
      rejected: [],
      received: [],
    }),
  ).toEqual(fail('platform.wrong-shape'));
});

test('a case that the platform sends back is not forgotten behind the next one', async () => {
  const at = await counterAt(bench());
  bench().platform.misbehave({ path: platformPaths.batches, fault: 'status500' });
  await toForm(at);
  fillContact(at.desk);
  const first = at.desk.caseId();
  expect(at.desk.cases.submit(first)).toEqual(ok(null));
  at.desk.drain.stop();
  expect(at.desk.cases.open()).toEqual(ok(null));
  const second = at.desk.caseId();
  expect(second).not.toBe(first);
  expect(
    at.desk.cases.acknowledge({
      platformId: '019ab000-0000-7000-8000-00000000aaaa',
      ackedThrough: 1,
      rejected: [{ seq: 1, code: 'item-unknown' }],
      received: [],
    }),
  ).toEqual(ok(null));
  expect(at.storage.outbox.counts()).toEqual({ waiting: 0, rejected: 1 });

  expect(at.desk.cases.summaries()).toMatchObject([
    { id: second, isOpen: true, isSentBack: false },
    { id: first, isOpen: false, isSentBack: true },
  ]);
  expect(at.desk.cases.resume(first)).toEqual(ok(null));
  expect(at.desk.cases.current()).toMatchObject({
    subject: {
      id: first,
      stage: 'filling-form',
      failure: { code: 'case.rejected', info: { reason: 'item-unknown' } },
    },
  });
  expect(at.desk.cases.current()?.form).toBeDefined();
  expect(at.desk.cases.submit(first)).toEqual(ok(null));
  expect(at.storage.outbox.counts()).toMatchObject({ waiting: 1, rejected: 0 });
});

test('values that arrive after the case was closed are not kept', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.answer('agree');
  expect(at.desk.cases.current()?.subject.stage).toBe('fetching-values');
  at.desk.cases.send(at.desk.caseId(), { type: 'case.closed' });
  // The same way, once more: by then the answer to the first fetch has been there and gone.
  await toForm(at);
  const { leaseId } = at.desk.cases.current()?.subject ?? {};
  expect(await leasesIn(at.folder)).toEqual({ rows: [leaseId], keys: [leaseId] });
});

test('读卡 does not outlive its case', async () => {
  const at = await counterAt(bench());
  expect(at.desk.cases.open()).toEqual(ok(null));
  chooseItem(at.desk, allGood.variant);
  at.desk.nextCard('none comes');
  const wish = at.desk.cases.readCard(at.desk.caseId());
  expect(await at.desk.cases.readCard(at.desk.caseId())).toEqual(fail('reader.busy'));
  at.desk.cases.send(at.desk.caseId(), { type: 'case.closed' });
  expect(await wish).toEqual(fail('card.read-cancelled'));
  await toReview(at);
});
