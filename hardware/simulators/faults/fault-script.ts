import { type Failure, failure } from '../../../src/failures/failure.ts';
import { err, ok, type Result } from '../../../src/support/result.ts';

/**
 * One thing that happens to what a device would have sent. Places and amounts are bytes of what is on the wire when the
 * effect comes to it: effects follow each other in the order they are written.
 */
export type Effect =
  /** Random-looking bytes come first. */
  | { readonly do: 'noise'; readonly bytes: number }
  /** Random-looking bytes come after everything else. */
  | { readonly do: 'flood'; readonly bytes: number }
  /** Nothing comes. */
  | { readonly do: 'silence' }
  /** Only the first bytes come. */
  | { readonly do: 'cut'; readonly bytes: number }
  /** The last bytes do not come. */
  | { readonly do: 'drop'; readonly bytes: number }
  /** The last byte is another one. */
  | { readonly do: 'checksum'; readonly xor: number }
  /** It begins later. */
  | { readonly do: 'wait'; readonly ms: number }
  /** It stops in the middle, and goes on. */
  | { readonly do: 'pause'; readonly ms: number; readonly at: number }
  /** It comes in pieces of so many bytes, with a pause between two. */
  | { readonly do: 'pieces'; readonly bytes: number; readonly ms: number }
  | { readonly do: 'slow'; readonly bytesPerSecond: number }
  /** The cable is pulled after so many bytes. */
  | { readonly do: 'unplug'; readonly at: number }
  /** The module does not obey, and answers with this status (SW3) alone. */
  | { readonly do: 'status'; readonly sw3: number }
  /** The card is lifted: before the command is obeyed, or where the answer then stops. */
  | { readonly do: 'lift'; readonly at: number | undefined }
  /** Before the command is obeyed another card of the deck takes the place of the one that lies there. */
  | { readonly do: 'swap'; readonly card: string };

export type EffectName = Effect['do'];

interface FaultRule {
  /** undefined for all. */
  readonly events: readonly string[] | undefined;
  /** Which of these events, counted from 1; both included. */
  readonly from: number;
  readonly to: number;
  readonly effects: readonly Effect[];
}

/** What goes wrong with a device, and when. */
export interface FaultScript {
  readonly rules: readonly FaultRule[];
  /** Of everything that looks random. */
  readonly seed: number;
}

/** What scripts of one kind of device may speak of. */
export interface FaultVocabulary {
  /** Whatever the device answers to, or sends. */
  readonly events: readonly string[];
  readonly effects: readonly EffectName[];
}

/** The effects that any line can have. */
export const lineEffects = [
  'noise',
  'flood',
  'silence',
  'cut',
  'drop',
  'checksum',
  'wait',
  'pause',
  'pieces',
  'slow',
  'unplug',
] as const satisfies readonly EffectName[];

/** What a script should have said at one place. */
export interface ScriptProblem {
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  /** What was expected there; for `event` and `effect` the words to choose from stand in `choices`. */
  readonly expected: Expectation;
  readonly choices?: readonly string[];
  /** What stands there; empty at the end of a line. */
  readonly found: string;
}

type Expectation = keyof typeof expectations;

const expectations = {
  rule: ['on 或 seed', '"on" or "seed"', 'on | seed'],
  event: ['事件', 'an event', ''],
  effect: ['故障', 'a fault', ''],
  colon: ['冒号', 'a colon', ':'],
  bytes: ['字节数，如 700', 'a number of bytes such as 700', '700'],
  time: ['时长，如 20ms', 'a time such as 20ms', '20ms'],
  rate: ['速率，如 960B/s', 'a rate such as 960B/s', '960B/s'],
  byte: ['一个字节，如 0x41', 'a byte such as 0x41', '0x41'],
  card: ['卡片名', 'the name of a card', '"…"'],
  seed: ['随机种子（整数）', 'a whole number as the seed', '7'],
  at: ['at', '"at"', 'at'],
  every: ['every', '"every"', 'every'],
  range: ['从 1 起、先小后大的次数', 'counts from 1, the smaller first', '2..4'],
  end: ['逗号或行末', 'a comma or the end of the line', ','],
} as const satisfies Record<string, readonly [chinese: string, english: string, example: string]>;

/** A problem for whoever wrote the script, Chinese first. */
export function scriptProblemText(problem: ScriptProblem): string {
  const { line, column, expected, choices, found } = problem;
  const [chinese, english] = expectations[expected];
  const words = choices === undefined ? '' : ` (${choices.join(', ')})`;
  const there = found === '' ? ['行末', 'the end of the line'] : [`“${found}”`, `"${found}"`];
  return (
    `第 ${line} 行第 ${column} 列：这里应是${chinese}${words}，却是${there[0]}。` +
    ` Line ${line}, column ${column}: expected ${english}, found ${there[1]}.`
  );
}

/** The same as a failure of the catalogue; what could stand there is said in the language itself. */
export function scriptFailure({ line, column, expected, choices }: ScriptProblem): Failure {
  const examples = choices?.join(' | ') ?? expectations[expected][2];
  return failure('script.malformed', { line, column, expected: examples });
}

const mostBytes = 10_000_000;
const mostMs = 600_000;

/**
 * Reads a script: one rule a line, `on EVENTS [COUNTS]: EFFECT, EFFECT …` or `seed NUMBER`; `#` begins a comment.
 * The README of `simulators` describes the language.
 * @returns the script, or its first problem
 */
export function parseFaultScript(
  script: string,
  vocabulary: FaultVocabulary,
): Result<FaultScript, ScriptProblem> {
  const rules: FaultRule[] = [];
  let seed = 1;
  for (const [index, text] of script.split(/\r?\n/).entries()) {
    const words = new Words(text, index + 1);
    if (words.atEnd) continue;
    if (words.takes('seed')) seed = words.number('seed', /^(\d{1,9})$/);
    else rules.push(ruleIn(words, vocabulary));
    words.end();
    if (words.problem !== undefined) return err(words.problem);
  }
  return ok({ rules, seed });
}

function ruleIn(words: Words, vocabulary: FaultVocabulary): FaultRule {
  words.keyword('on', 'rule');
  const events = eventsIn(words, vocabulary.events);
  const { from, to } = words.counts();
  words.keyword(':', 'colon');
  const effects: Effect[] = [];
  do effects.push(effectIn(words, vocabulary.effects));
  while (words.takes(','));
  return { events, from, to, effects };
}

function eventsIn(words: Words, known: readonly string[]): readonly string[] | undefined {
  if (words.takes('any')) return undefined;
  const events: string[] = [];
  do events.push(words.oneOf('event', known, 'any'));
  while (words.takes('or'));
  return events;
}

function effectIn(words: Words, known: readonly EffectName[]): Effect {
  const name = words.oneOf('effect', known);
  switch (name) {
    case 'noise':
    case 'flood':
    case 'cut':
    case 'drop':
      return { do: name, bytes: words.bytes() };
    case 'silence':
      return { do: name };
    case 'checksum':
      return { do: name, xor: words.byte() };
    case 'wait':
      return { do: name, ms: words.time() };
    case 'pause':
      return { do: name, ms: words.time(), at: words.place() };
    case 'pieces': {
      const bytes = words.bytes(1);
      words.keyword('every', 'every');
      return { do: name, bytes, ms: words.time() };
    }
    case 'slow':
      return { do: name, bytesPerSecond: words.number('rate', /^(\d+)B\/s$/, 1, mostBytes) };
    case 'unplug':
      return { do: name, at: words.place() };
    case 'status':
      return { do: name, sw3: words.byte() };
    case 'lift':
      return { do: name, at: words.isNext('at') ? words.place() : undefined };
    case 'swap':
      return { do: name, card: words.name() };
  }
}

interface Word {
  readonly text: string;
  readonly column: number;
}

/** The words of one line. The first problem stays; whatever is asked for after it is of no use. */
class Words {
  readonly #line: number;
  readonly #words: readonly Word[];
  readonly #endColumn: number;
  #at = 0;
  problem: ScriptProblem | undefined;

  constructor(text: string, line: number) {
    this.#line = line;
    const words = [...text.matchAll(/"[^"]*"|#.*|[,:]|[^\s,:#"]+|"/g)].map((match) => ({
      text: match[0],
      column: match.index + 1,
    }));
    this.#words = words.filter((word) => !word.text.startsWith('#'));
    this.#endColumn = text.trimEnd().length + 1;
  }

  get atEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  isNext(text: string): boolean {
    return this.#words[this.#at]?.text === text;
  }

  /** @returns whether this word stood there; it is passed then */
  takes(text: string): boolean {
    const isThere = this.problem === undefined && this.isNext(text);
    if (isThere) this.#at += 1;
    return isThere;
  }

  keyword(text: string, expected: Expectation): void {
    if (!this.takes(text)) this.#miss(expected);
  }

  /** @param others what else would have been right here */
  oneOf<Choice extends string>(
    expected: Expectation,
    known: readonly Choice[],
    ...others: readonly string[]
  ): Choice {
    const choice = known.find((each) => this.takes(each));
    if (choice === undefined) this.#miss(expected, [...known, ...others]);
    return choice ?? (known[0] as Choice);
  }

  bytes(least = 0): number {
    return this.number('bytes', /^(\d+)$/, least, mostBytes);
  }

  place(): number {
    this.keyword('at', 'at');
    return this.bytes();
  }

  time(): number {
    return this.number('time', /^(\d+)ms$/, 0, mostMs);
  }

  byte(): number {
    return this.number('byte', /^(0x[0-9a-f]{1,2})$/i);
  }

  name(): string {
    const word = this.#words[this.#at]?.text ?? '';
    if (!/^("[^"]+"|[^\s,:#"]+)$/.test(word)) this.#miss('card');
    this.#at += 1;
    return word.replaceAll('"', '');
  }

  /** `3`, `3..`, `3..5`, or nothing for all. */
  counts(): { readonly from: number; readonly to: number } {
    const word = this.#words[this.#at]?.text ?? '';
    const [, first, dots, last] = /^(\d+)(\.\.)?(\d+)?$/.exec(word) ?? [];
    if (first === undefined) return { from: 1, to: Number.POSITIVE_INFINITY };
    const from = Number(first);
    const to = dots === undefined ? from : Number(last ?? Number.POSITIVE_INFINITY);
    if (from < 1 || to < from) this.#miss('range');
    this.#at += 1;
    return { from, to };
  }

  number(
    expected: Expectation,
    pattern: RegExp,
    least = 0,
    most = Number.POSITIVE_INFINITY,
  ): number {
    const value = Number(pattern.exec(this.#words[this.#at]?.text ?? '')?.[1] ?? Number.NaN);
    if (!(value >= least && value <= most)) this.#miss(expected);
    this.#at += 1;
    return value;
  }

  end(): void {
    if (!this.atEnd) this.#miss('end');
  }

  #miss(expected: Expectation, choices?: readonly string[]): void {
    const word = this.#words[this.#at];
    this.problem ??= {
      line: this.#line,
      column: word?.column ?? this.#endColumn,
      expected,
      ...(choices && { choices }),
      found: word?.text ?? '',
    };
  }
}
