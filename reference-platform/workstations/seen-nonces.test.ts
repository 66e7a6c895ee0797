import { beforeEach, expect, test } from 'vitest';
import { StoppedClock } from '../testing/platform-under-test.ts';
import { SeenNonces } from './seen-nonces.ts';

let clock: StoppedClock;
let nonces: SeenNonces;
beforeEach(() => {
  clock = new StoppedClock();
  nonces = new SeenNonces(clock, 3);
});

const now = () => Math.floor(Date.parse(clock.now()) / 1000);
function take(nonce: string, created = now(), keyId = 'key') {
  const taken = nonces.take({ keyId, nonce, created });
  return taken.ok ? 'taken' : taken.problem;
}

test('a nonce counts once for each key', () => {
  expect(take('a')).toBe('taken');
  expect(take('a')).toBe('signature-replayed');
  expect(take('b')).toBe('taken');
  expect(take('a', now(), 'another')).toBe('taken');
});

test.each([0, 59])(
  'a nonce is kept for as long as its signature counts, from second %i',
  (start) => {
    clock.pass(start * 1000);
    const created = now();
    for (const [index, at] of [created - 120, created, created + 120].entries()) {
      expect(take(`nonce ${index}`, at)).toBe('taken');
    }
    for (let second = 0; second <= 240; second += 1) {
      for (const [index, at] of [created - 120, created, created + 120].entries()) {
        expect(take(`nonce ${index}`, at)).toBe(
          now() - at > 120 ? 'signature-stale' : 'signature-replayed',
        );
      }
      clock.pass(1000);
    }
  },
);

test('a signature more than two minutes off is stale', () => {
  expect(take('a', now() - 121)).toBe('signature-stale');
  expect(take('b', now() + 121)).toBe('signature-stale');
});

test('a key that signs too often is held up for a minute, and no other with it', () => {
  expect(['a', 'b', 'c', 'd'].map((nonce) => take(nonce))).toEqual([
    'taken',
    'taken',
    'taken',
    'too-many-requests',
  ]);
  expect(take('d', now(), 'another')).toBe('taken');
  clock.pass(60_000);
  expect(take('d')).toBe('taken');
});
