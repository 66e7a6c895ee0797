import { type AtWindow, intakeRoles } from '../../../src/contracts/platform-api.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import type { CardPhotos } from '../../card-photos/card-photos.ts';
import type { EvidenceDesk } from '../../evidence/evidence-desk.ts';
import type { Storage } from '../../storage/storage.ts';
import type { CitizenScreen } from '../citizen-screen/citizen-screen.ts';
import type { ConsentWithdrawal } from '../consent/consent-withdrawal.ts';
import type { PhoneQuestion } from '../consent/phone-question.ts';
import type { IdentityProofs } from '../identity/identity-proofs.ts';
import type { Middle } from '../open-case/middle.ts';
import type { Handovers } from '../rail/handovers.ts';
import type { OldDrafts } from '../rail/old-drafts.ts';
import type { Rail } from '../rail/rail.ts';
import type { Shift } from '../rail/shift.ts';

/** The clerk comes to the counter, leaves it for a moment, and goes. */
export interface ClerkPresence {
  /** A clerk has come: their shift is listed, and what they had open when the program ended goes on. */
  begin(): void;
  /**
   * The clerk has gone; the open case waits for their next login. Resolves when the platform has been told that nobody is
   * asked any longer, or could not be.
   */
  leave(): Promise<void>;
  /** Puts aside whatever is open, and anything that is opened meanwhile. Resolves as `leave` does. */
  putAside(): Promise<Outcome<null>>;
  /** Takes the page back and keeps everything as it is, until the clerk is back. */
  lock(): void;
  /** The clerk is back. */
  unlock(): void;
  /** Whether the clerk is away for a moment. */
  isLocked(): boolean;
  /** The clerk's page died: nothing stays in front of the citizen that nobody is watching. */
  clerkWindowLost(): void;
}

/** What following the clerk needs. */
export interface ClerkPresenceOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly middle: Middle;
  readonly rail: Pick<Rail, 'resumeInterrupted' | 'putAside'>;
  readonly shift: Shift;
  readonly screen: CitizenScreen;
  readonly proofs: IdentityProofs;
  readonly withdrawals: ConsentWithdrawal;
  readonly handovers: Handovers;
  readonly oldDrafts: OldDrafts;
  readonly phone: Pick<PhoneQuestion, 'settled'>;
  readonly photos: CardPhotos;
  readonly evidence: Pick<EvidenceDesk, 'deliver'>;
  readonly session: () => AtWindow | undefined;
  /** Ends what has ended by time alone. */
  readonly passTime: () => void;
  readonly onChange: () => void;
}

/** Nobody is at the counter yet. */
export function createClerkPresence(options: ClerkPresenceOptions): ClerkPresence {
  const { clock, storage, middle, shift, screen, proofs, withdrawals, photos, session } = options;
  let isLocked = false;

  /** Nobody on the other side is asked for anything any longer. */
  function takeQuestionsBack(): void {
    withdrawals.stop();
    proofs.stopAsking();
    middle.open()?.hear({ type: 'page.withdrawn' });
    screen.blank();
  }

  return {
    begin: () => {
      const opened = session();
      if (opened === undefined) return;
      middle.clear();
      options.passTime();
      const { account, role } = opened.clerk;
      if (!intakeRoles.includes(role)) {
        screen.blank();
        return;
      }
      shift.begin(account);
      void options.evidence.deliver();
      options.rail.resumeInterrupted();
      screen.showIdle();
      options.handovers.look();
    },
    leave: () => {
      middle.open()?.hear({ type: 'page.withdrawn' });
      middle.clear();
      photos.dropAll();
      const account = session()?.clerk.account;
      if (account !== undefined) options.oldDrafts.forget(account);
      shift.begin(undefined);
      options.handovers.forget();
      isLocked = false;
      storage.leases.shredEnded(clock.now());
      screen.blank();
      return options.phone.settled();
    },
    putAside: async () => {
      do {
        const aside = options.rail.putAside();
        options.onChange();
        if (!aside.ok) return aside;
        await options.phone.settled();
      } while (middle.open() !== undefined);
      return ok(null);
    },
    lock: () => {
      isLocked = true;
      proofs.stopReading();
      takeQuestionsBack();
      options.onChange();
    },
    unlock: () => {
      options.passTime();
      isLocked = false;
      screen.showIdle();
      options.onChange();
    },
    isLocked: () => isLocked,
    clerkWindowLost: takeQuestionsBack,
  };
}
