import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { receivedCase } from '../../reference-platform/testing/received-case.ts';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { ok } from '../../src/support/result.ts';
import {
  type Counter,
  counterAt,
  platformOfTests,
} from '../case-desk/testing/counter-under-test.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';

const bench = platformOfTests();
const place = (folder: string) => ({
  folder,
  windowId: 'A07',
  clerk: { account: 'zhanggong', password: 'mianzheng-9012' },
});

function handIn({ storage, desk }: Counter, ...cases: ReturnType<typeof receivedCase>[]) {
  storage.transaction(() => {
    for (const { seq: _seq, ...event } of cases) storage.outbox.enqueue(event);
    return ok(null);
  });
  desk.drain.nudge();
  return desk.until(() => storage.outbox.counts().waiting === 0);
}

/** The numbers that the platform has given, by case. */
async function numbersAt({ desk }: Counter): Promise<readonly (readonly [string, string])[]> {
  const token = desk.platform.session()?.granted?.token;
  const { body } = await bench().call('GET', platformPaths.changes, undefined, token);
  return changesAnswerSchema
    .parse(body)
    .changes.flatMap((change) =>
      change.kind === 'case:received' ? [[change.caseId, change.caseNumber] as const] : [],
    );
}

test('what was sent after the backup, and is sent again out of it, is received once and keeps its number', async () => {
  const folder = temporaryFolder();
  const before = await counterAt(bench(), { place: place(folder) });
  const [sent, waiting, later] = [receivedCase(1), receivedCase(2), receivedCase(3)];
  await handIn(before, sent);
  before.storage.transaction(() => {
    const { seq: _seq, ...event } = waiting;
    before.storage.outbox.enqueue(event);
    return ok(null);
  });
  expect(before.storage.backUp()).toEqual(ok(null));
  // The day after: what waited goes, and something new.
  await handIn(before, later);
  const numbers = await numbersAt(before);
  expect(numbers).toHaveLength(3);
  // The same disk, on which nothing of the database is left.
  const disk = temporaryFolder();
  cpSync(folder, disk, { recursive: true });
  const database = join(disk, 'store', 'workstation.db');
  for (const file of [`${database}-wal`, `${database}-shm`, database]) rmSync(file);

  const after = await counterAt(bench(), { place: place(disk) });
  expect(after.storage.workstation.id).toBe(before.storage.workstation.id);
  expect(after.storage.outbox.counts()).toMatchObject({ waiting: 2 });
  // Of the last case nothing is known here any more, and whoever has it is asked in anew: it is the same case.
  await handIn(after, receivedCase(4, { caseId: later.payload.caseId }));
  expect(after.storage.outbox.rejections()).toEqual([]);
  expect(await numbersAt(after)).toEqual(numbers);
});
