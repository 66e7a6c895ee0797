/** A page as the write-ahead log holds it. */
export interface LoggedPage {
  readonly page: number;
  readonly content: Uint8Array;
}

/** What a write-ahead log holds. */
interface WriteAheadLog {
  /** The pages of its commits, oldest first; of a damaged log also those whose checksums do not hold. */
  readonly pages: readonly LoggedPage[];
  /**
   * Whether commits that had reached the disk do not hold any more, which SQLite would silently leave out. A last commit
   * that does not hold is none: the power may have failed during it, before anybody was told of it.
   */
  readonly isDamaged: boolean;
}

interface Frame extends LoggedPage {
  readonly isCommit: boolean;
  readonly holds: boolean;
}

const headerLength = 32;
const frameHeaderLength = 24;
/** Magic numbers of a log whose checksums read words with the lowest or the highest byte first. */
const magic = { lowestFirst: 0x377f0682, highestFirst: 0x377f0683 };

/** Reads a write-ahead log as SQLite describes it in `fileformat2.html`, section 4. */
export function readWriteAheadLog(bytes: Uint8Array, pageSize: number): WriteAheadLog {
  const frames = readFrames(bytes, pageSize);
  const firstBroken = frames.findIndex(({ holds }) => !holds);
  if (firstBroken < 0) return { pages: throughLastCommit(frames), isDamaged: false };
  const brokenCommit = frames.findIndex(({ isCommit }, index) => isCommit && index >= firstBroken);
  // A transaction begins only when the one before it has reached the disk.
  const isDamaged =
    brokenCommit >= 0 && (brokenCommit < frames.length - 1 || !headerHolds(bytes, pageSize));
  return {
    pages: throughLastCommit(isDamaged ? frames : frames.slice(0, firstBroken)),
    isDamaged,
  };
}

/** The frames of the newest generation; what is left of older ones lies behind them. */
function readFrames(bytes: Uint8Array, pageSize: number): readonly Frame[] {
  const isWhole = headerHolds(bytes, pageSize);
  const view = viewOf(bytes);
  const salt = isWhole ? saltAt(bytes, 16) : likelySalt(bytes, pageSize);
  const sum = new Checksum(view);
  if (isWhole) sum.add(0, 24);
  const frames: Frame[] = [];
  let holds = isWhole;
  const length = frameHeaderLength + pageSize;
  for (let start = headerLength; start + length <= bytes.length; start += length) {
    const isOurs = saltAt(bytes, start + 8) === salt;
    if (holds) {
      sum.add(start, 8);
      sum.add(start + frameHeaderLength, pageSize);
      holds = isOurs && sum.isAt(start + 16);
    }
    if (!isOurs) continue;
    frames.push({
      page: view.getUint32(start),
      isCommit: view.getUint32(start + 4) !== 0,
      content: bytes.subarray(start + frameHeaderLength, start + length),
      holds,
    });
  }
  return frames;
}

/** What marks the newest generation, where the header does not say: what the first two frames that agree are marked with. */
function likelySalt(bytes: Uint8Array, pageSize: number): string {
  const length = frameHeaderLength + pageSize;
  let last = '';
  for (let start = headerLength; start + length <= bytes.length; start += length) {
    const salt = saltAt(bytes, start + 8);
    if (salt === last) break;
    last = salt;
  }
  return last;
}

function headerHolds(bytes: Uint8Array, pageSize: number): boolean {
  if (bytes.length < headerLength) return false;
  const view = viewOf(bytes);
  if (!Object.values(magic).includes(view.getUint32(0))) return false;
  const sum = new Checksum(view);
  sum.add(0, 24);
  return view.getUint32(8) === pageSize && sum.isAt(24);
}

/** The running checksum of a log, over words in the order that its header names. */
class Checksum {
  readonly #view: DataView;
  readonly #lowestFirst: boolean;
  #first = 0;
  #second = 0;

  constructor(view: DataView) {
    this.#view = view;
    this.#lowestFirst = view.byteLength >= 4 && view.getUint32(0) === magic.lowestFirst;
  }

  add(start: number, length: number): void {
    for (let at = start; at < start + length; at += 8) {
      this.#first = (this.#first + this.#view.getUint32(at, this.#lowestFirst) + this.#second) | 0;
      this.#second =
        (this.#second + this.#view.getUint32(at + 4, this.#lowestFirst) + this.#first) | 0;
    }
  }

  isAt(position: number): boolean {
    return (
      this.#view.getInt32(position) === this.#first &&
      this.#view.getInt32(position + 4) === this.#second
    );
  }
}

function throughLastCommit(frames: readonly Frame[]): readonly LoggedPage[] {
  const commits = frames.map(({ isCommit }) => isCommit);
  return frames.slice(0, commits.lastIndexOf(true) + 1);
}

function saltAt(bytes: Uint8Array, position: number): string {
  return Buffer.from(bytes.subarray(position, position + 8)).toString('hex');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
