import type { ExpectedFace } from '../../src/contracts/face-api.ts';
import type { Database } from '../database/open-database.ts';
import { EnterpriseStore } from '../enterprises/enterprise-store.ts';
import { PersonStore } from '../persons/person-store.ts';

/**
 * Whether somebody is who a window expects. A number alone is not enough: the name has to go with it, or the person has
 * to represent the legal person at this moment.
 */
export async function isExpected(
  db: Database,
  expected: ExpectedFace,
  idNumber: string,
): Promise<boolean> {
  if (expected.idNumber !== idNumber) return false;
  const persons = new PersonStore(db);
  return expected.type === 'person'
    ? (await persons.match(idNumber, expected.name)) === 'matched'
    : (await new EnterpriseStore(db, persons).mayRepresent(idNumber, expected.uscc)).ok;
}
