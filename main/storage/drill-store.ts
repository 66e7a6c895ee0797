import type { Role } from '../../src/contracts/platform-api.ts';
import type { Database } from './database.ts';

/** A drill (演练): the workstation behaves as if the platform were away. */
export interface KeptDrill {
  /** Unix milliseconds, as `leastTime` of the leases tells them. */
  readonly beganAt: number;
  readonly endsAt: number;
  /** Who has begun it. */
  readonly account: string;
  readonly role: Role;
}

/** The drill of this workstation, kept until all that was made in it is gone. */
export interface DrillStore {
  current(): KeptDrill | undefined;
  keep(drill: KeptDrill): void;
  forget(): void;
}

/** The drill of a database. */
export function createDrillStore(database: Database): DrillStore {
  const select = database.prepare<KeptDrill>(
    'SELECT began_at AS beganAt, ends_at AS endsAt, account, role FROM drill',
  );
  const upsert = database.prepare(
    `INSERT INTO drill (only_row, began_at, ends_at, account, role)
     VALUES (1, :beganAt, :endsAt, :account, :role)
     ON CONFLICT (only_row) DO UPDATE SET began_at = excluded.began_at,
       ends_at = excluded.ends_at, account = excluded.account, role = excluded.role`,
  );
  const remove = database.prepare('DELETE FROM drill');
  return {
    current: () => select.get(),
    keep({ beganAt, endsAt, account, role }) {
      upsert.run({ beganAt, endsAt, account, role });
    },
    forget() {
      remove.run();
    },
  };
}
