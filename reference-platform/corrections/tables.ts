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
  /** Licences that whoever they concern has said are wrong (数据有误). */
  objections: {
    id: Generated<number>;
    case_id: string;
    item_code: string;
    license_code: string;
    objected_at: string;
  };
}
