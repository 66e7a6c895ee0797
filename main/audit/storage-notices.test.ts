import { expect, test } from 'vitest';
import { type Failure, failure } from '../../src/failures/failure.ts';
import { openTestStorage } from '../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { watchStorageNotices } from './storage-notices.ts';

const salvaged = failure('storage.salvaged', {
  cases: 30,
  events: 17,
  lost: 3,
  missingEvents: 3,
  eventNumbers: '4-5, 9',
  missingEntries: 1,
  entryNumbers: '3',
});

test('each notice is written down once, and of a salvage how many numbers are missing', async () => {
  const { audit } = await openTestStorage(temporaryFolder());
  const logged: unknown[] = [];
  let notices: readonly Failure[] = [salvaged];
  const note = watchStorageNotices({
    notices: () => notices,
    audit: audit.note,
    log: {
      info: () => undefined,
      warn: (_, { code, eventNumbers }) => logged.push([code, eventNumbers]),
    },
  });
  note();
  notices = [salvaged, failure('storage.disk-full')];
  note();
  note();
  const rows = audit.content().rows.map(({ action, facts }) => [action, facts]);
  expect(rows.slice(1)).toEqual([
    ['storage:noticed', { code: 'storage.salvaged' }],
    ['storage:numbers-missing', { events: 3, auditEntries: 1 }],
    ['storage:noticed', { code: 'storage.disk-full' }],
  ]);
  expect(logged).toEqual([
    ['storage.salvaged', '4-5, 9'],
    ['storage.disk-full', undefined],
  ]);
});

test('a salvage that has missed nothing says no more than that it was one', async () => {
  const { audit } = await openTestStorage(temporaryFolder());
  const whole = failure('storage.salvaged', { missingEvents: 0, missingEntries: 0 });
  watchStorageNotices({
    notices: () => [whole],
    audit: audit.note,
    log: { info: () => undefined, warn: () => undefined },
  })();
  expect(
    audit
      .content()
      .rows.map(({ action }) => action)
      .slice(1),
  ).toEqual(['storage:noticed']);
});
