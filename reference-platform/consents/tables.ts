import type { ConsentState } from '../../src/contracts/consent-api.ts';

/** Consents and what was answered. */
export interface ConsentTables {
  consents: {
    consent_id: string;
    workstation_id: string;
    window_id: string;
    /** Of the first case that it is asked for in, where these are several. */
    case_id: string;
    item_code: string;
    /** Whose data. */
    holder_number: string;
    /** Who is asked. */
    asked_id_number: string;
    /** The request as it was asked, as JSON. */
    request: string;
    page_digest: string;
    /** As stored; a pending one whose time is over has `expired`. */
    state: Exclude<ConsentState, 'expired'>;
    asked_at: string;
    expires_at: string;
    answered_at: string | null;
    answered_on: 'phone' | 'evaluator' | null;
    withdrawn_at: string | null;
  };
  /** By licence, in the order of the page. */
  consent_licences: {
    consent_id: string;
    position: number;
    /** The case that it is asked for in. */
    case_id: string;
    license_code: string;
    decision: 'agreed' | 'declined' | null;
  };
}
