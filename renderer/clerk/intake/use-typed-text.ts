import {
  type ChangeEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

/** Milliseconds without a keystroke after which what was typed goes to main. */
const pause = 400;

interface Draft {
  readonly text: string;
  /** Main has taken it; the text stays only until the snapshot says so too. */
  readonly taken: boolean;
}

/**
 * The text of one field while it is typed: the only thing the window knows before main does. It goes to main at blur,
 * at Enter and after a pause, and never in the middle of a character that an input method is composing.
 * @param committed what main holds
 * @param commit hands a text to main and says whether it was taken
 * @param tidy writes a text that somebody has typed and is done with as it should be written
 */
export function useTypedText(
  committed: string,
  commit: (text: string) => Promise<boolean>,
  tidy: (text: string) => string,
) {
  const [draft, setDraft] = useState<Draft>();
  const unsent = useRef<string>(undefined);
  const timer = useRef(0);
  const composing = useRef(false);
  const held = useRef(committed);
  const isTouched = useRef(false);

  useLayoutEffect(() => {
    held.current = committed;
    setDraft((kept) => (kept?.taken === true ? undefined : kept));
  }, [committed]);

  const send = useCallback(() => {
    window.clearTimeout(timer.current);
    const text = unsent.current;
    if (text === undefined || composing.current) return;
    unsent.current = undefined;
    void commit(text).then((taken) => {
      if (!taken) return;
      setDraft((kept) => {
        if (kept?.text !== text) return kept;
        return held.current === text ? undefined : { text, taken };
      });
    });
  }, [commit]);

  useEffect(() => () => window.clearTimeout(timer.current), []);

  function sendAfterPause(): void {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(send, pause);
  }

  return {
    value: draft?.text ?? committed,
    onChange(event: ChangeEvent<HTMLInputElement>) {
      const text = event.target.value;
      isTouched.current = true;
      unsent.current = text;
      setDraft({ text, taken: false });
      if (!composing.current) sendAfterPause();
    },
    onCompositionStart() {
      composing.current = true;
      window.clearTimeout(timer.current);
    },
    onCompositionEnd() {
      composing.current = false;
      send();
    },
    onKeyDown(event: KeyboardEvent) {
      if (event.key === 'Enter' && !event.nativeEvent.isComposing) send();
    },
    onBlur() {
      const text = draft?.text ?? committed;
      const tidied = isTouched.current ? tidy(text) : text;
      isTouched.current = false;
      if (tidied !== text) {
        unsent.current = tidied;
        setDraft({ text: tidied, taken: false });
      }
      send();
    },
  };
}
