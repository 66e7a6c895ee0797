import type { FailureCode } from '../src/failures/catalogue.ts';
import { fail, type Outcome } from '../src/failures/failure.ts';

const defaultLimitMs = 10_000;

/** How long to wait for what a device brings next, and how to stop waiting. */
export interface Wish {
  readonly signal?: AbortSignal;
  /** Milliseconds; 10 s unless told. */
  readonly timeoutMs?: number;
}

/** Why a wish was not granted, by the device's own codes. */
interface WishFailures {
  /** Another wish waits already. */
  readonly busy: FailureCode;
  readonly cancelled: FailureCode;
  /** Nothing came in time. */
  readonly none: FailureCode;
}

/** The one wish that may wait for what a device brings. */
export class WishSlot<Value> {
  readonly #failures: WishFailures;
  #grant: ((outcome: Outcome<Value>) => void) | undefined;

  constructor(failures: WishFailures) {
    this.#failures = failures;
  }

  /** Whether somebody waits. */
  get waits(): boolean {
    return this.#grant !== undefined;
  }

  /** Waits. Resolves with what is granted, or with one of the slot's failures. */
  make({ signal, timeoutMs = defaultLimitMs }: Wish): Promise<Outcome<Value>> {
    if (this.waits) return Promise.resolve(fail(this.#failures.busy));
    if (signal?.aborted) return Promise.resolve(fail(this.#failures.cancelled));
    return new Promise((resolve) => {
      const grant = (outcome: Outcome<Value>): void => {
        this.#grant = undefined;
        clearTimeout(limit);
        signal?.removeEventListener('abort', cancel);
        resolve(outcome);
      };
      const cancel = (): void => grant(fail(this.#failures.cancelled));
      const limit = setTimeout(() => grant(fail(this.#failures.none)), timeoutMs);
      signal?.addEventListener('abort', cancel);
      this.#grant = grant;
    });
  }

  /**
   * Gives the one who waits what has come.
   * @returns whether anybody waited
   */
  grant(outcome: Outcome<Value>): boolean {
    const waited = this.waits;
    this.#grant?.(outcome);
    return waited;
  }
}
