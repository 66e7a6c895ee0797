/** How far the audit logs of workstations have come. */
export interface AuditHeadTables {
  /** Heads that were countersigned, each the furthest of its time. Rows are only added. */
  audit_heads: {
    workstation_id: string;
    epoch: string;
    seq: number;
    /** Of the last row. */
    hash: string;
    received_at: string;
    /** As JSON. */
    head: string;
    receipt: string;
  };
  /** Heads that contradict what was there when they came. Rows are only added. */
  audit_forks: {
    workstation_id: string;
    epoch: string;
    seq: number;
    hash: string;
    received_at: string;
    head: string;
  };
}
