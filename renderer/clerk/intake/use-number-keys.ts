import { useEffect, useEffectEvent } from 'react';
import { isLayerOpen } from '../desk/modal-layer.tsx';
import { isTypedInto } from '../desk/typed-into.ts';

/** How many things can have a number of their own: 1 to 9. */
export const mostNumbers = 9;

/**
 * Calls back with the place (from 0) of the number key that is pressed, unless it is being typed somewhere; a field with
 * `data-takes-numbers` is no such place.
 */
export function useNumberKeys(enabled: boolean, choose: (index: number) => void): void {
  const onPress = useEffectEvent(choose);
  useEffect(() => {
    if (!enabled) return undefined;
    const listen = (event: KeyboardEvent): void => {
      if (!/^[1-9]$/.test(event.key)) return;
      if (event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.isComposing)
        return;
      if (isWriting(event.target) || isLayerOpen()) return;
      event.preventDefault();
      onPress(Number(event.key) - 1);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [enabled]);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    isTypedInto(target) && !(target instanceof HTMLElement && 'takesNumbers' in target.dataset)
  );
}
