import type { Clock, Instant } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import { attempt } from '../../storage/attempt.ts';
import type { Storage } from '../../storage/storage.ts';
import type { CitizenScreen } from '../citizen-screen/citizen-screen.ts';
import type { OwnValuesCheck } from '../consent/own-values.ts';
import type { Middle } from '../open-case/middle.ts';
import type { OldDrafts } from './old-drafts.ts';
import type { Rail } from './rail.ts';
import { removeCase } from './remove-case.ts';

/** What clearing out needs. */
export interface ClearingOutOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly log: Log;
  readonly middle: Middle;
  readonly rail: Pick<Rail, 'followUnopened'>;
  readonly oldDrafts: OldDrafts;
  readonly screen: CitizenScreen;
  readonly ownValues: OwnValuesCheck;
  readonly isLocked: () => boolean;
  /**
   * A moment that has come for certain (`PlatformTime.reached`): a clock here that is ahead by mistake has no used code
   * forgotten that is still good.
   */
  readonly platformReached: () => Instant | undefined;
  readonly onChange: () => void;
  /** Cases have been removed that the backup may still hold. */
  readonly onRemoved: () => void;
}

/** Ends what has ended by time alone: drafts of an earlier day, used codes, leases, and the form that the open case's lease held. */
export function clearOutByTime(options: ClearingOutOptions): void {
  const { clock, storage, log, middle, ownValues, screen, isLocked } = options;
  dropOldDrafts(options);
  attempt(log, () => {
    storage.leases.shredEnded(clock.now());
    const reached = options.platformReached();
    if (reached !== undefined) storage.usedCodes.dropEnded(reached);
    return ok(null);
  });
  const open = middle.open();
  const wasLooking = open?.subject().stage === 'checking-values';
  if (open?.endWithLease() !== true) return;
  if (wasLooking) ownValues.stop();
  if (wasLooking && !isLocked()) screen.showIdle();
  options.onChange();
}

function dropOldDrafts(options: ClearingOutOptions): void {
  const { oldDrafts, middle, rail, isLocked, onRemoved } = options;
  const openId = middle.open()?.subject().id;
  // Whoever is at work may finish, be it past midnight.
  const dropped = oldDrafts.drop(isLocked() ? undefined : openId);
  if (dropped.length > 0) onRemoved();
  if (dropped.some(({ id }) => id === openId)) middle.clear();
  for (const draft of dropped) rail.followUnopened(draft, { ...draft, stage: 'closed' });
}

/** Removes every case of a drill. @returns whether none is left */
export function clearOutDrills(options: ClearingOutOptions): boolean {
  const { storage, log, middle, rail, screen, isLocked, onRemoved } = options;
  const { cases: found, unreadable } = storage.cases.listOfDrills();
  const removed = found.filter((subject) => removeCase(options, subject));
  if (removed.length > 0) onRemoved();
  if (removed.some(({ id }) => middle.at(id).ok)) {
    middle.clear();
    if (!isLocked()) screen.showIdle();
  }
  for (const subject of removed) rail.followUnopened(subject, { ...subject, stage: 'closed' });
  if (unreadable.length > 0) log.warn('case.unreadable', { count: unreadable.length });
  return removed.length === found.length;
}
