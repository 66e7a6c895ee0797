import type { KeyboardEvent } from 'react';

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Lets the arrow keys go from one element with `data-stop` to the next inside the element that hears the key, Home and
 * End to its first and last. From anywhere else in there the first one is next.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]:enabled')];
  const focused = document.activeElement;
  const at = focused instanceof HTMLElement ? stops.indexOf(focused) : -1;
  const step = steps[event.key];
  const isWriting = at < 0;
  const ends: Readonly<Record<string, HTMLElement | undefined>> = isWriting
    ? {}
    : { Home: stops[0], End: stops.at(-1) };
  const next = step === undefined ? ends[event.key] : stops[Math.max(at + step, 0)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
