import type { Generated } from 'kysely';
import type { AccessKind } from '../../src/contracts/access-log-api.ts';

/** Who has looked at whose data; never what was seen. */
export interface AccessLogTables {
  accesses: {
    id: Generated<number>;
    /** Number of the person, USCC of the enterprise. */
    subject_number: string;
    at: string;
    kind: AccessKind;
    source: string;
    org: string;
    operator: string;
    cause: string | null;
  };
}
