import { useEffect } from 'react';

/** The keys that actions are bound to. */
export type FunctionKey = 'F2' | 'F4' | 'F7' | 'F8' | 'F9';

/** Runs `press` when the key goes down anywhere in the window, except under an open dialog. */
export function useFunctionKey(key: FunctionKey | undefined, press: () => void): void {
  useEffect(() => {
    if (key === undefined) return undefined;
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== key || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      // A key that is held down, or that an input method is using, is not a decision.
      if (event.repeat || event.isComposing || document.querySelector('dialog:modal')) return;
      press();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [key, press]);
}
