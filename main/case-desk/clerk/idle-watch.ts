/** Notices that nobody has done anything at the counter for a while. */
export interface IdleWatch {
  /** Somebody has done something. */
  stir(): void;
  stop(): void;
}

/**
 * A watch that tells each time a whole stretch has passed without a stir, and goes on watching.
 * @param seconds how long a stretch is, asked anew for each
 */
export function watchForIdleness(seconds: () => number, onIdle: () => void): IdleWatch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stir = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      onIdle();
      stir();
    }, seconds() * 1000);
  };
  stir();
  return { stir, stop: () => clearTimeout(timer) };
}
