/** The screens of a phone that lie upon each other, the one on top last. */
export type ScreenStack<Screen> = readonly [Screen, ...Screen[]];

/** Lays a screen upon the others. */
export function opened<Screen>(
  [first, ...rest]: ScreenStack<Screen>,
  screen: Screen,
): ScreenStack<Screen> {
  return [first, ...rest, screen];
}

/** Takes the screen on top away; the first stays. */
export function closed<Screen>([first, ...rest]: ScreenStack<Screen>): ScreenStack<Screen> {
  return [first, ...rest.slice(0, -1)];
}

/** Lays a screen in the place of the one on top, so that the way back does not lead through what is done. */
export function replaced<Screen>(stack: ScreenStack<Screen>, screen: Screen): ScreenStack<Screen> {
  return stack.length === 1 ? [screen] : opened(closed(stack), screen);
}
