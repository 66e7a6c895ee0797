import type { HandoverState } from '../../src/contracts/handover-api.ts';

/** Cases that go from window to window. */
export interface HandoverTables {
  handovers: {
    handover_id: string;
    case_id: string;
    giver_workstation_id: string;
    from_window_id: string;
    to_window_id: string;
    /** Who has taken it. */
    taker_workstation_id: string | null;
    item_code: string;
    /** The case as JSON, and how its applicant is shown; null as soon as one of the two has it for good. */
    handed_case: string | null;
    applicant_masked: string | null;
    state: HandoverState;
    offered_at: string;
    /** The end of the hall's day. */
    ends_at: string;
  };
}
