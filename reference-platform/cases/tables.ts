import type { Generated } from 'kysely';
import type { CaseState } from '../../src/contracts/case-state.ts';
import type { RejectionCode } from './judge-case.ts';

/** Cases, and how far each workstation's events have come. */
export interface CaseTables {
  cases: {
    case_id: string;
    /** 申办流水号. */
    case_number: string;
    workstation_id: string;
    item_code: string;
    /** The case as received, as JSON. */
    payload: string;
    received_at: string;
    /** With which the citizen may rate the service; random, so that it says nothing of the case. */
    evaluation_ticket: string;
    state: Generated<CaseState>;
    /** 承诺时限 and 法定时限 as days in the hall; null until the case is accepted. */
    promised_due: string | null;
    statutory_due: string | null;
  };
  /** What was done with cases, in order. */
  case_steps: {
    sequence: Generated<number>;
    case_id: string;
    /** Where it led. */
    state: CaseState;
    at: string;
    /** Who of the department did it; null: the workstation. */
    account: string | null;
    /** Of the request that asked for it. */
    request_id: string | null;
    /** The rest of it as JSON, in the shape of `caseStepSchema`. */
    step: string;
  };
  /** Last serial given on a day (`yyyyMMdd` in the hall). */
  case_number_counters: {
    day: string;
    last: number;
  };
  sync_cursors: {
    workstation_id: string;
    epoch: string;
    acked_through: number;
  };
  /** Every event that was ever processed, so that one sent again has no effect. */
  processed_events: {
    event_id: string;
    workstation_id: string;
    /** Null: accepted. */
    rejection: RejectionCode | null;
  };
}
