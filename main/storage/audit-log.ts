import type { Role } from '../../src/contracts/platform-api.ts';
import type { Instant } from '../../src/support/clock.ts';
import type { Database } from './database.ts';

/** Something a person has done at this workstation. */
export interface AuditEntry {
  readonly at: Instant;
  /** The login of who did it: an account, not a person's name. */
  readonly account: string;
  readonly role: Role;
  readonly action: 'settings:changed' | 'workstation:enrolled' | 'drill:began' | 'drill:ended';
  /** What was done, in codes, settings and counts; nothing personal, for it is kept in clear. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** Who did what at this workstation, in order. Entries are added; none is ever changed or removed. */
export interface AuditLog {
  /** Adds an entry, to the transaction if there is one. */
  append(entry: AuditEntry): void;
  /** The last entries, newest first. */
  list(range: { readonly limit: number }): readonly AuditEntry[];
}

/** The audit log of a database. */
export function createAuditLog(database: Database): AuditLog {
  const insert = database.prepare(
    `INSERT INTO audit_log (at, account, role, action, facts)
     VALUES (:at, :account, :role, :action, :facts)`,
  );
  const selectLast = database.prepare<Omit<AuditEntry, 'facts'> & { readonly facts: string }>(
    'SELECT at, account, role, action, facts FROM audit_log ORDER BY seq DESC LIMIT :limit',
  );
  return {
    append(entry) {
      insert.run({ ...entry, facts: JSON.stringify(entry.facts) });
    },
    list: ({ limit }) =>
      selectLast.all({ limit }).map((row) => ({ ...row, facts: JSON.parse(row.facts) })),
  };
}
