import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sealAuditFile } from '../../src/audit/audit-file.ts';
import { signHead } from '../../src/audit/audit-head.ts';
import type { Actor } from '../../src/audit/audit-row.ts';
import { type AuditJudgement, judgeAudit } from '../../src/audit/audit-verdict.ts';
import { anchorOf, exampleKeys } from '../../src/audit/testing/example-log.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { DriverName } from './choose-driver.ts';
import { type Database, openDurable } from './database.ts';
import { loadDriver } from './load-driver.ts';
import type { Storage } from './storage.ts';
import { driverNames } from './testing/drivers.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const technician: Actor = { account: 'tech', role: 'technician' };
const facts = { key: 'readerBaud', before: 115_200, after: 9600 };
const otherFacts = { key: 'windowId', before: 'A07', after: '综合一号' };
const settings = { actions: ['settings:changed'], limit: 10 } as const;
const keys = exampleKeys('SM2');

/** What a verifier says of a storage's log, as it would leave the counter. */
function judged(storage: Storage): AuditJudgement | undefined {
  const { audit, workstation } = storage;
  const head = signHead(
    { workstationId: workstation.id, head: audit.head(), at: '2026-11-24T01:00:00.000Z' },
    keys.workstation,
  );
  const key = keys.statement(workstation.id);
  const bytes = sealAuditFile({ workstation_id: workstation.id, key, head, ...audit.content() });
  return judgeAudit([bytes], keys.trusted)[0];
}

/** Has the platform countersign the log as far as it has come. */
function anchor({ audit, workstation }: Storage, at: string): void {
  audit.keepAnchor(anchorOf(keys, { workstationId: workstation.id, head: audit.head(), at }));
}

/** Takes out what is older, as whoever keeps to the rules does. */
function cut({ audit, transaction }: Storage, moment: string): number {
  const done = transaction(() => ok(audit.cutBefore(moment)));
  if (!done.ok) throw new Error(done.problem.code);
  return done.value;
}

/** Whoever has the file, without this program. */
function raw(folder: string, driver: DriverName, work: (database: Database) => void): void {
  const opened = openDurable(loadDriver(driver), join(folder, 'store', 'workstation.db'));
  if (!opened.ok) throw new Error(opened.problem.code);
  try {
    work(opened.value);
  } finally {
    opened.value.close();
  }
}

describe.each(driverNames)('the audit log on %s', (driver) => {
  it('begins by saying so, and lists an action’s last rows, newest first, also after a restart', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver, { actor: () => technician });
    storage.audit.note('settings:changed', facts);
    storage.audit.note('session:opened', {});
    storage.audit.note('settings:changed', otherFacts, { account: 'admin', role: 'admin' });
    storage.close();
    const { audit } = await openTestStorage(folder, driver);
    expect(audit.content().rows.map(({ seq, account, action }) => [seq, account, action])).toEqual([
      [1, 'workstation', 'log:begun'],
      [2, 'tech', 'settings:changed'],
      [3, 'tech', 'session:opened'],
      [4, 'admin', 'settings:changed'],
    ]);
    expect(audit.list(settings).map((entry) => entry.facts)).toEqual([otherFacts, facts]);
    expect(audit.list({ ...settings, limit: 1 })).toMatchObject([{ account: 'admin' }]);
  });

  it('keeps no row of something that was rolled back, and goes on where it was', async () => {
    const storage = await openTestStorage(temporaryFolder(), driver);
    storage.transaction(() => {
      storage.audit.note('settings:changed', facts);
      return fail('storage.not-written');
    });
    storage.audit.note('session:locked', {});
    expect(storage.audit.content().rows.map(({ action }) => action)).toEqual([
      'log:begun',
      'session:locked',
    ]);
    expect(judged(storage)?.findings).toEqual([{ verdict: 'not-anchored', after: 0 }]);
  });

  it.each([
    ['changed', 'UPDATE audit_log SET account = :text'],
    ['given another hash', 'UPDATE audit_log SET hash = :text'],
    ['removed', 'DELETE FROM audit_log WHERE account <> :text'],
    [
      'replaced',
      `INSERT OR REPLACE INTO audit_log (seq, at, account, role, action, facts)
       VALUES (1, :text, '', '', '', '{}')`,
    ],
    [
      'overwritten',
      `INSERT INTO audit_log (seq, at, account, role, action, facts)
       VALUES (1, '', '', '', '', '{}') ON CONFLICT (seq) DO UPDATE SET account = :text`,
    ],
    ['cut off where nobody has countersigned', 'INSERT INTO audit_start VALUES (1, 1, :text)'],
  ])('does not let a row be %s, whoever writes the statement', async (_how, sql) => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    storage.audit.note('settings:changed', facts);
    const before = storage.audit.content();
    raw(folder, driver, (database) => {
      expect(() => database.prepare(sql).run({ text: 'nobody' })).toThrow(/append-only|anchored/);
    });
    expect(storage.audit.content()).toEqual(before);
  });

  it('is found out where somebody has taken the triggers away', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    for (let count = 0; count < 3; count += 1) storage.audit.note('session:locked', {});
    anchor(storage, '2026-11-24T01:00:00.000Z');
    expect(judged(storage)?.verdict).toBe('authentic');
    raw(folder, driver, (database) => {
      database.exec('DROP TRIGGER audit_log_keeps_values; DROP TRIGGER audit_log_keeps_rows');
      database.exec("UPDATE audit_log SET account = 'nobody' WHERE seq = 2");
      database.exec('DELETE FROM audit_log WHERE seq = 3');
    });
    expect(judged(storage)?.findings).toEqual([
      { verdict: 'altered', at: 'row 2' },
      { verdict: 'chain-gap', from: 3, to: 3 },
    ]);
  });

  it('lets go of what is old and anchored, and of nothing else; the rest is judged as before', async () => {
    let now = '2026-05-01T01:00:00.000Z';
    const clock = { now: () => now, monotonic: () => 0 };
    const storage = await openTestStorage(temporaryFolder(), driver, { clock });
    storage.audit.note('session:opened', {});
    anchor(storage, now);
    storage.audit.note('session:closed', {});
    expect(cut(storage, '2026-05-01T00:00:00.000Z')).toBe(0);
    now = '2026-11-24T01:00:00.000Z';
    storage.audit.note('session:opened', {});
    // Old enough are three rows; the platform has countersigned two.
    expect(cut(storage, '2026-05-24T01:00:00.000Z')).toBe(2);
    expect(cut(storage, '2026-05-24T01:00:00.000Z')).toBe(0);
    expect(storage.audit.content()).toMatchObject({
      start: { head: { seq: 2 } },
      rows: [
        { seq: 3, action: 'session:closed' },
        { seq: 4, action: 'session:opened' },
        { seq: 5, action: 'log:cut', facts: { through: 2, rows: 2 } },
      ],
    });
    anchor(storage, now);
    expect(judged(storage)).toMatchObject({ verdict: 'authentic', findings: [] });
  });

  it('keeps of a day the last anchor, and counts what came after it', async () => {
    const storage = await openTestStorage(temporaryFolder(), driver);
    for (const at of [
      '2026-11-23T02:00:00.000Z',
      '2026-11-24T02:00:00.000Z',
      '2026-11-24T03:00:00.000Z',
    ]) {
      storage.audit.note('session:locked', {});
      anchor(storage, at);
    }
    expect(storage.audit.unanchored()).toBe(0);
    storage.audit.note('session:unlocked', {});
    expect(storage.audit.unanchored()).toBe(1);
    expect(storage.audit.content().anchors.map(({ head }) => head.seq)).toEqual([2, 4]);
  });
});
