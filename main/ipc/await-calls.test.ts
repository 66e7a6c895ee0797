import { beforeEach, expect, test, vi } from 'vitest';
import { fail, failure } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { listeners } from './testing/listened-channels.ts';

vi.mock('electron', async () => (await import('./testing/listened-channels.ts')).electronOfTests);
const { awaitCalls } = await import('./await-calls.ts');

beforeEach(() => listeners.clear());
const call = (channel: string, request: unknown) => listeners.get(channel)?.({}, request);

test('a call that comes before anybody can answer waits, and is answered like any other', async () => {
  const calls = awaitCalls(['desk:current', 'case:open']);
  const early = call('desk:current', 1);
  await calls.first;
  calls.answer((channel) => async (_event, request) => ok([channel, request]));
  expect(await early).toEqual(ok(['desk:current', 1]));
  expect(await call('case:open', 2)).toEqual(ok(['case:open', 2]));
});

test('what was refused is answered once the program has started after all; calls wait meanwhile', async () => {
  const calls = awaitCalls(['desk:current']);
  calls.refuse(failure('storage.key-file-lost'));
  expect(await call('desk:current', null)).toEqual(fail('storage.key-file-lost'));
  calls.wait();
  const waiting = call('desk:current', 1);
  calls.answer(() => async (_event, request) => ok(request));
  expect(await waiting).toEqual(ok(1));
  expect(await call('desk:current', 2)).toEqual(ok(2));
});

test('a call that waits is told what keeps the program from starting', async () => {
  const calls = awaitCalls(['desk:current']);
  const early = call('desk:current', null);
  calls.refuse(failure('storage.secret-store-missing'));
  expect(await early).toEqual(fail('storage.secret-store-missing'));
  expect(await call('desk:current', null)).toEqual(fail('storage.secret-store-missing'));
});
