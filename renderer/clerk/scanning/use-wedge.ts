import { useEffect } from 'react';
import {
  quietWedge,
  settleWedge,
  takeStroke,
  type WedgeSettings,
  wedgeSilenceMs,
} from '../../../src/scanning/wedge.ts';
import { isTypedInto } from '../desk/typed-into.ts';
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
    const silenceMs = wedgeSilenceMs(settings);
    let state = quietWedge;
    let restoreField = (): void => undefined;
    let silence: ReturnType<typeof setTimeout> | undefined;

    const awaitSilence = (): void => {
      const since = performance.now();
      silence = setTimeout(() => {
        // A timer that comes late says that the window was held up, not that the scanner was silent.
        if (performance.now() - since > 1.5 * silenceMs) {
          awaitSilence();
          return;
        }
        const code = settleWedge(settings, state);
        state = quietWedge;
        if (code !== undefined) onCode(code);
      }, silenceMs);
    };

    const listen = (event: KeyboardEvent): void => {
      const verdict = takeStroke(settings, state, {
        key: event.key,
        at: event.timeStamp,
        isComposing: event.isComposing,
        isRepeated: event.repeat,
        hasModifier: event.ctrlKey || event.altKey || event.metaKey,
        isCapsLockOn: event.getModifierState('CapsLock'),
        isIntoField: isTypedInto(event.target),
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
      if (state.isCertain) awaitSilence();
    };

    // Before every other listener of the window.
    window.addEventListener('keydown', listen, { capture: true });
    return () => {
      clearTimeout(silence);
      window.removeEventListener('keydown', listen, { capture: true });
    };
  }, [settings, onCode]);
}
