import { expect, test } from 'vitest';
import { actsOf, answerEndOf, awaitsScan, type Standing, stateTextOf } from './delegation-acts.ts';

const at = '2026-11-24T01:00:00.000Z';
const agent = { name: '卢建华', shownNumber: '4406…0017' };
const offered: Standing = {
  state: 'pending',
  role: 'principal',
  askedBy: 'principal',
  principalAgreedAt: at,
  agent,
};
const asked: Standing = { state: 'pending', role: 'principal', askedBy: 'window', agent };
const { agent: _nobody, ...toBeScanned } = offered;

test.each<[what: string, Standing, acts: readonly string[], state: string]>([
  ['waits for whoever scans it', toBeScanned, ['cancel'], 'nobody'],
  ['waits for its agent, at the principal’s', offered, ['cancel'], 'agent'],
  ['waits for its agent, at theirs', { ...offered, role: 'agent' }, ['accept', 'reject'], 'yours'],
  ['a window has asked, at the principal’s', asked, ['accept', 'reject'], 'yours'],
  [
    'a window has asked, at the agent’s',
    { ...asked, role: 'agent' },
    ['accept', 'reject'],
    'yours',
  ],
  [
    'the agent alone has agreed to what a window asked',
    { ...asked, role: 'agent', state: 'part-accepted', agentAgreedAt: at },
    ['resign'],
    'principal',
  ],
  [
    'the principal alone has agreed to what a window asked',
    { ...asked, state: 'part-accepted', principalAgreedAt: at },
    ['withdraw'],
    'agent',
  ],
  ['in force, at the principal’s', { ...offered, state: 'accepted' }, ['withdraw'], 'accepted'],
  [
    'in force, at the agent’s',
    { ...offered, role: 'agent', state: 'accepted' },
    ['resign'],
    'accepted',
  ],
  ['rejected', { ...offered, state: 'rejected' }, [], 'rejected'],
  ['expired', { ...toBeScanned, state: 'expired' }, [], 'expired'],
  ['cancelled', { ...asked, state: 'cancelled' }, [], 'cancelled'],
  ['withdrawn', { ...asked, role: 'agent', state: 'withdrawn' }, [], 'withdrawn'],
])('%s', (_what, standing, acts, state) => {
  expect(actsOf(standing)).toEqual(acts);
  expect(stateTextOf(standing)).toBe(`delegation.state.${state}`);
  expect(awaitsScan(standing)).toBe(state === 'nobody');
});

test.each([
  ['2026-11-30T00:00:00.000Z', '2026-12-24T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
  ['2026-12-24T00:00:00.000Z', '2026-12-15T00:00:00.000Z', '2026-12-15T00:00:00.000Z'],
])(
  'valid until %s and asked until %s, an answer is waited for until %s',
  (validUntil, answerUntil, end) => {
    const scope = {
      kind: 'single' as const,
      itemCodes: ['card'],
      licenceTypes: ['register'],
      validFrom: at,
      validUntil,
    };
    expect(answerEndOf({ answerUntil, scope })).toBe(end);
  },
);
