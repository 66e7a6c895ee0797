import { expect, test } from 'vitest';
import { failure } from '../failures/failure.ts';
import { type Case, waitsForClerk } from './case.ts';

const at = '2026-11-24T01:00:00.000Z';
const begun: Case = {
  id: '019ab000-0000-7000-8000-000000000001',
  stage: 'filling-form',
  stageSince: at,
  openedAt: at,
  clerk: 'zhanggong',
  licences: [],
  consents: [],
  handedInOtherwise: [],
};
const offline = {
  since: at,
  received: { at, provisionalNumber: 'FSA0720261124000016', materials: [] },
};
const rejected = failure('case.rejected');

test.each<[boolean, string, Partial<Case>]>([
  [true, 'that the platform has sent back', { failure: rejected }],
  [true, 'that was received offline', { stage: 'awaiting-verification', offline }],
  [true, 'that is called back', { stage: 'calling-back', offline }],
  [true, 'that is verified and not handed in', { offline }],
  [false, 'that has just been begun', {}],
  [false, 'of which nobody has a paper yet', { offline: { since: at } }],
  [false, 'that the platform is about to answer', { stage: 'submitting', offline }],
  [false, 'that another window is offered', { stage: 'handing-over', offline }],
  [false, 'that was received', { stage: 'received', offline }],
  [false, 'of a drill', { stage: 'calling-back', offline, isDrill: true }],
])('%s: a case lies with its clerk alone %s', (waits, _, change) => {
  expect(waitsForClerk({ ...begun, ...change })).toBe(waits);
});
