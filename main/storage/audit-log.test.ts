import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail } from '../../src/failures/failure.ts';
import type { AuditEntry } from './audit-log.ts';
import { openDurable } from './database.ts';
import { loadDriver } from './load-driver.ts';
import { driverNames } from './testing/drivers.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const entry: AuditEntry = {
  at: '2026-11-24T01:00:00.000Z',
  account: 'tech',
  role: 'technician',
  action: 'settings:changed',
  facts: { key: 'readerBaud', before: 115_200, after: 9600 },
};
const later: AuditEntry = {
  ...entry,
  at: '2026-11-24T01:00:01.000Z',
  account: 'admin',
  role: 'admin',
  facts: { key: 'windowId', before: 'A07', after: '综合一号', isFirst: false },
};

describe.each(driverNames)('the audit log on %s', (driver) => {
  it('lists the last entries, newest first, also after a restart', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    expect(storage.audit.list({ limit: 10 })).toEqual([]);
    storage.audit.append(entry);
    storage.audit.append(later);
    storage.close();
    const { audit } = await openTestStorage(folder, driver);
    expect(audit.list({ limit: 10 })).toEqual([later, entry]);
    expect(audit.list({ limit: 1 })).toEqual([later]);
  });

  it('takes the order of events from the log and not from the clock, which may be set back', async () => {
    const { audit } = await openTestStorage(temporaryFolder(), driver);
    audit.append(later);
    audit.append(entry);
    expect(audit.list({ limit: 10 })).toEqual([entry, later]);
  });

  it('keeps no entry of something that was rolled back', async () => {
    const { audit, transaction } = await openTestStorage(temporaryFolder(), driver);
    transaction(() => {
      audit.append(entry);
      return fail('storage.not-written');
    });
    expect(audit.list({ limit: 10 })).toEqual([]);
  });

  it.each([
    ['changed', 'UPDATE audit_log SET account = :text'],
    ['removed', 'DELETE FROM audit_log WHERE account <> :text'],
    ['replaced', "INSERT OR REPLACE INTO audit_log VALUES (1, :text, '', '', '', '{}')"],
    [
      'overwritten',
      `INSERT INTO audit_log VALUES (1, '', '', '', '', '{}')
       ON CONFLICT (seq) DO UPDATE SET account = :text`,
    ],
  ])('does not let an entry be %s, whoever writes the statement', async (_how, sql) => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    storage.audit.append(entry);
    const raw = openDurable(loadDriver(driver), join(folder, 'store', 'workstation.db'));
    if (!raw.ok) throw new Error(raw.problem.code);
    try {
      const statement = raw.value.prepare(sql);
      expect(() => statement.run({ text: 'nobody' })).toThrow(/append-only/);
    } finally {
      raw.value.close();
    }
    expect(storage.audit.list({ limit: 10 })).toEqual([entry]);
  });
});
