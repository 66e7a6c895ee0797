import type { PageAct } from '../../../src/contracts/evaluator-ipc.ts';
import type { InputKind } from '../../../src/domain/consent.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { answeringInput } from '../../../src/flows/consent-flow.ts';
import type { Settings } from '../../settings/settings.ts';
import type { ConsentDesk } from '../consent/consent-desk.ts';
import type { ConsentWithdrawal } from '../consent/consent-withdrawal.ts';
import type { OwnValuesCheck } from '../consent/own-values.ts';
import type { IdentityProofs } from '../identity/identity-proofs.ts';
import type { Middle } from '../open-case/middle.ts';
import type { CitizenScreen } from './citizen-screen.ts';

/** What the citizen does at their screen, each to the one whose page it is. */
export interface CitizenPart {
  /** The evaluator has shown a page. */
  pageShown(pageId: string, digest: string): void;
  /** Somebody did something on the evaluator; refused when it does not count. */
  pageActed(pageId: string, act: PageAct, input: InputKind): Outcome<null>;
  /** The citizen's screen, or the page on it, is gone. */
  screenLost(): void;
}

/** Who puts pages on the citizen's screen. */
export interface CitizenPartOptions {
  readonly middle: Middle;
  readonly screen: CitizenScreen;
  readonly proofs: IdentityProofs;
  readonly consents: ConsentDesk;
  readonly ownValues: OwnValuesCheck;
  readonly withdrawals: ConsentWithdrawal;
  readonly settings: () => Settings;
}

/** Brings what the citizen does to whoever has asked for it. */
export function citizenPart({
  middle,
  screen,
  proofs,
  consents,
  ownValues,
  withdrawals,
  settings,
}: CitizenPartOptions): CitizenPart {
  return {
    pageShown: (pageId, digest) => {
      screen.confirm(pageId);
      ownValues.confirm(pageId);
      withdrawals.confirm(pageId);
      consents.pageShown(pageId, digest);
    },
    pageActed: (pageId, act, input) => {
      if (act.kind === 'answer') return consents.answer(pageId, act, input);
      if (act.kind === 'object') return ownValues.object(pageId, act.wrong, input);
      const { boundPointer: isPointerBound } = settings().evaluator;
      if (answeringInput({ isPointerBound }, input) === undefined) {
        return fail('consent.not-a-touch');
      }
      switch (act.kind) {
        case 'other-way':
          return proofs.pageActed(pageId, act);
        case 'acknowledge':
          return withdrawals.isShowing()
            ? withdrawals.answer(pageId, act.confirmed)
            : proofs.pageActed(pageId, act);
        case 'extend':
          if (proofs.isShowing()) return proofs.pageActed(pageId, act);
          if (ownValues.isShowing()) return ownValues.extend(pageId);
          if (withdrawals.isShowing()) return withdrawals.extend(pageId);
          return consents.isAsked() ? consents.extend(pageId, input) : screen.extendRating(pageId);
        case 'rate':
          return screen.rate(pageId, act.level);
        case 'display-setting':
          return consents.restyle(pageId, { language: act.language, largeType: act.largeType });
      }
    },
    screenLost: () => {
      proofs.screenLost();
      withdrawals.stop();
      middle.open()?.hear({ type: 'screen.lost' });
    },
  };
}
