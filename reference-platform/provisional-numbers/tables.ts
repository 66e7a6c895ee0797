/** Provisional numbers that were set aside. */
export interface ProvisionalNumberTables {
  /** The highest serial set aside of each window and day. */
  provisional_counters: {
    window_id: string;
    /** `YYYY-MM-DD` in the hall. */
    day: string;
    last: number;
  };
  provisional_blocks: {
    window_id: string;
    day: string;
    first: number;
    last: number;
    workstation_id: string;
    epoch: string;
  };
}
