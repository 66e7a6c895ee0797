import { expect, it } from 'vitest';
import { planSandbox } from './chromium-sandbox.ts';

it.each([
  ['linux', true, true, false, 'nothing'],
  ['linux', false, true, false, 'nothing'],
  ['linux', true, false, false, 'set-up'],
  ['linux', false, false, false, 'explain'],
  ['linux', false, false, true, 'nothing'],
  ['win32', false, false, false, 'nothing'],
  ['darwin', false, false, false, 'nothing'],
] as const)(
  'planSandbox on %s, root %s, namespaces %s, helper %s',
  (platform, isRoot, userNamespacesWork, helperIsSetUp, plan) => {
    expect(planSandbox({ platform, isRoot, userNamespacesWork, helperIsSetUp })).toBe(plan);
  },
);
