import type { Generated } from 'kysely';
import type { CallBackOutcome } from '../../src/domain/offline-intake.ts';

/** Cases that were on the call-back list (回访清单) of a workstation, whether they have been received since or not. */
export interface CallBackTables {
  call_backs: {
    id: Generated<number>;
    case_id: string;
    workstation_id: string;
    item_code: string;
    window_id: string;
    provisional_number: string;
    since: string;
    /** As JSON. */
    reasons: string;
    outcome: CallBackOutcome;
    ended_at: string;
  };
}
