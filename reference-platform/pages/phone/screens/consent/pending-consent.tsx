import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import {
  agreedPositions,
  isChoiceMissing,
  type LicenceChoices,
  submittingWords,
  undecidedCount,
} from '../../../../../renderer/shared/licence-choices.ts';
import { useMoreBelow } from '../../../../../renderer/shared/use-more-below.ts';
import { useSecondsLeft } from '../../../../../renderer/shared/use-seconds-left.ts';
import {
  consentAnswerSchema,
  consentPaths,
  type PhoneConsentPage,
} from '../../../../../src/contracts/consent-api.ts';
import type { LicenceDecision } from '../../../../../src/domain/consent.ts';
import { fillPlaces } from '../../../../../src/support/fill-places.ts';
import type { Refusal } from '../../../shared/ask-platform.ts';
import { Icon } from '../../glass/icon.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { secondsSaidAt } from '../../glass/seconds-said.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { LicenceChoice } from './licence-choice.tsx';
import { PageText } from './page-text.tsx';
import { useShownPage } from './use-shown-page.ts';
import './consent.css';

/** How often a consent is looked at whose time is over by this phone's clock, but not yet by the platform's. */
const lookAgainMs = 5000;

interface PendingConsentProps {
  readonly consent: PhoneConsentPage;
  /** It may have been answered, or its time is over. Stays the same function. */
  readonly onMoved: () => void;
}

/** 服务授权页面 on the phone (PUB-07, PUB-08): the page of the evaluator, and the answer. */
export function PendingConsent({ consent, onMoved }: PendingConsentProps): ReactNode {
  const { t, language } = usePhoneTexts();
  const { ask } = usePhone();
  const { page } = consent;
  const { licences } = page;
  const root = useRef<HTMLDivElement>(null);
  const shown = useShownPage(root);
  const { end, isMoreBelow, moveDown } = useMoreBelow();
  const [choices, setChoices] = useState<LicenceChoices>(new Map());
  const [isChoiceAsked, setChoiceAsked] = useState(false);
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const secondsLeft = useSecondsLeftOf(consent, onMoved);

  const agreed = agreedPositions(choices, licences);
  const shownAt = shown?.at ?? Number.POSITIVE_INFINITY;
  const untilAgree = useSecondsLeft(shownAt + page.minimumDisplaySeconds * 1000);
  // What agrees to nothing needs no time to be read.
  const isWaiting = untilAgree > 0 && agreed.length > 0;

  // Nothing can be done before it is known what is on screen: the digest is of the page as it came.
  const isClosed = shown === undefined || isSending;

  function choose(position: number, isAgreed: boolean): void {
    setChoices((made) => new Map(made).set(position, { isAgreed }));
    setChoiceAsked(false);
  }

  async function answer(positions: readonly number[]): Promise<void> {
    if (shown === undefined) return;
    const decisions = licences.map(
      (_, position): LicenceDecision => (positions.includes(position) ? 'agreed' : 'declined'),
    );
    setSending(true);
    setRefusal(undefined);
    const answered = await ask(consentPaths.phoneAnswer(consent.consentId), {
      method: 'POST',
      body: { pageDigest: shown.digest, decisions, chosenSingly: [...choices.keys()] },
      answer: consentAnswerSchema,
    });
    // Whoever was first, here or at the window: what counts is what the platform says of it.
    if (answered.ok || answered.problem === 'consent-ended') return onMoved();
    setSending(false);
    setRefusal(answered.problem);
  }

  function submit(): void {
    if (isWaiting) return;
    if (!isChoiceMissing(choices, licences)) return void answer(agreed);
    setChoiceAsked(true);
    const sensitive = root.current?.querySelector<HTMLElement>('[data-sensitive]');
    sensitive?.focus({ preventScroll: true });
    sensitive?.scrollIntoView();
  }

  const undecided = undecidedCount(choices, licences);
  const notice = isChoiceAsked ? (
    <span lang={language}>{t('consent.choose-sensitive')}</span>
  ) : (
    undecided > 0 && fillPlaces(page.undecided, { undecided })
  );
  const said = secondsSaidAt(secondsLeft);
  return (
    <div ref={root} className="consent">
      <ScreenFrame
        title={t('consent.title')}
        foot={
          <footer className="consent-foot" lang={page.language}>
            {isMoreBelow ? (
              <button type="button" className="consent-more" onClick={moveDown}>
                <Icon name="down" />
                {page.moreBelow}
              </button>
            ) : null}
            <div lang={language}>
              <Problem refusal={refusal} />
            </div>
            <p className="tabular-figures">
              {fillPlaces(page.remaining, { seconds: secondsLeft })}
            </p>
            <p className="only-heard" aria-live="polite">
              {said === undefined ? null : fillPlaces(page.remaining, { seconds: said })}
            </p>
            {isWaiting ? (
              <p className="tabular-figures">
                {fillPlaces(page.readFirst, {
                  seconds: Math.min(untilAgree, page.minimumDisplaySeconds),
                })}
              </p>
            ) : null}
            <p role="status">{isWaiting ? null : notice}</p>
            <div className="consent-answers">
              <button type="button" disabled={isClosed} onClick={() => void answer([])}>
                <span data-canonical>{page.decline}</span>
              </button>
              <button type="button" disabled={isClosed} aria-disabled={isWaiting} onClick={submit}>
                <span data-canonical>{submittingWords(page, choices)}</span>
              </button>
            </div>
          </footer>
        }
      >
        <PageText
          consent={consent}
          choiceOf={(position, titleId) => (
            <LicenceChoice
              words={page}
              titleId={titleId}
              isAgreed={choices.get(position)?.isAgreed}
              disabled={isClosed}
              onChoose={(isAgreed) => choose(position, isAgreed)}
            />
          )}
        />
        <div ref={end} />
      </ScreenFrame>
    </div>
  );
}

/** Seconds left to answer; at the end the platform is asked what became of it. */
function useSecondsLeftOf({ expiresAt, page }: PhoneConsentPage, onOver: () => void): number {
  // More of it may be taken at the window.
  const until = useMemo(() => {
    // A phone whose clock is slow promises no more time than there ever was.
    const left = Math.min(Date.parse(expiresAt) - Date.now(), page.secondsToAnswer * 1000);
    return performance.now() + left;
  }, [expiresAt, page.secondsToAnswer]);
  const secondsLeft = useSecondsLeft(until);
  const isOver = secondsLeft === 0;
  useEffect(() => {
    if (!isOver) return;
    onOver();
    const timer = setInterval(onOver, lookAgainMs);
    return () => clearInterval(timer);
  }, [isOver, onOver]);
  return secondsLeft;
}
