import { expect, test } from 'vitest';
import type { Connectivity } from '../../../src/contracts/connectivity.ts';
import { missingOnline, platformStanding } from './platform-standing.ts';

const up = { state: 'up', since: '2026-11-24T01:00:00.000Z' } as const;
const down = { ...up, state: 'down' } as const;
const all: Connectivity = {
  platform: up,
  licences: up,
  push: up,
  time: up,
  mode: 'online',
  isDrill: false,
};

test.each([
  ['everything answers', {}, 'online'],
  ['it has not been asked yet', { platform: { ...up, state: 'unknown' } }, 'unknown'],
  ['only the push stream is away', { push: down }, 'online'],
  ['only the library is away', { licences: down }, 'degraded'],
  ['it is away', { platform: down, licences: down, push: down, time: down }, 'offline'],
  ['it answers, but a drill is on', { push: down, isDrill: true }, 'offline'],
] as const)('where %s', (_, change, standing) => {
  expect(platformStanding({ ...all, ...change })).toBe(standing);
});

test.each([
  ['nothing while everything answers', {}, undefined],
  ['the push stream', { push: down }, 'push'],
  ['its time, before the push stream', { push: down, time: down }, 'time'],
  ['nothing that has not been asked for yet', { time: { ...up, state: 'unknown' } }, undefined],
  [
    'nothing of a platform that is away itself',
    { platform: down, push: down, time: down },
    undefined,
  ],
] as const)('an online platform lacks %s', (_, change, missing) => {
  expect(missingOnline({ ...all, ...change })).toBe(missing);
});
