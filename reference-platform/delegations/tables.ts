import type {
  DelegationMoveKind,
  DelegationSide,
  DelegationState,
} from '../../src/contracts/delegation-api.ts';
import type { CodeSubjectType } from '../../src/contracts/phone-api.ts';

/** Delegations (委托), and everything that happened to each. */
export interface DelegationTables {
  delegations: {
    delegation_id: string;
    /** As the last move left it; time may have ended it since. */
    state: DelegationState;
    principal_type: CodeSubjectType;
    /** The number of a person, the USCC of an enterprise. */
    principal_number: string;
    /** Names as they were when it was asked for: a letter says what was agreed. */
    principal_name: string;
    /** Null as long as nobody has scanned its offer. */
    agent_id_number: string | null;
    agent_name: string | null;
    /** A `DelegationScope` as JSON. */
    scope: string;
    /** As JSON: the principal may have granted fewer. */
    asked_licence_types: string;
    asked_by: 'principal' | 'window';
    /** The workstation that asked, and the one case it asked for. */
    workstation_id: string | null;
    case_id: string | null;
    asked_at: string;
    answer_until: string;
    principal_agreed_at: string | null;
    agent_agreed_at: string | null;
    /** SHA-256 of the newest text for its QR code. */
    offer_hash: string | null;
    offer_expires_at: string | null;
  };
  delegation_moves: {
    delegation_id: string;
    /** 1 for the first. */
    number: number;
    kind: DelegationMoveKind;
    side: DelegationSide;
    /** The number of a person, the account of a clerk; null for time. */
    actor: string | null;
    at: string;
    state: DelegationState;
  };
  /** At which workstations the code of a delegation was resolved. */
  delegation_showings: {
    delegation_id: string;
    workstation_id: string;
    /** The first time. */
    shown_at: string;
  };
}
