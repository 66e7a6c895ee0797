import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sql } from 'kysely';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';

const extension = '.sqlite';

/** Why a snapshot is not restored. */
export type SnapshotProblem = 'snapshot-unknown' | 'snapshot-of-other-version';

/** Everything the platform knew at some moments, each a database file of its own beside the platform's. */
export class Snapshots {
  readonly #db: Database;
  readonly #folder: string;

  constructor(db: Database, dataDir: string) {
    this.#db = db;
    this.#folder = join(dataDir, 'snapshots');
  }

  /** The names of all snapshots, sorted. */
  async names(): Promise<string[]> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const files = await readdir(this.#folder);
    return files
      .filter((file) => file.endsWith(extension))
      .map((file) => basename(file, extension))
      .sort();
  }

  /** Takes a snapshot; one of the same name is replaced once the new one is whole. */
  async take(name: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const unfinished = join(this.#folder, `${name}.unfinished`);
    await rm(unfinished, { force: true });
    await sql`vacuum into ${unfinished}`.execute(this.#db);
    await rename(unfinished, this.#file(name));
  }

  /**
   * Replaces the rows of all tables by those of a snapshot, in one transaction on the one connection: whoever asks
   * meanwhile waits, and finds either the one or the other. The platform's identity and its sequences go back as well.
   */
  async restore(name: string): Promise<Result<null, SnapshotProblem>> {
    const file = this.#file(name);
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (!isThere) return err('snapshot-unknown');
    return this.#db.connection().execute(async (connection) => {
      await sql`attach ${file} as snapshot`.execute(connection);
      // Between the first table and the last, rows refer to others that are not there; a snapshot as a whole is right.
      await sql`pragma foreign_keys = off`.execute(connection);
      try {
        if (await isOfOtherVersion(connection)) return err('snapshot-of-other-version');
        await connection.transaction().execute(replaceRows);
        return ok(null);
      } finally {
        await sql`pragma foreign_keys = on`.execute(connection);
        await sql`detach snapshot`.execute(connection);
      }
    });
  }

  #file(name: string): string {
    return join(this.#folder, name + extension);
  }
}

/** Whether the snapshot was taken before or after a migration: then its tables are others. */
async function isOfOtherVersion(db: Database): Promise<boolean> {
  const { rows } = await sql`
    select name from (select name from main.kysely_migration union select name from snapshot.kysely_migration)
    where name not in (select name from main.kysely_migration)
      or name not in (select name from snapshot.kysely_migration)
  `.execute(db);
  return rows.length > 0;
}

async function replaceRows(transaction: Database): Promise<void> {
  const { rows: tables } = await sql<{ name: string }>`
    select name from main.sqlite_schema
    where type = 'table' and name not like 'kysely\\_%' escape '\\'
      and (name not like 'sqlite\\_%' escape '\\' or name = 'sqlite_sequence')
  `.execute(transaction);
  for (const { name } of tables) {
    await sql`delete from ${sql.id('main', name)}`.execute(transaction);
    await sql`insert into ${sql.id('main', name)} select * from ${sql.id('snapshot', name)}`.execute(
      transaction,
    );
  }
}
