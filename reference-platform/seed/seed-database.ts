import type { Database } from '../database/open-database.ts';
import { hashPassword } from '../sessions/password.ts';
import { clerks, licenceAccount, windows } from './accounts.ts';
import { elderCardItem } from './elder-card-item.ts';
import { licences } from './licences.ts';
import { people } from './people.ts';

/** Puts whatever the seed has and the database lacks into it. What is there already stays as it is. */
export async function seedDatabase(db: Database): Promise<void> {
  const known = await db.selectFrom('clerks').select('account').execute();
  const accounts = new Set(known.map(({ account }) => account));
  const newClerks = await Promise.all(
    Object.values(clerks)
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
      .insertInto('service_items')
      .values({ code: elderCardItem.code, definition: JSON.stringify(elderCardItem) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await transaction
      .insertInto('persons')
      .values(
        Object.values(people).map(({ card }) => ({ id_number: card.idNumber, name: card.name })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await transaction
      .insertInto('licence_accounts')
      .values(licenceAccount)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await transaction
      .insertInto('licences')
      .values(
        licences.map(({ record, fields }) => ({
          license_code: record.license_code,
          license_item_code: record.license_item_code,
          record: JSON.stringify(record),
          fields: JSON.stringify(fields),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await transaction
      .insertInto('licence_holders')
      .values(
        licences.flatMap(({ record }) =>
          record.holder_identity_num
            .split(',')
            .map((identity_num) => ({ identity_num, license_code: record.license_code })),
        ),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}
