import type { LicenceRecord } from '../../src/contracts/licence-api.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import type { Database } from '../database/open-database.ts';

/** A licence as the library keeps it: its record, and its values by field key. */
export interface KeptLicence {
  readonly record: LicenceRecord;
  readonly fields: Readonly<Record<string, string>>;
}

/** Items, the people who come for them, and what the library has of those. */
export interface World {
  readonly items: readonly ServiceItem[];
  readonly people: readonly { readonly idNumber: string; readonly name: string }[];
  readonly licences: readonly KeptLicence[];
}

/** Inserts what is not there yet; a row that is there stays as it is. All of it is data, a new item as well. */
export async function insertWorld(db: Database, { items, people, licences }: World): Promise<void> {
  await db
    .insertInto('service_items')
    .values(items.map((item) => ({ code: item.code, definition: JSON.stringify(item) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('persons')
    .values(people.map(({ idNumber, name }) => ({ id_number: idNumber, name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
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
  await db
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
}
