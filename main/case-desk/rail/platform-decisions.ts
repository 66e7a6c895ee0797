import type { AtWindow } from '../../../src/contracts/platform-api.ts';
import type { RatingLevel } from '../../../src/contracts/rating.ts';
import type { Case } from '../../../src/domain/case.ts';
import { isVerifiedInAbsence } from '../../../src/domain/offline-intake.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { CitizenScreen } from '../citizen-screen/citizen-screen.ts';
import type { Middle } from '../open-case/middle.ts';
import type { Rail } from './rail.ts';
import { type Decision, type SettlementOptions, settle } from './settlement.ts';

/** What taking decisions needs. */
export interface PlatformDecisionsOptions extends SettlementOptions {
  readonly log: Log;
  readonly middle: Middle;
  readonly rail: Pick<Rail, 'followUnopened'>;
  readonly screen: CitizenScreen;
  readonly newId: () => string;
  readonly session: () => AtWindow | undefined;
  /** Nobody is at the counter, and so nobody can be asked anything. */
  readonly isLocked: () => boolean;
  /** A step of the open case is stored. */
  readonly onStored: (before: Case, next: Case) => void;
  /** Something has been put into the outbox. */
  readonly onEnqueued: () => void;
  readonly onChange: () => void;
}

/**
 * Stores what the platform has decided, then lets the open case and the rail follow.
 * @param decide runs inside the transaction and says what was decided
 */
export function takeDecisions(
  options: PlatformDecisionsOptions,
  decide: () => Outcome<readonly Decision[]>,
): Outcome<null> {
  const { storage, middle, rail } = options;
  const settled = settle(options, decide);
  if (!settled.ok) return settled;
  for (const { before, after, evaluationTicket } of settled.value) {
    const isReceived = after.stage === 'received';
    if (isReceived && before.leaseId !== undefined) storage.leases.shred(before.leaseId);
    const open = middle.at(before.id);
    if (!open.ok) {
      rail.followUnopened(before, after);
      continue;
    }
    open.value.reload();
    options.onStored(before, open.value.subject());
    // Who stands there is not who was served, where a case was verified without its person.
    const isAsked = isReceived && !isVerifiedInAbsence(after);
    if (isAsked && evaluationTicket !== undefined && after.item !== undefined) {
      askToRate(options, after.item.code, evaluationTicket);
    }
  }
  options.onChange();
  return ok(null);
}

function askToRate(options: PlatformDecisionsOptions, itemCode: string, ticket: string): void {
  const { clock, storage, screen, log } = options;
  if (options.isLocked()) return;
  screen.askToRate((level: RatingLevel) => {
    const opened = options.session();
    if (opened === undefined) return;
    const at = clock.now();
    const payload = { ticket, itemCode, windowId: opened.window.id, level, at };
    try {
      storage.transaction(() => {
        storage.outbox.enqueue({ id: options.newId(), kind: 'service:rated', at, payload });
        return ok(null);
      });
      options.onEnqueued();
    } catch (cause) {
      // Nobody at the counter may see it, so nobody there can be asked to do it again.
      log.warn('rating.not-stored', { cause: String(cause) });
    }
  });
}
