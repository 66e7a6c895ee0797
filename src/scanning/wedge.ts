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
  /** It goes into a field, where a space is a character; elsewhere a space presses what has the focus. */
  readonly isIntoField: boolean;
}

/** What has come so far of what may be a code. */
export interface WedgeState {
  readonly text: string;
  /** Keys that came one right after the other, and were to write; more than `text` has where one was swallowed. */
  readonly strokes: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** An input method has swallowed some of it, or Control or Alt made something else of it: what is left is no code. */
  readonly isSpoilt: boolean;
  /** Only a scanner types so; until it falls silent no key is a person's. */
  readonly isCertain: boolean;
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
export const quietWedge: WedgeState = {
  text: '',
  strokes: 0,
  firstAt: 0,
  lastAt: 0,
  isSpoilt: false,
  isCertain: false,
};

/** Keys that are further apart than this, in milliseconds, are not one movement: a single key may lag behind the average. */
export function burstGapMs({ maxGapMs }: WedgeSettings): number {
  return 2 * maxGapMs;
}

/** After so long a silence, in milliseconds, nothing more comes of a code. */
export function wedgeSilenceMs(settings: WedgeSettings): number {
  return Math.max(100, burstGapMs(settings));
}

/** Keys that write nothing and that scanners press to write capitals. */
const silentKeys: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'AltGraph']);
const endKeys: ReadonlySet<string> = new Set(['Enter', 'Tab']);
/** What a key is called that an input method has swallowed. */
const swallowedKey = 'Process';

/**
 * Takes the next key. A person's keys are never held back: they do what they do until so many have come so fast that no
 * person typed them. Held keys, an input method's, and keys with a modifier are a person's. Only a space right after
 * another key, where there is no field, is taken before it is certain: it would press a button.
 */
export function takeStroke(
  settings: WedgeSettings,
  state: WedgeState,
  stroke: KeyStroke,
): StrokeVerdict {
  if (state.isCertain) {
    if (stroke.at - state.lastAt <= wedgeSilenceMs(settings)) {
      return scannerKey(settings, state, stroke);
    }
    return withCode(takeStroke(settings, quietWedge, stroke), codeIn(settings, state));
  }
  const verdict = { state, isTaken: false, hasBecomeCertain: false };
  if (silentKeys.has(stroke.key)) return verdict;
  if (!isWriting(stroke)) return { ...verdict, state: quietWedge };
  const isBurst = state.strokes > 0 && stroke.at - state.lastAt <= burstGapMs(settings);
  const next = withStroke(isBurst ? state : { ...quietWedge, firstAt: stroke.at }, stroke);
  if (isSwallowed(stroke) || !isScannerFast(settings, next)) {
    return {
      ...verdict,
      state: next,
      isTaken: isBurst && stroke.key === ' ' && !stroke.isIntoField,
    };
  }
  return { state: { ...next, isCertain: true }, isTaken: true, hasBecomeCertain: true };
}

/**
 * The scanner has been silent for `wedgeSilenceMs`.
 * @returns the code that has ended so, if one has
 */
export function settleWedge(settings: WedgeSettings, state: WedgeState): string | undefined {
  return state.isCertain ? codeIn(settings, state) : undefined;
}

function scannerKey(settings: WedgeSettings, state: WedgeState, stroke: KeyStroke): StrokeVerdict {
  const taken = { state, isTaken: true, hasBecomeCertain: false };
  if (endKeys.has(stroke.key)) {
    const next = { ...state, text: '', isSpoilt: false, lastAt: stroke.at };
    return withCode({ ...taken, state: next }, codeIn(settings, state));
  }
  // A person who waits for the scanner by pressing Escape does not keep it from falling silent.
  return isCharacter(stroke) ? { ...taken, state: withStroke(state, stroke) } : taken;
}

function withCode(verdict: StrokeVerdict, code: string | undefined): StrokeVerdict {
  return code === undefined ? verdict : { ...verdict, code };
}

function withStroke(state: WedgeState, stroke: KeyStroke): WedgeState {
  return {
    ...state,
    // One more than fits is enough to know that it does not.
    text: (state.text + charactersOf(stroke)).slice(0, longestCode + 1),
    strokes: state.strokes + 1,
    lastAt: stroke.at,
    isSpoilt: state.isSpoilt || isSwallowed(stroke) || stroke.hasModifier,
  };
}

function isScannerFast({ minLength, maxGapMs }: WedgeSettings, state: WedgeState): boolean {
  const { strokes, firstAt, lastAt } = state;
  return strokes >= minLength && (lastAt - firstAt) / (strokes - 1) <= maxGapMs;
}

/** Whether a key is to write one character, as a scanner's is. */
function isWriting(stroke: KeyStroke): boolean {
  return isCharacter(stroke) && !stroke.isRepeated && !stroke.hasModifier;
}

function isCharacter({ key }: KeyStroke): boolean {
  return [...key].length === 1 || key === swallowedKey;
}

function isSwallowed({ key, isComposing }: KeyStroke): boolean {
  return key === swallowedKey || isComposing;
}

/** What a key was meant to write: a scanner presses Shift for capitals, and Caps Lock turns that around. */
function charactersOf({ key, isCapsLockOn }: KeyStroke): string {
  if (key === swallowedKey) return '';
  if (!isCapsLockOn || !/^[a-z]$/i.test(key)) return key;
  return key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase();
}

/** The code in what a scanner has typed; undefined where it is none of ours, or not whole. */
function codeIn(
  { minLength, prefix, suffix }: WedgeSettings,
  { text, isSpoilt }: WedgeState,
): string | undefined {
  const isWrapped =
    text.length > prefix.length + suffix.length && text.startsWith(prefix) && text.endsWith(suffix);
  if (isSpoilt || !isWrapped || [...text].length < minLength) return undefined;
  const code = text.slice(prefix.length, text.length - suffix.length);
  return new TextEncoder().encode(code).length <= longestCode ? code : undefined;
}
