import type { EvaluatorPage } from '../../../src/contracts/evaluator-page.ts';
import type { AtWindow } from '../../../src/contracts/platform-api.ts';
import type { RatingLevel } from '../../../src/contracts/rating.ts';
import type { ConsentRecord, PageStyle } from '../../../src/domain/consent.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import type { AskedLicence } from '../../evaluator-pages/compose-consent-page.ts';
import type { PageBasis, Words } from '../../evaluator-pages/page-basis.ts';
import { blankPage, idlePage } from '../../evaluator-pages/plain-pages.ts';
import { ratingPage, thanksPage } from '../../evaluator-pages/rating-pages.ts';
import {
  type Absentee,
  absenteeAskedPage,
  absenteeResultPage,
  checkedPage,
  dutyNoticePage,
  receivedOfflinePage,
  resultPage,
  submittedPage,
} from '../../evaluator-pages/result-page.ts';
import { keptPage, withdrawnPage } from '../../evaluator-pages/withdrawal-pages.ts';
import type { Settings } from '../../settings/settings.ts';
import type { EvaluatorDesk } from './evaluator-desk.ts';

/** Milliseconds the citizen's screen stays blank after a person before it shows the hall's own page again. */
const blankTime = 3_000;

/** Makes one page in whatever style the person has set. */
type Composer<Page extends EvaluatorPage = EvaluatorPage> = (basis: PageBasis) => Page;

/** What the citizen sees while one person is served, and in what order the pages follow each other by themselves. */
export interface CitizenScreen {
  isPresent(): boolean;
  style(): PageStyle;
  /**
   * Makes a page, and leaves it to the caller whether it comes to the screen. `compose` is used again when the person
   * wants another language or size.
   */
  prepare<Page extends EvaluatorPage>(
    compose: Composer<Page>,
  ): { readonly page: Page; readonly show: () => void };
  /**
   * The page that is there now, made anew in another style and on its way to the screen. The style stays until the
   * person has gone; on the hall's own page, for as long as a question would.
   */
  restyle(style: PageStyle): EvaluatorPage;
  showIdle(): void;
  /** A drill has begun or ended: what waits for the next person says so, or no longer does. */
  noteDrill(): void;
  /**
   * @param absentee who has decided, where they are not there
   * @param isOffline nothing of what was agreed to can be looked up yet
   */
  showResult(record: ConsentRecord, absentee: Absentee | undefined, isOffline: boolean): void;
  /** Whoever has agreed has looked at their values; so many licences were said to be wrong. */
  showChecked(wrong: number): void;
  /** A consent was taken back, or, where somebody was asked whether they want that, was not. */
  showTakenBack(ending: 'withdrawn' | 'withdrawn-after-intake' | 'kept'): void;
  /** Nobody is asked for anything, and a department looks at some licences by its duty. */
  showDutyNotice(department: string, licences: readonly AskedLicence[]): void;
  /** Somebody who is not there is being asked on their own phone. */
  showAbsenteeAsked(absentee: Absentee): void;
  /** The case has been handed to the platform and is not confirmed yet. */
  showSubmitted(): void;
  /** The case was taken in without the platform: whoever it is for may go. */
  showReceivedOffline(): void;
  /** Asks how the service was; says thank you, whatever the answer; then lets the person go. */
  askToRate(onRated: (level: RatingLevel) => void): void;
  /** Takes an answer to the question of `askToRate`. */
  rate(pageId: string, level: RatingLevel | 'skip'): Outcome<null>;
  /** Whether somebody is being asked how the service was, or thanked for it. */
  isTakingFeedback(): boolean;
  /** Gives the person on the rating page the full time again. */
  extendRating(pageId: string): Outcome<null>;
  /** The evaluator has confirmed that a page is on screen. */
  confirm(pageId: string): void;
  /** Whatever was on screen is gone at once, and stays gone. */
  blank(): void;
  /** The person has gone: blank at once, and the hall's own page a little later. */
  letGo(): void;
}

/** What the citizen's screen needs. */
export interface CitizenScreenOptions {
  readonly evaluator: EvaluatorDesk;
  readonly newId: () => string;
  readonly settings: () => Settings;
  readonly words: (language: PageStyle['language']) => Words;
  readonly session: () => AtWindow | undefined;
  readonly isDrill: () => boolean;
}

/** Keeps the citizen's screen through the service of one person after another. */
export function createCitizenScreen(options: CitizenScreenOptions): CitizenScreen {
  const { evaluator } = options;
  const ordinaryStyle = (): PageStyle => ({
    language: options.settings().language,
    largeType: false,
  });
  let style = ordinaryStyle();
  let composer: Composer = blankPage;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let takeRating: ((level: RatingLevel) => void) | undefined;

  function basis(): PageBasis {
    return {
      pageId: options.newId(),
      ...style,
      ...(options.isDrill() ? { isDrill: true } : {}),
      words: options.words(style.language),
    };
  }

  function prepare<Page extends EvaluatorPage>(compose: Composer<Page>) {
    const page = compose(basis());
    return {
      page,
      show: () => {
        clearTimeout(timer);
        takeRating = undefined;
        composer = compose;
        evaluator.show(page);
      },
    };
  }

  function show(compose: Composer): void {
    prepare(compose).show();
  }

  function blank(): void {
    style = ordinaryStyle();
    show(blankPage);
  }

  function letGo(): void {
    blank();
    timer = setTimeout(showIdle, blankTime);
  }

  function showIdle(): void {
    const shown = evaluator.current();
    if (shown.kind === 'idle' && (shown.drill !== undefined) === options.isDrill()) return;
    const opened = options.session();
    if (opened === undefined) {
      blank();
      return;
    }
    const { hall, name } = opened.window;
    show((made) => idlePage({ ...made, hall, windowName: name }));
  }

  function sayThanks(): void {
    show(thanksPage);
    timer = setTimeout(letGo, options.settings().numbers.thanksSeconds * 1000);
  }

  function startRatingTime(): void {
    clearTimeout(timer);
    timer = setTimeout(letGo, options.settings().numbers.ratingSeconds * 1000);
  }

  const isRating = (pageId: string) =>
    takeRating !== undefined && evaluator.current().pageId === pageId;

  return {
    isPresent: evaluator.isPresent,
    style: () => style,
    prepare,
    restyle: (wanted) => {
      style = wanted;
      const page = composer(basis());
      evaluator.show(page);
      if (page.kind === 'idle') {
        // Whoever has chosen it before anybody is served may have gone away again.
        clearTimeout(timer);
        timer = setTimeout(letGo, options.settings().numbers.consentSeconds * 1000);
      }
      return page;
    },
    showIdle,
    noteDrill: () => {
      if (evaluator.current().kind === 'idle') showIdle();
    },
    showResult: (record, absentee, isOffline) =>
      show((made) =>
        absentee === undefined
          ? resultPage(made, record, isOffline)
          : absenteeResultPage(made, record, absentee),
      ),
    showChecked: (wrong) => show((made) => checkedPage(made, wrong)),
    showTakenBack: (ending) =>
      show((made) =>
        ending === 'kept'
          ? keptPage(made)
          : withdrawnPage(made, ending === 'withdrawn-after-intake'),
      ),
    showDutyNotice: (department, licences) =>
      show((made) => dutyNoticePage(made, department, licences)),
    showAbsenteeAsked: (absentee) => {
      const { principalSeconds } = options.settings().numbers;
      show((made) => absenteeAskedPage(made, absentee, principalSeconds));
    },
    showSubmitted: () => show(submittedPage),
    showReceivedOffline: () => show(receivedOfflinePage),
    askToRate: (onRated) => {
      const secondsToAnswer = options.settings().numbers.ratingSeconds;
      show((made) => ratingPage(made, { secondsToAnswer }));
      takeRating = onRated;
      // A screen that never confirms the page must not keep the person waiting either.
      startRatingTime();
    },
    rate: (pageId, level) => {
      if (!isRating(pageId)) return fail('consent.page-not-on-screen');
      const take = takeRating;
      sayThanks();
      if (level !== 'skip') take?.(level);
      return ok(null);
    },
    isTakingFeedback: () => ['rating', 'thanks'].includes(evaluator.current().kind),
    extendRating: (pageId) => {
      if (!isRating(pageId)) return fail('consent.page-not-on-screen');
      startRatingTime();
      evaluator.extend();
      return ok(null);
    },
    confirm: (pageId) => {
      evaluator.confirm(pageId);
      if (isRating(pageId)) startRatingTime();
    },
    blank,
    letGo,
  };
}
