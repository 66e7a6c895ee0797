import { useEffect, useEffectEvent } from 'react';
import { burstGapMs } from '../../../src/scanning/wedge.ts';
import { useDesk } from '../desk/desk-context.ts';
import { isLayerOpen } from '../desk/modal-layer.tsx';
import { isTypedInto } from '../desk/typed-into.ts';

/** How many things can have a number of their own: 1 to 9. */
export const mostNumbers = 9;

/** Whoever listens, in the order in which they came: the keys are the newest one's. */
const listeners: symbol[] = [];

/**
 * Calls back with the place (from 0) of the number key that is pressed, unless it is being typed somewhere; a field with
 * `data-takes-numbers` is no such place. Where a scanner may type, a digit counts only when no other key comes within a
 * moment of it: the first of a code chooses nothing. Of two parts of the page that listen, the one opened last is meant.
 */
export function useNumberKeys(enabled: boolean, choose: (index: number) => void): void {
  const desk = useDesk();
  const onPress = useEffectEvent(choose);
  useEffect(() => {
    if (!enabled) return undefined;
    const self = Symbol('number keys');
    listeners.push(self);
    let lastKeyAt = Number.NEGATIVE_INFINITY;
    let decision: ReturnType<typeof setTimeout> | undefined;
    const listen = (event: KeyboardEvent): void => {
      const wedge = desk.view().snapshot?.wedge;
      const gapMs = wedge === undefined ? 0 : burstGapMs(wedge);
      const isFirst = event.timeStamp - lastKeyAt > gapMs;
      lastKeyAt = event.timeStamp;
      clearTimeout(decision);
      if (!/^[1-9]$/.test(event.key)) return;
      if (event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.isComposing)
        return;
      if (isWriting(event.target) || isLayerOpen() || listeners.at(-1) !== self) return;
      event.preventDefault();
      if (isFirst) decision = setTimeout(() => onPress(Number(event.key) - 1), gapMs);
    };
    window.addEventListener('keydown', listen);
    return () => {
      listeners.splice(listeners.indexOf(self), 1);
      clearTimeout(decision);
      window.removeEventListener('keydown', listen);
    };
  }, [enabled, desk]);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    isTypedInto(target) && !(target instanceof HTMLElement && 'takesNumbers' in target.dataset)
  );
}
