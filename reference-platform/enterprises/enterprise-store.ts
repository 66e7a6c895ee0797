import type { RepresentedEnterprise } from '../../src/contracts/phone-holder-api.ts';
import type {
  EnterpriseValues,
  FindEnterpriseAnswer,
  FindEnterpriseRequest,
  Representation,
} from '../../src/contracts/subject-api.ts';
import { maskName } from '../../src/domain/masking.ts';
import { isUnifiedCode } from '../../src/domain/unified-code.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import type { PersonStore } from '../persons/person-store.ts';

type Person = NonNullable<FindEnterpriseRequest['person']>;

/** The subject library of legal persons (法人库). */
export class EnterpriseStore {
  readonly #db: Database;
  readonly #persons: PersonStore;

  constructor(db: Database, persons: PersonStore) {
    this.#db = db;
    this.#persons = persons;
  }

  /** The legal person with a code. Of its representative it tells a masked name, and whether somebody is it. */
  async find({
    by,
    code,
    person,
  }: FindEnterpriseRequest): Promise<
    Result<FindEnterpriseAnswer, 'unified-code-malformed' | 'enterprise-unknown'>
  > {
    if (by === 'uscc' && !isUnifiedCode(code)) return err('unified-code-malformed');
    const found = await this.#db
      .selectFrom('enterprises')
      .selectAll()
      .where(by === 'uscc' ? 'uscc' : 'unit_code', '=', code)
      .executeTakeFirst();
    if (found === undefined) return err('enterprise-unknown');
    const { uscc, name, kind, status } = found;
    const representative = {
      idNumber: found.representative_id_number,
      name: found.representative_name,
    };
    return ok({
      uscc,
      name,
      kind,
      status,
      representativeMaskedName: maskName(representative.name),
      ...(person === undefined ? {} : { match: await this.#match(uscc, representative, person) }),
    });
  }

  /** What is recorded of a legal person, and since when, where it has ever been another; undefined: nobody knows it. */
  async values(uscc: string): Promise<EnterpriseValues | undefined> {
    const found = await this.#db
      .selectFrom('enterprises')
      .select(['name', 'address', 'representative_name as representative'])
      .where('uscc', '=', uscc)
      .executeTakeFirst();
    if (found === undefined) return undefined;
    const changes = await this.#db
      .selectFrom('enterprise_changes')
      .select(['what', 'day'])
      .where('uscc', '=', uscc)
      .orderBy('day')
      .execute();
    // Of several changes the last one counts.
    const since = new Map<string, string>(changes.map(({ what, day }) => [what, day]));
    const of = (field: keyof typeof found) => {
      const recordedOn = since.get(field);
      return { value: found[field], ...(recordedOn === undefined ? {} : { recordedOn }) };
    };
    return {
      uscc: { value: uscc },
      name: of('name'),
      address: of('address'),
      representative: of('representative'),
    };
  }

  /** The active legal persons that somebody represents. */
  representedBy(idNumber: string): Promise<RepresentedEnterprise[]> {
    return this.#db
      .selectFrom('enterprises')
      .select(['uscc', 'name'])
      .where('representative_id_number', '=', idNumber)
      .where('status', '=', 'active')
      .orderBy('uscc')
      .execute();
  }

  /** Whether somebody may speak for a legal person now. One that nobody knows is represented by nobody. */
  async mayRepresent(
    idNumber: string,
    uscc: string,
  ): Promise<Result<null, 'not-representative' | 'enterprise-revoked'>> {
    const found = await this.#db
      .selectFrom('enterprises')
      .select('status')
      .where('uscc', '=', uscc)
      .where('representative_id_number', '=', idNumber)
      .executeTakeFirst();
    if (found === undefined) return err('not-representative');
    return found.status === 'revoked' ? err('enterprise-revoked') : ok(null);
  }

  /** The number of whoever represents an active legal person now; undefined where there is none. */
  async representativeOf(uscc: string): Promise<string | undefined> {
    const found = await this.#db
      .selectFrom('enterprises')
      .select('representative_id_number')
      .where('uscc', '=', uscc)
      .where('status', '=', 'active')
      .executeTakeFirst();
    return found?.representative_id_number;
  }

  async #match(uscc: string, representative: Person, person: Person): Promise<Representation> {
    const { idNumber, name } = person;
    if (idNumber === representative.idNumber && name === representative.name) {
      return 'representative';
    }
    // A number with another name is not that person, so it is told nothing of what that person is or was.
    if ((await this.#persons.match(idNumber, name)) !== 'matched') return 'unknown';
    const former = await this.#db
      .selectFrom('enterprise_changes')
      .select('uscc')
      .where('uscc', '=', uscc)
      .where('what', '=', 'representative')
      .where('from_id_number', '=', idNumber)
      .executeTakeFirst();
    return former === undefined ? 'not-representative' : 'former-representative';
  }
}
