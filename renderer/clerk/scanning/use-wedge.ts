import { useEffect } from 'react';
import {
  quietWedge,
  settleWedge,
  takeStroke,
  type WedgeSettings,
  wedgeSilenceMs,
} from '../../../src/scanning/wedge.ts';
import { rememberField } from './field-before.ts';

/**
 * Hears a scanner that types, anywhere in the window. Its keys do nothing from the moment it is certain that no person
 * types them, and what the first of them wrote into a field is taken out again.
 * @param settings undefined: no scanner types here
 */
export function useWedge(
  settings: WedgeSettings | undefined,
  onCode: (code: string) => void,
): void {
  useEffect(() => {
    if (settings === undefined) return;
    let state = quietWedge;
    let restoreField = (): void => undefined;
    let silence: ReturnType<typeof setTimeout> | undefined;

    const listen = (event: KeyboardEvent): void => {
      const verdict = takeStroke(settings, state, {
        key: event.key,
        at: event.timeStamp,
        isComposing: event.isComposing,
        isRepeated: event.repeat,
        hasModifier: event.ctrlKey || event.altKey || event.metaKey,
        isCapsLockOn: event.getModifierState('CapsLock'),
      });
      if (verdict.state.firstAt !== state.firstAt) restoreField = rememberField(event.target);
      state = verdict.state;
      if (verdict.isTaken) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      if (verdict.hasBecomeCertain) restoreField();
      if (verdict.code !== undefined) onCode(verdict.code);
      clearTimeout(silence);
      silence = setTimeout(() => {
        const code = settleWedge(settings, state);
        state = quietWedge;
        if (code !== undefined) onCode(code);
      }, wedgeSilenceMs);
    };

    // Before every other listener of the window.
    window.addEventListener('keydown', listen, { capture: true });
    return () => {
      clearTimeout(silence);
      window.removeEventListener('keydown', listen, { capture: true });
    };
  }, [settings, onCode]);
}
