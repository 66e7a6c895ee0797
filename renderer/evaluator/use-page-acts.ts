import { type RefObject, useRef, useState } from 'react';
import type { EvaluatorBridge } from '../../src/contracts/bridges.ts';
import type { PageAct } from '../../src/contracts/evaluator-ipc.ts';
import type { InputKind } from '../../src/domain/consent.ts';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { digestOf, renderedText } from '../shared/rendered-text.ts';

/** A hand resting on the screen asks for more time no more often than this. */
const EXTEND_EVERY_MS = 5_000;

/** Refusals after which the page stays and the person may act anew. */
const ANSWERABLE_STILL: readonly FailureCode[] = ['consent.not-a-touch', 'consent.too-early'];

type Answer = Extract<PageAct, { kind: 'answer' }>;
/** What a person does; what was on screen when they answered is read from it. */
export type PersonsAct = Exclude<PageAct, Answer> | Omit<Answer, 'digest'>;

/** What a person can do on a page. It is only carried to main, which alone judges it. */
export interface PageActs {
  /** `unconfirmed` until main knows the page is on screen · `open` · `acted`: main has been told, and decides. */
  readonly state: 'unconfirmed' | 'open' | 'acted';
  /** Main has taken the last input for no touch. */
  readonly isTouchNeeded: boolean;
  /** Does something that ends the page, once; nothing unless it is open. Resolves to why it was refused, if it was. */
  readonly act: (act: PersonsAct, input: InputKind) => Promise<FailureCode | undefined>;
  /** Asks for the full time to answer again. */
  readonly extend: (input: InputKind) => void;
}

interface PageToActOn {
  pageId: string;
  /** When main took note that it is on screen; `null` until then. */
  shownAt: number | null;
  evaluator: EvaluatorBridge;
  root: RefObject<HTMLElement | null>;
  forget: (pageId: string) => void;
}

/** Carries a person's acts on one page to main. What main neither takes nor lets be tried anew puts the page in doubt. */
export function usePageActs({ pageId, shownAt, evaluator, root, forget }: PageToActOn): PageActs {
  const [hasActed, setHasActed] = useState(false);
  const [isTouchNeeded, setTouchNeeded] = useState(false);
  const extendedAt = useRef(Number.NEGATIVE_INFINITY);
  const isOpen = shownAt !== null && !hasActed;

  async function tell(done: PersonsAct, input: InputKind): Promise<FailureCode | undefined> {
    // As it is at this moment: the page changes as soon as it has been acted on.
    const onScreen = root.current === null ? '' : renderedText(root.current);
    try {
      const act = done.kind === 'answer' ? { ...done, digest: await digestOf(onScreen) } : done;
      const reply = await evaluator.call('page:acted', { pageId, act, input });
      if (reply.ok) return undefined;
      const { code } = reply.problem;
      if (!ANSWERABLE_STILL.includes(code)) forget(pageId);
      setTouchNeeded(code === 'consent.not-a-touch');
      return code;
    } catch {
      forget(pageId);
      return 'internal.unexpected';
    }
  }

  return {
    state: isOpen ? 'open' : hasActed ? 'acted' : 'unconfirmed',
    isTouchNeeded,
    act: async (act, input) => {
      // Disabling a button does not keep pointer events from it.
      if (!isOpen) return undefined;
      setHasActed(true);
      setTouchNeeded(false);
      const refusal = await tell(act, input);
      if (refusal !== undefined) setHasActed(false);
      return refusal;
    },
    extend: (input) => {
      const now = performance.now();
      if (!isOpen || now - extendedAt.current < EXTEND_EVERY_MS) return;
      extendedAt.current = now;
      void tell({ kind: 'extend' }, input);
    },
  };
}
