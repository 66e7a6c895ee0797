import type { PersonValues } from '../../src/contracts/subject-api.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
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
  /** What is recorded of the person with this number and name, each value with the day of its record. */
  async values(
    idNumber: string,
    name: string,
  ): Promise<Result<PersonValues, 'person-not-matched'>> {
    if ((await this.match(idNumber, name)) !== 'matched') return err('person-not-matched');
    const rows = await this.#db
      .selectFrom('person_values')
      .select(['key', 'value', 'recorded_on'])
      .where('id_number', '=', idNumber)
      .execute();
    return ok(
      Object.fromEntries(
        rows.map(
          ({ key, value, recorded_on }) => [key, { value, recordedOn: recorded_on }] as const,
        ),
      ),
    );
  }
}
