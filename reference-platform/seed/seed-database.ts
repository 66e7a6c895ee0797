import type { Database } from '../database/open-database.ts';
import { hashPassword } from '../sessions/password.ts';
import {
  clerks,
  licenceAccount,
  licenceAccountOrganisation,
  secondClerk,
  windows,
} from './accounts.ts';
import { delegationsOn } from './delegations.ts';
import { enterprises } from './enterprises.ts';
import { everybody } from './families.ts';
import { insertDelegations } from './insert-delegations.ts';
import { insertEnterprises } from './insert-enterprises.ts';
import { insertPersonRecords } from './insert-person-records.ts';
import { insertWorld } from './insert-world.ts';
import { catalogue } from './licence-types.ts';
import { licencesOn } from './licences.ts';
import { personRecords } from './person-records.ts';
import { serviceItems } from './service-items.ts';

/**
 * Puts whatever the seed has and the database lacks into it. What is there already stays as it is.
 * @param day today in the hall, `YYYY-MM-DD`: the same day gives the same bytes
 */
export async function seedDatabase(db: Database, day: string): Promise<void> {
  const known = await db.selectFrom('clerks').select('account').execute();
  const accounts = new Set(known.map(({ account }) => account));
  const newClerks = await Promise.all(
    [...Object.values(clerks), secondClerk]
      .filter(({ account }) => !accounts.has(account))
      .map(async ({ idNumber, password, ...clerk }) => ({
        ...clerk,
        id_number: idNumber,
        password_hash: await hashPassword(password),
      })),
  );

  await db.transaction().execute(async (transaction) => {
    if (newClerks.length > 0) await transaction.insertInto('clerks').values(newClerks).execute();
    await transaction
      .insertInto('windows')
      .values([...windows])
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await transaction
      .insertInto('licence_accounts')
      .values({ ...licenceAccount, ...licenceAccountOrganisation })
      // A folder of before this organisation was told has the account without one.
      .onConflict((conflict) => conflict.column('account').doUpdateSet(licenceAccountOrganisation))
      .execute();
    await transaction
      .insertInto('licence_types')
      .values(catalogue.map((type) => ({ code: type.code, definition: JSON.stringify(type) })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await insertWorld(transaction, {
      items: serviceItems,
      people: everybody,
      licences: licencesOn(day),
    });
    await insertPersonRecords(transaction, personRecords);
    await insertEnterprises(transaction, Object.values(enterprises));
    await insertDelegations(transaction, delegationsOn(day));
  });
}
