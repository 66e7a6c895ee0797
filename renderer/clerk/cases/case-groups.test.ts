import { expect, test } from 'vitest';
import type { CaseSummary } from '../../../src/contracts/clerk-ipc.ts';
import { summary } from '../desk/desk-snapshot.fixture.ts';
import { type CaseGroup, countCases, findCases, groupCases, groupOf } from './case-groups.ts';

const table: readonly (readonly [string, Partial<CaseSummary>, CaseGroup])[] = [
  ['the open case', { stage: 'asking-consent', isOpen: true }, 'at-work'],
  ['a case that was put aside', { stage: 'filling-form' }, 'held'],
  ['a case that is offered to another window', { stage: 'handing-over' }, 'handed-over'],
  ['a case that waits for the platform', { stage: 'submitting' }, 'unsynced'],
  ['the same while it is looked at', { stage: 'submitting', isOpen: true }, 'unsynced'],
  ['a case that was received offline', { stage: 'awaiting-verification' }, 'awaiting-verification'],
  [
    'the same while it is looked at',
    { stage: 'awaiting-verification', isOpen: true },
    'awaiting-verification',
  ],
  ['a case that is being verified', { stage: 'verifying', isOpen: true }, 'at-work'],
  ['a case whose person is to be called back', { stage: 'calling-back' }, 'calling-back'],
  ['a received case', { stage: 'received' }, 'received'],
  ['a received case that is looked at', { stage: 'received', isOpen: true }, 'received'],
  ['a case that was sent back', { stage: 'filling-form', isSentBack: true }, 'sent-back'],
  [
    'a case that was sent back and is open',
    { stage: 'filling-form', isSentBack: true, isOpen: true },
    'sent-back',
  ],
];

test.each(table)('%s', (_what, change, group) => {
  expect(groupOf(summary(change))).toBe(group);
});

test('groups stand in the order in which they should catch the eye, empty ones are left out', () => {
  const cases = [
    summary({ stage: 'received' }),
    summary({ stage: 'reviewing' }),
    summary({ stage: 'received' }),
    summary({ stage: 'identifying', isOpen: true }),
  ];
  expect(groupCases(cases).map(([group, members]) => [group, members.length])).toEqual([
    ['at-work', 1],
    ['held', 1],
    ['received', 2],
  ]);
  expect(countCases(cases)).toEqual({
    'at-work': 1,
    'sent-back': 0,
    held: 1,
    'handed-over': 0,
    'awaiting-verification': 0,
    'calling-back': 0,
    unsynced: 0,
    received: 2,
  });
});

const shift = [
  summary({ applicantMasked: '张*三', itemName: '老年人优待证申领', variantName: '常住' }),
  summary({ applicantMasked: '李*', itemName: '灵活就业人员参保登记', caseNumber: 'GD2026000042' }),
  summary({ provisionalNumber: 'FSA0720261124000775' }),
];

test.each([
  ['张', [0]],
  ['*', [0, 1]],
  ['参保', [1]],
  ['常住', [0]],
  [' 0042 ', [1]],
  ['gd2026000042', [1]],
  ['0775', [2]],
  ['2026', []],
  ['', [0, 1, 2]],
])('%j finds cases %j', (typed, found) => {
  expect(findCases(shift, typed)).toEqual(shift.filter((_case, index) => found.includes(index)));
});
