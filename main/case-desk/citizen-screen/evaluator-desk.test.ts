import { expect, test } from 'vitest';
import { StoppedClock } from '../../../reference-platform/testing/platform-under-test.ts';
import {
  consentPageSchema,
  type EvaluatorPage,
  evaluatorMirrorSchema,
  evaluatorPageSchema,
} from '../../../src/contracts/evaluator-page.ts';
import {
  elderlyApplicant,
  elderlyCardItem,
  householdRegister,
} from '../../../src/domain/elderly-card-item.fixture.ts';
import { maskName, maskNumber } from '../../../src/domain/masking.ts';
import { composeConsentPage } from '../../evaluator-pages/compose-consent-page.ts';
import {
  acknowledgementPage,
  activationPage,
  faceCodePage,
} from '../../evaluator-pages/identification-pages.ts';
import { ownValuesPage } from '../../evaluator-pages/own-values-page.ts';
import { blankPage, idlePage } from '../../evaluator-pages/plain-pages.ts';
import { ratingPage, thanksPage } from '../../evaluator-pages/rating-pages.ts';
import { resultPage } from '../../evaluator-pages/result-page.ts';
import { withdrawalPage } from '../../evaluator-pages/withdrawal-pages.ts';
import { citizenWords } from '../../evaluator-pages/words.ts';
import { createEvaluatorDesk } from './evaluator-desk.ts';

const basis = (last: number) => ({
  pageId: `019ab000-0000-7000-8000-${String(last).padStart(12, '0')}`,
  language: 'zh-CN' as const,
  largeType: false,
  words: citizenWords('zh-CN'),
});
const blank = blankPage(basis(1));
const idle = idlePage({ ...basis(2), hall: '佛山市行政服务大厅', windowName: '综合窗口 A07' });
const { authCode: _authCode, ...summary } = householdRegister;
const [required] = elderlyCardItem.licences;
if (required === undefined) throw new Error('the item has no licence');
const consent = composeConsentPage({
  ...basis(3),
  hall: '佛山市行政服务大厅',
  windowName: '综合窗口 A07',
  clerkNumber: '9012',
  matters: [{ item: elderlyCardItem, variant: 'local' }],
  holder: {
    nameMasked: maskName(elderlyApplicant.name),
    numberMasked: maskNumber(elderlyApplicant.number),
    isLegalPerson: false,
  },
  isDecidedForHolder: false,
  licences: [{ summary, required }],
  byDuty: [],
  secondsToAnswer: 180,
  minimumDisplaySeconds: 4,
});
const result = resultPage(basis(4), {
  outcome: 'agreed',
  licenceTypes: ['hkb'],
  agreedTypes: ['hkb'],
});

const place = { hall: '佛山市行政服务大厅', windowName: '综合窗口 A07' };
const faceCode = faceCodePage(basis(7), {
  ...place,
  itemName: elderlyCardItem.name,
  code: 'x'.repeat(64),
  secondsToAnswer: 120,
});
const acknowledgement = acknowledgementPage(basis(8), {
  ...place,
  itemName: elderlyCardItem.name,
  principal: { nameMasked: '张*三', numberMasked: '4406…0024' },
  agent: { nameMasked: '李*玉', numberMasked: '4406…0032' },
  by: 'delegation',
  secondsToAnswer: 180,
});
const withdrawal = withdrawalPage(basis(11), {
  ...place,
  itemNames: [elderlyCardItem.name],
  holder: { nameMasked: '张*三', numberMasked: '4406…0024' },
  licences: ['居民户口簿'],
  isHandedIn: false,
  secondsToAnswer: 180,
});
const activation = activationPage(basis(9));
const rating = ratingPage(basis(5), { secondsToAnswer: 60 });
const thanks = thanksPage(basis(6));
const ownValues = ownValuesPage(basis(10), {
  ...place,
  itemName: elderlyCardItem.name,
  holder: { nameMasked: '张*三', numberMasked: '4406…0024' },
  licences: [{ name: '居民户口簿', fields: [{ name: '户籍地址', value: '佛山市样例区1号' }] }],
  secondsToAnswer: 60,
});

function desk() {
  const clock = new StoppedClock();
  const sent: EvaluatorPage[] = [];
  let changes = 0;
  const evaluator = createEvaluatorDesk({
    clock,
    first: blank,
    send: (page) => sent.push(page),
    onChange: () => {
      changes += 1;
    },
  });
  return { clock, sent, evaluator, changes: () => changes };
}

test('the newest page wins: a late confirmation of an older one says nothing', () => {
  const { evaluator, sent } = desk();
  evaluator.show(idle);
  evaluator.show(consent);
  evaluator.confirm(idle.pageId);
  expect(sent).toEqual([idle, consent]);
  expect(evaluator.current()).toEqual(consent);
  expect(evaluator.mirror().state).toBe('sent');
  evaluator.confirm(consent.pageId);
  expect(evaluator.mirror().state).toBe('shown');
});

test('the mirror goes from sent to shown, and tells each step once', () => {
  const { evaluator, changes } = desk();
  expect(evaluator.mirror()).toEqual({ display: 'missing', page: blank, state: 'sent' });
  evaluator.setDisplay(true);
  evaluator.show(consent);
  expect(evaluator.mirror()).toEqual({ display: 'present', page: consent, state: 'sent' });
  evaluator.confirm(consent.pageId);
  evaluator.confirm(consent.pageId);
  expect(evaluator.mirror()).toEqual({
    display: 'present',
    page: consent,
    state: 'shown',
    secondsLeft: 180,
  });
  evaluator.show(result);
  evaluator.confirm(result.pageId);
  expect(evaluator.mirror()).toEqual({ display: 'present', page: result, state: 'shown' });
  expect(changes()).toBe(5);
});

test('the time to answer begins with the confirmation, and is rounded up to whole seconds', () => {
  const { evaluator, clock } = desk();
  evaluator.show(consent);
  clock.pass(60_000);
  expect(evaluator.mirror()).not.toHaveProperty('secondsLeft');
  evaluator.confirm(consent.pageId);
  expect(evaluator.mirror().secondsLeft).toBe(180);
  clock.pass(1);
  expect(evaluator.mirror().secondsLeft).toBe(180);
  clock.pass(999);
  expect(evaluator.mirror().secondsLeft).toBe(179);
  clock.pass(1_000_000);
  expect(evaluator.mirror().secondsLeft).toBe(0);
});

test('a second confirmation gains no time; an extension starts it anew and tells the screen', () => {
  const { evaluator, clock, sent } = desk();
  evaluator.show(consent);
  evaluator.confirm(consent.pageId);
  clock.pass(170_000);
  evaluator.confirm(consent.pageId);
  expect(evaluator.mirror().secondsLeft).toBe(10);
  evaluator.extend();
  expect(evaluator.mirror().secondsLeft).toBe(180);
  expect(sent.at(-1)).toEqual(consent);
});

test('a screen that asks again gets the page with the seconds that are left, never none', () => {
  const { evaluator, clock } = desk();
  evaluator.show(consent);
  expect(evaluator.current()).toEqual(consent);
  evaluator.confirm(consent.pageId);
  clock.pass(30_500);
  expect(evaluator.current()).toEqual({ ...consent, secondsToAnswer: 150 });
  clock.pass(1_000_000);
  const last = evaluator.current();
  expect(last).toEqual({ ...consent, secondsToAnswer: 1 });
  expect(consentPageSchema.safeParse(last).success).toBe(true);
});

test('pages without a time have none, also when more is asked for', () => {
  const { evaluator } = desk();
  evaluator.show(idle);
  evaluator.confirm(idle.pageId);
  evaluator.extend();
  expect(evaluator.mirror()).not.toHaveProperty('secondsLeft');
  expect(evaluator.current()).toEqual(idle);
});

test('on a screen that comes anew the page is not yet shown', () => {
  const { evaluator } = desk();
  evaluator.setDisplay(true);
  evaluator.show(idle);
  evaluator.confirm(idle.pageId);
  evaluator.setDisplay(false);
  expect(evaluator.isPresent()).toBe(false);
  expect(evaluator.mirror()).toMatchObject({ display: 'missing', state: 'sent' });
  evaluator.setDisplay(true);
  expect(evaluator.isPresent()).toBe(true);
  expect(evaluator.mirror()).toMatchObject({ display: 'present', state: 'sent' });
});

const base = ['pageId', 'language', 'largeType', 'kind'];
const withSwitches = [...base, 'switches'];
const keysOf: [string, EvaluatorPage, string[]][] = [
  ['blank', blank, base],
  ['idle', idle, [...withSwitches, 'hall', 'window', 'welcome']],
  [
    'consent',
    consent,
    [
      ...withSwitches,
      'place',
      'heading',
      'firstLine',
      'facts',
      'licences',
      'closing',
      'agreeOne',
      'declineOne',
      'decline',
      'agree',
      'submitChoices',
      'undecided',
      'moreBelow',
      'remaining',
      'readFirst',
      'touchOnly',
      'secondsToAnswer',
      'minimumDisplaySeconds',
    ],
  ],
  [
    'face-code',
    faceCode,
    [
      ...withSwitches,
      'place',
      'heading',
      'firstLine',
      'rows',
      'codeLabel',
      'lines',
      'otherWay',
      'remaining',
      'touchOnly',
      'secondsToAnswer',
    ],
  ],
  [
    'acknowledgement',
    acknowledgement,
    [
      ...withSwitches,
      'place',
      'heading',
      'firstLine',
      'facts',
      'confirm',
      'decline',
      'remaining',
      'touchOnly',
      'secondsToAnswer',
    ],
  ],
  [
    'withdrawal',
    withdrawal,
    [
      ...withSwitches,
      'place',
      'heading',
      'firstLine',
      'facts',
      'confirm',
      'decline',
      'remaining',
      'touchOnly',
      'secondsToAnswer',
    ],
  ],
  [
    'activation',
    activation,
    [...withSwitches, 'heading', 'firstLine', 'lines', 'otherWay', 'touchOnly'],
  ],
  [
    'own-values',
    ownValues,
    [
      ...withSwitches,
      'place',
      'heading',
      'firstLine',
      'facts',
      'licences',
      'objectOne',
      'consequence',
      'confirm',
      'object',
      'moreBelow',
      'remaining',
      'touchOnly',
      'secondsToAnswer',
    ],
  ],
  ['result', result, [...withSwitches, 'tone', 'heading', 'lines']],
  [
    'rating',
    rating,
    [
      ...withSwitches,
      'heading',
      'firstLine',
      'levels',
      'skip',
      'remaining',
      'touchOnly',
      'secondsToAnswer',
    ],
  ],
  ['thanks', thanks, [...withSwitches, 'heading', 'lines']],
];
const isFeedback = ({ kind }: EvaluatorPage) => kind === 'rating' || kind === 'thanks';

test.each(keysOf)(
  'a %s page leaves main with these keys and no other, for both screens',
  (_kind, page, keys) => {
    const { evaluator, sent } = desk();
    evaluator.show(page);
    evaluator.confirm(page.pageId);
    const mirror = evaluator.mirror();
    for (const copy of [sent.at(-1), evaluator.current()]) {
      expect(Object.keys(copy ?? {}).sort()).toEqual([...keys].sort());
    }
    expect(Object.keys(mirror.page).sort()).toEqual(
      isFeedback(page) || page.kind === 'own-values' ? ['kind', 'pageId'] : [...keys].sort(),
    );
    const wanted = [
      'display',
      'page',
      'state',
      ...('secondsToAnswer' in page && !isFeedback(page) ? ['secondsLeft'] : []),
    ];
    expect(Object.keys(mirror).sort()).toEqual(wanted.sort());
    expect(evaluatorPageSchema.safeParse(sent.at(-1)).success).toBe(true);
    expect(evaluatorMirrorSchema.safeParse(mirror).success).toBe(true);
  },
);

test('of somebody’s own values nothing reaches the clerk', () => {
  const { evaluator } = desk();
  evaluator.show(ownValues);
  evaluator.confirm(ownValues.pageId);
  const mirror = JSON.stringify(evaluator.mirror());
  expect(mirror).not.toContain('户');
  expect(mirror).not.toContain('样例区');
  expect(JSON.stringify(evaluator.current())).toContain('佛山市样例区1号');
});

test('the clerk cannot tell one page of the feedback from the next, nor when one gave way to another', () => {
  const { evaluator } = desk();
  const mirrors = [rating, thanks].flatMap((page) => {
    evaluator.show(page);
    const sent = evaluator.mirror();
    evaluator.confirm(page.pageId);
    return [sent, evaluator.mirror()];
  });
  for (const mirror of mirrors) expect(mirror).toEqual(mirrors[0]);
  expect(JSON.stringify(mirrors)).not.toContain(rating.pageId);
});

test('every kind of page is among those whose keys are held here', () => {
  const kinds = evaluatorPageSchema.options.map(({ shape }) => shape.kind.value);
  expect(kinds.sort()).toEqual(keysOf.map(([kind]) => kind).sort());
});

test('the parts of a consent page have labels and texts only, nobody in full and no handle', () => {
  const partKeys = (parts: readonly object[]) => [...new Set(parts.flatMap(Object.keys))].sort();
  expect(partKeys(consent.facts)).toEqual(['label', 'text']);
  expect(partKeys(consent.licences)).toEqual(['facts', 'title']);
  expect(partKeys(consent.licences.flatMap(({ facts }) => facts))).toEqual(['label', 'text']);
  const text = JSON.stringify(consent);
  const { name, number, card } = elderlyApplicant;
  for (const secret of [name, number, card.address, householdRegister.authCode]) {
    expect(text).not.toContain(secret);
  }
});
