import { expect, test } from 'vitest';
import type { ClerkBridge } from '../../../src/contracts/bridges.ts';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { quietDesk } from './desk-snapshot.fixture.ts';
import { createDeskStore } from './desk-store.ts';

const at = '2026-11-23T01:00:00.000Z';

function deskWith(answer: (channel: string) => Promise<Outcome<unknown>>) {
  let push: (snapshot: string) => void = () => undefined;
  const bridge: ClerkBridge = {
    call: (channel) => answer(channel) as never,
    onDeskChanged(listener) {
      push = listener;
      return () => undefined;
    },
  };
  const store = createDeskStore(bridge, { now: () => at, monotonic: () => 0 });
  return {
    store,
    push: (revision: number, change: Partial<DeskSnapshot> = {}) =>
      push(JSON.stringify({ ...quietDesk, ...change, revision })),
  };
}

test('an older snapshot is never shown over a newer one, whichever way it comes', async () => {
  const { promise, resolve } = withResolver();
  const { store, push } = deskWith(() => promise);
  const started = store.start();
  push(7);
  push(6);
  resolve(ok(quietDesk));
  await started;
  expect(store.view().snapshot?.revision).toBe(7);
  push(8);
  expect(store.view().snapshot?.revision).toBe(8);
});

test('a refusal stays while the step is the same and goes with the next call', async () => {
  const answers = [ok(quietDesk), fail('evaluator.no-display'), ok(null)];
  const { store, push } = deskWith(async () => answers.shift() ?? fail('internal.unexpected'));
  await store.start();
  expect(await store.call('case:open', null)).toBe(false);
  push(2);
  expect(store.view().refusal?.code).toBe('evaluator.no-display');
  expect(await store.call('case:open', null)).toBe(true);
  expect(store.view().refusal).toBeUndefined();
});

test('a call that breaks is an unexpected failure, not an exception', async () => {
  const { store } = deskWith(() => Promise.reject(new Error('the pipe is gone')));
  await store.start();
  expect(store.view().refusal?.code).toBe('internal.unexpected');
});

test('an answer that belongs to its asker leaves the desk as it is', async () => {
  const answers = [ok(quietDesk), fail('printer.none')];
  const { store } = deskWith(async () => answers.shift() ?? fail('internal.unexpected'));
  await store.start();
  const outcome = await store.ask('receipt:print', { caseId: crypto.randomUUID() });
  expect(outcome).toEqual(fail('printer.none'));
  expect(store.view().refusal).toBeUndefined();
});

test('settled waits for every call made so far', async () => {
  const { promise, resolve } = withResolver();
  const { store } = deskWith(() => promise);
  let settled = false;
  void store.call('case:open', null);
  const waiting = store.settled().then(() => {
    settled = true;
  });
  await Promise.resolve();
  expect(settled).toBe(false);
  resolve(ok(null));
  await waiting;
  expect(settled).toBe(true);
});

function withResolver() {
  let resolve: (outcome: Outcome<unknown>) => void = () => undefined;
  const promise = new Promise<Outcome<unknown>>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
