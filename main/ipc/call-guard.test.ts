import { expect, test } from 'vitest';
import { z } from 'zod';
import { clerkCalls } from '../../src/contracts/clerk-ipc.ts';
import { evaluatorCalls } from '../../src/contracts/evaluator-ipc.ts';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { fail, failure } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { admitCall, type CallOrigin, type CallRule, originOf } from './call-guard.ts';

const page = 'app://clerk/';
const rule: CallRule = {
  window: 'clerk',
  request: z.strictObject({ caseId: z.string() }),
  isAllowed: () => undefined,
};
const origin: CallOrigin = { window: 'clerk', isMainFrame: true, address: page };
const request = { caseId: 'a' };

test('a call of the right shape from the window’s own page by somebody who may make it is let through', () => {
  expect(admitCall(rule, origin, page, request)).toEqual(ok(request));
});

test('what is let through is what the contract made of the request', () => {
  const trimming = { ...rule, request: z.string().trim() };
  expect(admitCall(trimming, origin, page, ' a ')).toEqual(ok('a'));
});

test.each<[string, Partial<CallOrigin>, FailureCode]>([
  ['the other window', { window: 'evaluator' }, 'ipc.wrong-window'],
  ['a window that is none of ours', { window: 'unknown' }, 'ipc.wrong-window'],
  ['a frame inside the page', { isMainFrame: false }, 'ipc.wrong-frame'],
  ['a frame that has gone', { isMainFrame: false, address: '' }, 'ipc.wrong-frame'],
  ['no address', { address: '' }, 'ipc.wrong-frame'],
  ['no address at all', { address: 'about:blank' }, 'ipc.wrong-frame'],
  ['the null address', { address: 'null' }, 'ipc.wrong-frame'],
  ['the other page', { address: 'app://evaluator/' }, 'ipc.wrong-frame'],
  ['another path', { address: 'app://clerk/other.html' }, 'ipc.wrong-frame'],
  ['another path that ends alike', { address: 'app://clerk//' }, 'ipc.wrong-frame'],
  ['another scheme', { address: 'https://clerk/' }, 'ipc.wrong-frame'],
  ['a file', { address: 'file://clerk/' }, 'ipc.wrong-frame'],
  ['a host that begins alike', { address: 'app://clerk.example/' }, 'ipc.wrong-frame'],
  ['a host with a port', { address: 'app://clerk:1/' }, 'ipc.wrong-frame'],
  ['a user before another host', { address: 'app://clerk@example/' }, 'ipc.wrong-frame'],
  ['a user before the right host', { address: 'app://user@clerk/' }, 'ipc.wrong-frame'],
  ['a password before the right host', { address: 'app://:word@clerk/' }, 'ipc.wrong-frame'],
  ['a page that says it is ours', { address: 'data:text/html,app://clerk/' }, 'ipc.wrong-frame'],
])('a call from %s is refused', (_where, change, code) => {
  expect(admitCall(rule, { ...origin, ...change }, page, request)).toEqual(fail(code));
});

test('a call by somebody who may not make it is refused with the reason', () => {
  const refused = { ...rule, isAllowed: () => failure('ipc.wrong-role') };
  expect(admitCall(refused, origin, page, request)).toEqual(fail('ipc.wrong-role'));
});

test.each([[undefined], [null], [{}], [{ caseId: 1 }], [{ caseId: 'a', more: 1 }]])(
  'the request %j is refused for its shape',
  (wrong) => {
    expect(admitCall(rule, origin, page, wrong)).toEqual(fail('ipc.invalid-request'));
  },
);

test('window, frame, person and shape are checked in this order', () => {
  let asked = 0;
  const strict: CallRule = {
    ...rule,
    isAllowed: () => {
      asked += 1;
      return failure('session.required');
    },
  };
  const elsewhere = { window: 'evaluator', isMainFrame: false, address: '' } as const;
  expect(admitCall(strict, elsewhere, page, undefined)).toEqual(fail('ipc.wrong-window'));
  const inside = { ...elsewhere, window: 'clerk' } as const;
  expect(admitCall(strict, inside, page, undefined)).toEqual(fail('ipc.wrong-frame'));
  expect(asked).toBe(0);
  expect(admitCall(strict, origin, page, undefined)).toEqual(fail('session.required'));
  expect(asked).toBe(1);
  expect(admitCall(rule, origin, page, undefined)).toEqual(fail('ipc.invalid-request'));
});

const channels = [
  ...Object.entries(clerkCalls).map(([name, call]) => ['clerk', name, call] as const),
  ...Object.entries(evaluatorCalls).map(([name, call]) => ['evaluator', name, call] as const),
];

test.each(channels)(
  'of the %s’s calls, %s is refused to every other window and page',
  (window, _name, call) => {
    const own = `app://${window}/`;
    const other = window === 'clerk' ? 'evaluator' : 'clerk';
    // Whatever is sent and whoever is logged in: the window decides first.
    const open = { window, request: z.unknown(), isAllowed: () => undefined };
    expect(admitCall(open, { window, isMainFrame: true, address: own }, own, null).ok).toBe(true);
    for (const wrong of [other, 'unknown'] as const) {
      for (const address of [own, `app://${other}/`]) {
        const from = { window: wrong, isMainFrame: true, address };
        expect(admitCall(open, from, own, null)).toEqual(fail('ipc.wrong-window'));
      }
    }
    const inside = { window, isMainFrame: false, address: own };
    expect(admitCall(open, inside, own, null)).toEqual(fail('ipc.wrong-frame'));
    const strict = { ...open, request: call.request };
    const from = { window, isMainFrame: true, address: own };
    expect(admitCall(strict, from, own, { unheardOf: true })).toEqual(fail('ipc.invalid-request'));
  },
);

test('the two windows have no call in common', () => {
  const evaluators = new Set(Object.keys(evaluatorCalls));
  expect(Object.keys(clerkCalls).filter((name) => evaluators.has(name))).toEqual([]);
});

test.each([
  ['the clerk’s page', 7, { parent: null, url: 'app://clerk/' }, 'clerk', true, 'app://clerk/'],
  [
    'the evaluator’s page',
    8,
    { parent: null, url: 'app://evaluator/' },
    'evaluator',
    true,
    'app://evaluator/',
  ],
  [
    'a frame in the clerk’s page',
    7,
    { parent: {}, url: 'app://clerk/' },
    'clerk',
    false,
    'app://clerk/',
  ],
  ['a page that has gone', 7, null, 'clerk', false, ''],
  [
    'a window that is not ours',
    9,
    { parent: null, url: 'app://clerk/' },
    'unknown',
    true,
    'app://clerk/',
  ],
] as const)(
  'a call from %s is known as that',
  (_, id, senderFrame, window, isMainFrame, address) => {
    expect(originOf({ senderFrame, sender: { id } }, { clerk: 7, evaluator: 8 })).toEqual({
      window,
      isMainFrame,
      address,
    });
  },
);

test('while no window is open every call comes from an unknown one', () => {
  const sent = { senderFrame: { parent: null, url: 'app://clerk/' }, sender: { id: 7 } };
  expect(originOf(sent, { clerk: undefined, evaluator: undefined }).window).toBe('unknown');
});
