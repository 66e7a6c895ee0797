import type { Role } from '../../src/contracts/platform-api.ts';
import { drillNumber, type ProvisionalSerial } from '../../src/domain/provisional-number.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Database } from './database.ts';

/** A drill (演练): the workstation behaves as if the platform were away. */
export interface KeptDrill {
  /** Unix milliseconds, as `leastTime` of the leases tells them. */
  readonly endsAt: number;
  /** Who has begun it. */
  readonly account: string;
  readonly role: Role;
}

/** The drill of this workstation, kept until all that was made in it is gone. */
export interface DrillStore {
  current(): KeptDrill | undefined;
  keep(drill: KeptDrill): void;
  /**
   * The next number of a case of the drill: none that was set aside is used up for it. Only inside the transaction that stores
   * the case. `offline.no-numbers` where there is no drill.
   */
  takeNumber(of: Omit<ProvisionalSerial, 'serial'>): Outcome<string>;
  forget(): void;
}

/** The drill of a database. */
export function createDrillStore(database: Database): DrillStore {
  const select = database.prepare<KeptDrill>('SELECT ends_at AS endsAt, account, role FROM drill');
  const upsert = database.prepare(
    `INSERT INTO drill (only_row, ends_at, account, role) VALUES (1, :endsAt, :account, :role)
     ON CONFLICT (only_row) DO UPDATE SET ends_at = excluded.ends_at,
       account = excluded.account, role = excluded.role`,
  );
  const count = database.prepare<{ readonly serial: number }>(
    'UPDATE drill SET numbered = numbered + 1 RETURNING numbered AS serial',
  );
  const remove = database.prepare('DELETE FROM drill');
  return {
    current: () => select.get(),
    keep({ endsAt, account, role }) {
      upsert.run({ endsAt, account, role });
    },
    takeNumber(of) {
      const counted = count.get();
      return counted === undefined
        ? fail('offline.no-numbers')
        : ok(drillNumber({ ...of, ...counted }));
    },
    forget() {
      remove.run();
    },
  };
}
