import { longestCode } from '../domain/scanned-code.ts';

/** How a scanner that types is told from a person. */
export interface WedgeSettings {
  /** Fewer characters are no code. */
  readonly minLength: number;
  /** A scanner's keys are on average not further apart than this, in milliseconds; no person types so. */
  readonly maxGapMs: number;
  /** What the scanner types before and after each code; codes without it are not taken. Empty: nothing. */
  readonly prefix: string;
  readonly suffix: string;
}

/** Both detectors that are widely used begin with these numbers. */
export const usualWedge: WedgeSettings = { minLength: 6, maxGapMs: 30, prefix: '', suffix: '' };

/** A key that went down. */
export interface KeyStroke {
  /** Its name, as `KeyboardEvent.key` gives it. */
  readonly key: string;
  /** Milliseconds on a monotonic scale. */
  readonly at: number;
  /** An input method is putting a word together. */
  readonly isComposing: boolean;
  /** It is held down. */
  readonly isRepeated: boolean;
  /** Control, Alt or Meta is down. */
  readonly hasModifier: boolean;
  readonly isCapsLockOn: boolean;
}

/** What has come so far of what may be a code. */
export interface WedgeState {
  readonly text: string;
  readonly firstAt: number;
  readonly lastAt: number;
  /**
   * `listening` a person may be typing · `certain` only a scanner types so · `ended` a code has ended, and what the
   * scanner still types after it is not the person's.
   */
  readonly phase: 'listening' | 'certain' | 'ended';
}

/** What becomes of a key. */
export interface StrokeVerdict {
  readonly state: WedgeState;
  /** The key is the scanner's: it does nothing in the window. */
  readonly isTaken: boolean;
  /** From this key on it is certain: what the keys before it have written into a field is to be taken out again. */
  readonly hasBecomeCertain: boolean;
  /** The code that this key has ended. */
  readonly code?: string;
}

/** Nothing has come yet. */
export const quietWedge: WedgeState = { text: '', firstAt: 0, lastAt: 0, phase: 'listening' };

/** After so long a silence nothing more comes of a code. */
export const wedgeSilenceMs = 100;

/** Keys that write nothing and that scanners press to write capitals. */
const silentKeys: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'AltGraph']);
const endKeys: ReadonlySet<string> = new Set(['Enter', 'Tab']);

/**
 * Takes the next key. A person's keys are never held back: they do what they do until so many have come so fast that no
 * person typed them. Held keys, an input method, and keys with a modifier are a person's.
 */
export function takeStroke(
  settings: WedgeSettings,
  before: WedgeState,
  stroke: KeyStroke,
): StrokeVerdict {
  const state = isOver(before, stroke.at) ? quietWedge : before;
  if (state.phase !== 'listening') return scannerKey(settings, state, stroke);
  const passes = (next: WedgeState): StrokeVerdict => ({
    state: next,
    isTaken: false,
    hasBecomeCertain: false,
  });
  if (silentKeys.has(stroke.key)) return passes(state);
  if (!isWriting(stroke)) return passes(quietWedge);
  const isBurst = state.text !== '' && stroke.at - state.lastAt <= 2 * settings.maxGapMs;
  const next: WedgeState = {
    text: (isBurst ? state.text : '') + charactersOf(stroke),
    firstAt: isBurst ? state.firstAt : stroke.at,
    lastAt: stroke.at,
    phase: 'listening',
  };
  return isScannerFast(settings, next)
    ? { state: { ...next, phase: 'certain' }, isTaken: true, hasBecomeCertain: true }
    : passes(next);
}

/**
 * The line has been silent for `wedgeSilenceMs`.
 * @returns the code that has ended so, if one has
 */
export function settleWedge(
  settings: WedgeSettings,
  { text, phase }: WedgeState,
): string | undefined {
  return phase === 'certain' ? codeIn(settings, text) : undefined;
}

function scannerKey(settings: WedgeSettings, state: WedgeState, stroke: KeyStroke): StrokeVerdict {
  const heard = { ...state, lastAt: stroke.at };
  const taken = { isTaken: true, hasBecomeCertain: false } as const;
  if (state.phase === 'ended') return { state: heard, ...taken };
  if (endKeys.has(stroke.key)) {
    const code = codeIn(settings, state.text);
    return {
      state: { ...heard, text: '', phase: 'ended' },
      ...taken,
      ...(code === undefined ? {} : { code }),
    };
  }
  // One more than fits is enough to know that it does not.
  const text = (state.text + charactersOf(stroke)).slice(0, longestCode + 1);
  return { state: { ...heard, text }, ...taken };
}

function isOver({ phase, lastAt }: WedgeState, at: number): boolean {
  return phase !== 'listening' && at - lastAt > wedgeSilenceMs;
}

function isScannerFast({ minLength, maxGapMs }: WedgeSettings, state: WedgeState): boolean {
  const length = [...state.text].length;
  return length >= minLength && (state.lastAt - state.firstAt) / (length - 1) <= maxGapMs;
}

/** Whether a key writes one character, as a scanner's does. */
function isWriting({ key, isComposing, isRepeated, hasModifier }: KeyStroke): boolean {
  return [...key].length === 1 && !isComposing && !isRepeated && !hasModifier;
}

/** What a key was meant to write: a scanner presses Shift for capitals, and Caps Lock turns that around. */
function charactersOf({ key, isCapsLockOn }: KeyStroke): string {
  if ([...key].length !== 1) return '';
  if (!isCapsLockOn || !/^[a-z]$/i.test(key)) return key;
  return key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase();
}

/** The code in what a scanner has typed; undefined where it is none of ours, or too long. */
function codeIn({ prefix, suffix }: WedgeSettings, text: string): string | undefined {
  const isWrapped =
    text.length > prefix.length + suffix.length && text.startsWith(prefix) && text.endsWith(suffix);
  const code = isWrapped ? text.slice(prefix.length, text.length - suffix.length) : '';
  const { length } = new TextEncoder().encode(code);
  return length > 0 && length <= longestCode ? code : undefined;
}
