import type {
  EvaluatorMirror,
  EvaluatorPage,
  MirroredPage,
} from '../../../src/contracts/evaluator-page.ts';
import type { Clock } from '../../../src/support/clock.ts';

/** What is on the citizen's screen, as main knows it. Every page that is to be shown goes through here. */
export interface EvaluatorDesk {
  /** Shows a page, or makes it the one that a screen shows as soon as there is one. */
  show(page: EvaluatorPage): void;
  /** The evaluator has confirmed that a page is on screen. */
  confirm(pageId: string): void;
  /** The person wants more time: the time to answer starts anew. */
  extend(): void;
  /** The citizen's screen has come or gone. */
  setDisplay(present: boolean): void;
  isPresent(): boolean;
  /** The page to show now; one that waits for an answer carries the seconds that are left. */
  current(): EvaluatorPage;
  /** The clerk's own projection of all this. */
  mirror(): EvaluatorMirror;
}

/** What the evaluator desk needs. */
export interface EvaluatorDeskOptions {
  readonly clock: Clock;
  readonly first: EvaluatorPage;
  readonly send: (page: EvaluatorPage) => void;
  readonly onChange: () => void;
}

/** Keeps the citizen's screen: one page at a time, the newest always wins. */
export function createEvaluatorDesk(options: EvaluatorDeskOptions): EvaluatorDesk {
  const { clock } = options;
  let page = options.first;
  let isShown = false;
  let isPresent = false;
  /** Monotonic milliseconds by which the shown page has to be answered, where it waits for an answer. */
  let answerBy: number | undefined;

  const secondsLeft = () =>
    answerBy === undefined
      ? undefined
      : Math.max(0, Math.ceil((answerBy - clock.monotonic()) / 1000));

  const current = (): EvaluatorPage =>
    'secondsToAnswer' in page
      ? { ...page, secondsToAnswer: Math.max(1, secondsLeft() ?? page.secondsToAnswer) }
      : page;

  const startTime = () => {
    answerBy =
      'secondsToAnswer' in page ? clock.monotonic() + page.secondsToAnswer * 1000 : undefined;
  };

  return {
    show: (next) => {
      page = next;
      isShown = false;
      answerBy = undefined;
      options.send(page);
      options.onChange();
    },
    confirm: (pageId) => {
      if (pageId !== page.pageId || isShown) return;
      isShown = true;
      startTime();
      options.onChange();
    },
    extend: () => {
      startTime();
      options.send(current());
      options.onChange();
    },
    setDisplay: (present) => {
      isPresent = present;
      isShown = false;
      options.onChange();
    },
    isPresent: () => isPresent,
    current,
    mirror: () => {
      const left = secondsLeft();
      const projected = projectForMirror(page);
      // That one page of the feedback has given way to the next would tell when it was answered.
      const isSeen = isShown || projected.kind === 'feedback';
      return {
        display: isPresent ? 'present' : 'missing',
        page: projected,
        state: isSeen ? 'shown' : 'sent',
        ...(left === undefined || projected.kind === 'feedback' ? {} : { secondsLeft: left }),
      };
    },
  };
}

/**
 * A page as the clerk may see it. Somebody's own values are theirs to see first: the clerk learns that they are on screen.
 * 好差评 and the thanks after it look alike from there: neither what was answered nor
 * when may be told from the clerk's side.
 */
function projectForMirror(page: EvaluatorPage): MirroredPage {
  switch (page.kind) {
    case 'rating':
    case 'thanks':
      return { pageId: unseenPageId, kind: 'feedback' };
    case 'own-values':
      return { pageId: page.pageId, kind: 'own-values' };
    default:
      return page;
  }
}

/** Stands for every page of the feedback, so that the clerk's window cannot tell one from the next. */
const unseenPageId = '00000000-0000-4000-8000-000000000000';
