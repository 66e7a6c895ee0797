import { expect, it } from 'vitest';
import { fail } from '../failures/failure.ts';
import { ok } from '../support/result.ts';
import { applyAnswer } from './acknowledgement.ts';

const [a, b] = ['platform-a', 'platform-b'];
const rejected = [{ seq: 4, code: 'item-unknown' }];

it.each([
  ['the first answer', null, a, 5, { platformId: a, ackedThrough: 5, rejected }],
  ['a later answer', a, a, 5, { platformId: a, ackedThrough: 5, rejected }],
  ['an answer that goes back', a, a, 4, { platformId: a, ackedThrough: 4, rejected }],
  ['another platform', a, b, 5, { platformId: b, ackedThrough: 0, rejected: [] }],
])('applies %s', (_what, known, platformId, ackedThrough, expected) => {
  const progress = { lastSeq: 6, ackedThrough: 5, platformId: known };
  const answer = { platformId, ackedThrough, rejected, received: [] };
  expect(applyAnswer(progress, answer)).toEqual(ok(expected));
});

it.each([
  ['acknowledges what does not exist', 7, []],
  ['rejects what it has not processed', 3, rejected],
  ['gives a code that is none', 6, [{ seq: 4, code: 'item\0unknown' }]],
])('refuses an answer that %s', (_what, ackedThrough, verdicts) => {
  const progress = { lastSeq: 6, ackedThrough: 3, platformId: a };
  const answer = { platformId: a, ackedThrough, rejected: verdicts, received: [] };
  expect(applyAnswer(progress, answer)).toEqual(fail('platform.wrong-shape'));
});
