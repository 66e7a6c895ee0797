import { signatureSeconds } from '../../src/contracts/signed-messages.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';

/** Signatures of one key in one minute: fifty a second, which no counter needs. */
const defaultLimit = 3000;

/** A signature that the platform has found genuine. */
interface GenuineSignature {
  readonly keyId: string;
  readonly nonce: string;
  /** Seconds since 1970. */
  readonly created: number;
}

/**
 * Lets each signature count once, and only near the platform's time. The nonces are kept in memory, by the minute of their
 * signatures, until these are stale: what was signed within the last two minutes before a restart counts once more.
 */
export class SeenNonces {
  readonly #clock: Clock;
  readonly #limit: number;
  /** By minute since 1970, then by key, so that no workstation is held up by another. */
  readonly #seen = new Map<number, Map<string, Set<string>>>();

  /** @param limit signatures of one key in one minute */
  constructor(clock: Clock, limit = defaultLimit) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Whether a signature counts; from here on it has been seen. */
  take({
    keyId,
    nonce,
    created,
  }: GenuineSignature): Result<
    null,
    'signature-stale' | 'signature-replayed' | 'too-many-requests'
  > {
    const now = Date.parse(this.#clock.now()) / 1000;
    if (Math.abs(now - created) > signatureSeconds) return err('signature-stale');
    for (const minute of this.#seen.keys()) {
      if ((minute + 1) * 60 < now - signatureSeconds) this.#seen.delete(minute);
    }
    const minute = Math.floor(created / 60);
    const keys = this.#seen.get(minute) ?? new Map<string, Set<string>>();
    const nonces = keys.get(keyId) ?? new Set();
    if (nonces.has(nonce)) return err('signature-replayed');
    if (nonces.size >= this.#limit) return err('too-many-requests');
    this.#seen.set(minute, keys.set(keyId, nonces.add(nonce)));
    return ok(null);
  }
}
