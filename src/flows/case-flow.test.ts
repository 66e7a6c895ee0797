import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createActor, waitFor } from 'xstate';
import type { Applicant } from '../domain/applicant.ts';
import type { Case, CaseStage, LicenceObjection } from '../domain/case.ts';
import type { CaseHolder } from '../domain/case-holders.ts';
import type { ConsentOutcome, ConsentRecord, ConsentRequest } from '../domain/consent.ts';
import {
  elderlyApplicant,
  elderlyCardItem,
  householdRegister,
  otherApplicant,
} from '../domain/elderly-card-item.fixture.ts';
import type { HandoverStage } from '../domain/handover.ts';
import type { OfferedLicence } from '../domain/licence.ts';
import { maskName } from '../domain/masking.ts';
import type { ServiceItem } from '../domain/service-item.ts';
import { countLines } from '../domain/waiver-list.ts';
import { fail, failure, type Outcome } from '../failures/failure.ts';
import { ok } from '../support/result.ts';
import type { CaseEvent, FetchedValues, OutcomeAbout } from './case-events.ts';
import { caseFlow } from './case-flow.ts';
import { simulatedTime, simulationStart } from './simulated-time.fixture.ts';

const newCase: Case = {
  id: '0193582a-7b00-7000-8000-00000000000c',
  stage: 'choosing-item',
  stageSince: simulationStart,
  openedAt: simulationStart,
  clerk: 'zhang',
  licences: [],
  consents: [],
  handedInOtherwise: [],
};

const request: ConsentRequest = {
  pageId: '0193582a-7b00-7000-8000-000000000001',
  style: { language: 'zh-CN', largeType: false },
  pageDigest: 'a'.repeat(64),
  licenceTypes: ['hkb'],
};

const child: Applicant = {
  ...elderlyApplicant,
  number: '440699201906010035',
  card: { ...elderlyApplicant.card, birthDate: '2019-06-01' },
};

/** The item, for the applicant and one adult beside them. */
const itemForTwo: ServiceItem = {
  ...elderlyCardItem,
  variants: elderlyCardItem.variants.map((variant) => ({
    ...variant,
    otherAdults: { who: '另一位', least: 1, most: 1 },
  })),
};
const { subjectType: _person, ...otherPerson } = otherApplicant;
const otherAdult: CaseHolder = { ...otherPerson, heldBy: 'each-adult' };
/** The same adult, by a code that was taken while the platform was away. */
const adultByCode: CaseHolder = {
  name: otherPerson.name,
  number: otherPerson.number,
  heldBy: 'each-adult',
  proof: { by: 'offline-code', at: simulationStart, app: 'foshantong' },
  takenCode: { text: 'x', takenAt: simulationStart, caseId: newCase.id },
};
/** What the platform says of the adult's code. */
const adultsCodeUsed = { ...fail('code.used'), about: otherPerson.number };

const itemChosen: CaseEvent = { type: 'item.chosen', item: elderlyCardItem, variant: 'local' };
const cardOf = (applicant: Applicant): CaseEvent => ({
  type: 'applicant.identified',
  identified: { applicant },
});
const cardRead = cardOf(elderlyApplicant);
const cardFailed: CaseEvent = {
  type: 'identification.failed',
  failure: failure('card.removed-during-read'),
};
const pushed: CaseEvent = {
  type: 'consent.pushed',
  request,
  terms: { secondsToAnswer: 180, minimumDisplaySeconds: 4, sensitive: [], isPointerBound: false },
};
const shown: CaseEvent = {
  type: 'page.shown',
  pageId: request.pageId,
  digest: request.pageDigest,
};
const touched = (decision: 'agree' | 'decline'): CaseEvent => ({
  type: 'page.answered',
  pageId: request.pageId,
  agreed: decision === 'agree' ? [0] : [],
  chosenSingly: [],
  input: 'touch',
});
const onPhone = (agreed: readonly number[]): CaseEvent => ({
  type: 'phone.answered',
  pageId: request.pageId,
  agreed,
  answeredAt: simulationStart,
});
const paperChosen: CaseEvent = { type: 'paper.chosen' };
const submitted: CaseEvent = { type: 'case.submitted' };
const acknowledged: CaseEvent = { type: 'case.acknowledged', caseNumber: '4406990001' };
const triedAgain: CaseEvent = { type: 'step.tried-again' };
const closed: CaseEvent = { type: 'case.closed' };
const handover = {
  id: '019ab000-0000-7000-8000-0000000000a8',
  window: { id: 'A08', name: '综合窗口 A08' },
};
const handedOver = (stage: HandoverStage): CaseEvent => ({
  type: 'handover.begun',
  handover: { ...handover, stage },
});

/** An effect whose answers the test gives, and the cases it was asked with. */
function heldEffect<Value>() {
  const asked: Case[] = [];
  const waiting: ((outcome: OutcomeAbout<Value> | Promise<never>) => void)[] = [];
  const effect = (subject: Case) =>
    new Promise<OutcomeAbout<Value>>((resolve) => {
      asked.push(subject);
      waiting.push(resolve);
    });
  /** Answers the question with this number, or the newest one. */
  const give = (outcome: OutcomeAbout<Value> | Promise<never>, number = waiting.length - 1) => {
    waiting[number]?.(outcome);
  };
  return { asked, effect, give };
}

/** A case that is under way, with the time and the platform in the test's hand. */
function startCase(stored: Case = newCase) {
  const time = simulatedTime();
  const match = heldEffect<readonly OfferedLicence[]>();
  const fetchValues = heldEffect<FetchedValues>();
  const confirmTaking = heldEffect<null>();
  const effects = {
    match: match.effect,
    fetchValues: fetchValues.effect,
    confirmTaking: confirmTaking.effect,
  };
  const actor = createActor(caseFlow(effects), {
    clock: time.scheduler,
    input: { case: stored, clock: time.clock },
  });
  const stages: CaseStage[] = [];
  const mismatches: unknown[] = [];
  actor.subscribe(({ context, value }) => {
    const { stage } = context.case;
    if (stages.at(-1) !== stage) stages.push(stage);
    if (stage !== (typeof value === 'string' ? value : Object.keys(value)[0])) {
      mismatches.push({ stage, value });
    }
  });
  actor.start();

  const current = () => actor.getSnapshot().context.case;
  const send = (...events: readonly CaseEvent[]) => {
    for (const event of events) actor.send(event);
  };
  const next = () =>
    new Promise<void>((resolve) => {
      const { unsubscribe } = actor.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
  /** The platform answers who this is and what it holds for them. */
  const matched = async (
    outcome: OutcomeAbout<readonly OfferedLicence[]> = ok([householdRegister]),
  ) => {
    const changed = next();
    match.give(outcome);
    await changed;
  };
  /** The licences' values arrive. */
  const fetched = async (
    outcome: Outcome<FetchedValues> = ok({ leaseId: 'lease-1', isToBeChecked: false }),
  ) => {
    const changed = next();
    fetchValues.give(outcome);
    await changed;
  };
  /** The platform says whether a case that was taken over is here. */
  const confirmed = async (outcome: Outcome<null> = ok(null)) => {
    const changed = next();
    confirmTaking.give(outcome);
    await changed;
  };
  return {
    actor,
    stages,
    mismatches,
    current,
    send,
    pass: time.pass,
    next,
    match,
    fetchValues,
    matched,
    fetched,
    confirmed,
  };
}

async function startReviewing(licences: readonly OfferedLicence[] = [householdRegister]) {
  const started = startCase();
  started.send(itemChosen, cardRead);
  await started.matched(ok(licences));
  return started;
}

async function startFillingForm() {
  const started = await startReviewing();
  started.send(pushed, shown);
  started.pass(10);
  started.send(touched('agree'));
  await started.fetched();
  return started;
}

/** A case that another window has brought to its form. */
async function formOfAnother(): Promise<Case> {
  const { current, actor } = await startFillingForm();
  actor.stop();
  return current();
}

/** The same case as it comes to this window. */
function takenOver(there: Case, stage: HandoverStage = 'filling-form'): Case {
  const { leaseId: _lease, waiverList: _list, ...kept } = there;
  return {
    ...kept,
    stage: 'taking-over',
    licences: [],
    handover: { ...handover, stage },
    carried: { stage, typed: [], decided: [] },
  };
}

const beforeReviewing = ['choosing-item', 'identifying', 'matching'] as const;

/** What the household register's material came to. */
const householdReason = (subject: Case) =>
  subject.waiverList?.lines.find(({ material }) => material.code === 'household')?.reason;

test('what the citizen declines beside what they agree to comes on paper, and only the rest is fetched', async () => {
  const started = await startReviewing();
  started.send({ ...pushed, request: { ...request, licenceTypes: ['hkb', 'jzz'] } }, { ...shown });
  started.pass(10);
  started.send({
    type: 'page.answered',
    pageId: request.pageId,
    agreed: [1],
    chosenSingly: [],
    input: 'touch',
  });
  const { current, fetchValues } = started;
  expect(current().handedInOtherwise).toEqual(['hkb']);
  expect(householdReason(current())).toBe('handed-in-otherwise');
  expect(fetchValues.asked.map(({ consents }) => consents.at(-1)?.agreedTypes)).toEqual([['jzz']]);
});

test('a page in another language takes the place of the one that was asked with', async () => {
  const { send, current, pass } = await startReviewing();
  const english = { ...request, pageId: '0193582a-7b00-7000-8000-000000000002' };
  send(pushed, shown, { type: 'page.replaced', request: english, secondsToAnswer: 180 });
  expect(current()).toMatchObject({ stage: 'asking-consent', asking: english });
  pass(6);
  expect(current().consents).toMatchObject([{ pageId: english.pageId, outcome: 'screen-lost' }]);
});

test('a case goes from the choice of the item to the platform’s number', async () => {
  const started = await startFillingForm();
  const { stages, mismatches, current, actor, match, fetchValues } = started;
  started.send(submitted, acknowledged);
  expect(stages).toEqual([
    ...beforeReviewing,
    'reviewing',
    'asking-consent',
    'fetching-values',
    'filling-form',
    'submitting',
    'received',
  ]);
  expect(mismatches).toEqual([]);
  expect(actor.getSnapshot().value).toBe('received');
  const { waiverList, ...rest } = current();
  expect(rest).toEqual({
    ...newCase,
    stage: 'received',
    stageSince: '2026-11-24T01:00:10.000Z',
    item: elderlyCardItem,
    variant: 'local',
    applicant: elderlyApplicant,
    licences: [householdRegister],
    consents: [
      {
        ...request,
        outcome: 'agreed',
        agreedTypes: ['hkb'],
        shownAt: '2026-11-24T01:00:00.000Z',
        answeredOn: 'evaluator',
        endedAt: '2026-11-24T01:00:10.000Z',
        input: 'touch',
      },
    ],
    caseNumber: '4406990001',
  });
  expect(householdReason(current())).toBe('licence-valid');
  expect(waiverList?.lines).toHaveLength(elderlyCardItem.materials.length);
  expect(match.asked.map(({ applicant }) => applicant?.name)).toEqual(['张建三']);
  expect(fetchValues.asked.map(({ consents }) => consents.at(-1)?.outcome)).toEqual(['agreed']);
});

test('a card may be read before the item is chosen', async () => {
  const { stages, send, matched, current } = startCase();
  send(cardFailed, cardRead, itemChosen);
  await matched();
  expect(stages).toEqual(['choosing-item', 'matching', 'reviewing']);
  expect(current().applicant).toEqual(elderlyApplicant);
  expect(current()).not.toHaveProperty('failure');
});

test('a card that could not be read is shown until one is, or until it is tried again', () => {
  const { send, current } = startCase();
  send(itemChosen, cardFailed);
  expect(current().failure).toEqual({ code: 'card.removed-during-read' });
  send(triedAgain);
  expect(current()).not.toHaveProperty('failure');
  send(cardFailed, cardRead);
  expect(current()).toMatchObject({ stage: 'matching', applicant: elderlyApplicant });
  expect(current()).not.toHaveProperty('failure');
});

describe('while the platform is asked who this is', () => {
  test('a failure is shown and the question is repeated when the clerk tries again', async () => {
    const { stages, send, matched, match, current } = startCase();
    send(itemChosen, cardRead);
    await matched(fail('platform.server-error', { status: 503 }));
    expect(current().failure).toEqual({ code: 'platform.server-error', info: { status: 503 } });
    expect(current().stage).toBe('matching');

    send(triedAgain);
    expect(current()).not.toHaveProperty('failure');
    expect(match.asked).toHaveLength(2);
    await matched();
    expect(stages).toEqual([...beforeReviewing, 'reviewing']);
  });

  test('an effect that breaks is a failure too', async () => {
    const { send, match, next, current } = startCase();
    send(itemChosen, cardRead);
    const changed = next();
    match.give(Promise.reject(new Error('a bug')));
    await changed;
    expect(current().failure).toEqual({ code: 'internal.unexpected' });
  });

  test('trying again before there is an answer does not ask twice', () => {
    const { send, match } = startCase();
    send(itemChosen, cardRead, triedAgain);
    expect(match.asked).toHaveLength(1);
  });

  test('another person’s card replaces the question, and the answer about the first is not used', async () => {
    const { actor, send, match, current } = startCase();
    send(itemChosen, cardRead, cardOf(otherApplicant));
    match.give(ok([householdRegister]), 0);
    match.give(ok([]), 1);
    await waitFor(actor, ({ context }) => context.case.stage === 'reviewing');
    expect(current().applicant).toEqual(otherApplicant);
    expect(current().licences).toEqual([]);
  });

  test('another variant replaces the question', async () => {
    const { send, match, matched, current } = startCase();
    send(itemChosen, cardRead, { ...itemChosen, variant: 'resident' });
    expect(match.asked.map(({ variant }) => variant)).toEqual(['local', 'resident']);
    await matched();
    expect(householdReason(current())).toBe('not-in-this-variant');
  });
});

interface Ending {
  readonly outcome: Exclude<ConsentOutcome, 'agreed'>;
  readonly events: readonly CaseEvent[];
  readonly seconds?: number;
  readonly reason: string;
}

const withheld: readonly Ending[] = [
  {
    outcome: 'declined',
    events: [shown, touched('decline')],
    reason: 'handed-in-otherwise',
  },
  { outcome: 'timed-out', events: [shown], seconds: 180, reason: 'licence-valid' },
  { outcome: 'screen-lost', events: [shown, { type: 'screen.lost' }], reason: 'licence-valid' },
  {
    outcome: 'page-altered',
    events: [{ ...shown, digest: 'b'.repeat(64) } as CaseEvent],
    reason: 'licence-valid',
  },
  {
    outcome: 'withdrawn',
    events: [shown, { type: 'page.withdrawn' }],
    reason: 'licence-valid',
  },
];

test.each(withheld)(
  'a page that ends $outcome leads back to the list, and the citizen can be asked again',
  async ({ outcome, events, seconds = 0, reason }) => {
    const { stages, send, pass, current, fetchValues } = await startReviewing();
    send(pushed, ...events);
    pass(seconds);
    expect(stages).toEqual([...beforeReviewing, 'reviewing', 'asking-consent', 'reviewing']);
    expect(current().consents.map((record) => record.outcome)).toEqual([outcome]);
    expect(current()).not.toHaveProperty('asking');
    expect(householdReason(current())).toBe(reason);

    send(shown, touched('agree'));
    expect(current().stage).toBe('reviewing');
    expect(fetchValues.asked).toEqual([]);

    send(pushed, shown);
    expect(householdReason(current())).toBe('licence-valid');
    pass(10);
    send(touched('agree'));
    expect(current().stage).toBe('fetching-values');
    expect(current().consents.map((record) => record.outcome)).toEqual([outcome, 'agreed']);
    expect(current().handedInOtherwise).toEqual([]);
  },
);

test('the page on its way is part of the case while the citizen is asked', async () => {
  const { send, current } = await startReviewing();
  send(cardFailed, pushed);
  expect(current()).toMatchObject({ stage: 'asking-consent', asking: request });
  expect(current()).not.toHaveProperty('failure');
});

test('nobody else’s card and no other item gets in while the citizen is asked', async () => {
  const { send, current } = await startReviewing();
  send(pushed);
  const before = current();
  send(cardOf(otherApplicant), { ...itemChosen, variant: 'resident' }, paperChosen, submitted);
  expect(current()).toEqual(before);
});

describe('without licences', () => {
  test('nobody is asked, and the case goes on on paper', async () => {
    const { stages, send, fetched, current, fetchValues } = await startReviewing([]);
    send(pushed);
    expect(current().stage).toBe('reviewing');
    send(paperChosen);
    expect(fetchValues.asked).toHaveLength(1);
    await fetched();
    expect(stages).toEqual([...beforeReviewing, 'reviewing', 'fetching-values', 'filling-form']);
    expect(current().consents).toEqual([]);
  });

  test('by the clerk’s choice, what they would have replaced is handed in otherwise', async () => {
    const { send, current, fetchValues } = await startReviewing();
    send(paperChosen);
    expect(current().stage).toBe('fetching-values');
    expect(current().handedInOtherwise).toEqual(['hkb']);
    expect(householdReason(current())).toBe('handed-in-otherwise');
    expect(fetchValues.asked.map(householdReason)).toEqual(['handed-in-otherwise']);
  });
});

test('a person who is too young is neither asked nor served on paper, but another one is', async () => {
  const { stages, send, matched, current } = startCase();
  send(itemChosen, cardOf(child));
  await matched();
  expect(current().waiverList?.ineligible).toEqual({
    reason: 'too-young',
    age: 7,
    minimumAge: 65,
  });
  send(pushed, paperChosen);
  expect(current().stage).toBe('reviewing');
  expect(current()).not.toHaveProperty('asking');

  send(cardRead);
  await matched();
  send(pushed);
  expect(stages).toEqual([
    ...beforeReviewing,
    'reviewing',
    'matching',
    'reviewing',
    'asking-consent',
  ]);
});

describe('a material that may be settled without its paper', () => {
  const deferrable: ServiceItem = {
    ...elderlyCardItem,
    materials: elderlyCardItem.materials.map((material) =>
      material.code === 'id-card' ? material : { ...material, isDeferrable: true },
    ),
  };
  const choice: CaseEvent = { type: 'item.chosen', item: deferrable, variant: 'local' };
  const deferred = (material: string): CaseEvent => ({
    type: 'material.settled',
    material,
    way: 'deferral',
  });
  const takenBack: CaseEvent = { type: 'material.settled', material: 'photo' };
  const due = { way: 'deferral', settledAt: simulationStart, dueOn: '2026-12-01' } as const;

  async function startDeferrable() {
    const started = startCase();
    started.send(choice, cardRead);
    await started.matched();
    return started;
  }
  const settledOf = (subject: Case) =>
    subject.waiverList?.lines.flatMap(({ material, settled }) =>
      settled === undefined ? [] : [[material.code, settled]],
    );

  test('is settled on the list, and taken back', async () => {
    const { send, current } = await startDeferrable();
    const before = current().waiverList;
    send(deferred('photo'));
    expect(current().settledMaterials).toEqual([{ ...due, material: 'photo' }]);
    expect(settledOf(current())).toEqual([['photo', due]]);
    send(takenBack);
    expect(current().settledMaterials).toEqual([]);
    expect(current().waiverList).toEqual(before);
  });

  test('is settled beside the form, where what the citizen has refused may be as well', async () => {
    const { send, current, fetched } = await startDeferrable();
    send(deferred('photo'), deferred('household'));
    expect(settledOf(current())).toEqual([['photo', due]]);
    send(paperChosen);
    await fetched();
    send(deferred('household'));
    expect(current().stage).toBe('filling-form');
    expect(settledOf(current())).toEqual([
      ['household', due],
      ['photo', due],
    ]);
  });

  test('stays settled when the list is decided anew', async () => {
    const { send, current, pass } = await startDeferrable();
    send(deferred('photo'), pushed, shown);
    pass(10);
    send(touched('decline'));
    expect(current().stage).toBe('reviewing');
    expect(settledOf(current())).toEqual([['photo', due]]);
  });

  test.each<[string, CaseEvent]>([
    ['item', choice],
    ['person', cardOf(otherApplicant)],
  ])('is open again for another %s', async (_what, event) => {
    const { send, current, matched } = await startDeferrable();
    send(deferred('photo'), event);
    await matched();
    expect(current()).not.toHaveProperty('settledMaterials');
    expect(settledOf(current())).toEqual([]);
  });

  test('is not settled in a way it does not take, nor taken back when nothing was settled', async () => {
    const { actor } = await startDeferrable();
    const can = (event: CaseEvent) => actor.getSnapshot().can(event);
    expect(can(deferred('photo'))).toBe(true);
    expect(can(deferred('id-card'))).toBe(false);
    expect(can({ type: 'material.settled', material: 'photo', way: 'pledge' })).toBe(false);
    expect(can(takenBack)).toBe(false);
  });

  test('is not settled while the citizen is asked, nor once the case is handed in', async () => {
    const { send, current, fetched, pass } = await startDeferrable();
    send(pushed, deferred('photo'));
    expect(settledOf(current())).toEqual([]);
    send(shown);
    pass(10);
    send(touched('agree'));
    await fetched();
    send(submitted, deferred('photo'));
    expect(current()).toMatchObject({ stage: 'submitting' });
    expect(settledOf(current())).toEqual([]);
  });
});

describe('while values are fetched', () => {
  const startFetching = async () => {
    const started = await startReviewing();
    started.send(pushed, shown);
    started.pass(10);
    started.send(touched('agree'));
    return started;
  };

  test('a failure is shown and fetching is repeated when the clerk tries again', async () => {
    const { send, fetched, fetchValues, current } = await startFetching();
    await fetched(fail('platform.unreachable'));
    expect(current()).toMatchObject({
      stage: 'fetching-values',
      failure: { code: 'platform.unreachable' },
    });
    send(triedAgain);
    expect(fetchValues.asked).toHaveLength(2);
    await fetched();
    expect(current()).toMatchObject({ stage: 'filling-form', leaseId: 'lease-1' });
    expect(current()).not.toHaveProperty('failure');
  });

  test('an effect that breaks is a failure too', async () => {
    const { fetchValues, next, current } = await startFetching();
    const changed = next();
    fetchValues.give(Promise.reject(new Error('a bug')));
    await changed;
    expect(current().failure).toEqual({ code: 'internal.unexpected' });
  });

  test('after a failure the clerk can go on on paper', async () => {
    const { send, fetched, fetchValues, current } = await startFetching();
    await fetched(fail('licence-library.refused'));
    send(paperChosen);
    expect(fetchValues.asked.map(householdReason)).toEqual([
      'licence-valid',
      'handed-in-otherwise',
    ]);
    await fetched();
    expect(current().stage).toBe('filling-form');
    expect(current()).not.toHaveProperty('failure');
  });
});

test('a case the platform rejects goes back to its form with the reason, and can be sent again', async () => {
  const { stages, send, current } = await startFillingForm();
  const before = stages.length;
  send(submitted, { type: 'case.rejected', reason: 'duplicate' });
  expect(current()).toMatchObject({
    stage: 'filling-form',
    leaseId: 'lease-1',
    failure: { code: 'case.rejected', info: { reason: 'duplicate' } },
  });
  send(submitted);
  expect(current()).not.toHaveProperty('failure');
  send(acknowledged);
  expect(stages.slice(before)).toEqual(['submitting', 'filling-form', 'submitting', 'received']);
});

describe('another person’s card', () => {
  const secrets = [
    elderlyApplicant.name,
    elderlyApplicant.number,
    elderlyApplicant.card.birthDate,
    elderlyApplicant.card.address,
    elderlyApplicant.card.authority,
    elderlyApplicant.card.validFrom,
    elderlyApplicant.proof.at,
    householdRegister.licenceCode,
    householdRegister.authCode,
    householdRegister.holderMasked,
    request.pageId,
    request.pageDigest,
  ];
  const leftIn = (subject: Case) =>
    secrets.filter((text) => JSON.stringify(subject).includes(text));

  test('after the list was shown and a page declined leaves nothing of the first person', async () => {
    const { send, matched, current } = await startReviewing();
    send(pushed, shown, touched('decline'));
    expect(leftIn(current())).toEqual(secrets);

    send(cardFailed, cardOf(otherApplicant));
    expect(leftIn(current())).toEqual([]);
    expect(current()).toEqual({
      ...newCase,
      stage: 'matching',
      item: elderlyCardItem,
      variant: 'local',
      applicant: otherApplicant,
    });
    await matched(ok([]));
    expect(leftIn(current())).toEqual([]);
  });

  test('before the item is chosen leaves nothing of the first person', () => {
    const { send, current } = startCase();
    send(cardRead, cardOf(otherApplicant));
    expect(leftIn(current())).toEqual([]);
    expect(current()).toEqual({ ...newCase, applicant: otherApplicant });
  });

  test('does not get into the form of the first person', async () => {
    const { send, current } = await startFillingForm();
    const before = current();
    send(cardOf(otherApplicant));
    expect(current()).toEqual(before);
  });
});

test('the same person’s card asks the platform again and keeps how the citizen was asked', async () => {
  const { send, current } = await startReviewing();
  send(pushed, shown, touched('decline'), cardRead);
  expect(current().stage).toBe('matching');
  expect(current()).not.toHaveProperty('waiverList');
  expect(current().consents.map(({ outcome }) => outcome)).toEqual(['declined']);
});

test('another choice of item drops the list of the first and asks the platform again', async () => {
  const { stages, send, current } = await startReviewing();
  send({ ...itemChosen, variant: 'resident' });
  expect(stages).toEqual([...beforeReviewing, 'reviewing', 'matching']);
  expect(current()).toMatchObject({ variant: 'resident', licences: [], handedInOtherwise: [] });
  expect(current()).not.toHaveProperty('waiverList');
});

/** Whoever has agreed is looking at what their licences say. */
async function startChecking() {
  const started = await startReviewing();
  started.send(pushed, shown);
  started.pass(10);
  started.send(touched('agree'));
  await started.fetched(ok({ leaseId: 'lease-1', isToBeChecked: true }));
  return started;
}

const objection: LicenceObjection = {
  licenceCode: householdRegister.licenceCode,
  typeCode: householdRegister.typeCode,
  name: householdRegister.name,
  holder: elderlyApplicant.number,
};

describe('whoever has agreed looks at their values before the clerk', () => {
  test('and finds nothing wrong: the case goes on as it is', async () => {
    const { send, current } = await startChecking();
    expect(current()).toMatchObject({ stage: 'checking-values', leaseId: 'lease-1' });
    send({ type: 'values.checked', objections: [] });
    expect(current()).toMatchObject({ stage: 'filling-form', leaseId: 'lease-1' });
    expect(current()).not.toHaveProperty('objections');
    expect(householdReason(current())).toBe('licence-valid');
  });

  test('and says that a licence is wrong: it is not used, and its material comes on paper', async () => {
    const { send, current } = await startChecking();
    send({ type: 'values.checked', objections: [objection] });
    expect(current()).toMatchObject({
      stage: 'filling-form',
      objections: [objection],
      handedInOtherwise: [householdRegister.typeCode],
    });
    expect(householdReason(current())).toBe('handed-in-otherwise');
    expect(current().consents.at(-1)?.outcome).toBe('agreed');
  });

  test.each([{ type: 'page.withdrawn' }, { type: 'screen.lost' }] as const)(
    'and the page goes ($type): what was agreed to is used',
    async (event) => {
      const { send, current } = await startChecking();
      send(event);
      expect(current().stage).toBe('filling-form');
      expect(householdReason(current())).toBe('licence-valid');
    },
  );
});

type Started = Awaited<ReturnType<typeof startReviewing>>;

const offlineChosen: CaseEvent = { type: 'offline.chosen' };
const offlineReceived: CaseEvent = {
  type: 'offline.received',
  provisionalNumber: 'FSA07202611240001D',
  work: {
    typed: [{ key: 'emergencyContact', value: '陈小样', at: simulationStart }],
    decided: [],
  },
};
const verificationBegun: CaseEvent = { type: 'verification.begun' };

/** A case whose platform gives no answer, and that goes on without it. */
async function startOffline() {
  const started = startCase();
  started.send(itemChosen, cardRead);
  await started.matched(fail('platform.unreachable'));
  started.send(offlineChosen);
  return started;
}

/** A case that was agreed to and taken in without the platform, as it is stored. */
async function receivedOffline(): Promise<Case> {
  const started = await startOffline();
  started.send(pushed, shown);
  started.pass(10);
  started.send(touched('agree'));
  await started.fetched();
  started.send(offlineReceived);
  const stored: Case = JSON.parse(JSON.stringify(started.current()));
  started.actor.stop();
  return stored;
}

/** How a case gets to each stage. */
const reach: Readonly<Record<CaseStage, () => Promise<Started>>> = {
  'choosing-item': async () => startCase(),
  identifying: async () => {
    const started = startCase();
    started.send(itemChosen);
    return started;
  },
  matching: async () => {
    const started = startCase();
    started.send(itemChosen, cardRead);
    return started;
  },
  reviewing: () => startReviewing(),
  'asking-consent': async () => {
    const started = await startReviewing();
    started.send(pushed, shown);
    started.pass(2);
    return started;
  },
  'fetching-values': async () => {
    const started = await startReviewing();
    started.send(paperChosen);
    return started;
  },
  'checking-values': startChecking,
  'filling-form': startFillingForm,
  'handing-over': async () => {
    const started = await startFillingForm();
    started.send(handedOver('filling-form'));
    return started;
  },
  'taking-over': async () => startCase(takenOver(await formOfAnother())),
  'awaiting-verification': async () => startCase(await receivedOffline()),
  verifying: async () => {
    const started = startCase(await receivedOffline());
    started.send(verificationBegun);
    return started;
  },
  'calling-back': async () => {
    const started = startCase(await receivedOffline());
    started.send({ type: 'call-back.wanted' });
    return started;
  },
  submitting: async () => {
    const started = await startFillingForm();
    started.send(submitted);
    return started;
  },
  received: async () => {
    const started = await startFillingForm();
    started.send(submitted, acknowledged);
    return started;
  },
  closed: async () => {
    const started = startCase();
    started.send(closed);
    return started;
  },
};

/** The case at a stage as it comes back from storage. */
async function storedAt(stage: CaseStage): Promise<Case> {
  const { current, actor } = await reach[stage]();
  const stored: Case = JSON.parse(JSON.stringify(current()));
  actor.stop();
  expect(stored.stage).toBe(stage);
  return stored;
}

describe('a case whose platform gives no answer', () => {
  const noAnswer = fail('platform.unreachable');

  test('is taken in without it, and goes on once it answers', async () => {
    const offline = await startOffline();
    expect(offline.stages).toEqual(['choosing-item', 'identifying', 'matching', 'reviewing']);
    expect(householdReason(offline.current())).toBe('library-away');
    offline.send(pushed, shown);
    offline.pass(10);
    offline.send(touched('agree'));
    await offline.fetched();
    // What the platform has not been asked about cannot be handed to it.
    offline.send(submitted);
    expect(offline.current().stage).toBe('filling-form');
    offline.send(offlineReceived);
    expect(offline.current()).toMatchObject({
      stage: 'awaiting-verification',
      offline: { received: { materials: ['household'] } },
      carried: { stage: 'filling-form' },
    });
    expect(offline.current()).not.toHaveProperty('leaseId');

    offline.send(verificationBegun);
    await offline.matched();
    expect(householdReason(offline.current())).toBe('licence-valid');
    await offline.fetched();
    offline.send(submitted, acknowledged);
    expect(offline.stages).toEqual([
      'choosing-item',
      'identifying',
      'matching',
      'reviewing',
      'asking-consent',
      'fetching-values',
      'filling-form',
      'awaiting-verification',
      'verifying',
      'fetching-values',
      'filling-form',
      'submitting',
      'received',
    ]);
    expect(offline.mismatches).toEqual([]);
  });

  test.each([
    [
      'somebody whose name was looked up',
      { ...elderlyApplicant, proof: { by: 'register', at: simulationStart } },
    ],
    [
      'somebody whose document was looked at',
      { ...elderlyApplicant, proof: { by: 'document', at: simulationStart, document: 'passport' } },
    ],
  ] as const)('does not go on without it for %s', async (_, { card: _unread, ...applicant }) => {
    const { send, matched, current } = startCase();
    send(itemChosen, cardOf(applicant));
    await matched(noAnswer);
    send(offlineChosen);
    expect(current()).toMatchObject({ stage: 'matching', failure: noAnswer.problem });
  });

  test.each(['zhengwu-code', 'yueshang-code', 'offline-code'] as const)(
    'goes on without it for somebody who has shown a code (%s)',
    async (by) => {
      const { card: _unread, ...applicant } = elderlyApplicant;
      const proof = { by, at: simulationStart, app: 'foshantong' } as const;
      const { send, matched, current } = startCase();
      send(itemChosen, cardOf({ ...applicant, proof }));
      await matched(noAnswer);
      send(offlineChosen);
      expect(current()).toMatchObject({ stage: 'reviewing', offline: { isLibraryAway: true } });
    },
  );

  test('a code that was taken without it is kept until it has answered, and no longer', async () => {
    const takenCode = { text: 'x', takenAt: simulationStart, caseId: 'case-1' };
    const proof = { by: 'offline-code', at: simulationStart, app: 'foshantong' } as const;
    const { send, matched, current } = startCase();
    send(itemChosen, cardOf({ ...elderlyApplicant, proof, takenCode }));
    await matched(noAnswer);
    expect(current().applicant).toMatchObject({ takenCode });
    send({ type: 'step.tried-again' });
    await matched(ok([]));
    expect(current()).toMatchObject({ stage: 'reviewing', applicant: { proof } });
    expect(current().applicant).not.toHaveProperty('takenCode');
  });

  test('a code that it refuses once it answers proves nothing: somebody is waited for again', async () => {
    const takenCode = { text: 'x', takenAt: simulationStart, caseId: 'case-1' };
    const proof = { by: 'offline-code', at: simulationStart, app: 'foshantong' } as const;
    const { send, matched, current } = startCase();
    send(itemChosen, cardOf({ ...elderlyApplicant, proof, takenCode }));
    await matched(fail('code.used'));
    expect(current()).toMatchObject({ stage: 'identifying', failure: { code: 'code.used' } });
    expect(current()).not.toHaveProperty('applicant');
  });

  test('of the others only the adult whose code it refuses leaves the case', async () => {
    const { send, matched, current } = startCase();
    send({ type: 'item.chosen', item: itemForTwo, variant: 'local' }, cardRead);
    await matched();
    send({ type: 'holder.added', holder: adultByCode });
    await matched(adultsCodeUsed);
    expect(current()).toMatchObject({
      stage: 'matching',
      applicant: elderlyApplicant,
      holders: [],
      failure: { code: 'code.adult-refused' },
    });
  });

  test('does not go on without it where it has refused', async () => {
    const { send, matched, current } = startCase();
    send(itemChosen, cardRead);
    await matched(fail('identity.unknown'));
    send(offlineChosen);
    expect(current().stage).toBe('matching');
  });

  test('goes on with paper for all that could not be looked up', async () => {
    const { current, send } = await startOffline();
    send(paperChosen);
    expect(current()).toMatchObject({ stage: 'fetching-values', handedInOtherwise: ['hkb'] });
  });

  test('takes further adults by their cards, and nobody else, without asking the platform', async () => {
    const { send, matched, current, match } = startCase();
    send({ type: 'item.chosen', item: itemForTwo, variant: 'local' }, cardRead);
    await matched(noAnswer);
    send(offlineChosen);
    const holder = otherAdult;
    const named = { by: 'register', at: simulationStart } as const;
    send({ type: 'holder.added', holder: { ...holder, proof: named } });
    expect(current()).not.toHaveProperty('holders');
    send({ type: 'holder.added', holder });
    expect(current().holders).toHaveLength(1);
    send({ type: 'holder.removed', number: holder.number });
    expect(current()).toMatchObject({ stage: 'reviewing', holders: [] });
    expect(match.asked).toHaveLength(1);
  });

  test('is not handed to another window, and not closed once somebody has a paper of it', async () => {
    const { current, send } = await startOffline();
    send(handedOver('reviewing'));
    expect(current().stage).toBe('reviewing');
    const received = startCase(await receivedOffline());
    received.send(closed, verificationBegun, closed);
    expect(received.current().stage).toBe('verifying');
  });
});

describe('verified', () => {
  const verifying = () => reach.verifying();

  test.each([
    ['a person who is not known', fail('identity.unknown'), 'person-unknown'],
    ['a person of another name', fail('identity.name-differs'), 'name-differs'],
    ['a code that was used elsewhere', fail('code.used'), 'code-used'],
    ['a code of somebody else', fail('code.other-person'), 'code-refused'],
    ['a code that the platform does not know', fail('code.unknown'), 'code-refused'],
    ['no licence', ok([]), 'licence-unusable'],
    [
      'a licence of somebody else',
      ok([{ ...householdRegister, heldByApplicant: false }]),
      'licence-unusable',
    ],
    [
      'a licence that has ended',
      ok([{ ...householdRegister, validTo: '2026-11-23' }]),
      'licence-unusable',
    ],
  ] as const)('%s has the case called back', async (_, outcome, reason) => {
    const { matched, current, stages, mismatches } = await verifying();
    await matched(outcome);
    expect(current().callBack?.points.map((point) => point.reason)).toEqual([reason]);
    expect(stages).toEqual(['awaiting-verification', 'verifying', 'calling-back']);
    expect(mismatches).toEqual([]);
  });

  test('whoever is known by a code that the platform has not used up does not go on, with paper neither', async () => {
    const stored = await storedAt('calling-back');
    const takenCode = { text: 'x', takenAt: simulationStart, caseId: 'case-1' };
    const applicant = stored.applicant && { ...stored.applicant, takenCode };
    const { current, send } = startCase({ ...stored, ...(applicant && { applicant }) });
    send(paperChosen);
    expect(current().stage).toBe('calling-back');
    const ofAdult = startCase({ ...stored, holders: [adultByCode] });
    ofAdult.send(paperChosen);
    expect(ofAdult.current().stage).toBe('calling-back');
    const { actor, ...known } = startCase(stored);
    known.send(paperChosen);
    expect(known.current().stage).toBe('fetching-values');
    actor.stop();
  });

  test('who is called back is named, as anybody opposite may see them', async () => {
    const stored = await storedAt('verifying');
    const { matched, current } = startCase({ ...stored, item: itemForTwo, holders: [adultByCode] });
    await matched(adultsCodeUsed);
    expect(current()).toMatchObject({
      stage: 'calling-back',
      callBack: { points: [{ reason: 'code-used', about: [maskName(otherPerson.name)] }] },
    });
  });

  test('whom it is for comes back; the adult whose code was refused leaves the case, and is added by their card', async () => {
    const stored = await storedAt('calling-back');
    const consent: ConsentRecord = {
      ...request,
      holder: otherPerson.number,
      outcome: 'agreed',
      agreedTypes: request.licenceTypes,
      endedAt: simulationStart,
    };
    const consents = [...stored.consents, consent];
    const called = { ...stored, item: itemForTwo, holders: [adultByCode], consents };
    const { matched, current, send, match } = startCase(called);
    send(cardRead);
    await matched(adultsCodeUsed);
    expect(current()).toMatchObject({
      stage: 'matching',
      applicant: elderlyApplicant,
      holders: [],
      consents: stored.consents,
      failure: { code: 'code.adult-refused', info: { name: maskName(otherPerson.name) } },
    });
    send(triedAgain);
    await matched();
    send({ type: 'holder.added', holder: otherAdult });
    await matched();
    expect(current()).toMatchObject({ stage: 'reviewing', holders: [otherAdult] });
    expect(match.asked).toHaveLength(3);
  });

  test('a licence that nobody was asked about is not used: the case is called back', async () => {
    const stored = await storedAt('verifying');
    const consents = stored.consents.map((one) => ({ ...one, licenceTypes: [], agreedTypes: [] }));
    const { matched, current, fetchValues } = startCase({ ...stored, consents });
    await matched();
    expect(current().callBack?.points).toEqual([
      { reason: 'consent-exceeded', about: [householdRegister.name] },
    ]);
    expect(fetchValues.asked).toEqual([]);
  });

  test('without an answer it waits again, from wherever it had come', async () => {
    const { matched, fetched, current, send } = await verifying();
    await matched(fail('platform.timed-out'));
    expect(current()).toMatchObject({
      stage: 'awaiting-verification',
      failure: { code: 'platform.timed-out' },
    });
    send(verificationBegun);
    await matched();
    await fetched(fail('platform.unreachable'));
    expect(current().stage).toBe('awaiting-verification');
  });

  test('one of the list stays on it until there is nothing to call about any more', async () => {
    const { matched, current, send, stages } = await reach['calling-back']();
    send(verificationBegun);
    await matched(fail('platform.timed-out'));
    expect(current()).toMatchObject({
      stage: 'awaiting-verification',
      callBack: { points: [{ reason: 'clerk' }] },
    });
    send(verificationBegun);
    await matched();
    expect(stages.at(-1)).toBe('fetching-values');
    expect(current()).not.toHaveProperty('callBack');
  });

  test('a consent that the platform does not take is asked for again', async () => {
    const { matched, fetched, current, send } = await verifying();
    await matched();
    await fetched();
    send(submitted, { type: 'case.rejected', reason: 'consent-differs' });
    expect(current()).toMatchObject({
      stage: 'calling-back',
      callBack: { points: [{ reason: 'consent-refused' }] },
    });
  });

  test('a record that proves nothing has the case called back', async () => {
    const { matched, fetched, current } = await verifying();
    await matched();
    await fetched(fail('evidence.refused'));
    expect(current().callBack?.points).toEqual([{ reason: 'consent-refused', about: [] }]);
  });

  test.each(['awaiting-verification', 'verifying', 'calling-back'] as const)(
    'a consent that is taken back at %s is not used',
    async (stage) => {
      const { current, send } = startCase(await storedAt(stage));
      const withdrawal = { place: 'window', at: simulationStart } as const;
      send({ type: 'consent.withdrawn', pageId: request.pageId, withdrawal });
      expect(current()).toMatchObject({
        stage: 'calling-back',
        callBack: { points: [{ reason: 'consent-withdrawn' }] },
        handedInOtherwise: ['hkb'],
      });
    },
  );
});

describe('called back', () => {
  test('whoever comes back is asked anew, and goes on like anybody else', async () => {
    const { send, matched, current, stages } = await reach['calling-back']();
    send(cardRead);
    expect(current().offline?.isBack).toBe(true);
    await matched();
    expect(stages).toEqual(['awaiting-verification', 'calling-back', 'matching', 'reviewing']);
    expect(current()).not.toHaveProperty('callBack');
  });

  test('nobody else takes their place, and no other item', async () => {
    const { send, current } = await reach['calling-back']();
    send(cardOf(otherApplicant), itemChosen);
    expect(current()).toMatchObject({ stage: 'calling-back', applicant: { name: '张建三' } });
  });

  test('what was not agreed to comes on paper, and what was is used', async () => {
    const { send, current } = await verifyingWithoutLicence();
    send(paperChosen);
    expect(current().stage).toBe('fetching-values');
    expect(householdReason(current())).toBe('no-licence-in-library');
  });

  test('it may end for a reason', async () => {
    const { send, current } = await reach['calling-back']();
    send(closed);
    expect(current().stage).toBe('calling-back');
    send({ type: 'call-back.ended', ending: 'not-reached' });
    expect(current()).toMatchObject({ stage: 'closed', callBack: { ending: 'not-reached' } });
  });

  async function verifyingWithoutLicence() {
    const started = await reach.verifying();
    await started.matched(ok([]));
    return started;
  }
});

describe('a stored case', () => {
  const allStages = Object.keys(reach) as CaseStage[];
  const pageIsLost: readonly CaseStage[] = ['asking-consent', 'checking-values'];
  const unchanged = allStages.filter((stage) => !pageIsLost.includes(stage));

  test.each(unchanged)('at %s goes on there as it was', async (stage) => {
    const stored = await storedAt(stage);
    const { stages, mismatches, current } = startCase(stored);
    expect(stages).toEqual([stage]);
    expect(mismatches).toEqual([]);
    expect(current()).toEqual(stored);
  });

  test('at closed has ended', async () => {
    expect(startCase(await storedAt('closed')).actor.getSnapshot().status).toBe('done');
  });

  test('at received stays as it is, but for a consent that is taken back', async () => {
    const { send, current } = startCase(await storedAt('received'));
    const before = current();
    send(closed, paperChosen, { type: 'step.tried-again' });
    expect(current()).toEqual(before);
    const pageId = before.consents.at(-1)?.pageId ?? '';
    const withdrawal = { place: 'evaluator', at: simulationStart } as const;
    send({ type: 'consent.withdrawn', pageId, withdrawal });
    expect(current()).toEqual({
      ...before,
      consents: before.consents.map((one) =>
        one.pageId === pageId ? { ...one, withdrawal } : one,
      ),
    });
  });

  test('at checking-values goes on with the form: what was on screen is gone', async () => {
    const stored = await storedAt('checking-values');
    const { stages, current } = startCase(stored);
    expect(stages).toEqual(['filling-form']);
    expect(current()).toMatchObject({ stage: 'filling-form', leaseId: stored.leaseId });
  });

  test('at asking-consent goes on with the list, and the page counts as lost', async () => {
    const stored = await storedAt('asking-consent');
    const { stages, mismatches, current, send, pass } = startCase(stored);
    expect(stages).toEqual(['reviewing']);
    expect(mismatches).toEqual([]);
    expect(current().consents).toEqual([
      { ...request, outcome: 'screen-lost', endedAt: simulationStart },
    ]);
    expect(current()).not.toHaveProperty('asking');
    expect(householdReason(current())).toBe('licence-valid');

    pass(10);
    send(shown, touched('agree'));
    expect(current().stage).toBe('reviewing');
  });

  test('at matching repeats its question', async () => {
    const { match, matched, current } = startCase(await storedAt('matching'));
    expect(match.asked.map(({ applicant }) => applicant?.name)).toEqual(['张建三']);
    await matched();
    expect(current().stage).toBe('reviewing');
  });

  test('at fetching-values repeats fetching', async () => {
    const { fetchValues, fetched, current } = startCase(await storedAt('fetching-values'));
    expect(fetchValues.asked).toHaveLength(1);
    await fetched();
    expect(current().stage).toBe('filling-form');
  });

  test('at submitting waits for the platform, whatever it says', async () => {
    const stored = await storedAt('submitting');
    const accepted = startCase(stored);
    accepted.send(acknowledged);
    expect(accepted.current()).toMatchObject({ stage: 'received', caseNumber: '4406990001' });
    const rejected = startCase(stored);
    rejected.send({ type: 'case.rejected', reason: 'duplicate' });
    expect(rejected.current().stage).toBe('filling-form');
  });

  test.each([
    ['matching', (started: Started) => started.matched(), 'reviewing'],
    ['fetching-values', (started: Started) => started.fetched(), 'filling-form'],
  ] as const)(
    'at %s whose step had failed forgets the failure once the step succeeds',
    async (stage, succeed, following) => {
      const stored = { ...(await storedAt(stage)), failure: failure('platform.unreachable') };
      const started = startCase(stored);
      await succeed(started);
      expect(started.current().stage).toBe(following);
      expect(started.current()).not.toHaveProperty('failure');
    },
  );

  test('at reviewing is judged by the day on which it is opened', async () => {
    const stored = await storedAt('reviewing');
    const licences = stored.licences.map((licence) => ({ ...licence, validTo: '2026-11-23' }));
    expect(householdReason(startCase({ ...stored, licences }).current())).toBe('licence-expired');
  });
});

describe('answered on the phone', () => {
  test('a page ends at once with the same result as by a touch', async () => {
    const started = await reach['asking-consent']();
    started.send(onPhone([0]), touched('decline'));
    expect(started.current()).toMatchObject({
      stage: 'fetching-values',
      handedInOtherwise: [],
      consents: [{ outcome: 'agreed', agreedTypes: ['hkb'], answeredOn: 'phone' }],
    });
    await started.fetched();
    expect(started.current().stage).toBe('filling-form');
  });

  test('a page is declined like by a touch', async () => {
    const { current, send } = await reach['asking-consent']();
    send(onPhone([]));
    expect(current()).toMatchObject({ stage: 'reviewing', handedInOtherwise: ['hkb'] });
    expect(householdReason(current())).toBe('handed-in-otherwise');
  });

  test.each([
    ['declined on the evaluator', [shown, touched('decline')]],
    ['taken back by the clerk', [shown, { type: 'page.withdrawn' }]],
    ['lost with the screen', [{ type: 'screen.lost' }]],
  ] as const)('first, it takes the place of a page that was %s', async (_, ending) => {
    const { current, send } = await startReviewing();
    send(pushed, ...ending, onPhone([0]), onPhone([]));
    expect(current()).toMatchObject({
      stage: 'fetching-values',
      handedInOtherwise: [],
      consents: [{ outcome: 'agreed', answeredOn: 'phone' }],
    });
    expect(current().consents).toHaveLength(1);
    expect(householdReason(current())).toBe('licence-valid');
  });

  test('first, on the page in whose place another was answered here, it counts all the same', async () => {
    const { current, send, pass } = await startReviewing();
    const english = { ...request, pageId: '0193582a-7b00-7000-8000-000000000002' };
    send(pushed, shown, { type: 'page.replaced', request: english, secondsToAnswer: 180 });
    send({ ...shown, pageId: english.pageId });
    pass(10);
    send({
      type: 'page.answered',
      pageId: english.pageId,
      agreed: [0],
      chosenSingly: [],
      input: 'touch',
    });
    send(onPhone([]));
    expect(current()).toMatchObject({
      stage: 'reviewing',
      consents: [{ pageId: request.pageId, outcome: 'declined', answeredOn: 'phone' }],
    });
  });

  test('first, it takes the place of an agreement on the evaluator whose values are on their way', async () => {
    const { current, send, pass, stages } = await startReviewing();
    send(pushed, shown);
    pass(10);
    send(touched('agree'), onPhone([]));
    expect(stages.slice(-3)).toEqual(['asking-consent', 'fetching-values', 'reviewing']);
    expect(current()).toMatchObject({
      handedInOtherwise: ['hkb'],
      consents: [{ outcome: 'declined', answeredOn: 'phone' }],
    });
  });

  test('with less than on the evaluator, only that is fetched, and what had failed is forgotten', async () => {
    const started = await startReviewing();
    const two = { ...request, licenceTypes: ['hkb', 'jzz'] };
    started.send({ ...pushed, request: two }, shown);
    started.pass(10);
    started.send({
      type: 'page.answered',
      pageId: two.pageId,
      agreed: [0, 1],
      chosenSingly: [],
      input: 'touch',
    });
    await started.fetched(fail('platform.unreachable'));
    started.send(onPhone([1]));
    expect(started.current()).not.toHaveProperty('failure');
    const fetched = started.fetchValues.asked.map(({ consents }) => consents.at(-1)?.agreedTypes);
    expect(fetched).toEqual([['hkb', 'jzz'], ['jzz']]);
  });

  test('it changes nothing once the case goes on on paper, or its form is there', async () => {
    const onPaper = await startReviewing();
    onPaper.send(pushed, shown, { type: 'page.withdrawn' }, paperChosen, onPhone([0]));
    expect(onPaper.current().consents).toMatchObject([{ outcome: 'withdrawn' }]);
    const filling = await startFillingForm();
    filling.send(onPhone([]));
    expect(filling.current()).toMatchObject({ stage: 'filling-form', leaseId: 'lease-1' });
  });
});

describe('closing', () => {
  const open = [
    'choosing-item',
    'identifying',
    'matching',
    'reviewing',
    'asking-consent',
    'fetching-values',
    'filling-form',
  ] as const;

  test.each(open)('ends a case at %s', async (stage) => {
    const { stages, mismatches, current, send, actor } = await reach[stage]();
    send(closed);
    expect(stages.slice(-2)).toEqual([stage, 'closed']);
    expect(mismatches).toEqual([]);
    expect(actor.getSnapshot().status).toBe('done');
    expect(current()).not.toHaveProperty('failure');
  });

  test('takes back a page that is on screen and records that', async () => {
    const { current, send } = await reach['asking-consent']();
    send(closed);
    expect(current()).not.toHaveProperty('asking');
    expect(current().consents).toEqual([
      {
        ...request,
        outcome: 'withdrawn',
        shownAt: '2026-11-24T01:00:00.000Z',
        endedAt: '2026-11-24T01:00:02.000Z',
      },
    ]);
  });

  test('ends a case whose step has failed, and the failure with it', async () => {
    const { current, send, matched } = await reach.matching();
    await matched(fail('identity.unknown'));
    send(closed);
    expect(current().stage).toBe('closed');
    expect(current()).not.toHaveProperty('failure');
  });

  test('does not take back what is already on its way to the platform', async () => {
    const { current, send } = await reach.submitting();
    send(closed);
    expect(current().stage).toBe('submitting');
    send(acknowledged);
    expect(current()).toMatchObject({ stage: 'received', caseNumber: '4406990001' });
  });
});

test('whatever happens, licences are fetched only after an agreed page and only for who qualifies', async () => {
  type Step = CaseEvent | 'platform answers' | 'five seconds pass';
  const agreeing: readonly Step[] = [pushed, shown, 'five seconds pass', touched('agree')];
  const single: readonly Step[] = [
    ...agreeing,
    itemChosen,
    { ...itemChosen, variant: 'resident' },
    cardRead,
    cardOf(otherApplicant),
    cardOf(child),
    cardFailed,
    touched('decline'),
    {
      type: 'page.answered',
      pageId: request.pageId,
      agreed: [0],
      chosenSingly: [],
      input: 'mouse',
    },
    { type: 'page.extended', pageId: request.pageId, input: 'touch' },
    { type: 'page.withdrawn' },
    { type: 'screen.lost' },
    onPhone([0]),
    onPhone([]),
    paperChosen,
    submitted,
    triedAgain,
  ];
  const steps = fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...single).map((step) => [step]) },
        { weight: 2, arbitrary: fc.constant<readonly Step[]>(['platform answers']) },
        { weight: 1, arbitrary: fc.constant(agreeing) },
      ),
      { minLength: 5, maxLength: 20, size: 'max' },
    )
    .map((groups) => groups.flat());
  let withLicences = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const started = startCase();
      started.send(itemChosen, cardRead);
      await started.matched();
      for (const step of story) {
        if (step === 'five seconds pass') started.pass(5);
        else if (step !== 'platform answers') started.send(step);
        else if (started.actor.getSnapshot().matches({ matching: 'asking' })) {
          await started.matched();
        } else if (started.actor.getSnapshot().matches({ 'fetching-values': 'fetching' })) {
          await started.fetched();
        }
      }
      expect(started.mismatches).toEqual([]);
      for (const subject of started.fetchValues.asked) {
        const { waiverList, consents } = subject;
        if (waiverList === undefined) throw new Error('values are fetched without a list');
        expect(waiverList.ineligible).toBeUndefined();
        if (countLines(waiverList, 'waived-by-licence') === 0) continue;
        withLicences += 1;
        const last = consents.at(-1);
        expect(last).toMatchObject(
          last?.answeredOn === 'phone'
            ? { outcome: 'agreed', endedAt: simulationStart }
            : { outcome: 'agreed', input: 'touch', answeredOn: 'evaluator' },
        );
      }
      started.actor.stop();
    }),
    { seed: 20_261_124, numRuns: 150 },
  );
  expect(withLicences).toBeGreaterThan(10);
});

describe('what a material is handed in as', () => {
  const attached: CaseEvent = {
    type: 'attachment.added',
    attachment: {
      id: '0a'.repeat(16),
      material: 'photo',
      digest: 'd'.repeat(64),
      bytes: 1200,
      mediaType: 'image/jpeg',
      origin: 'camera',
      addedAt: simulationStart,
    },
  };
  const removed: CaseEvent = { type: 'attachment.removed', attachmentId: '0a'.repeat(16) };

  test('is taken once the list is there, until the case is handed in', async () => {
    const early = startCase();
    early.send(itemChosen, attached);
    expect(early.current()).not.toHaveProperty('attachments');
    const { actor, send, current, stages } = await startFillingForm();
    const before = stages.length;
    send(attached);
    expect(current().attachments).toHaveLength(1);
    expect(stages).toHaveLength(before);
    send(removed);
    expect(current().attachments).toEqual([]);
    send(submitted);
    expect(actor.getSnapshot().can(attached)).toBe(false);
    expect(actor.getSnapshot().can(removed)).toBe(false);
  });

  test('does not disturb the citizen who is being asked', async () => {
    const { actor, send, current } = await startReviewing();
    send(pushed, shown, attached);
    expect(current()).toMatchObject({ stage: 'asking-consent', attachments: [{}] });
    expect(actor.getSnapshot().children.consent?.getSnapshot().status).toBe('active');
  });

  test('stays with another variant and the same person, and goes with another item or person', async () => {
    const { send, current } = await startReviewing();
    send(attached, { ...itemChosen, variant: 'resident' });
    expect(current().attachments).toHaveLength(1);
    send(cardRead);
    expect(current().attachments).toHaveLength(1);
    send(cardOf(otherApplicant));
    expect(current()).not.toHaveProperty('attachments');

    const other = await startReviewing();
    other.send(attached, { ...itemChosen, item: { ...elderlyCardItem, code: 'another' } });
    expect(other.current()).not.toHaveProperty('attachments');
  });
});

describe('going to another window', () => {
  test.each(['reviewing', 'filling-form'] as const)(
    'from %s, it comes back there',
    async (stage) => {
      const started = await reach[stage]();
      const before = started.current();
      started.send(handedOver(stage));
      expect(started.current()).toMatchObject({ stage: 'handing-over', handover: { stage } });
      started.send({ type: 'handover.returned' });
      expect({ ...started.current(), stageSince: before.stageSince }).toEqual(before);
      expect(started.mismatches).toEqual([]);
    },
  );

  test('it says why it came back, until the next step', async () => {
    const started = await reach['handing-over']();
    const declined = failure('handover.declined', { window: handover.window.name });
    started.send({ type: 'handover.returned', failure: declined });
    expect(started.current()).toMatchObject({ stage: 'filling-form', failure: declined });
    started.send(submitted);
    expect(started.current()).not.toHaveProperty('failure');
  });

  test('it ends here once it is there', async () => {
    const started = await reach['handing-over']();
    started.send({ type: 'handover.taken' });
    expect(started.current().stage).toBe('closed');
    expect(started.current()).not.toHaveProperty('handover');
    expect(started.current()).not.toHaveProperty('leaseId');
  });

  test.each(['handing-over', 'taking-over'] as const)(
    'at %s nobody can do anything with it',
    async (stage) => {
      const started = await reach[stage]();
      const before = started.current();
      started.send(closed, submitted, paperChosen, cardRead, itemChosen, pushed, acknowledged);
      expect(started.current()).toEqual(before);
    },
  );

  test.each([
    'choosing-item',
    'identifying',
    'matching',
    'asking-consent',
    'fetching-values',
  ] as const)('not from %s', async (stage) => {
    const { actor } = await reach[stage]();
    expect(actor.getSnapshot().can(handedOver('reviewing'))).toBe(false);
  });
});

describe('coming from another window', () => {
  test('the values are fetched again under the consent that was given there', async () => {
    const started = await reach['taking-over']();
    await started.confirmed();
    expect(started.current().stage).toBe('matching');
    expect(started.current()).not.toHaveProperty('handover');
    await started.matched();
    expect(started.current().stage).toBe('fetching-values');
    expect(started.current().consents.map(({ outcome }) => outcome)).toEqual(['agreed']);
    await started.fetched();
    expect(started.current().stage).toBe('filling-form');
    expect(started.current()).not.toHaveProperty('carried');
    expect(started.stages).not.toContain('reviewing');
  });

  test('what is taken back meanwhile is for the clerk to go on from', async () => {
    const started = await reach['taking-over']();
    await started.confirmed();
    await started.matched();
    const [given] = started.current().consents;
    started.send({
      type: 'consent.withdrawn',
      pageId: given?.pageId ?? '',
      withdrawal: { place: 'phone', at: simulationStart },
    });
    expect(started.current()).toMatchObject({
      stage: 'reviewing',
      failure: { code: 'consent.revoked' },
    });
  });

  test('a case that was being reviewed there is reviewed here', async () => {
    const there = await startReviewing();
    const started = startCase(takenOver(there.current(), 'reviewing'));
    await started.confirmed();
    await started.matched();
    expect(started.current().stage).toBe('reviewing');
  });

  test('a licence that nobody was asked for there is asked for here', async () => {
    const { consents, ...there } = await formOfAnother();
    const asked = consents.map((record) => ({ ...record, licenceTypes: [], agreedTypes: [] }));
    const started = startCase(takenOver({ ...there, consents: asked }));
    await started.confirmed();
    await started.matched();
    expect(started.current().stage).toBe('reviewing');
    // A no is the clerk's to go on from, as always.
    started.send(pushed, shown, touched('decline'));
    expect(started.current().stage).toBe('reviewing');
  });

  test('it is not worked with before the platform knows that it is here', async () => {
    const started = await reach['taking-over']();
    await started.confirmed(fail('platform.unreachable'));
    expect(started.current()).toMatchObject({
      stage: 'taking-over',
      failure: { code: 'platform.unreachable' },
    });
    expect(started.match.asked).toEqual([]);
    started.send(triedAgain);
    await started.confirmed();
    expect(started.current().stage).toBe('matching');
  });

  test('it ends here where it has gone back', async () => {
    const started = await reach['taking-over']();
    await started.confirmed(fail('handover.ended'));
    expect(started.current().stage).toBe('closed');
    expect(started.current()).not.toHaveProperty('failure');
  });

  test('another item, or another applicant, begins anew', async () => {
    const { consents: _there, ...there } = await formOfAnother();
    const started = startCase(takenOver({ ...there, consents: [] }));
    await started.confirmed();
    await started.matched();
    started.send({ ...itemChosen, variant: 'resident' });
    expect(started.current()).not.toHaveProperty('carried');
  });
});
