import { expect, test } from 'vitest';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { lastCurrentSection, sectionNames, sectionStates } from './section-states.ts';

type Row = readonly [ClerkCase['stage'], ClerkCase['consentOutcome'], string, string];

// One letter a section, in order: d done, c current, l later; then where a failure belongs.
const table: readonly Row[] = [
  ['choosing-item', undefined, 'clllll', 'item'],
  ['identifying', undefined, 'dcllll', 'identity'],
  ['matching', undefined, 'dcllll', 'identity'],
  ['reviewing', undefined, 'ddclll', 'waivers'],
  ['reviewing', 'agreed', 'ddclll', 'waivers'],
  ['reviewing', 'declined', 'ddccll', 'consent'],
  ['reviewing', 'timed-out', 'ddccll', 'consent'],
  ['reviewing', 'screen-lost', 'ddccll', 'consent'],
  ['reviewing', 'page-altered', 'ddccll', 'consent'],
  ['reviewing', 'withdrawn', 'ddccll', 'consent'],
  ['asking-consent', undefined, 'dddcll', 'consent'],
  ['asking-consent', 'timed-out', 'dddcll', 'consent'],
  ['fetching-values', 'agreed', 'dddcll', 'consent'],
  ['filling-form', 'agreed', 'ddddcl', 'form'],
  ['filling-form', 'declined', 'ddddcl', 'form'],
  ['filling-form', undefined, 'ddddcl', 'form'],
  ['submitting', 'agreed', 'dddddc', 'submission'],
  ['received', 'agreed', 'dddddc', 'submission'],
  ['closed', undefined, 'dddddc', 'submission'],
];

test.each(table)('%s after %s: %s, failures in %s', (stage, outcome, letters, place) => {
  const states = sectionStates(
    outcome === undefined ? { stage } : { stage, consentOutcome: outcome },
  );
  expect(sectionNames.map((name) => states[name].charAt(0)).join('')).toBe(letters);
  expect(lastCurrentSection(states)).toBe(place);
});

test('a card that was read before an item is chosen settles who the person is', () => {
  const states = sectionStates({
    stage: 'choosing-item',
    applicant: {
      subjectType: 'person',
      name: '张三',
      nameMasked: '张*',
      number: '',
      channel: 'identity-card',
      identifiedAt: '2026-11-24T01:02:03.004Z',
    },
  });
  expect(states.item).toBe('current');
  expect(states.identity).toBe('done');
  expect(lastCurrentSection(states)).toBe('item');
});

const decider = {
  name: '何思敏',
  nameMasked: '何*敏',
  number: '440699199612050026',
  channel: 'identity-card',
  as: 'applicant',
  isAway: false,
  standing: 'to-be-asked',
  isNext: true,
} as const;
const bystander = { ...decider, as: 'agent', standing: 'nothing-to-ask', isNext: false } as const;
const otherAdults = { who: '配偶', missing: 1, hasRoom: true };

test('where several people decide, or one is missing, who they are stays in view beside the list', () => {
  const holders = [decider, { ...decider, as: 'representative' as const }];
  const states = sectionStates({ stage: 'reviewing', holders });
  expect(states.identity).toBe('current');
  expect(lastCurrentSection(states)).toBe('waivers');
  expect(sectionStates({ stage: 'filling-form', holders }).identity).toBe('done');
  const alone = { stage: 'reviewing', holders: [decider, bystander] } as const;
  expect(sectionStates(alone).identity).toBe('done');
  expect(sectionStates({ ...alone, otherAdults }).identity).toBe('current');
});

test.each([undefined, 'declined'] as const)(
  'a further adult is awaited where the applicant was, after %s',
  (consentOutcome) => {
    const states = sectionStates({
      stage: 'reviewing',
      otherAdults,
      ...(consentOutcome === undefined ? {} : { consentOutcome }),
      identification: { step: 'adult', subjectType: 'person', isHolderAbsent: false },
    });
    expect(sectionNames.map((name) => states[name].charAt(0)).join('')).toBe('dcllll');
    expect(lastCurrentSection(states)).toBe('identity');
  },
);
