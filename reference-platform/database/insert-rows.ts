import { CompiledQuery, type Insertable } from 'kysely';
import type { Database } from './open-database.ts';
import type { Tables } from './tables.ts';

/**
 * Inserts rows that all name the same columns, of which there may be hundreds: one prepared statement, run once for
 * each, in the order given.
 * @param db a transaction, so that they are all there or none
 */
export async function insertRows<Table extends keyof Tables>(
  db: Database,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const { sql } = db.insertInto(table).values(first).compile();
  await db.executeQuery(
    CompiledQuery.raw(
      sql,
      rows.map((row) => Object.values(row)),
    ),
  );
}
