import type { Database } from '../database/open-database.ts';
import type { SeedEnterprise } from './enterprises.ts';

/** Inserts what is not there yet; a row that is there stays as it is. */
export async function insertEnterprises(
  db: Database,
  enterprises: readonly SeedEnterprise[],
): Promise<void> {
  await db
    .insertInto('enterprises')
    .values(
      enterprises.map(({ uscc, unitCode, name, kind, representative, status, address }) => ({
        uscc,
        unit_code: unitCode ?? null,
        name,
        kind,
        representative_id_number: representative.idNumber,
        representative_name: representative.name,
        status,
        address,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('enterprise_changes')
    .values(
      enterprises.flatMap(({ uscc, changes }) =>
        changes.map((change) => {
          const isPerson = change.what === 'representative';
          return {
            uscc,
            day: change.day,
            what: change.what,
            from_value: isPerson ? change.from.name : change.from,
            to_value: isPerson ? change.to.name : change.to,
            from_id_number: isPerson ? change.from.idNumber : null,
            to_id_number: isPerson ? change.to.idNumber : null,
          };
        }),
      ),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
