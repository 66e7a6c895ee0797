import type { Database } from './database.ts';
import type { Place, Sealer } from './sealing.ts';

/** A table that holds one sealed row to a key: the clear column of the key, and `body`. */
interface SealedTable {
  readonly table: 'catalogue' | 'offline_logins';
  readonly key: string;
}

/** What is kept under keys, each sealed for its table and its key. */
interface SealedRows<Content> {
  /** Keeps what belongs to a key in the place of what it had. */
  keep(key: string, content: Content): void;
  /** What belongs to a key; undefined where nothing does, or nothing that can be read. */
  of(key: string): Content | undefined;
  /** Forgets what belongs to a key, or everything. */
  forget(key?: string): void;
}

/** The rows of such a table. Whoever needs content that an older program may have kept otherwise reads it by a schema. */
export function sealedRows<Content>(
  { database, sealer }: { readonly database: Database; readonly sealer: Sealer },
  { table, key: column }: SealedTable,
): SealedRows<Content> {
  const upsert = database.prepare(
    `INSERT INTO ${table} (${column}, body) VALUES (:key, :body)
     ON CONFLICT (${column}) DO UPDATE SET body = excluded.body`,
  );
  const select = database.prepare<{ readonly body: Uint8Array }>(
    `SELECT body FROM ${table} WHERE ${column} = :key`,
  );
  const remove = database.prepare(`DELETE FROM ${table} WHERE :key IS NULL OR ${column} = :key`);
  const placeOf = (id: string): Place => ({ table, id, columns: {} });
  return {
    keep: (key, content) => {
      upsert.run({ key, body: sealer.seal(placeOf(key), content) });
    },
    of: (key) => {
      const row = select.get({ key });
      const opened = row && sealer.open<Content>(placeOf(key), row.body);
      return opened?.ok ? opened.value : undefined;
    },
    forget: (key) => {
      remove.run({ key: key ?? null });
    },
  };
}
