import { expect, test } from 'vitest';
import { faceSessionStateSchema, faceTries } from '../../src/contracts/face-api.ts';
import { checkEnded, type FaceSessionEvent, faceSessionMoved } from './face-session-flow.ts';

const events: readonly FaceSessionEvent[] = [
  'scan',
  'scan-by-second',
  'pass',
  'pass-as-another',
  'fail',
  'fail-last',
  'decline',
  'cancel',
  'time-out',
];
const [unknown, taken] = ['! face-session-unknown', '! face-session-taken'];
const refusing = (why: string) => events.map(() => `! face-session-${why}`);

/** For each state, what every event in the order above makes of it; `!`: it is refused. */
const outcomes: Record<string, readonly (string | undefined)[]> = {
  waiting: [
    ...['scanned', taken],
    ...[unknown, unknown, unknown, unknown, unknown],
    ...['cancelled', 'expired'],
  ],
  scanned: [
    ...['scanned', taken],
    ...['passed', 'wrong-person', 'scanned', 'failed', 'declined'],
    ...['cancelled', 'expired'],
  ],
  passed: refusing('ended'),
  failed: refusing('ended'),
  declined: refusing('ended'),
  'wrong-person': refusing('ended'),
  cancelled: refusing('ended'),
  expired: refusing('expired'),
};

test.each(faceSessionStateSchema.options)('what becomes of a session that is %s', (state) => {
  const moved = events.map((event) => {
    const outcome = faceSessionMoved(state, event);
    return outcome.ok ? outcome.value : `! ${outcome.problem}`;
  });
  expect(moved).toEqual(outcomes[state]);
});

test('a check that passes counts for who is expected only; others never look at who it is', () => {
  for (const isExpected of [true, false]) {
    expect([
      checkEnded('passed', { isExpected, failedTries: 0 }),
      checkEnded('failed', { isExpected, failedTries: 0 }),
      checkEnded('declined', { isExpected, failedTries: 0 }),
    ]).toEqual([isExpected ? 'pass' : 'pass-as-another', 'fail', 'decline']);
  }
});

test('the last of three failed checks is the last', () => {
  const tries = Array.from({ length: faceTries }, (_, failedTries) =>
    checkEnded('failed', { isExpected: true, failedTries }),
  );
  expect(tries).toEqual(['fail', 'fail', 'fail-last']);
});
