/** The same code again within this time is the same scan. */
const repeatMs = 2000;
/** More codes than a scanner or a camera has before it at a time. */
const mostRemembered = 8;

interface ToldCode {
  readonly bytes: Uint8Array;
  readonly end: ReturnType<typeof setTimeout>;
}

/** Tells a code that is held in front of a scanner, or comes in by two ways, from one that is scanned twice. */
export class RepeatWatch {
  readonly #told: ToldCode[] = [];

  /** Whether this code was told within the last 2 s. If not, it is told now. */
  isRepeated(bytes: Uint8Array): boolean {
    if (this.#told.some((told) => isSame(told.bytes, bytes))) return true;
    const end = setTimeout(() => this.#forgetOldest(), repeatMs);
    this.#told.push({ bytes: bytes.slice(), end });
    if (this.#told.length > mostRemembered) this.#forgetOldest();
    return false;
  }

  /** Forgets what was told: a code does not stay in memory longer than it is needed. */
  forget(): void {
    while (this.#told.length > 0) this.#forgetOldest();
  }

  #forgetOldest(): void {
    const oldest = this.#told.shift();
    clearTimeout(oldest?.end);
    oldest?.bytes.fill(0);
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
