import type { PersonValueKey } from '../../src/contracts/subject-api.ts';

/** The subject library of natural persons (自然人库). */
export interface PersonTables {
  persons: {
    id_number: string;
    name: string;
  };
  person_values: {
    id_number: string;
    key: PersonValueKey;
    value: string;
    /** When an authority last told it to the library, `YYYY-MM-DD`. */
    recorded_on: string;
  };
  /** What the library knows to have changed. */
  person_changes: {
    id_number: string;
    /** The day from which it holds, `YYYY-MM-DD`. */
    day: string;
    what: 'name' | 'address';
    from_value: string;
    to_value: string;
  };
}
