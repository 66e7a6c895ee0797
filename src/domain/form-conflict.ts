import type { Instant } from '../support/clock.ts';
import { halfWidth } from './field-format.ts';
import type { SourcedValue } from './sourced-value.ts';

/**
 * Why a clerk believes one source and not another: it is newer · the original was seen · the applicant says so · the
 * other was written down wrong · something else, which is then said in words.
 */
export const conflictReasons = [
  'more-recent',
  'original-seen',
  'applicant-states',
  'misrecorded',
  'other',
] as const;
/** One of them. */
export type ConflictReason = (typeof conflictReasons)[number];

/** Characters of what a clerk says in words. */
export const noteLimit = 200;

/** What a clerk has decided between sources that disagree; what is believed is the field's value. */
export interface ConflictDecision {
  readonly reason: ConflictReason;
  readonly note?: string;
  /** Whoever keeps what was not believed is asked to look at it (校核纠错). */
  readonly asksCorrection?: true;
  readonly at: Instant;
}

/** Sources that disagree about a field. */
export interface FieldConflict {
  /** What each says, in the item's order of preference; no two say the same. */
  readonly claims: readonly SourcedValue[];
  /** Absent: nobody has decided, and the field is open. */
  readonly decision?: ConflictDecision;
}

/** Whether two sources say the same, however they write it: blanks, width and case do not count. */
export function saysTheSame(left: string, right: string): boolean {
  return comparable(left) === comparable(right);
}

/** What sources say, each thing once, by the first that says it. */
export function distinctClaims(claims: readonly SourcedValue[]): readonly SourcedValue[] {
  return claims.filter(
    ({ value }, index) =>
      claims.findIndex((earlier) => saysTheSame(earlier.value, value)) === index,
  );
}

/**
 * The claim to fill in until somebody has decided: the first, unless a later one is known to be newer than it.
 * @param claims in the item's order of preference
 */
export function preferredClaim(claims: readonly SourcedValue[]): SourcedValue | undefined {
  return claims.reduce<SourcedValue | undefined>(
    (preferred, claim) =>
      preferred === undefined || isNewer(claim, preferred) ? claim : preferred,
    undefined,
  );
}

function isNewer(left: SourcedValue, right: SourcedValue): boolean {
  const [leftDay, rightDay] = [dayOf(left), dayOf(right)];
  return leftDay !== undefined && rightDay !== undefined && leftDay > rightDay;
}

function dayOf({ provenance }: SourcedValue): string | undefined {
  return provenance.kind === 'typed' ? undefined : provenance.recordedOn;
}

function comparable(value: string): string {
  return halfWidth(value).replace(/\s/g, '').toUpperCase();
}
