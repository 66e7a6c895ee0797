import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../reference-platform/database/open-database.ts';
import { clerks, secondClerk } from '../../reference-platform/seed/accounts.ts';
import { insertWorld } from '../../reference-platform/seed/insert-world.ts';
import { disabilityAllowanceItem } from '../../reference-platform/seed/items/disability-allowance-item.ts';
import { makeLicence } from '../../reference-platform/seed/make-licence.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { digestOf, pdfOf } from '../../reference-platform/testing/handed-in-file.ts';
import { StoppedClock } from '../../reference-platform/testing/platform-under-test.ts';
import { attachmentPaths } from '../../src/contracts/attachment-api.ts';
import { callBackPaths, callBacksAnswerSchema } from '../../src/contracts/call-back-api.ts';
import { caseAnswerSchema, casePaths, casesAnswerSchema } from '../../src/contracts/case-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import type { Case } from '../../src/domain/case.ts';
import { fail } from '../../src/failures/failure.ts';
import { hallDay } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { createAttachmentDesk } from '../attachments/attachment-desk.ts';
import type { Fetch } from '../platform-client/http.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import {
  type Counter,
  chooseItem,
  counterAt,
  fillContact,
  leaseIn,
  platformOfTests,
} from './testing/counter-under-test.ts';
import { logIn, supervisorAt } from './testing/supervisor-under-test.ts';

const platform = platformOfTests({ clock: new StoppedClock() });

let isAway = false;
/** Method and path of what has been asked of the platform, in order. */
let asked: string[] = [];
beforeEach(() => {
  isAway = false;
  asked = [];
});

/** A network that the test pulls and gives back. */
const network: Fetch = (address, init) => {
  if (isAway) return Promise.reject(new TypeError('the network is away'));
  asked.push(`${init.method ?? 'GET'} ${new URL(address).pathname}`);
  return fetch(address, init);
};

/** A counter with a block of provisional numbers for today. */
async function offlineCounter(change: Parameters<typeof counterAt>[1] = {}): Promise<Counter> {
  const at = await counterAt(platform(), { fetch: network, ...change });
  at.storage.provisionalNumbers.add('A07', [{ day: hallDay(at.clock.now()), first: 1, last: 9 }]);
  return at;
}

type Person = (typeof people)[keyof typeof people];

/** Opens a case and goes on with it without the platform. */
async function goOffline(at: Counter, person: Person) {
  isAway = true;
  at.clock.pass(1);
  expect(at.desk.cases.open()).toEqual(ok(null));
  expect(chooseItem(at.desk, person.variant)).toEqual(ok(null));
  at.arrive(person.card);
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  expect(at.desk.cases.send(at.desk.caseId(), { type: 'offline.chosen' })).toEqual(ok(null));
}

function subjectOf(at: Counter): Case {
  const subject = at.desk.cases.current()?.subject;
  if (subject === undefined) throw new Error('no case is open');
  return subject;
}

function type(at: Counter, values: Readonly<Record<string, string>>) {
  for (const [key, value] of Object.entries(values)) {
    expect(at.desk.cases.typeField(at.desk.caseId(), key, value)).toEqual(ok(null));
  }
}

/** What the household register of the person for whom all is in order says. */
const asRegistered = {
  registeredAddress: people.allGood.card.address,
  householder: '陈国强',
};

/** Takes a case in without the platform. @returns its id */
async function takeIn(
  at: Counter,
  {
    person = people.allGood,
    decision = 'agree',
    typed = asRegistered,
  }: {
    readonly person?: Person;
    readonly decision?: 'agree' | 'decline';
    readonly typed?: Readonly<Record<string, string>>;
  } = {},
): Promise<string> {
  await goOffline(at, person);
  const caseId = at.desk.caseId();
  expect(at.desk.cases.pushConsent(caseId)).toEqual(ok(null));
  expect(at.desk.answer(decision)).toEqual(ok(null));
  if (decision === 'decline') at.desk.cases.send(caseId, { type: 'paper.chosen' });
  await at.desk.stage('filling-form');
  fillContact(at.desk);
  type(at, typed);
  expect(at.desk.cases.submit(caseId)).toEqual(ok(null));
  await at.desk.stage('awaiting-verification');
  return caseId;
}

/** The platform answers again, and the clerk verifies a case. */
async function verify(at: Counter, caseId: string, stage: Case['stage'] = 'filling-form') {
  isAway = false;
  expect(at.desk.cases.verify(caseId)).toEqual(ok(null));
  await at.desk.stage(stage);
}

async function submit(at: Counter, caseId: string) {
  expect(at.desk.cases.submit(caseId)).toEqual(ok(null));
  await at.desk.stage('received');
}

/** What the platform has of a case, as its department reads it; undefined where it has none. */
async function atPlatform(caseId: string) {
  const { token } = await platform().logIn('0193a000-0000-7000-8000-0000000000d1', 'approver');
  const listed = await platform().call('GET', casePaths.cases, undefined, token);
  const found = casesAnswerSchema
    .parse(listed.body)
    .cases.filter((summary) => summary.caseId === caseId);
  if (found.length === 0) return undefined;
  expect(found).toHaveLength(1);
  const { body } = await platform().call('GET', casePaths.case(caseId), undefined, token);
  return caseAnswerSchema.parse(body).application;
}

/** What the platform has been told of how a case has left the call-back list. */
async function callBackAtPlatform(at: Counter, caseId: string) {
  await at.desk.until(() => at.storage.outbox.counts().waiting === 0);
  const { token } = await platform().logIn('0193a000-0000-7000-8000-0000000000d1', 'approver');
  const { body } = await platform().call('GET', callBackPaths.callBacks, undefined, token);
  return callBacksAnswerSchema.parse(body).callBacks.filter((one) => one.caseId === caseId);
}

/** What the log of the counter has of it. */
function callBackWrittenDown({ storage }: Counter) {
  return storage.audit.list({ actions: ['case:call-back-ended'], limit: 9 });
}

describe('while the platform gives no answer', () => {
  test('a case is taken in by the card, by consent to types, and under a provisional number', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at);
    const stored = await at.stored();
    expect(stored).toMatchObject({
      id: caseId,
      offline: {
        received: {
          provisionalNumber: expect.stringMatching(/^FSA072026112400001/),
          materials: ['household-register'],
        },
      },
      consents: [{ outcome: 'agreed', answeredOn: 'evaluator' }],
      licences: [],
    });
    // Nothing is in the outbox that the platform could not judge, and no lease holds what was typed.
    expect(at.storage.outbox.counts().waiting).toBe(0);
    expect(stored).not.toHaveProperty('leaseId');
    expect(stored.carried?.typed.map(({ key }) => key)).toEqual([
      'registeredAddress',
      'householder',
      'emergencyContact',
      'emergencyPhone',
    ]);
    expect(at.desk.sent.at(-1)).toMatchObject({ kind: 'result', heading: '收下了，等待核验' });
  });

  test('the page says so, and asks for types and their registered fields only', async () => {
    const at = await offlineCounter();
    await goOffline(at, people.allGood);
    at.desk.cases.pushConsent(at.desk.caseId());
    const page = at.desk.sent.at(-1);
    if (page?.kind !== 'consent') throw new Error('nobody is asked');
    const said = JSON.stringify(page);
    expect(page.facts.map(({ label }) => label)).toContain('离线收件');
    expect(page.licences.map(({ title }) => title)).toEqual(['居民户口簿']);
    expect(page.licences[0]?.facts.map(({ label }) => label)).toEqual([
      '哪一张',
      '使用内容',
      '为什么用',
      '如不同意',
    ]);
    expect(said).not.toContain('证照编号');
  });

  test('the record of the answer names the type, and no licence that nobody could look up', async () => {
    const at = await offlineCounter();
    await takeIn(at);
    const [given] = at.storage.evidence.waiting(9);
    expect(given?.record).toMatchObject({
      kind: 'answer',
      choices: [{ license_code_commitment: null, resolved: 'later', decision: 'agreed' }],
    });
  });

  test('the form has what the card says, and the libraries are named that could not be asked', async () => {
    const at = await offlineCounter();
    await goOffline(at, people.allGood);
    at.desk.cases.send(at.desk.caseId(), { type: 'paper.chosen' });
    await at.desk.stage('filling-form');
    const kinds = leaseIn(at).form.map(({ current }) => current?.provenance.kind);
    expect(new Set(kinds)).toEqual(new Set(['card', undefined]));
    expect(leaseIn(at).licences).toEqual([]);
  });

  test('it goes on with the platform again, as long as nobody has a paper of it', async () => {
    const at = await offlineCounter();
    await goOffline(at, people.allGood);
    isAway = false;
    expect(at.desk.cases.send(at.desk.caseId(), { type: 'step.tried-again' })).toEqual(ok(null));
    await at.desk.until(() => subjectOf(at).licences.length > 0);
    expect(subjectOf(at)).not.toHaveProperty('offline');
  });

  test('without a number for the day nothing is taken in, and nothing that was typed is lost', async () => {
    const at = await counterAt(platform(), { fetch: network });
    await goOffline(at, people.allGood);
    at.desk.cases.send(at.desk.caseId(), { type: 'paper.chosen' });
    await at.desk.stage('filling-form');
    fillContact(at.desk);
    type(at, asRegistered);
    expect(at.desk.cases.submit(at.desk.caseId())).toEqual(fail('offline.no-numbers'));
    expect(subjectOf(at).stage).toBe('filling-form');
    expect(leaseIn(at).form.find(({ key }) => key === 'householder')?.current?.value).toBe(
      '陈国强',
    );
  });

  test('a case whose licences could not be fetched any more goes on with what was agreed to', async () => {
    const at = await offlineCounter();
    at.clock.pass(1);
    at.desk.cases.open();
    chooseItem(at.desk, people.allGood.variant);
    at.arrive(people.allGood.card);
    await at.desk.stage('reviewing');
    at.desk.cases.pushConsent(at.desk.caseId());
    await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
    isAway = true;
    at.desk.answer('agree');
    await at.desk.until(() => subjectOf(at).failure?.code === 'platform.unreachable');
    const caseId = at.desk.caseId();
    expect(at.desk.cases.send(caseId, { type: 'offline.chosen' })).toEqual(ok(null));
    await at.desk.stage('filling-form');
    fillContact(at.desk);
    type(at, asRegistered);
    at.desk.cases.submit(caseId);
    await at.desk.stage('awaiting-verification');
    await verify(at, caseId);
    await submit(at, caseId);
    expect((await atPlatform(caseId))?.materials).toContainEqual(
      expect.objectContaining({ code: 'household-register', status: 'waived-by-licence' }),
    );
  });
});

describe('once the platform answers again', () => {
  test('a case that agrees with it is received there, once, with its provisional number', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at);
    const { offline } = subjectOf(at);
    await verify(at, caseId);
    const form = at.desk.cases.current()?.form ?? [];
    expect(form.filter(({ conflict }) => conflict !== undefined)).toEqual([]);
    await submit(at, caseId);
    expect(await atPlatform(caseId)).toMatchObject({
      provisional: { number: offline?.received?.provisionalNumber },
      consents: [{ licenceTypes: subjectOf(at).consents[0]?.agreedTypes }],
    });
    // It was countersigned before any licence was opened by it.
    const { pageId = '' } = subjectOf(at).consents[0] ?? {};
    const kept = at.storage.evidence.find(pageId);
    expect(kept?.ok === true && kept.value.outcome).toHaveProperty('envelope');
  });

  test('what was typed otherwise than a licence says is open until the clerk has decided', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at, { typed: { ...asRegistered, householder: '陈建国' } });
    await verify(at, caseId);
    const householder = () =>
      at.desk.cases.current()?.form?.find(({ key }) => key === 'householder');
    expect(householder()?.conflict?.claims.map(({ value }) => value)).toEqual(['陈国强', '陈建国']);
    expect(at.desk.cases.submit(caseId)).toEqual(fail('form.incomplete', { count: 1 }));
    at.desk.cases.settleConflict(caseId, 'householder', { claim: 0, reason: 'original-seen' });
    expect(householder()?.current?.provenance.kind).toBe('licence');
    await submit(at, caseId);
    expect(await atPlatform(caseId)).toBeDefined();
  });

  test('what was attached meanwhile is at the platform before its case, and then gone here', async () => {
    const at = await offlineCounter();
    await goOffline(at, people.allGood);
    const caseId = at.desk.caseId();
    at.desk.cases.pushConsent(caseId);
    at.desk.answer('agree');
    await at.desk.stage('filling-form');
    const file = pdfOf('离线时附上的照片');
    const path = join(temporaryFolder(), 'portrait.pdf');
    writeFileSync(path, file);
    const attachments = createAttachmentDesk({
      clock: at.clock,
      cases: at.desk.cases,
      files: at.storage.attachments,
      chooseFiles: async () => [path],
      log: { info: () => undefined, warn: () => undefined },
    });
    expect(await attachments.addFiles(caseId, 'portrait')).toEqual(ok({ added: 1 }));
    const [attached] = subjectOf(at).attachments ?? [];
    fillContact(at.desk);
    type(at, asRegistered);
    expect(at.desk.cases.submit(caseId)).toEqual(ok(null));
    await at.desk.stage('awaiting-verification');
    // It lies on the disk with the case, through the end of the program too.
    expect((await at.stored()).attachments).toEqual([attached]);
    expect(at.storage.attachments.read(attached?.id ?? '')).toEqual(ok(file));

    await verify(at, caseId);
    expect(asked).not.toContain(`POST ${platformPaths.batches}`);
    asked = [];
    await submit(at, caseId);
    expect((await atPlatform(caseId))?.attachments).toEqual([
      { code: 'portrait', digests: [digestOf(file)] },
    ]);
    const sent = asked.findIndex((one) => one.endsWith(attachmentPaths.attachment(digestOf(file))));
    expect(sent).toBeGreaterThanOrEqual(0);
    expect(asked.indexOf(`POST ${platformPaths.batches}`)).toBeGreaterThan(sent);
    expect(at.storage.attachments.read(attached?.id ?? '')).toMatchObject({ ok: false });
  });

  test('a licence that was not agreed to is neither fetched nor used', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at, { decision: 'decline' });
    await verify(at, caseId);
    expect(leaseIn(at).licences).toEqual([]);
    await submit(at, caseId);
    expect((await atPlatform(caseId))?.materials).toContainEqual({
      code: 'household-register',
      status: 'needed-on-paper',
    });
  });

  test('a platform that is away again leaves the case as it was, and it is received once all the same', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at);
    expect(at.desk.cases.verify(caseId)).toEqual(ok(null));
    await at.desk.until(() => subjectOf(at).failure?.code === 'platform.unreachable');
    expect(subjectOf(at).stage).toBe('awaiting-verification');
    await verify(at, caseId);
    isAway = true;
    at.desk.cases.submit(caseId);
    await at.desk.stage('submitting');
    isAway = false;
    at.desk.drain.nudge();
    await at.desk.stage('received');
    expect(await atPlatform(caseId)).toBeDefined();
  });

  test('a case waits through the end of the program, and of its lease', async () => {
    const first = await offlineCounter();
    const caseId = await takeIn(first);
    await verify(first, caseId);
    first.desk.drain.stop();
    const second = await counterAt(platform(), {
      fetch: network,
      place: { windowId: 'A07', clerk: clerks.clerk, folder: first.folder },
    });
    expect(second.desk.cases.summaries().map(({ id }) => id)).toEqual([caseId]);
    second.clock.pass(13 * 3_600_000);
    second.desk.cases.passTime();
    expect(subjectOf(second).stage).toBe('awaiting-verification');
    await verify(second, caseId);
    await submit(second, caseId);
  });
});

describe('what keeps a case from going on is the person’s to say', () => {
  test('a licence that is not there: the case is called back, and goes on with paper', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at, { person: people.noLicence });
    await verify(at, caseId, 'calling-back');
    expect(subjectOf(at).callBack?.points).toEqual([
      { reason: 'licence-unusable', about: ['居民户口簿'] },
    ]);
    expect(at.desk.cases.send(caseId, { type: 'paper.chosen' })).toEqual(ok(null));
    await at.desk.stage('filling-form');
    await submit(at, caseId);
    expect((await atPlatform(caseId))?.materials).toContainEqual({
      code: 'household-register',
      status: 'needed-on-paper',
    });
  });

  test('a licence that has been revoked, likewise; and it ends for a reason only', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at, { person: people.revokedRegister });
    await verify(at, caseId, 'calling-back');
    expect(at.desk.cases.send(caseId, { type: 'case.closed' })).toEqual(
      fail('case.not-at-this-step'),
    );
    const ended = { type: 'call-back.ended', ending: 'given-up' } as const;
    expect(at.desk.cases.send(caseId, ended)).toEqual(ok(null));
    const { provisionalNumber } = subjectOf(at).offline?.received ?? {};
    expect(await at.stored()).toMatchObject({ stage: 'closed', callBack: { ending: 'given-up' } });
    expect(await atPlatform(caseId)).toBeUndefined();
    expect(await callBackAtPlatform(at, caseId)).toMatchObject([
      { provisionalNumber, windowId: 'A07', reasons: ['licence-unusable'], outcome: 'given-up' },
    ]);
    expect(callBackWrittenDown(at)).toMatchObject([{ facts: { caseId, outcome: 'given-up' } }]);
  });

  test('a licence that the library has come to have since, and nobody was asked about: it is not opened, and whoever it is of is called back', async () => {
    const at = await offlineCounter();
    const { card } = people.allGood;
    const item = at.desk.session.items().find(({ code }) => code === disabilityAllowanceItem.code);
    if (item === undefined) throw new Error('the item is not registered');
    at.clock.pass(1);
    at.desk.cases.open();
    at.desk.cases.chooseItem(at.desk.caseId(), item, 'nursing-self');
    at.arrive(card);
    await at.desk.stage('reviewing');
    const caseId = at.desk.caseId();
    at.desk.cases.pushConsent(caseId);
    await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
    isAway = true;
    at.desk.answer('agree');
    await at.desk.until(() => subjectOf(at).failure?.code === 'platform.unreachable');
    at.desk.cases.send(caseId, { type: 'offline.chosen' });
    await at.desk.stage('filling-form');
    type(at, {
      'registered-address': card.address,
      'disability-category': '肢体',
      'disability-degree': '二级',
      account: '6222000000000000001',
      phone: '13800000000',
    });
    expect(at.desk.cases.submit(caseId)).toEqual(ok(null));
    await at.desk.stage('awaiting-verification');

    const certificate = makeLicence('disabilityCertificate', {
      code: '440699202600000X01',
      holders: [card],
      begin: '2026-11-24',
      fields: { CJRZH: `${card.idNumber}42`, CJLB: '肢体', CJDJ: '二级', JHRXM: '' },
    });
    const db = await openDatabase(platform().dataDir);
    await insertWorld(db, {
      items: [disabilityAllowanceItem],
      people: [card],
      licences: [certificate],
    });
    await db.destroy();

    await verify(at, caseId, 'calling-back');
    expect(subjectOf(at).callBack?.points).toEqual([
      { reason: 'consent-exceeded', about: ['残疾人证'] },
    ]);
    expect(subjectOf(at)).not.toHaveProperty('leaseId');
    expect(asked.filter((one) => one.endsWith('/license/get_license'))).toEqual([]);
    expect(await atPlatform(caseId)).toBeUndefined();
  });

  test('one that goes on with a paper has left the list as well, and is told of before it is handed in', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at, { person: people.revokedRegister });
    await verify(at, caseId, 'calling-back');
    expect(at.desk.cases.send(caseId, { type: 'paper.chosen' })).toEqual(ok(null));
    await at.desk.stage('filling-form');
    expect(await callBackAtPlatform(at, caseId)).toMatchObject([{ outcome: 'on-paper' }]);
    expect(callBackWrittenDown(at)).toMatchObject([{ facts: { caseId, outcome: 'on-paper' } }]);
  });

  test('one whose verification finds everything in order has left it, and no sooner', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at);
    isAway = false;
    expect(at.desk.cases.send(caseId, { type: 'call-back.wanted' })).toEqual(ok(null));
    isAway = true;
    at.desk.cases.verify(caseId);
    await at.desk.stage('awaiting-verification');
    expect(callBackWrittenDown(at)).toEqual([]);
    await verify(at, caseId);
    expect(await callBackAtPlatform(at, caseId)).toMatchObject([
      { reasons: ['clerk'], outcome: 'verified' },
    ]);
    expect(callBackWrittenDown(at)).toMatchObject([{ facts: { caseId, outcome: 'verified' } }]);
  });

  test('whoever comes back with their card is asked anew, and the case goes on as any other', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at, { typed: { ...asRegistered, householder: '陈建国' } });
    await verify(at, caseId);
    expect(at.desk.cases.send(caseId, { type: 'call-back.wanted' })).toEqual(ok(null));
    at.desk.cases.hold(caseId);
    at.clock.pass(60_000);
    at.arrive(people.allGood.card);
    await at.desk.stage('reviewing');
    expect(subjectOf(at)).toMatchObject({ id: caseId, offline: { isBack: true } });
    at.desk.cases.pushConsent(caseId);
    expect(at.desk.answer('agree')).toEqual(ok(null));
    await at.desk.stage('filling-form');
    at.desk.cases.settleConflict(caseId, 'householder', { claim: 0, reason: 'applicant-states' });
    await submit(at, caseId);
    expect(await atPlatform(caseId)).toMatchObject({
      provisional: { number: subjectOf(at).offline?.received?.provisionalNumber },
    });
    expect(await callBackAtPlatform(at, caseId)).toMatchObject([{ outcome: 'came-back' }]);
    expect(callBackWrittenDown(at)).toMatchObject([{ facts: { caseId, outcome: 'came-back' } }]);
  });

  test('nobody else’s card opens it', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at, { person: people.noLicence });
    await verify(at, caseId, 'calling-back');
    at.arrive(people.allGood.card);
    await at.desk.until(() => at.desk.caseId() !== caseId);
    expect(subjectOf(at)).toMatchObject({ applicant: { number: people.allGood.card.idNumber } });
    const waiting = at.desk.cases.find(caseId);
    expect(waiting.ok && waiting.value.stage).toBe('calling-back');
  });
});

describe('where its clerk does not come back, a supervisor gives it to another one', () => {
  const wish = {
    to: secondClerk.account,
    reason: 'absent',
    second: { account: secondClerk.account, password: secondClerk.password },
  } as const;

  /** A case is told of to the supervisor, given, and opened by whoever it was given to. */
  async function give(at: Counter, caseId: string, told: object) {
    isAway = false;
    await logIn(at, clerks.supervisor);
    const { entries, cases } = supervisorAt(at).list();
    expect(entries).toEqual([]);
    expect(cases).toMatchObject([{ caseId, clerk: 'zhanggong', mayGo: true, ...told }]);
    expect(JSON.stringify(cases)).not.toContain('陈');
    expect(await supervisorAt(at).reassign({ ...wish, caseIds: [caseId] })).toEqual(ok(null));
    expect(supervisorAt(at).list().cases).toMatchObject([{ caseId, clerk: 'huangwen', ...told }]);
    await logIn(at, clerks.clerk);
    expect(at.desk.cases.summaries()).toEqual([]);
    expect(at.desk.cases.find(caseId)).toEqual(fail('case.unknown'));
    await logIn(at, secondClerk);
    expect(at.desk.cases.summaries()).toMatchObject([{ id: caseId }]);
    expect(at.desk.cases.resume(caseId)).toEqual(ok(null));
  }

  test('one that waits to be verified: it is verified and handed in under its number', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at);
    const provisionalNumber = subjectOf(at).offline?.received?.provisionalNumber;
    const state = 'awaiting-verification';
    await give(at, caseId, { state, provisionalNumber, itemName: '老年人优待证申领' });
    await verify(at, caseId);
    await submit(at, caseId);
    expect(await atPlatform(caseId)).toMatchObject({ provisional: { number: provisionalNumber } });
    expect(
      at.storage.audit.list({ actions: ['case:reassigned'], limit: 9 }).map(({ facts }) => facts),
    ).toEqual([
      { caseId, from: 'zhanggong', to: 'huangwen', secondBy: 'huangwen', reason: 'absent' },
    ]);
  });

  test('one on the call-back list: it goes on with the paper that they are called about', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at, { person: people.revokedRegister });
    await verify(at, caseId, 'calling-back');
    await give(at, caseId, { state: 'calling-back' });
    expect(at.desk.cases.send(caseId, { type: 'paper.chosen' })).toEqual(ok(null));
    await at.desk.stage('filling-form');
    expect(await callBackAtPlatform(at, caseId)).toMatchObject([{ outcome: 'on-paper' }]);
  });

  test('one that is verified and not yet handed in: with the values that were fetched for it', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at);
    await verify(at, caseId);
    const { licences } = leaseIn(at);
    expect(licences).not.toEqual([]);
    await give(at, caseId, { state: 'held' });
    expect(leaseIn(at).licences).toEqual(licences);
    await submit(at, caseId);
  });

  test('not while somebody works on it, nor while the platform cannot say who the second person is', async () => {
    const at = await offlineCounter();
    const caseId = await takeIn(at);
    const reassign = () => supervisorAt(at).reassign({ ...wish, caseIds: [caseId] });
    expect(supervisorAt(at).list().cases).toMatchObject([{ caseId, mayGo: false }]);
    expect(await reassign()).toEqual(fail('reassignment.not-now'));
    at.desk.cases.hold(caseId);
    expect(await reassign()).toMatchObject({ problem: { code: 'platform.unreachable' } });
    expect(supervisorAt(at).list().cases).toMatchObject([{ caseId, clerk: 'zhanggong' }]);
  });
});
