import type { BatchAnswer } from '../contracts/platform-api.ts';
import { fail, type Outcome } from '../failures/failure.ts';
import { ok } from '../support/result.ts';

/** What a platform's code for a rejection looks like; anything else has no place in a table or on a screen. */
const stableCode = /^[\x21-\x7e]{1,64}$/;

/** How far an outbox has come. */
interface OutboxProgress {
  /** Number of the newest event; 0 before the first. */
  readonly lastSeq: number;
  readonly ackedThrough: number;
  /** The platform that acknowledged; `null` before the first answer. */
  readonly platformId: string | null;
}

/** What an answer changes. Events above `ackedThrough` wait, whatever was said of them before. */
interface AppliedAnswer {
  readonly platformId: string;
  readonly ackedThrough: number;
  readonly rejected: BatchAnswer['rejected'];
}

/**
 * Applies the platform's answer to a batch. The last answer counts, also when it goes back: a platform restored from
 * a backup gets again what it has lost. Another platform than before has seen only this batch, so it gets everything;
 * events are applied once by their id, however often they are sent.
 */
export function applyAnswer(progress: OutboxProgress, answer: BatchAnswer): Outcome<AppliedAnswer> {
  const { platformId, ackedThrough, rejected } = answer;
  // An acknowledgement of events that do not exist yet would let them count as synced the moment they are made.
  const believable =
    ackedThrough <= progress.lastSeq &&
    rejected.every(({ seq, code }) => seq <= ackedThrough && stableCode.test(code));
  if (!believable) {
    return fail('platform.wrong-shape');
  }
  return progress.platformId === null || progress.platformId === platformId
    ? ok({ platformId, ackedThrough, rejected })
    : ok({ platformId, ackedThrough: 0, rejected: [] });
}
