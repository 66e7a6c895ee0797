import { expect, test } from 'vitest';
import type { Connectivity } from '../../../src/contracts/connectivity.ts';
import { platformStanding } from './platform-standing.ts';

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
