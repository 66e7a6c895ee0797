import { expect, test } from 'vitest';
import { delegationStateSchema } from '../../src/contracts/delegation-api.ts';
import { delegationFlow, endsByItselfAt, judgeAct, type Standing } from './delegation-flow.ts';

const events = [
  'agreed-in-part',
  'agreed',
  'rejected',
  'cancelled',
  'withdrawn',
  'resigned',
  'time-over',
] as const;
const at = '2026-11-24T01:00:00.000Z';

const no = {
  accepted: 'delegation-not-accepted',
  agreed: 'delegation-already-agreed',
  force: 'delegation-in-force',
};
const ended = events.map(() => 'delegation-ended');

test.each([
  [
    'pending',
    ['part-accepted', 'accepted', 'rejected', 'cancelled', no.accepted, no.accepted, 'expired'],
  ],
  [
    'part-accepted',
    [no.agreed, 'accepted', 'rejected', 'cancelled', 'withdrawn', 'withdrawn', 'expired'],
  ],
  ['accepted', [no.agreed, no.agreed, no.force, no.force, 'withdrawn', 'withdrawn', 'expired']],
  ['rejected', ended],
  ['expired', ended],
  ['cancelled', ended],
  ['withdrawn', ended],
] as const)('from %s every event leads where it should', (state, expected) => {
  const steps = events.map((event) => delegationFlow[state][event]);
  expect(steps.map((step) => (step.ok ? step.value : step.problem))).toEqual(expected);
});

test('the table knows every state and every event, and no other', () => {
  expect(Object.keys(delegationFlow).sort()).toEqual([...delegationStateSchema.options].sort());
  for (const steps of Object.values(delegationFlow)) {
    expect(Object.keys(steps).sort()).toEqual([...events].sort());
  }
});

const offered: Standing = { state: 'pending', askedBy: 'principal', principalAgreedAt: at };
const asked: Standing = { state: 'pending', askedBy: 'window' };
const principalFirst: Standing = { ...asked, state: 'part-accepted', principalAgreedAt: at };
const agentFirst: Standing = { ...asked, state: 'part-accepted', agentAgreedAt: at };
const inForce: Standing = { ...principalFirst, state: 'accepted', agentAgreedAt: at };

test.each([
  ['an offer', offered, 'agent', 'accept', 'accepted'],
  ['an offer', offered, 'agent', 'reject', 'rejected'],
  ['an offer', offered, 'principal', 'cancel', 'cancelled'],
  ['an offer', offered, 'principal', 'accept', 'delegation-already-agreed'],
  ['an offer', offered, 'principal', 'reject', 'delegation-already-agreed'],
  ['an offer', offered, 'principal', 'withdraw', 'delegation-not-accepted'],
  ['an offer', offered, 'principal', 'resign', 'not-the-agent'],
  ['an offer', offered, 'agent', 'cancel', 'not-the-asker'],
  ['an offer', offered, 'agent', 'resign', 'delegation-not-accepted'],
  ['an offer', offered, 'agent', 'withdraw', 'not-the-principal'],
  ['what a window asked', asked, 'principal', 'accept', 'part-accepted'],
  ['what a window asked', asked, 'principal', 'reject', 'rejected'],
  ['what a window asked', asked, 'agent', 'accept', 'part-accepted'],
  ['what a window asked', asked, 'agent', 'reject', 'rejected'],
  ['what a window asked', asked, 'window', 'cancel', 'cancelled'],
  ['what a window asked', asked, 'principal', 'cancel', 'not-the-asker'],
  ['one of two agreements', principalFirst, 'agent', 'accept', 'accepted'],
  ['one of two agreements', principalFirst, 'agent', 'reject', 'rejected'],
  ['one of two agreements', principalFirst, 'agent', 'resign', 'delegation-not-accepted'],
  ['one of two agreements', principalFirst, 'principal', 'accept', 'delegation-already-agreed'],
  ['one of two agreements', principalFirst, 'principal', 'reject', 'delegation-already-agreed'],
  ['one of two agreements', principalFirst, 'principal', 'withdraw', 'withdrawn'],
  ['one of two agreements', principalFirst, 'window', 'cancel', 'cancelled'],
  ['one of two agreements', agentFirst, 'principal', 'accept', 'accepted'],
  ['one of two agreements', agentFirst, 'principal', 'withdraw', 'delegation-not-accepted'],
  ['one of two agreements', agentFirst, 'agent', 'resign', 'withdrawn'],
  ['both agreements', inForce, 'principal', 'withdraw', 'withdrawn'],
  ['both agreements', inForce, 'agent', 'resign', 'withdrawn'],
  ['both agreements', inForce, 'agent', 'accept', 'delegation-already-agreed'],
  ['both agreements', inForce, 'principal', 'reject', 'delegation-in-force'],
  ['both agreements', inForce, 'window', 'cancel', 'delegation-in-force'],
] as const)('%s: %s %s %s → %s', (_what, standing, side, act, expected) => {
  const judged = judgeAct(standing, side, act);
  expect(judged.ok ? judged.value : judged.problem).toBe(expected);
});

test('an unanswered delegation ends with the time for an answer or its own, an accepted one with its own', () => {
  const [early, late] = ['2026-11-25T00:00:00.000Z', '2026-12-25T00:00:00.000Z'];
  for (const state of ['pending', 'part-accepted'] as const) {
    expect(endsByItselfAt(state, early, late)).toBe(early);
    expect(endsByItselfAt(state, late, early)).toBe(early);
  }
  expect(endsByItselfAt('accepted', early, late)).toBe(late);
  for (const state of ['rejected', 'expired', 'cancelled', 'withdrawn'] as const) {
    expect(endsByItselfAt(state, early, late)).toBeUndefined();
  }
});
