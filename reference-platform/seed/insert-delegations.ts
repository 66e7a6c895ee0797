import type { Database } from '../database/open-database.ts';
import type { SeedDelegation } from './delegations.ts';

/** Inserts what is not there yet; a delegation that is there stays as it is, with everything that happened to it. */
export async function insertDelegations(
  db: Database,
  delegations: readonly SeedDelegation[],
): Promise<void> {
  await db
    .insertInto('delegations')
    .values(delegations.map(({ delegation }) => delegation))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('delegation_moves')
    .values(delegations.flatMap(({ moves }) => [...moves]))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
