import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { withKeptStatements } from './kept-statements.ts';
import { migrations } from './migrations.ts';
import type { Tables } from './tables.ts';

/** The platform's database; inside a transaction, the transaction. */
export type Database = Kysely<Tables>;

/**
 * Opens `platform.sqlite` in a folder, both made where absent, and brings it to the newest migration.
 * @throws when the file is not a database, belongs to a newer version, or cannot be written
 */
export async function openDatabase(dataDir: string): Promise<Database> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = new BetterSqlite3(join(dataDir, 'platform.sqlite'));
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: withKeptStatements(file) }),
  });
  try {
    file.pragma('journal_mode = WAL');
    // An acknowledged batch is forgotten by its workstation, so it has to survive a power cut here.
    file.pragma('synchronous = FULL');
    // 64 MiB in kibibytes, and as many pages before they go from the log into the file: random keys touch the same
    // pages again and again.
    file.pragma('cache_size = -65536');
    file.pragma('wal_autocheckpoint = 16000');
    file.pragma('foreign_keys = ON');
    file.pragma('busy_timeout = 5000');
    const provider = { getMigrations: async () => ({ ...migrations }) };
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error !== undefined) throw error;
  } catch (error) {
    file.close();
    throw error;
  }
  return db;
}

/** The identity made with the database. */
export async function readPlatformId(db: Database): Promise<string> {
  return (await db.selectFrom('platform').select('id').executeTakeFirstOrThrow()).id;
}
