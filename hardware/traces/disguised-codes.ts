import { disguisedUnit, type RandomBelow } from './disguise.ts';
import type { TraceEvent } from './trace-file.ts';

/** A silence this long ends a code of a scanner that does not say where its codes end. */
const codeGapMs = 50;
/** CR, LF, TAB: what ends a code. */
const terminators = /(?<=[\r\n\t])/;
/** HID POS report: id, count, AIM identifier (3, or after one more byte), data, flags at byte 63. */
const hidReportBytes = 64;
const hidHeaderBytes = 5;
const hidFlagsAt = 63;

/**
 * What a scanner sent, with other characters of the same class in place of every character, at the same lengths and
 * moments. The same code is the same again within one trace.
 * @param isHid whether it came in HID POS reports
 */
export function disguisedCodes(
  events: readonly TraceEvent[],
  isHid: boolean,
  random: RandomBelow,
): readonly TraceEvent[] {
  const known = new Map<string, string>();
  /** @param code bytes as Latin-1 */
  const disguise = (code: string): string => {
    const seen = known.get(code) ?? disguisedCode(code, random);
    known.set(code, seen);
    return seen;
  };
  const bursts = isHid ? events.map((event) => [event]) : burstsIn(events);
  return bursts.flatMap((burst) => {
    const bytes = Buffer.concat(burst.flatMap((event) => ('bytes' in event ? [event.bytes] : [])));
    const disguised = isHid
      ? disguisedReport(bytes, disguise)
      : latin1(bytes.toString('latin1').split(terminators).map(disguise).join(''));
    let start = 0;
    return burst.map((event) => {
      if (!('bytes' in event)) return event;
      const end = start + event.bytes.length;
      const part = { ...event, bytes: disguised.slice(start, end) };
      start = end;
      return part;
    });
  });
}

/** What comes without a pause belongs together. */
function burstsIn(events: readonly TraceEvent[]): TraceEvent[][] {
  const bursts: TraceEvent[][] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    const last = bursts.at(-1);
    if (last === undefined || event.ms - lastMs >= codeGapMs) bursts.push([event]);
    else last.push(event);
    lastMs = event.ms;
  }
  return bursts;
}

function disguisedReport(report: Uint8Array, disguise: (code: string) => string): Uint8Array {
  const text = Buffer.from(report).toString('latin1');
  if (report.length !== hidReportBytes) return latin1(disguise(text));
  const data = text.slice(hidHeaderBytes, hidFlagsAt);
  return latin1(text.slice(0, hidHeaderBytes) + disguise(data) + text.slice(hidFlagsAt));
}

function disguisedCode(code: string, random: RandomBelow): string {
  const bytes = latin1(code);
  let disguised = '';
  for (let at = 0; at < bytes.length; ) {
    const size = characterBytes(bytes, at);
    const character = Buffer.from(bytes.subarray(at, at + size));
    disguised +=
      size === 1
        ? disguisedSingle(character.toString('latin1'), random)
        : disguisedCharacter(character.toString('utf8'), random).toString('latin1');
    at += size;
  }
  return disguised;
}

/** Beyond ASCII a byte that belongs to no character of UTF-8 becomes another such byte. */
function disguisedSingle(unit: string, random: RandomBelow): string {
  if (unit < '\x80') return disguisedUnit(unit, random);
  const other = String.fromCharCode(0x80 + random(127));
  return other < unit ? other : String.fromCharCode(other.charCodeAt(0) + 1);
}

/** Another character with as many bytes in UTF-8. */
function disguisedCharacter(character: string, random: RandomBelow): Buffer {
  if (character.length > 1) return Buffer.from(String.fromCodePoint(0x20000 + random(0x100)));
  if (character >= '\u0800') return Buffer.from(disguisedUnit(character, random));
  return Buffer.from(String.fromCharCode(0x430 + random(32)));
}

/** How many bytes the UTF-8 character at `at` has; 1 for a byte that begins none. */
function characterBytes(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(at, at + size));
    return at + size <= bytes.length ? size : 1;
  } catch {
    return 1;
  }
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}
