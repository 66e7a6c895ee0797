import type { Generated } from 'kysely';

/** What windows have asked whoever keeps a value to look at (校核纠错). */
export interface CorrectionTables {
  corrections: {
    id: Generated<number>;
    case_id: string;
    asked_at: string;
    /** The event's payload, as JSON. */
    payload: string;
  };
}
