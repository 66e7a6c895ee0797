/** What two people have answered for together. */
export interface FourEyesTables {
  /** Cases that a supervisor has given to another clerk. Rows are only added. */
  reassignments: {
    reassignment_id: string;
    workstation_id: string;
    window_id: string;
    supervisor: string;
    second: string;
    receiver: string;
    reason: string;
    /** Ids, as a JSON list. */
    cases: string;
    at: string;
  };
}
