/** The same code again within this time is the same scan. */
const repeatMs = 2000;

/** Tells a code that is held in front of a scanner, or comes in by two ways, from one that is scanned twice. */
export class RepeatWatch {
  #last: Uint8Array | undefined;
  #end: ReturnType<typeof setTimeout> | undefined;

  /** Whether this is the code that was told last, within 2 s of that. If not, it is the one told last from now on. */
  isRepeated(bytes: Uint8Array): boolean {
    const last = this.#last;
    if (last?.length === bytes.length && last.every((byte, at) => byte === bytes[at])) return true;
    this.forget();
    this.#last = bytes.slice();
    this.#end = setTimeout(() => this.forget(), repeatMs);
    return false;
  }

  /** Forgets the code told last: a code does not stay in memory longer than it is needed. */
  forget(): void {
    clearTimeout(this.#end);
    this.#last?.fill(0);
    this.#last = undefined;
  }
}
