import type { Database } from '../database/open-database.ts';

/** How a number and a name relate to the subject library. */
type PersonMatch = 'matched' | 'name-differs' | 'unknown';

/** The subject library of natural persons (自然人库). */
export class PersonStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Whether somebody with this number has this name. Names are equal code point for code point: normalising would
   * make one person of two whose rare characters are variants of each other.
   */
  async match(idNumber: string, name: string): Promise<PersonMatch> {
    const person = await this.#db
      .selectFrom('persons')
      .select('name')
      .where('id_number', '=', idNumber)
      .executeTakeFirst();
    if (person === undefined) return 'unknown';
    return person.name === name ? 'matched' : 'name-differs';
  }
}
