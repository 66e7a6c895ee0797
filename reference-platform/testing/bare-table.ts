import { randomUUID } from 'node:crypto';
import BetterSqlite3 from 'better-sqlite3';

/** One table with one column of text, in a file that is set as the platform's database is. */
export function openBareTable(file: string) {
  const database = openAsThePlatformDoes(file);
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

/** A case as it is put into the platform's own tables, without any of its rules. */
interface BareCase {
  readonly eventId: string;
  readonly caseId: string;
  readonly workstationId: string;
  readonly itemCode: string;
  readonly payload: string;
}

const caseTables = ['cases', 'processed_events', 'journal'];

/**
 * The tables in which the platform keeps a case, with all their indexes, and nothing of the platform beside them.
 * @param like the platform's database, to take them from
 */
export function openBareCases(file: string, like: string) {
  const platform = new BetterSqlite3(like, { readonly: true });
  const definitions = platform.prepare<[string], { sql: string }>(
    'select sql from sqlite_master where tbl_name = ? and sql is not null',
  );
  const database = openAsThePlatformDoes(file);
  for (const table of caseTables) {
    for (const { sql } of definitions.all(table)) database.exec(sql);
  }
  platform.close();
  // Items are not there to be referred to.
  database.pragma('foreign_keys = OFF');
  const aCase = database.prepare(
    'insert into cases (case_id, case_number, workstation_id, item_code, payload, received_at, evaluation_ticket) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const anEvent = database.prepare(
    'insert into processed_events (event_id, workstation_id) values (?, ?)',
  );
  const aChange = database.prepare('insert into journal (audience, change) values (?, ?)');
  let serial = 0;
  return {
    /** Inserts cases in one transaction. */
    insert: database.transaction((cases: readonly BareCase[]) => {
      for (const { eventId, caseId, workstationId, itemCode, payload } of cases) {
        serial += 1;
        const caseNumber = `44069920261124${String(serial).padStart(7, '0')}`;
        const evaluationTicket = randomUUID();
        const change = { kind: 'case:received', caseId, caseNumber, evaluationTicket };
        aCase.run(
          caseId,
          caseNumber,
          workstationId,
          itemCode,
          payload,
          '2026-11-24T01:00:00.000Z',
          evaluationTicket,
        );
        anEvent.run(eventId, workstationId);
        aChange.run(`workstation:${workstationId}`, JSON.stringify(change));
      }
    }),
    close: () => {
      database.close();
    },
  };
}

function openAsThePlatformDoes(file: string): BetterSqlite3.Database {
  const database = new BetterSqlite3(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('cache_size = -65536');
  database.pragma('wal_autocheckpoint = 16000');
  return database;
}
