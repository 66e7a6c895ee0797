import { expect, test } from 'vitest';
import { elderCardItem } from '../../../reference-platform/seed/elder-card-item.ts';
import { enterprises } from '../../../reference-platform/seed/enterprises.ts';
import { retailFilingItem } from '../../../reference-platform/seed/items/retail-filing-item.ts';
import { people, peopleElsewhere } from '../../../reference-platform/seed/people.ts';
import {
  accepted,
  delegationPhone,
} from '../../../reference-platform/testing/delegation-callers.ts';
import { shownCode } from '../../../reference-platform/testing/shown-code.ts';
import { signedInPhone } from '../../../reference-platform/testing/signed-in-phone.ts';
import type { EvaluatorPage } from '../../../src/contracts/evaluator-page.ts';
import { facePaths, scannedFaceSessionSchema } from '../../../src/contracts/face-api.ts';
import {
  issueCodeAnswerSchema,
  type OwnCodeChoice,
  type PhoneApp,
} from '../../../src/contracts/phone-api.ts';
import { scanPaths } from '../../../src/contracts/scan-api.ts';
import type { FailureCode } from '../../../src/failures/catalogue.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import {
  type Counter,
  chooseItem,
  counterAt,
  platformOfTests,
  scan,
} from '../testing/counter-under-test.ts';

const bench = platformOfTests();
const { allGood, tooYoung, rareName } = people;
const { foods, textiles } = enterprises;

const ownCode: OwnCodeChoice = { kind: 'zhengwu', subject: { type: 'person' } };
const codeOfEnterprise: OwnCodeChoice = {
  kind: 'zhengwu',
  subject: { type: 'enterprise', uscc: foods.uscc },
};

const subject = ({ desk }: Counter) => desk.cases.current()?.subject;
const step = ({ desk }: Counter) => desk.cases.current()?.identification?.step;
const identified = (at: Counter) => at.desk.until(() => subject(at)?.applicant !== undefined);
const failed = (at: Counter, code: FailureCode) =>
  at.desk.until(() => subject(at)?.failure?.code === code);
const pageOf = <Kind extends EvaluatorPage['kind']>({ desk }: Counter, kind: Kind) => {
  const page = desk.evaluator.current();
  if (page.kind !== kind) throw new Error(`the screen shows ${page.kind}`);
  return page as Extract<EvaluatorPage, { kind: Kind }>;
};

/** A case with an item chosen, waiting for somebody. */
async function awaiting(item = elderCardItem, variant: string = allGood.variant): Promise<Counter> {
  const at = await counterAt(bench());
  at.desk.cases.open();
  expect(at.desk.cases.chooseItem(at.desk.caseId(), item, variant)).toEqual(ok(null));
  return at;
}

const forEnterprise = () => awaiting(retailFilingItem, retailFilingItem.variants[0]?.code ?? '');

async function findEnterprise(at: Counter, code: string): Promise<void> {
  const entered = { type: 'enterprise.entered', by: 'uscc', code } as const;
  expect(at.desk.cases.identify(at.desk.caseId(), entered)).toEqual(ok(null));
  await at.desk.until(() => step(at) === 'proof');
}

test('a code that is scanned while nothing is open begins a case for its person', async () => {
  const at = await counterAt(bench());
  scan(at, await shownCode(bench(), allGood.card, ownCode));
  await identified(at);
  expect(subject(at)).toMatchObject({
    stage: 'choosing-item',
    applicant: {
      subjectType: 'person',
      name: allGood.card.name,
      number: allGood.card.idNumber,
      proof: { by: 'zhengwu-code', app: 'foshantong' },
    },
  });
  chooseItem(at.desk, allGood.variant);
  await at.desk.stage('reviewing');
});

test('a code takes the case that waits for somebody to its 免证清单', async () => {
  const at = await awaiting();
  scan(at, await shownCode(bench(), allGood.card, ownCode));
  await at.desk.stage('reviewing');
  expect(subject(at)?.applicant?.card).toBeUndefined();
  expect(subject(at)?.waiverList?.lines.length).toBeGreaterThan(0);
});

test.each<[string, OwnCodeChoice, PhoneApp, string]>([
  ['政务码', codeOfEnterprise, 'foshantong', 'zhengwu-code'],
  [
    '粤商码',
    { kind: 'yueshang', uscc: foods.uscc, purpose: 'mianzhengban' },
    'yueshangtong',
    'yueshang-code',
  ],
])('an enterprise is identified by its own %s', async (_name, choice, app, by) => {
  const at = await counterAt(bench());
  scan(at, await shownCode(bench(), allGood.card, choice, { app }));
  await identified(at);
  expect(subject(at)?.applicant).toMatchObject({
    subjectType: 'enterprise',
    name: foods.name,
    number: foods.uscc,
    proof: { by, app },
  });
});

test('a code says why it opens nothing: used, unknown, of another purpose, of another kind of subject', async () => {
  const used = await shownCode(bench(), allGood.card, ownCode);
  const first = await awaiting();
  scan(first, used);
  await identified(first);
  const at = await awaiting();
  scan(at, used);
  await failed(at, 'code.used');
  scan(at, 'https://fs.example/not-a-code');
  await failed(at, 'code.unknown');
  const other = { kind: 'yueshang', uscc: foods.uscc, purpose: 'other' } as const;
  scan(at, await shownCode(bench(), allGood.card, other, { app: 'yueshangtong' }));
  await failed(at, 'code.wrong-purpose');
  scan(at, await shownCode(bench(), allGood.card, codeOfEnterprise));
  await failed(at, 'code.wrong-subject-type');
  expect(subject(at)).toMatchObject({ stage: 'identifying' });
  scan(at, await shownCode(bench(), allGood.card, ownCode));
  await at.desk.stage('reviewing');
});

test('a code that is not activated shows the citizen how, and another way is open at once', async () => {
  const at = await awaiting();
  scan(at, await shownCode(bench(), tooYoung.card, ownCode, { isActivated: false }));
  await failed(at, 'code.not-activated');
  const page = pageOf(at, 'activation');
  const act = { kind: 'other-way' } as const;
  expect(at.desk.cases.pageActed(page.pageId, act, 'mouse')).toEqual(fail('consent.not-a-touch'));
  expect(at.desk.cases.pageActed(page.pageId, act, 'touch')).toEqual(ok(null));
  pageOf(at, 'idle');
  at.arrive(allGood.card);
  await at.desk.stage('reviewing');
});

test('a code never takes the place of an applicant, and is not used up by that', async () => {
  const at = await awaiting();
  at.arrive(allGood.card);
  await at.desk.stage('reviewing');
  const code = await shownCode(bench(), rareName.card, ownCode);
  scan(at, code);
  await failed(at, 'identity.applicant-there');
  expect(subject(at)?.applicant?.number).toBe(allGood.card.idNumber);
  at.desk.cases.hold(at.desk.caseId());
  at.clock.pass(1);
  scan(at, code);
  await identified(at);
  expect(subject(at)?.applicant?.number).toBe(rareName.card.idNumber);
});

/** The phone of somebody who scans what the citizen's screen shows. */
async function phoneAtTheScreen(at: Counter, owner: { readonly idNumber: string }, text: string) {
  const token = await signedInPhone(bench(), owner);
  const { body } = await bench().call('POST', scanPaths.scan, { code: text }, token);
  const { faceSessionId } = scannedFaceSessionSchema.parse(body);
  return (outcome: 'passed' | 'failed' | 'declined') => {
    const request = { faceSessionId, outcome };
    return bench()
      .call('POST', facePaths.faceResults, request, token)
      .then(() =>
        at.desk.cases.hearChanges([{ kind: 'face:moved', faceSessionId, state: 'passed' }]),
      );
  };
}

/** 刷脸办: opens a face check, and gives the text that its QR code was drawn from. */
async function faceCode(at: Counter): Promise<string> {
  const opened: string[] = [];
  const { identities } = at.desk.platform;
  const open = identities.openFaceSession;
  Object.assign(identities, {
    openFaceSession: async (request: Parameters<typeof open>[0]) => {
      const answer = await open(request);
      if (answer.ok) opened.push(answer.value.code);
      return answer;
    },
  });
  expect(at.desk.cases.identify(at.desk.caseId(), { type: 'face.wanted' })).toEqual(ok(null));
  await at.desk.until(() => step(at) === 'face');
  return opened[0] ?? '';
}

test('a face that passes on the citizen’s own phone identifies them, and nothing of it is kept', async () => {
  const at = await awaiting();
  const code = await faceCode(at);
  expect(pageOf(at, 'face-code').rows.length).toBeGreaterThan(20);
  const finish = await phoneAtTheScreen(at, allGood.card, code);
  await finish('passed');
  await at.desk.stage('reviewing');
  pageOf(at, 'idle');
  expect(subject(at)?.applicant).toEqual({
    subjectType: 'person',
    name: allGood.card.name,
    number: allGood.card.idNumber,
    proof: {
      by: 'face',
      at: expect.any(String),
      app: 'foshantong',
      level: '4',
      resultRef: expect.any(String),
    },
  });
});

test('who would rather not have their face checked takes another way, on either side of the counter', async () => {
  const at = await awaiting();
  const finish = await phoneAtTheScreen(at, allGood.card, await faceCode(at));
  await finish('declined');
  await failed(at, 'face.declined');
  pageOf(at, 'idle');
  await faceCode(at);
  const page = pageOf(at, 'face-code');
  at.desk.cases.pageActed(page.pageId, { kind: 'other-way' }, 'touch');
  expect(step(at)).toBe('proof');
  await faceCode(at);
  at.desk.cases.identify(at.desk.caseId(), { type: 'way.changed' });
  expect(step(at)).toBe('proof');
  await faceCode(at);
  // Laying a card down says it as well.
  at.arrive(allGood.card);
  await at.desk.stage('reviewing');
  pageOf(at, 'idle');
});

test('a face check needs an item and a screen', async () => {
  const at = await counterAt(bench());
  at.desk.cases.open();
  at.desk.cases.identify(at.desk.caseId(), { type: 'face.wanted' });
  await failed(at, 'identity.item-first');
  const other = await awaiting();
  other.desk.evaluator.setDisplay(false);
  other.desk.cases.identify(other.desk.caseId(), { type: 'face.wanted' });
  await failed(other, 'evaluator.no-display');
});

test('an enterprise is found by its code, and its representative proves to be that by card', async () => {
  const at = await forEnterprise();
  await findEnterprise(at, foods.uscc);
  expect(at.desk.cases.current()?.identification?.enterprise?.name).toBe(foods.name);
  at.arrive(allGood.card);
  await identified(at);
  expect(subject(at)?.applicant).toMatchObject({
    subjectType: 'enterprise',
    name: foods.name,
    number: foods.uscc,
    proof: { by: 'identity-card' },
    representative: { number: allGood.card.idNumber, card: { kind: 'resident' } },
  });
});

test.each<[string, string, { readonly idNumber: string; readonly name: string }, FailureCode]>([
  ['somebody else', foods.uscc, rareName.card, 'identity.not-representative'],
  [
    'whoever was it once',
    textiles.uscc,
    peopleElsewhere.fengXiulan,
    'identity.former-representative',
  ],
])('the card of %s opens nothing, and says who the representative is', async (...row) => {
  const [, uscc, { idNumber, name }, code] = row;
  const at = await forEnterprise();
  await findEnterprise(at, uscc);
  at.arrive({ ...rareName.card, idNumber, name });
  await failed(at, code);
  expect(subject(at)?.failure?.info).toHaveProperty('representative');
  expect(subject(at)?.applicant).toBeUndefined();
});

test.each<[string, string, FailureCode]>([
  ['that nobody has', '91440699MA9X09999A', 'identity.enterprise-unknown'],
  ['with a wrong check character', '91440699MA9X010999', 'identity.unified-code-malformed'],
  ['of one that exists no more', '91440699MA9X01110Y', 'identity.enterprise-revoked'],
])('a code %s finds no enterprise', async (_what, uscc, code) => {
  const at = await forEnterprise();
  at.desk.cases.identify(at.desk.caseId(), {
    type: 'enterprise.entered',
    by: 'uscc',
    code: uscc,
  });
  await failed(at, code);
});

test('a representative’s card before the enterprise is known asks for the enterprise', async () => {
  const at = await forEnterprise();
  at.arrive(allGood.card);
  await failed(at, 'identity.enterprise-first');
});

test('whoever brings the representative’s card proves who they are too, and confirms it on the screen', async () => {
  const at = await forEnterprise();
  await findEnterprise(at, foods.uscc);
  at.desk.cases.identify(at.desk.caseId(), { type: 'holder.absent', isAbsent: true });
  at.arrive(allGood.card);
  await at.desk.until(() => step(at) === 'runner');
  at.arrive(allGood.card);
  await failed(at, 'identity.runner-is-holder');
  at.arrive(rareName.card);
  await at.desk.until(() => step(at) === 'acknowledgement');
  const page = pageOf(at, 'acknowledgement');
  expect(JSON.stringify(page)).not.toContain(rareName.card.name);
  expect(subject(at)?.applicant).toBeUndefined();
  at.desk.cases.pageActed(page.pageId, { kind: 'acknowledge', confirmed: true }, 'touch');
  await identified(at);
  expect(subject(at)).toMatchObject({
    applicant: { number: foods.uscc, representative: { number: allGood.card.idNumber } },
    present: {
      as: 'runner',
      number: rareName.card.idNumber,
      basis: { kind: 'paper' },
      acknowledgedAt: at.clock.now(),
    },
  });
});

test('an item that takes no card from anybody else’s hand offers no such way', async () => {
  const at = await awaiting();
  expect(
    at.desk.cases.identify(at.desk.caseId(), { type: 'holder.absent', isAbsent: true }),
  ).toEqual(fail('case.not-at-this-step'));
});

/** The code of a delegation that somebody has accepted. */
async function delegatedCode(): Promise<string> {
  const principal = await delegationPhone(bench(), allGood.card);
  const agent = await delegationPhone(bench(), rareName.card);
  const id = await accepted(principal, agent);
  return issueCodeAnswerSchema.parse((await agent.code(id)).body).code;
}

test('a delegated code is its principal’s, once the agent has confirmed that they act', async () => {
  const at = await awaiting();
  scan(at, await delegatedCode());
  await at.desk.until(() => step(at) === 'acknowledgement');
  const page = pageOf(at, 'acknowledgement');
  at.desk.cases.pageActed(page.pageId, { kind: 'extend' }, 'touch');
  const act = { kind: 'acknowledge', confirmed: true } as const;
  expect(at.desk.cases.pageActed(page.pageId, act, 'mouse')).toEqual(fail('consent.not-a-touch'));
  expect(at.desk.cases.pageActed(page.pageId, act, 'touch')).toEqual(ok(null));
  await at.desk.stage('reviewing');
  expect(subject(at)).toMatchObject({
    applicant: { number: allGood.card.idNumber, proof: { by: 'delegated-code' } },
    present: { as: 'agent', number: rareName.card.idNumber, basis: { kind: 'delegation' } },
  });
});

test('an agent who does not confirm, or whose screen is lost, opens nothing', async () => {
  const at = await awaiting();
  scan(at, await delegatedCode());
  await at.desk.until(() => step(at) === 'acknowledgement');
  const { pageId } = pageOf(at, 'acknowledgement');
  at.desk.cases.pageActed(pageId, { kind: 'acknowledge', confirmed: false }, 'touch');
  await failed(at, 'identity.not-acknowledged');
  pageOf(at, 'idle');
  scan(at, await delegatedCode());
  await at.desk.until(() => step(at) === 'acknowledgement');
  at.desk.cases.screenLost();
  await failed(at, 'evaluator.no-display');
  expect(subject(at)?.applicant).toBeUndefined();
});

test('a document of another kind serves whoever has no card, and the platform is not asked about it', async () => {
  const at = await awaiting();
  const entered = { document: 'passport', name: 'MARTIN ANNA', number: 'X1234567' } as const;
  expect(at.desk.cases.enterDocument(at.desk.caseId(), entered)).toEqual(ok(null));
  await at.desk.stage('reviewing');
  expect(subject(at)?.applicant).toMatchObject({
    number: 'X1234567',
    proof: { by: 'document', document: 'passport' },
  });
});

test('an item for another kind of applicant asks anew whom the case is for', async () => {
  const at = await awaiting();
  at.arrive(allGood.card);
  await at.desk.stage('reviewing');
  const variant = retailFilingItem.variants[0]?.code ?? '';
  at.desk.cases.chooseItem(at.desk.caseId(), retailFilingItem, variant);
  expect(subject(at)).toMatchObject({
    stage: 'identifying',
    failure: { code: 'identity.wrong-subject' },
  });
  expect(subject(at)?.applicant).toBeUndefined();
  expect(at.desk.cases.current()?.identification?.subjectType).not.toBe('person');
});

test('locking the screen takes away what the citizen was to scan or to confirm', async () => {
  const at = await awaiting();
  await faceCode(at);
  at.desk.cases.lock();
  pageOf(at, 'blank');
  at.desk.cases.unlock();
  expect(step(at)).toBe('proof');
});
