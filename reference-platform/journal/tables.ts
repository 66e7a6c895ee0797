import type { Generated } from 'kysely';
import type { Audience } from './journal.ts';

/** What happened, in order, once for each audience that is told. */
export interface JournalTables {
  journal: {
    sequence: Generated<number>;
    audience: Audience;
    /** The change as it is told, as JSON. */
    change: string;
  };
}
