import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { fail, failure } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { listeners } from './testing/listened-channels.ts';

vi.mock('electron', async () => (await import('./testing/listened-channels.ts')).electronOfTests);
const { awaitCalls } = await import('./await-calls.ts');
const { untilBegunAnew } = await import('./begin-anew.ts');

const problem = failure('storage.key-file-lost');

/** A clerk's window in front of a store that does not open. */
function unopened() {
  const directory = temporaryFolder();
  mkdirSync(join(directory, 'store'));
  writeFileSync(join(directory, 'store', 'workstation.db'), 'sealed');
  const calls = awaitCalls(['desk:current', 'store:begin-anew']);
  const logged: string[] = [];
  const begun = untilBegunAnew(calls, {
    problem,
    directory,
    clock: { now: () => '2026-11-24T01:00:00.000Z' },
    windows: () => ({ clerk: 1, evaluator: 2 }),
    log: { info: (event) => logged.push(event), warn: (event) => logged.push(event) },
  });
  const call = (channel: string, request: unknown = null, url = 'app://clerk/', id = 1) =>
    listeners.get(channel)?.({ senderFrame: { parent: null, url }, sender: { id } }, request);
  return { calls, begun, call, logged, names: () => readdirSync(directory) };
}

test('every call is told why the store does not open', async () => {
  const { call, names } = unopened();
  expect(await call('desk:current')).toEqual(fail('storage.key-file-lost'));
  expect(names()).toEqual(['store']);
});

test('the clerk’s own page alone can have the store put aside', async () => {
  const { call, names, logged } = unopened();
  expect(await call('store:begin-anew', null, 'app://evaluator/', 2)).toEqual(
    fail('ipc.wrong-window'),
  );
  expect(await call('store:begin-anew', null, 'https://example.com/')).toEqual(
    fail('ipc.wrong-frame'),
  );
  expect(await call('store:begin-anew', 'now')).toEqual(fail('ipc.invalid-request'));
  expect(names()).toEqual(['store']);
  expect(logged).toEqual(['ipc.refused', 'ipc.refused', 'ipc.refused']);
});

test('once it is, calls wait for whoever goes on', async () => {
  const { calls, begun, call, names, logged } = unopened();
  expect(await call('store:begin-anew')).toEqual(ok(null));
  await begun;
  expect(names()).toEqual(['store.sealed-2026-11-24T01-00-00.000Z']);
  expect(logged).toEqual(['storage.put-aside']);
  const waiting = call('desk:current');
  calls.answer(() => async () => ok('the desk'));
  expect(await waiting).toEqual(ok('the desk'));
});
