/** The largest length field accepted. The longest known answer (30 10 with fingerprint) has 2,314. */
const maxLength = 4096;
/** Three status bytes and the checksum. */
const minLength = 4;
/** `AA AA 96 69` and the length field. */
const headerBytes = 6;
const capacity = 65_536;

/**
 * What the bytes since the last frame amounted to when the line fell silent. `noise` is less than any answer, such as
 * the few bytes of a reader that wakes up.
 */
export type Remainder = 'nothing' | 'noise' | 'cut-off' | 'damaged';

/**
 * Finds the answers of the SAM_A host protocol (GA/T 467) in a stream of bytes that may be cut anywhere and damaged
 * in any way.
 *
 * Answer: preamble `AA AA AA 96 69` (any number of `AA` is accepted in front of `AA AA 96 69`) · length (2,
 * big-endian, counts everything after itself) · SW1 SW2 SW3 · data · checksum (XOR from the length to its own byte
 * is 0). Frames of the same form that begin with `AA AA 69 96` are some vendors' own (beeper, other cards) and passed
 * over. After a frame that does not hold, the search goes on one byte further, so a good frame behind or inside a
 * damaged one is never lost.
 *
 * Takes any input without throwing, in constant memory.
 */
export class FrameParser {
  readonly #buffer = new Uint8Array(capacity);
  readonly #onFrame: (content: Uint8Array) => void;
  #start = 0;
  #end = 0;
  /** Bytes since the last frame. */
  #unclaimed = 0;
  #sawDamage = false;

  /**
   * @param onFrame receives SW1 SW2 SW3 and the data of each good answer, as a view that holds until it returns
   */
  constructor(onFrame: (content: Uint8Array) => void) {
    this.#onFrame = onFrame;
  }

  /** Takes the next bytes off the line. */
  push(chunk: Uint8Array): void {
    for (let taken = 0; taken < chunk.length; ) {
      if (this.#end === capacity) this.#compact();
      const room = Math.min(chunk.length - taken, capacity - this.#end);
      this.#buffer.set(
        room === chunk.length ? chunk : chunk.subarray(taken, taken + room),
        this.#end,
      );
      this.#end += room;
      taken += room;
      this.#unclaimed += room;
      this.#scan(false);
    }
  }

  /**
   * Says that the line has fallen silent: an unfinished frame is given up, and what lies behind its beginning is
   * searched once more (which may deliver frames).
   * @returns `cut-off` if the bytes stopped inside a frame; otherwise, if they made no good frame, `damaged` or `noise`
   */
  settle(): Remainder {
    const unfinished = this.#scan(true) || (!this.#sawDamage && this.#endsInPreamble());
    const remainder = this.#remainder(unfinished);
    this.reset();
    return remainder;
  }

  /** Forgets everything received so far. */
  reset(): void {
    this.#start = 0;
    this.#end = 0;
    this.#unclaimed = 0;
    this.#sawDamage = false;
  }

  #remainder(unfinished: boolean): Remainder {
    if (this.#unclaimed === 0) return 'nothing';
    if (unfinished) return 'cut-off';
    return this.#sawDamage || this.#unclaimed >= headerBytes + minLength ? 'damaged' : 'noise';
  }

  /**
   * Delivers the frames that are complete.
   * @param final whether no more bytes will follow
   * @returns whether a frame began and did not end (only when final)
   */
  #scan(final: boolean): boolean {
    const bytes = this.#buffer;
    let unfinished = false;
    for (;;) {
      const at = findPreamble(bytes, this.#start, this.#end);
      if (at < 0) {
        // The last three bytes may be the beginning of a preamble.
        this.#start = Math.max(this.#start, this.#end - 3);
        return unfinished;
      }
      this.#start = at;
      const stop = frameStop(bytes, at, this.#end);
      if (stop === undefined) {
        if (!final) return false;
        unfinished = true;
        this.#start = at + 1;
        continue;
      }
      if (!isSound(bytes, at, stop)) {
        this.#sawDamage = true;
        this.#start = at + 1;
        continue;
      }
      const inner = this.#soundFrameInside(at, stop);
      if (inner === undefined && !final) return false;
      if (inner === true) {
        this.#sawDamage = true;
        this.#start = at + 1;
        continue;
      }
      // An accepted frame may be a chance match that swallowed the first bytes of a preamble.
      this.#start = stop - 3;
      this.#unclaimed = this.#end - stop;
      this.#sawDamage = false;
      unfinished = false;
      if (bytes[at + 2] === 0x96) this.#onFrame(bytes.subarray(at + headerBytes, stop - 1));
    }
  }

  /**
   * Whether another good frame begins inside the one at `at`; undefined while its end has not arrived.
   * One checksum byte lets one in 256 cut-off frames pass once the next answer has filled it up. Two nested good
   * frames are then far likelier a cut-off one and its successor than a photo that looks like a frame.
   */
  #soundFrameInside(at: number, stop: number): boolean | undefined {
    let undecided = false;
    for (
      let inner = findPreamble(this.#buffer, at + 1, stop);
      inner >= 0;
      inner = findPreamble(this.#buffer, inner + 1, stop)
    ) {
      const innerStop = frameStop(this.#buffer, inner, this.#end);
      if (innerStop === undefined) undecided = true;
      else if (isSound(this.#buffer, inner, innerStop)) return true;
    }
    return undecided ? undefined : false;
  }

  #endsInPreamble(): boolean {
    const tail = this.#buffer.subarray(this.#start, this.#end);
    const [last, before] = [tail.at(-1), tail.at(-2)];
    return last === 0xaa || ((last === 0x96 || last === 0x69) && before === 0xaa);
  }

  #compact(): void {
    this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }
}

/** Index of the first `AA AA 96 69` or `AA AA 69 96` that lies wholly between `from` and `end`, or -1. */
function findPreamble(bytes: Uint8Array, from: number, end: number): number {
  // Looks at where the last byte would be and steps by what that byte rules out (Horspool).
  for (let last = from + 3; last < end; ) {
    const byte = bytes[last];
    if (byte === 0x69 || byte === 0x96) {
      if (
        bytes[last - 1] === (byte ^ 0xff) &&
        bytes[last - 2] === 0xaa &&
        bytes[last - 3] === 0xaa
      ) {
        return last - 3;
      }
      last += 1;
    } else {
      last += byte === 0xaa ? 2 : 4;
    }
  }
  return -1;
}

/**
 * Where the frame whose preamble is at `at` stops: `at` itself if its length cannot be right, undefined if that has
 * not arrived yet.
 */
function frameStop(bytes: Uint8Array, at: number, end: number): number | undefined {
  if (at + headerBytes > end) return undefined;
  const length = ((bytes[at + 4] as number) << 8) | (bytes[at + 5] as number);
  if (length < minLength || length > maxLength) return at;
  const stop = at + headerBytes + length;
  return stop > end ? undefined : stop;
}

/** Whether length and checksum of the frame hold. */
function isSound(bytes: Uint8Array, at: number, stop: number): boolean {
  let xor = 0;
  for (let index = at + 4; index < stop; index += 1) xor ^= bytes[index] as number;
  return stop > at && xor === 0;
}
