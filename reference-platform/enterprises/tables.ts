import type { EnterpriseKind, EnterpriseStatus } from '../../src/contracts/subject-api.ts';

/** The subject library of legal persons (法人库). */
export interface EnterpriseTables {
  enterprises: {
    /** 统一社会信用代码. */
    uscc: string;
    /** 事业单位编码, free text. */
    unit_code: string | null;
    name: string;
    kind: EnterpriseKind;
    representative_id_number: string;
    representative_name: string;
    status: EnterpriseStatus;
    address: string;
  };
  /** What has changed since a legal person was registered. */
  enterprise_changes: {
    uscc: string;
    /** The day from which it holds, `YYYY-MM-DD`. */
    day: string;
    what: 'name' | 'address' | 'status' | 'representative';
    /** Of a representative, the name. */
    from_value: string;
    to_value: string;
    /** Of a representative, as names are not unique; else null. */
    from_id_number: string | null;
    to_id_number: string | null;
  };
}
