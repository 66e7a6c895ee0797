import { textBlockBytes } from '../id-card-reader/layouts/text-block.ts';
import { appendedAddressBytes } from '../id-card-reader/protocol/commands.ts';
import { disguisedByte, type RandomBelow } from './disguise.ts';
import { disguisedText, disguisedTextBlock } from './disguised-card.ts';
import type { TraceEvent } from './trace-file.ts';

/** `AA AA 96 69` or a vendor's `AA AA 69 96`, and the length (2, big-endian). */
const headerBytes = 6;
const statusBytes = 3;
const checksumBytes = 1;
const minLength = statusBytes + checksumBytes;
const maxLength = 4096;
const photoBytes = 1024;
const samIdBytes = 16;
/** Place and date of a module are shared by many; its serial is not. */
const samIdKept = 8;

/** What the lengths in front of a card's parts are, text, photo and fingerprint; anything else may be part of a person. */
const knownLengths = [
  [1, 0, 4, 0],
  [1, 0, 4, 0, 4, 0],
  [1, 0, 4, 0, 0, 0],
] as const;

/**
 * What a reader sent, with nobody's data in place of somebody's, at the same lengths and moments. Whatever is not
 * understood is replaced too. An answer that was damaged is damaged in the same way: what is missing stays missing, and
 * a wrong checksum stays wrong by the same XOR.
 */
export function disguisedAnswers(
  events: readonly TraceEvent[],
  random: RandomBelow,
): readonly TraceEvent[] {
  const out: TraceEvent[] = [];
  let request = new Uint8Array();
  let answer: Extract<TraceEvent, { bytes: Uint8Array }>[] = [];
  const flush = (): void => {
    const bytes = Buffer.concat(answer.map((event) => event.bytes));
    let start = 0;
    const disguised = disguisedAnswer(request, bytes, random);
    for (const event of answer) {
      const end = start + event.bytes.length;
      out.push({ ...event, bytes: disguised.slice(start, end) });
      start = end;
    }
    answer = [];
  };
  for (const event of events) {
    if ('bytes' in event && event.dir === 'in') {
      answer.push(event);
      continue;
    }
    flush();
    if ('bytes' in event) request = event.bytes.slice();
    out.push(event);
  }
  flush();
  return out;
}

interface Frame {
  readonly start: number;
  /** Where what belongs to it alone ends: at its own end, at the next frame or at the last byte. */
  readonly end: number;
  /** Where its length says that it ends; undefined if that is no length or lies behind the last byte. */
  readonly stop: number | undefined;
  readonly length: number;
  readonly isSound: boolean;
}

function disguisedAnswer(
  request: Uint8Array,
  original: Uint8Array,
  random: RandomBelow,
): Uint8Array {
  const frames = framesIn(original);
  const disguised = original.map((byte) => disguisedByte(byte, random));
  for (const frame of frames) {
    keepLead(disguised, original, frame.start);
    const content = disguisedContent(request, original, frame, random);
    disguised.set(content, Math.min(frame.start + headerBytes, original.length));
  }
  keepBegunPreamble(disguised, original, frames.at(-1)?.end ?? 0);
  // From the last to the first: one that was cut off may seem to reach into those behind it.
  for (const frame of [...frames].reverse()) keepXor(disguised, original, frame);
  return disguised;
}

function framesIn(bytes: Uint8Array): Frame[] {
  const frames: Frame[] = [];
  for (let start = findPreamble(bytes, 0); start >= 0; ) {
    const length = lengthAt(bytes, start);
    const stop = stopOf(bytes, start);
    const isSound = isSoundAt(bytes, start) && !hasSoundInside(bytes, start);
    const next = findPreamble(bytes, isSound ? (stop ?? start) : start + 1);
    const lead = next < 0 ? bytes.length : Math.max(start, leadBefore(bytes, next));
    frames.push({
      start,
      end: Math.min(lead, start + headerBytes + length),
      stop,
      length,
      isSound,
    });
    start = next;
  }
  return frames;
}

/** The length of the frame at `start`, or 0 if it cannot be one. */
function lengthAt(bytes: Uint8Array, start: number): number {
  const length = ((bytes[start + 4] ?? 0) << 8) | (bytes[start + 5] ?? 0);
  return length >= minLength && length <= maxLength ? length : 0;
}

function stopOf(bytes: Uint8Array, start: number): number | undefined {
  const length = lengthAt(bytes, start);
  const stop = start + headerBytes + length;
  return length > 0 && stop <= bytes.length ? stop : undefined;
}

function isSoundAt(bytes: Uint8Array, start: number): boolean {
  const stop = stopOf(bytes, start);
  return stop !== undefined && xorOf(bytes, start, stop) === 0;
}

/** Then the one around it is one that was cut off, and looks good by chance. */
function hasSoundInside(bytes: Uint8Array, start: number): boolean {
  const stop = stopOf(bytes, start) ?? start;
  for (let at = findPreamble(bytes, start + 1); at >= 0 && at < stop; ) {
    if (isSoundAt(bytes, at)) return true;
    at = findPreamble(bytes, at + 1);
  }
  return false;
}

/** Status, data and checksum of a frame as far as they came, disguised. */
function disguisedContent(
  request: Uint8Array,
  original: Uint8Array,
  { start, end, stop, length, isSound }: Frame,
  random: RandomBelow,
): Uint8Array {
  const begin = start + headerBytes;
  if (end <= begin) return new Uint8Array();
  const status = original.slice(begin, Math.min(end, begin + statusBytes));
  // Where bytes are missing in front, part of a name may stand in the place of the status.
  const keepsStatus = isSound || (status[0] === 0 && (status[1] ?? 0) === 0);
  const dataEnd = Math.min(end, begin + length - checksumBytes);
  const data = original.subarray(begin + status.length, Math.max(begin + status.length, dataEnd));
  const whole = length - statusBytes - checksumBytes;
  return Uint8Array.of(
    ...(keepsStatus ? status : status.map((byte) => disguisedByte(byte, random))),
    ...disguisedData(request, data, whole, random),
    // Its place is kept; what stands there follows from the rest.
    ...(stop === end ? [0] : []),
  );
}

/** @param whole how many bytes of data there would be if all had come */
function disguisedData(
  request: Uint8Array,
  data: Uint8Array,
  whole: number,
  random: RandomBelow,
): Uint8Array {
  const [command, parameter] = request.subarray(7, 9);
  if (whole > textBlockBytes + photoBytes) {
    const lengths = (whole - textBlockBytes) % photoBytes === 6 ? 6 : 4;
    return disguisedParts(data, lengths, random);
  }
  if (command === 0x30 && parameter === 0x03 && whole % appendedAddressBytes === 0) {
    return disguisedText(data, random);
  }
  if (command === 0x12 && whole === samIdBytes) {
    return data.map((byte, index) => (index < samIdKept ? byte : disguisedByte(byte, random)));
  }
  // Zeros say nothing of anybody, and are all that finding and selecting bring.
  return data.map((byte) => (byte === 0 ? 0 : disguisedByte(byte, random)));
}

function disguisedParts(data: Uint8Array, lengthBytes: number, random: RandomBelow): Uint8Array {
  const lengths = data.subarray(0, lengthBytes);
  const areKnown = knownLengths.some((known) => lengths.every((byte, at) => byte === known[at]));
  const text = data.subarray(lengthBytes, lengthBytes + textBlockBytes);
  const rest = data.subarray(lengthBytes + text.length);
  return Uint8Array.of(
    ...(areKnown ? lengths : lengths.map((byte) => disguisedByte(byte, random))),
    ...disguisedTextBlock(text, random),
    ...rest.map((byte) => disguisedByte(byte, random)),
  );
}

/** A preamble with all that leads to it, and the length behind it; one that cannot be stays impossible. */
function keepLead(disguised: Uint8Array, original: Uint8Array, start: number): void {
  const lead = leadBefore(original, start);
  disguised.set(original.subarray(lead, start + headerBytes), lead);
  if (((original[start + 4] ?? 0) << 8) + (original[start + 5] ?? 0) > maxLength) {
    disguised.subarray(start + 4, start + headerBytes).fill(0xff);
  }
}

/** The bytes that stopped inside a preamble say that a frame was cut off. */
function keepBegunPreamble(disguised: Uint8Array, original: Uint8Array, from: number): void {
  const tail = original.subarray(from);
  const begun = /\xaa{1,2}[\x96\x69]?$/.exec(Buffer.from(tail).toString('latin1'));
  if (begun === null) return;
  disguised.set(tail.subarray(begun.index), from + begun.index);
}

function keepXor(disguised: Uint8Array, original: Uint8Array, { start, end, stop }: Frame): void {
  if (stop === undefined || end <= start + headerBytes + statusBytes) return;
  const difference = xorOf(disguised, start, stop) ^ xorOf(original, start, stop);
  disguised[end - 1] = (disguised[end - 1] ?? 0) ^ difference;
}

/** XOR from the length to the checksum: 0 in a good frame. */
function xorOf(bytes: Uint8Array, start: number, stop: number): number {
  return bytes.subarray(start + 4, stop).reduce((xor, byte) => xor ^ byte, 0);
}

function findPreamble(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 4 <= bytes.length; at += 1) {
    const [one, two, three, four] = bytes.subarray(at, at + 4);
    const isEnd = (three === 0x96 && four === 0x69) || (three === 0x69 && four === 0x96);
    if (one === 0xaa && two === 0xaa && isEnd) return at;
  }
  return -1;
}

/** Where the run of `AA` begins that ends in the preamble at `start`. */
function leadBefore(bytes: Uint8Array, start: number): number {
  let lead = start;
  while (lead > 0 && bytes[lead - 1] === 0xaa) lead -= 1;
  return lead;
}
