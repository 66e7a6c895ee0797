import { personValueKeys } from '../../src/contracts/subject-api.ts';
import type { Database } from '../database/open-database.ts';
import type { PersonRecord } from './person-records.ts';

/** Inserts what is not there yet of people who are; a row that is there stays as it is. */
export async function insertPersonRecords(
  db: Database,
  records: readonly PersonRecord[],
): Promise<void> {
  await db
    .insertInto('person_values')
    .values(
      records.flatMap(({ idNumber, values }) =>
        personValueKeys.flatMap((key) => {
          const kept = values[key];
          if (kept === undefined) return [];
          return { id_number: idNumber, key, value: kept.value, recorded_on: kept.recordedOn };
        }),
      ),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('person_changes')
    .values(
      records.flatMap(({ idNumber, changes }) =>
        changes.map(({ day, what, from, to }) => ({
          id_number: idNumber,
          day,
          what,
          from_value: from,
          to_value: to,
        })),
      ),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
