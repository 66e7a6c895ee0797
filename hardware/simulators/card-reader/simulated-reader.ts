import { ok, type Result } from '../../../src/support/result.ts';
import type { Burst } from '../burst.ts';
import { FaultPlan } from '../faults/fault-plan.ts';
import { parseFaultScript, type ScriptProblem } from '../faults/fault-script.ts';
import { type RequestName, readerFaults, readerNoise } from './reader-faults.ts';

/** What a card holds, as a reader sends it. */
export interface CardContent {
  readonly text: Uint8Array;
  readonly photo: Uint8Array;
  /** None unless told. */
  readonly fingerprint?: Uint8Array;
  /** Appended addresses, 70 bytes each; none unless told. */
  readonly addresses?: Uint8Array;
  /** IIN, SN and DN, 28 bytes; 01 to 1C unless told. */
  readonly bodyNumber?: Uint8Array;
}

/** A request and what the reader made of it. */
export interface SimulatedExchange {
  /** undefined for a command it does not know. */
  readonly name: RequestName | undefined;
  /** From its length to its checksum. */
  readonly request: Uint8Array;
  readonly answer: readonly Burst[];
}

interface SimulatedReaderSettings {
  /** The cards that a script may put into the field by name; none unless told. */
  readonly deck?: ReadonlyMap<string, CardContent>;
  /** Told of every request and its answer. */
  readonly onExchange?: (exchange: SimulatedExchange) => void;
}

const preamble = [0xaa, 0xaa, 0xaa, 0x96, 0x69];
const longestRequest = 64;

/** SAM ID 05.03-20140101-0001234567-1234567890. */
const samId = [
  0x05, 0, 0x03, 0, 0x45, 0x50, 0x33, 0x01, 0x87, 0xd6, 0x12, 0, 0xd2, 0x02, 0x96, 0x49,
];

/** By command and parameter. */
const nameOfRequest: ReadonlyMap<number, RequestName> = new Map([
  [0x10ff, 'reset'],
  [0x11ff, 'status'],
  [0x12ff, 'sam-id'],
  [0x2001, 'find'],
  [0x2002, 'select'],
  [0x3001, 'read'],
  [0x3003, 'addresses'],
  [0x3005, 'body-number'],
  [0x3010, 'read-with-fingerprint'],
  [0x6000, 'set-baud'],
  [0x6001, 'set-baud'],
  [0x6002, 'set-baud'],
  [0x6003, 'set-baud'],
  [0x6004, 'set-baud'],
  [0x61ff, 'set-rf-bytes'],
]);

/** Bits per second, by the parameter of the command that sets them. */
const bauds = [115_200, 57_600, 38_400, 19_200, 9600] as const;

const exampleBodyNumber = Uint8Array.from({ length: 28 }, (_, index) => index + 1);

/**
 * An ID-card reader without its line: bytes in, bytes out, by the SAM_A host protocol (GA/T 467). It has its own
 * framing, so that a mistake in the product's is not hidden by the same mistake here. Pure: time and pace are the
 * business of whoever carries the bytes.
 */
export class SimulatedReader {
  #pending: number[] = [];
  #card: (CardContent & { found: boolean; selected: boolean; read: boolean }) | undefined;
  #faults = noFaults();
  #deck: ReadonlyMap<string, CardContent>;
  readonly #onExchange: (exchange: SimulatedExchange) => void;
  #baud: number = bauds[0];

  constructor({ deck = new Map(), onExchange = () => undefined }: SimulatedReaderSettings = {}) {
    this.#deck = deck;
    this.#onExchange = onExchange;
  }

  /**
   * Bits per second at which the module listens. It keeps them through a restart, and answers the command that
   * changes them before it does.
   */
  get baud(): number {
    return this.#baud;
  }

  /** Puts a card into the field; one that lies there is lifted first. */
  placeCard(content: CardContent): void {
    this.#card = { ...content, found: false, selected: false, read: false };
  }

  liftCard(): void {
    this.#card = undefined;
  }

  /** Gives it other cards for its script; the one in the field stays. */
  setDeck(deck: ReadonlyMap<string, CardContent>): void {
    this.#deck = deck;
  }

  /**
   * Sets what goes wrong from the next request on; an empty script for nothing.
   * @returns what is wrong with the script, and then the one before stays in force
   */
  setScript(script: string): Result<void, ScriptProblem> {
    const parsed = parseFaultScript(script, readerFaults);
    if (!parsed.ok) return parsed;
    this.#faults = new FaultPlan(parsed.value, readerNoise);
    return ok(undefined);
  }

  /** Takes bytes off the line and returns what the reader sends for the requests completed by them, in order. */
  receive(bytes: Uint8Array): Burst[] {
    this.#pending.push(...bytes);
    const bursts: Burst[] = [];
    for (let request = this.#nextRequest(); request; request = this.#nextRequest()) {
      bursts.push(...this.#answer(request));
    }
    return bursts;
  }

  /** Cuts the next request (length to checksum) off the pending bytes. */
  #nextRequest(): number[] | undefined {
    while (this.#pending.length > 0 && !startsWithPreamble(this.#pending)) this.#pending.shift();
    if (this.#pending.length < 7) return undefined;
    const length = lengthOf(this.#pending.slice(5));
    const end = length > longestRequest ? 7 : 7 + length;
    return this.#pending.length < end ? undefined : this.#pending.splice(0, end).slice(5);
  }

  #answer(request: readonly number[]): Burst[] {
    const name = nameOfRequest.get(((request[2] ?? 0) << 8) | (request[3] ?? 0));
    const effects = this.#faults.next(name ?? '');
    let answer: Uint8Array | undefined;
    let isLifted = false;
    for (const effect of effects) {
      if (effect.do === 'swap') this.#swap(effect.card);
      if (effect.do === 'lift' && effect.at === undefined) this.liftCard();
      if (effect.do === 'lift') isLifted = true;
      if (effect.do === 'status') answer = answerFrame(effect.sw3);
      if (effect.do === 'silence') answer = new Uint8Array();
    }
    const bursts = this.#faults.onWire(answer ?? this.#obey(name, request), effects);
    if (isLifted) this.liftCard();
    this.#onExchange({ name, request: Uint8Array.from(request), answer: bursts });
    return bursts;
  }

  /** A name that the deck does not have leaves the field empty. */
  #swap(name: string): void {
    const card = this.#deck.get(name);
    if (card === undefined) this.liftCard();
    else this.placeCard(card);
  }

  #obey(name: RequestName | undefined, request: readonly number[]): Uint8Array {
    if (lengthOf(request) !== request.length - 2) return answerFrame(0x11);
    if (request.reduce((xor, byte) => xor ^ byte, 0) !== 0) return answerFrame(0x10);
    if (name === undefined) return answerFrame(0x21);
    if (request.length !== (name === 'set-rf-bytes' ? 6 : 5)) return answerFrame(0x11);
    const card = this.#card;
    switch (name) {
      case 'reset':
      case 'status':
      case 'set-rf-bytes':
        return answerFrame(0x90);
      case 'set-baud':
        this.#baud = bauds[request[3] ?? 0] ?? this.#baud;
        return answerFrame(0x90);
      case 'sam-id':
        return answerFrame(0x90, samId);
      case 'find':
        if (card === undefined || card.read) return answerFrame(0x80);
        card.found = true;
        card.selected = false;
        return answerFrame(0x9f, new Uint8Array(4));
      case 'select':
        if (!card?.found) return answerFrame(0x81);
        card.selected = true;
        return answerFrame(0x90, new Uint8Array(8));
    }
    if (!card?.selected) return answerFrame(0x41);
    switch (name) {
      case 'read':
        card.read = true;
        return answerFrame(0x90, withLengths(card.text, card.photo));
      case 'read-with-fingerprint':
        card.read = true;
        return answerFrame(
          0x90,
          withLengths(card.text, card.photo, card.fingerprint ?? new Uint8Array()),
        );
      case 'addresses':
        return card.addresses?.length ? answerFrame(0x90, card.addresses) : answerFrame(0x91);
      case 'body-number':
        return answerFrame(0x90, card.bodyNumber ?? exampleBodyNumber);
    }
  }
}

/** The parts of a card's answer behind their lengths. */
function withLengths(...parts: readonly Uint8Array[]): Uint8Array {
  const lengths = parts.flatMap(({ length }) => [length >> 8, length & 0xff]);
  return Uint8Array.from([...lengths, ...parts.flatMap((part) => [...part])]);
}

function answerFrame(sw3: number, data: Iterable<number> & ArrayLike<number> = []): Uint8Array {
  const length = 4 + data.length;
  const counted = [length >> 8, length & 0xff, 0, 0, sw3, ...data];
  return Uint8Array.of(
    ...preamble,
    ...counted,
    counted.reduce((xor, byte) => xor ^ byte, 0),
  );
}

function lengthOf(request: readonly number[]): number {
  return ((request[0] ?? 0) << 8) | (request[1] ?? 0);
}

function startsWithPreamble(bytes: readonly number[]): boolean {
  return preamble.every((byte, index) => bytes[index] === undefined || bytes[index] === byte);
}

function noFaults(): FaultPlan {
  return new FaultPlan({ rules: [], seed: 1 }, readerNoise);
}
