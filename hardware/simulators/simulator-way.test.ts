import { expect, it } from 'vitest';
import { simulatorWay } from './simulator-way.ts';

it.each([
  ['linux', true, 'pty'],
  ['linux', false, 'tcp'],
  ['darwin', true, 'tcp'],
  ['win32', false, 'tcp'],
] as const)('on %s (socat: %s) a simulator is attached by %s', (platform, hasSocat, way) => {
  expect(simulatorWay(platform, hasSocat)).toBe(way);
});
