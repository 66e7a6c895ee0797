import { setTimeout as pause } from 'node:timers/promises';
import type { Burst } from './burst.ts';
import type { WriteToLine } from './device-process.ts';

/** Bits of one byte on a line with one start and one stop bit. */
const bitsPerByte = 10;
/** Time between two pieces of a long answer. */
const pieceMs = 4;
/** Below this a timer is too coarse and the wait goes through the event loop. */
const exactMs = 3;

/** Milliseconds that `bytes` take on a line of `baud` bits per second. */
export function wireTimeMs(bytes: number, baud: number): number {
  return (bytes * bitsPerByte * 1000) / baud;
}

/**
 * Writes `bytes` as a serial line of that speed would: no byte before its time, what a late timer missed caught up at
 * once, the last byte at its exact moment.
 * @param startAt moment of the first bit on the scale of `performance.now()`
 */
async function writePaced(
  bytes: Uint8Array,
  startAt: number,
  baud: number,
  write: (piece: Uint8Array) => void,
): Promise<void> {
  const endAt = startAt + wireTimeMs(bytes.length, baud);
  const msPerByte = wireTimeMs(1, baud);
  let sent = 0;
  while (sent < bytes.length) {
    const now = performance.now();
    const due =
      now >= endAt ? bytes.length : Math.max(sent, Math.floor((now - startAt) / msPerByte));
    const isPiece = due > sent && now < endAt - exactMs;
    if (due === bytes.length || isPiece) {
      write(bytes.subarray(sent, due));
      sent = due;
    }
    if (sent < bytes.length) await shortWait(endAt - now);
  }
}

function shortWait(remainingMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (remainingMs > exactMs) setTimeout(resolve, Math.min(pieceMs, remainingMs - exactMs));
    else setImmediate(resolve);
  });
}

/** Puts bursts behind those that are still being sent. */
type SendPaced = (bursts: readonly Burst[], write: WriteToLine, startAt?: number) => void;

/**
 * Sends one burst after the other as a serial line would, none before `startAt` (on the scale of `performance.now()`).
 * @param baud bits per second
 * @param unplug called where a burst pulls the cable
 */
export function pacedSender(baud: number, unplug: () => void): SendPaced {
  let sending: Promise<void> = Promise.resolve();
  return (bursts, write, startAt = 0) => {
    for (const { bytes, pauseMs, unplugs } of bursts) {
      sending = sending.then(async () => {
        if (pauseMs > 0) await pause(pauseMs);
        await writePaced(bytes, Math.max(startAt, performance.now()), baud, write);
        if (unplugs) unplug();
      });
    }
  };
}
