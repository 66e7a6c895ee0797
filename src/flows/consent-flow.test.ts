import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import type { ConsentRecord, ConsentRequest, InputKind } from '../domain/consent.ts';
import { answeringInput, type ConsentEvent, consentFlow, refuseAnswer } from './consent-flow.ts';
import { simulatedTime } from './simulated-time.fixture.ts';

const request: ConsentRequest = {
  pageId: '0193582a-7b00-7000-8000-000000000001',
  style: { language: 'zh-CN', largeType: false },
  pageDigest: 'a'.repeat(64),
  licenceTypes: ['hkb', 'jzz'],
};

const timing = {
  secondsToAnswer: 180,
  minimumDisplaySeconds: 4,
  sensitive: [1],
  isPointerBound: false,
};

type Answer = Extract<ConsentEvent, { type: 'page.answered' }>;

const shown: ConsentEvent = {
  type: 'page.shown',
  pageId: request.pageId,
  digest: request.pageDigest,
};
const shownAltered: ConsentEvent = { ...shown, digest: 'b'.repeat(64) };
const shownOtherPage: ConsentEvent = { ...shown, pageId: 'another-page' };
const answer = (
  decision: 'agree' | 'decline' | readonly number[],
  input: InputKind = 'touch',
): Answer => ({
  type: 'page.answered',
  pageId: request.pageId,
  agreed: typeof decision === 'object' ? decision : decision === 'agree' ? [0, 1] : [],
  chosenSingly: [1],
  input,
});
const extended: ConsentEvent = { type: 'page.extended', pageId: request.pageId, input: 'touch' };

/** The same question as another page. */
const inEnglish: ConsentRequest = {
  ...request,
  pageId: '0193582a-7b00-7000-8000-000000000002',
  style: { language: 'en', largeType: false },
  pageDigest: 'e'.repeat(64),
};
const replaced: ConsentEvent = {
  type: 'page.replaced',
  request: inEnglish,
  secondsToAnswer: 300,
};
const shownInEnglish: ConsentEvent = {
  type: 'page.shown',
  pageId: inEnglish.pageId,
  digest: inEnglish.pageDigest,
};
const answerInEnglish: Answer = { ...answer('agree'), pageId: inEnglish.pageId };

/** A step of a story: an event, or seconds that pass. */
type Step = ConsentEvent | number;

/** Plays a story from the sending of the page to its end and keeps every state the flow gives out. */
function play(...steps: readonly Step[]) {
  const time = simulatedTime();
  const actor = createActor(consentFlow, {
    clock: time.scheduler,
    input: { request, clock: time.clock, ...timing },
  });
  const states: string[] = [];
  actor.subscribe(({ value, output }) => {
    states.push(output === undefined ? value : `${value}: ${output.outcome}`);
  });
  actor.start();
  for (const step of steps) {
    if (actor.getSnapshot().status !== 'active') break;
    if (typeof step === 'number') time.pass(step);
    else actor.send(step);
  }
  const record: ConsentRecord | undefined = actor.getSnapshot().output;
  actor.stop();
  return { states, record };
}

interface Story {
  readonly ending: string;
  readonly steps: readonly Step[];
  readonly states: readonly string[];
  readonly record: ConsentRecord;
}

/** A moment so many seconds after the page was sent. */
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 1, 0, seconds)).toISOString();

/** What every page that was agreed to in full records. */
const agreed = {
  outcome: 'agreed',
  answeredOn: 'evaluator',
  input: 'touch',
  agreedTypes: ['hkb', 'jzz'],
} as const;

/** What the platform has of a phone, with its own clock. */
const onPhone = (agreedOn: readonly number[], asked = request): ConsentEvent => ({
  type: 'phone.answered',
  pageId: asked.pageId,
  agreed: agreedOn,
  answeredAt: '2026-11-24T01:00:07.531Z',
});
const byPhone = { answeredOn: 'phone', endedAt: '2026-11-24T01:00:07.531Z' } as const;

const stories: readonly Story[] = [
  {
    ending: 'agreed by a touch',
    steps: [1, shown, 10, answer('agree')],
    states: ['sending', 'asking', 'ended: agreed'],
    record: { ...request, ...agreed, shownAt: at(1), endedAt: at(11) },
  },
  {
    ending: 'agreed in the first moment in which that is possible',
    steps: [1, shown, 4, answer('agree')],
    states: ['sending', 'asking', 'ended: agreed'],
    record: { ...request, ...agreed, shownAt: at(1), endedAt: at(5) },
  },
  {
    ending: 'agreed in the last moment',
    steps: [shown, 179.999, answer('agree')],
    states: ['sending', 'asking', 'ended: agreed'],
    record: {
      ...request,
      ...agreed,
      shownAt: at(0),
      endedAt: '2026-11-24T01:02:59.999Z',
    },
  },
  {
    ending: 'agreed for one licence and declined for the other',
    steps: [shown, 4, answer([1])],
    states: ['sending', 'asking', 'ended: agreed'],
    record: {
      ...request,
      ...agreed,
      agreedTypes: ['jzz'],
      shownAt: at(0),
      endedAt: at(4),
    },
  },
  {
    ending: 'asked anew in another language, with the whole time for it, and then agreed',
    steps: [shown, 170, replaced, 1, shownInEnglish, 299, answer('agree'), answerInEnglish],
    states: ['sending', 'asking', 'sending', 'asking', 'asking', 'ended: agreed'],
    record: {
      ...inEnglish,
      replaced: [{ ...request, shownAt: at(0) }],
      ...agreed,
      shownAt: at(171),
      endedAt: at(470),
    },
  },
  {
    ending: 'broken off because the page in another language never came to the screen',
    steps: [shown, 10, replaced, shown, 5],
    states: ['sending', 'asking', 'sending', 'sending', 'ended: screen-lost'],
    record: {
      ...inEnglish,
      replaced: [{ ...request, shownAt: at(0) }],
      outcome: 'screen-lost',
      endedAt: at(15),
    },
  },
  {
    ending: 'declined at once',
    steps: [1, shown, answer('decline')],
    states: ['sending', 'asking', 'ended: declined'],
    record: {
      ...request,
      outcome: 'declined',
      answeredOn: 'evaluator',
      shownAt: at(1),
      endedAt: at(1),
      input: 'touch',
    },
  },
  {
    ending: 'agreed on the phone, at once and by the platform’s clock',
    steps: [1, shown, 2, onPhone([0, 1]), answer('decline')],
    states: ['sending', 'asking', 'ended: agreed'],
    record: {
      ...request,
      ...byPhone,
      outcome: 'agreed',
      agreedTypes: ['hkb', 'jzz'],
      shownAt: at(1),
    },
  },
  {
    ending: 'agreed in part on the phone before the evaluator has confirmed the page',
    steps: [1, onPhone([1])],
    states: ['sending', 'ended: agreed'],
    record: { ...request, ...byPhone, outcome: 'agreed', agreedTypes: ['jzz'] },
  },
  {
    ending: 'declined on the phone',
    steps: [1, shown, 30, onPhone([])],
    states: ['sending', 'asking', 'ended: declined'],
    record: { ...request, ...byPhone, outcome: 'declined', shownAt: at(1) },
  },
  {
    ending: 'agreed on the phone by the page that another has just taken the place of',
    steps: [1, shown, 10, replaced, shownInEnglish, onPhone([0])],
    states: ['sending', 'asking', 'sending', 'asking', 'ended: agreed'],
    record: { ...request, ...byPhone, outcome: 'agreed', agreedTypes: ['hkb'], shownAt: at(1) },
  },
  {
    ending: 'not answered in time, counted from when the page was on screen',
    steps: [4, shown, 180],
    states: ['sending', 'asking', 'ended: timed-out'],
    record: { ...request, outcome: 'timed-out', shownAt: at(4), endedAt: at(184) },
  },
  {
    ending: 'extended and then not answered, after the full time again',
    steps: [shown, 170, extended, 179, 1],
    states: ['sending', 'asking', 'asking', 'ended: timed-out'],
    record: { ...request, outcome: 'timed-out', shownAt: at(0), endedAt: at(350) },
  },
  {
    ending: 'extended twice and then agreed',
    steps: [shown, 170, extended, 170, extended, 170, answer('agree')],
    states: ['sending', 'asking', 'asking', 'asking', 'ended: agreed'],
    record: { ...request, ...agreed, shownAt: at(0), endedAt: at(510) },
  },
  {
    ending: 'never confirmed by the evaluator',
    steps: [5],
    states: ['sending', 'ended: screen-lost'],
    record: { ...request, outcome: 'screen-lost', endedAt: at(5) },
  },
  {
    ending: 'broken off by a lost screen while the page was being sent',
    steps: [1, { type: 'screen.lost' }],
    states: ['sending', 'ended: screen-lost'],
    record: { ...request, outcome: 'screen-lost', endedAt: at(1) },
  },
  {
    ending: 'broken off by a lost screen while the citizen was being asked',
    steps: [1, shown, 30, { type: 'screen.lost' }],
    states: ['sending', 'asking', 'ended: screen-lost'],
    record: { ...request, outcome: 'screen-lost', shownAt: at(1), endedAt: at(31) },
  },
  {
    ending: 'broken off by another text on the screen than the one that was sent',
    steps: [1, shownAltered],
    states: ['sending', 'ended: page-altered'],
    record: { ...request, outcome: 'page-altered', endedAt: at(1) },
  },
  {
    ending: 'broken off by a text that changed while the citizen was being asked',
    steps: [1, shown, 10, shownAltered],
    states: ['sending', 'asking', 'ended: page-altered'],
    record: { ...request, outcome: 'page-altered', shownAt: at(1), endedAt: at(11) },
  },
  {
    ending: 'taken back by the clerk while the page was being sent',
    steps: [1, { type: 'page.withdrawn' }],
    states: ['sending', 'ended: withdrawn'],
    record: { ...request, outcome: 'withdrawn', endedAt: at(1) },
  },
  {
    ending: 'taken back by the clerk while the citizen was being asked',
    steps: [1, shown, 10, { type: 'page.withdrawn' }],
    states: ['sending', 'asking', 'ended: withdrawn'],
    record: { ...request, outcome: 'withdrawn', shownAt: at(1), endedAt: at(11) },
  },
];

test.each(stories)('asking can be $ending', ({ steps, states, record }) => {
  const played = play(...steps);
  expect(played.states).toEqual(states);
  expect(played.record).toEqual(record);
});

describe('nothing ends the asking by', () => {
  const agree = answer('agree');
  test.each<[string, readonly Step[]]>([
    ['agreeing to what the page does not ask for', [shown, 10, answer([2])]],
    ['agreeing to the same twice', [shown, 10, answer([0, 0])]],
    ['agreeing with the mouse', [shown, 10, answer('agree', 'mouse')]],
    ['agreeing with a pen', [shown, 10, answer('agree', 'pen')]],
    ['agreeing with a key', [shown, 10, answer('agree', 'keyboard')]],
    ['declining with the mouse', [shown, 10, answer('decline', 'mouse')]],
    ['agreeing too early', [shown, 3.999, agree]],
    ['answering another page', [shown, 10, { ...agree, pageId: 'another-page' }]],
    ['declining another page', [shown, 10, { ...answer('decline'), pageId: 'another-page' }]],
    ['a phone that answers another page', [shown, 10, onPhone([0], inEnglish)]],
    ['a phone that agrees to what the page does not ask for', [shown, 10, onPhone([2])]],
    ['extending another page', [shown, 10, { ...extended, pageId: 'another-page' }]],
    ['altering another page', [shown, 10, { ...shownAltered, pageId: 'another-page' }]],
    ['confirming the page again', [shown, 10, shown]],
  ])('%s', (_, steps) => {
    const refused = play(...steps);
    expect(refused.states).toEqual(['sending', 'asking', 'asking']);
    expect(refused.record).toBeUndefined();
    expect(play(...steps, 10, agree).record?.outcome).toBe('agreed');
  });

  test.each<[string, Step]>([
    ['agreeing before the page is confirmed', agree],
    ['declining before the page is confirmed', answer('decline')],
    ['confirming another page', shownOtherPage],
    ['extending before the page is confirmed', extended],
  ])('%s', (_, step) => {
    expect(play(1, step).states).toEqual(['sending', 'sending']);
    expect(play(1, step, shown, 10, agree).record?.outcome).toBe('agreed');
    expect(play(1, step, 4).record?.outcome).toBe('screen-lost');
  });
});

test('extending another page, or confirming the page again, gives no more time', () => {
  const otherPage: ConsentEvent = { ...extended, pageId: 'another-page' };
  for (const step of [otherPage, shown]) {
    expect(play(shown, 170, step, 10).record?.outcome).toBe('timed-out');
  }
});

test('confirming the page again does not begin its minimum time anew', () => {
  expect(play(shown, 3, shown, 1, answer('agree')).record?.outcome).toBe('agreed');
});

describe('why an answer does not count', () => {
  const asked = {
    request,
    clock: { now: () => at(10), monotonic: () => 10_000 },
    ...timing,
  };
  const longAgo = { ...asked, shownMonotonic: 0, answerBy: 180_000 };
  const justNow = { ...asked, shownMonotonic: 6_001, answerBy: 186_001 };
  const overdue = { ...asked, shownMonotonic: 0, answerBy: 10_000 };

  test.each([
    ['a page that was not confirmed', asked, answer('agree'), 'consent.page-not-on-screen'],
    [
      'another page',
      longAgo,
      { ...answer('agree'), pageId: 'another-page' },
      'consent.page-not-on-screen',
    ],
    ['the mouse', longAgo, answer('agree', 'mouse'), 'consent.not-a-touch'],
    ['a pen', longAgo, answer('agree', 'pen'), 'consent.not-a-touch'],
    ['a key', longAgo, answer('decline', 'keyboard'), 'consent.not-a-touch'],
    [
      'agreeing to a sensitive licence with no choice of its own',
      longAgo,
      { ...answer('agree'), chosenSingly: [0] },
      'consent.not-chosen-singly',
    ],
    [
      'a choice of a licence that the page does not ask for',
      longAgo,
      { ...answer([0]), chosenSingly: [2] },
      'ipc.invalid-request',
    ],
    ['agreeing too early', justNow, answer('agree'), 'consent.too-early'],
    [
      'an answer after the time, however late the timer',
      overdue,
      answer('agree'),
      'consent.too-late',
    ],
  ] as const)('%s has its own code', (_, context, given, code) => {
    expect(refuseAnswer(context, given)).toEqual({ code });
  });

  test('a pointer counts where the technician has bound one, and is recorded as that', () => {
    const bound = { ...longAgo, isPointerBound: true };
    expect(refuseAnswer(bound, answer('agree', 'mouse'))).toBeUndefined();
    expect(refuseAnswer(bound, answer('agree', 'keyboard'))).toEqual({
      code: 'consent.not-a-touch',
    });
    expect(answeringInput(bound, 'mouse')).toBe('bound-pointer');
    expect(answeringInput(bound, 'touch')).toBe('touch');
  });

  test('is nothing for a touch in time, nor for declining at once', () => {
    expect(refuseAnswer(longAgo, answer('agree'))).toBeUndefined();
    expect(refuseAnswer(longAgo, { ...answer([0]), chosenSingly: [] })).toBeUndefined();
    expect(refuseAnswer(justNow, answer('decline'))).toBeUndefined();
  });
});

test('a page that has taken another’s place needs its own showing and its own minimum time', () => {
  const early = [shown, 10, replaced, answerInEnglish, answer('agree'), shownInEnglish, 3.999];
  expect(play(...early, answerInEnglish).record).toBeUndefined();
  expect(play(...early, answerInEnglish, 0.001, answerInEnglish).record?.outcome).toBe('agreed');
});

test('no sequence of events ends agreed without a phone, or the page shown, its minimum time and touches on it', () => {
  const often = <Value>(usual: Value, ...others: readonly Value[]) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
  const pageId = often(request.pageId, inEnglish.pageId, 'another-page');
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: often(4, 1, 3, 30, 179, 180) },
    {
      weight: 6,
      arbitrary: fc.record({
        type: fc.constant('page.shown' as const),
        pageId,
        digest: often(request.pageDigest, inEnglish.pageDigest, 'b'.repeat(64)),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom(replaced, shownInEnglish, answerInEnglish) },
    {
      weight: 6,
      arbitrary: fc.record({
        type: fc.constant('page.answered' as const),
        pageId,
        agreed: often<readonly number[]>([0, 1], [0], []),
        chosenSingly: often<readonly number[]>([1], [0], []),
        input: often<InputKind>('touch', 'mouse', 'pen', 'keyboard'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('phone.answered' as const),
        pageId,
        agreed: fc.constantFrom<readonly number[]>([0], [], [2]),
        answeredAt: fc.constant(at(0)),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('page.extended' as const),
        pageId,
        input: often<InputKind>('touch', 'mouse', 'keyboard'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('page.altered' as const), pageId }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<ConsentEvent>({ type: 'screen.lost' }, { type: 'page.withdrawn' }),
    },
  );
  let agreements = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 20, size: 'max' }), (steps) => {
      const { record } = play(...steps);
      const allowed = firstEndingIsAgreement(steps);
      expect(record?.outcome === 'agreed').toBe(allowed);
      if (allowed) agreements += 1;
    }),
    { seed: 20_261_124, numRuns: 1000 },
  );
  expect(agreements).toBeGreaterThan(50);
});

/** The rule in its own words: walks a story once and says whether the first thing that ends it is a valid yes. */
function firstEndingIsAgreement(steps: readonly Step[]): boolean {
  let now = 0;
  let shownSince: number | undefined;
  let deadline = 5;
  let page = request;
  const asked = [page.pageId];
  let { secondsToAnswer } = timing;
  for (const step of steps) {
    if (typeof step === 'number') {
      now += step;
      if (now >= deadline) return false;
      continue;
    }
    if (step.type === 'screen.lost' || step.type === 'page.withdrawn') return false;
    if (step.type === 'page.replaced') {
      page = step.request;
      asked.push(page.pageId);
      secondsToAnswer = step.secondsToAnswer;
      shownSince = undefined;
      deadline = now + 5;
      continue;
    }
    if (step.type === 'phone.answered') {
      if (!asked.includes(step.pageId) || step.agreed.includes(2)) continue;
      return step.agreed.length > 0;
    }
    if (step.pageId !== page.pageId) continue;
    if (step.type === 'page.shown') {
      if (step.digest !== page.pageDigest) return false;
      if (shownSince === undefined) {
        shownSince = now;
        deadline = now + secondsToAnswer;
      }
    } else if (shownSince !== undefined) {
      if (step.type === 'page.altered') return false;
      if (step.type === 'page.extended') {
        if (step.input === 'touch') deadline = now + secondsToAnswer;
      } else if (step.input === 'touch') {
        if (step.agreed.length === 0) return false;
        if (step.agreed.includes(1) && !step.chosenSingly.includes(1)) continue;
        if (now - shownSince >= timing.minimumDisplaySeconds) return true;
      }
    }
  }
  return false;
}
