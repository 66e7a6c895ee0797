import BetterSqlite3 from 'better-sqlite3';

/** One table with one column of text, in a file that is set as the platform's database is. */
export function openBareTable(file: string) {
  const database = new BetterSqlite3(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('cache_size = -65536');
  database.pragma('wal_autocheckpoint = 16000');
  database.exec('create table rows (content text not null)');
  const insert = database.prepare<[string]>('insert into rows (content) values (?)');
  return {
    /** Inserts rows in one transaction. */
    insert: database.transaction((contents: readonly string[]) => {
      for (const content of contents) insert.run(content);
    }),
    close: () => {
      database.close();
    },
  };
}
