import type { Case } from '../../../src/domain/case.ts';
import { consentsGiven, type GivenConsent } from '../../../src/domain/case-holders.ts';
import { shownParty } from '../../../src/domain/masking.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { withdrawalPage } from '../../evaluator-pages/withdrawal-pages.ts';
import type { Settings } from '../../settings/settings.ts';
import type { CitizenScreen } from '../citizen-screen/citizen-screen.ts';
import type { EvaluatorDesk } from '../citizen-screen/evaluator-desk.ts';
import { isAskedOnPhoneOnly } from './consent-parties.ts';

/** A consent of a case that may be taken back, and whether whoever has given it can do so here. */
export interface WithdrawableConsent extends GivenConsent {
  /** They are not at the counter: their own phone takes it back. */
  readonly isAway: boolean;
}

/**
 * The consents that may be taken back now (撤回授权): at any time but while another question is on the citizen's screen, or
 * the case is on its way from one step or window to the next.
 * @param today `YYYY-MM-DD` where the hall is
 */
export function withdrawableConsents(subject: Case, today: string): readonly WithdrawableConsent[] {
  const { stage, failure } = subject;
  const isAtRest =
    stage === 'reviewing' ||
    stage === 'checking-values' ||
    stage === 'filling-form' ||
    stage === 'submitting' ||
    stage === 'received' ||
    (stage === 'fetching-values' && failure !== undefined);
  if (!isAtRest) return [];
  return consentsGiven(subject).map((given) => ({
    ...given,
    isAway: subject.leftAt !== undefined || isAskedOnPhoneOnly(subject, given.person.number, today),
  }));
}

/** Whoever has agreed is asked, on the citizen's screen, whether they take it back. */
export interface ConsentWithdrawal {
  /**
   * Asks whether a consent is taken back; `onWithdrawn` once that is confirmed by a touch.
   * @param itemNames of all cases that its page has asked for
   */
  ask(subject: Case, given: GivenConsent, itemNames: readonly string[]): Outcome<null>;
  /** The evaluator has shown a page: the time to answer begins. */
  confirm(pageId: string): void;
  /** They do, or do not. */
  answer(pageId: string, isConfirmed: boolean): Outcome<null>;
  extend(pageId: string): Outcome<null>;
  /** Whether a page of ours is on the citizen's screen. */
  isShowing(): boolean;
  /** Nobody is asked any longer, and nothing is taken back; a page that is still there says so. */
  giveUp(): void;
  /** Nobody is asked any longer; whoever calls takes care of the screen. */
  stop(): void;
}

/** What asking needs. */
export interface ConsentWithdrawalOptions {
  readonly screen: CitizenScreen;
  readonly evaluator: EvaluatorDesk;
  readonly settings: () => Settings;
  readonly place: () => { readonly hall: string; readonly windowName: string } | undefined;
  /** It is taken back by a touch. */
  readonly onWithdrawn: (caseId: string, pageId: string) => void;
  readonly onChange: () => void;
}

/** Nobody is asked yet. */
export function createConsentWithdrawal(options: ConsentWithdrawalOptions): ConsentWithdrawal {
  const { screen, evaluator } = options;
  let asked: { readonly caseId: string; readonly pageId: string } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isShowing = () => evaluator.current().kind === 'withdrawal';
  const isOn = (pageId: string) => isShowing() && evaluator.current().pageId === pageId;

  function stop(): void {
    clearTimeout(timer);
    asked = undefined;
  }

  function giveUp(): void {
    stop();
    if (isShowing()) screen.showTakenBack('kept');
    options.onChange();
  }

  function startTime(): void {
    clearTimeout(timer);
    timer = setTimeout(giveUp, options.settings().numbers.consentSeconds * 1000);
  }

  return {
    ask: ({ id, stage, licences }, { person, record }, itemNames) => {
      const place = options.place();
      if (place === undefined) return fail('session.required');
      const { agreedTypes = [], pageId } = record;
      const named = licences.filter(({ typeCode }) => agreedTypes.includes(typeCode));
      asked = { caseId: id, pageId };
      screen
        .prepare((basis) =>
          withdrawalPage(basis, {
            ...place,
            itemNames,
            holder: shownParty(person),
            licences: [...new Set(named.map(({ name }) => name))],
            isHandedIn: stage === 'submitting' || stage === 'received',
            secondsToAnswer: options.settings().numbers.consentSeconds,
          }),
        )
        .show();
      // A screen that never confirms the page must not keep anybody waiting.
      startTime();
      options.onChange();
      return ok(null);
    },
    confirm: (pageId) => {
      if (isOn(pageId)) startTime();
    },
    answer: (pageId, isConfirmed) => {
      if (asked === undefined || !isOn(pageId)) return fail('consent.page-not-on-screen');
      const { caseId, pageId: consentId } = asked;
      if (!isConfirmed) {
        giveUp();
        return ok(null);
      }
      stop();
      options.onWithdrawn(caseId, consentId);
      return ok(null);
    },
    extend: (pageId) => {
      if (!isOn(pageId)) return fail('consent.page-not-on-screen');
      startTime();
      evaluator.extend();
      return ok(null);
    },
    isShowing,
    giveUp,
    stop,
  };
}
