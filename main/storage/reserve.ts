import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../src/support/clock.ts';
import type { RandomBytes } from '../../src/support/ids.ts';

/** Milliseconds between two looks for room. */
const patience = 60_000;

/** Room on the disk that is kept for when there is no other. */
export interface Reserve {
  readonly isHeld: boolean;
  /** How much it is. */
  readonly bytes: number;
  /** Frees the room, so that what is open can be finished. */
  giveUp(): void;
  /** Takes the room again if there is plenty; looks at most once a minute. */
  regain(): void;
}

/** What a reserve is made with. */
interface ReserveOptions {
  /** Size of the file. */
  readonly bytes: number;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** Keeps a reserve in a file of random bytes, which no file system can make smaller. */
export function keepReserve(file: string, { bytes, clock, randomBytes }: ReserveOptions): Reserve {
  let lookAgainAt = Number.NEGATIVE_INFINITY;
  let isHeld = existsSync(file) && statSync(file).size === bytes;

  return {
    bytes,
    get isHeld() {
      return isHeld;
    },
    giveUp() {
      rmSync(file, { force: true });
      isHeld = false;
      lookAgainAt = clock.monotonic() + patience;
    },
    regain() {
      if (isHeld || clock.monotonic() < lookAgainAt) return;
      lookAgainAt = clock.monotonic() + patience;
      const { bavail, bsize } = statfsSync(dirname(file));
      if (bavail * bsize < 2 * bytes) return;
      write(file, randomBytes(bytes));
      isHeld = true;
    },
  };
}

function write(file: string, content: Uint8Array): void {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
