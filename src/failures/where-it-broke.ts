/** Where a program broke, without what: a message may quote what somebody typed or a card said. */
export interface Breakage {
  /** The kind of error, as one word. */
  readonly cause: string;
  /** Places in the program, the innermost first, as `file:line:column`. */
  readonly frames: readonly string[];
}

/** How many places are told. */
export const mostFrames = 10;

/** Reads them off whatever was thrown. */
export function whereItBroke(thrown: unknown): Breakage {
  if (!(thrown instanceof Error)) return { cause: typeof thrown, frames: [] };
  const { name, message, stack = '' } = thrown;
  const places = stack
    .replace(message, '')
    .matchAll(/^\s+at .*?([\w.-]{1,100}:\d{1,7}:\d{1,7})\)?$/gm);
  return {
    cause: /^\w{1,60}$/.test(name) ? name : 'Error',
    frames: [...places].map(([, place]) => place ?? '').slice(0, mostFrames),
  };
}
