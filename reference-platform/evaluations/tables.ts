import type { RatingLevel } from '../../src/contracts/rating.ts';

/** Citizens' ratings (好差评), one for each ticket at most. */
export interface EvaluationTables {
  evaluations: {
    ticket: string;
    item_code: string;
    window_id: string;
    level: RatingLevel;
    rated_at: string;
  };
}
