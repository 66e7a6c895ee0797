import type { Database } from '../database/open-database.ts';
import type { LicenceType } from './licence-type.ts';

/** The catalogue of licence types (电子证照目录). */
export class LicenceCatalogue {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The type with this 目录实施码. */
  async find(code: string): Promise<LicenceType | undefined> {
    const row = await this.#db
      .selectFrom('licence_types')
      .select('definition')
      .where('code', '=', code)
      .executeTakeFirst();
    return row === undefined ? undefined : JSON.parse(row.definition);
  }
}
