import type { Failure } from '../../src/failures/failure.ts';

/** How often the clock is looked at, in milliseconds: a subtraction. */
const lookEvery = 5_000;

/** What watches the clock. */
export interface ClockWatch {
  stop(): void;
}

/**
 * Tells when this machine's clock has come to be off, and when it no longer is.
 * @param drift how it is off, now
 */
export function watchClock(
  drift: () => Failure | undefined,
  onChange: (isOff: boolean) => void,
): ClockWatch {
  let known: Failure['code'] | undefined;
  const timer = setInterval(() => {
    const code = drift()?.code;
    if (code === known) return;
    known = code;
    onChange(code !== undefined);
  }, lookEvery);
  return { stop: () => clearInterval(timer) };
}
