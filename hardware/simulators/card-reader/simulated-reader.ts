import type { ReaderFault, RequestName } from './reader-fault.ts';

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

/** What the reader sends for one request, and what comes of it. */
export interface Transmission {
  readonly bytes: Uint8Array;
  /** Whether the cable is pulled with the last byte. */
  readonly unplugs?: true;
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
  #fault: ReaderFault | undefined;
  #baud: number = bauds[0];

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

  /** Sets what goes wrong from the next request on; undefined for nothing. */
  setFault(fault: ReaderFault | undefined): void {
    this.#fault = fault;
  }

  /** Takes bytes off the line and returns what the reader sends for each request completed by them. */
  receive(bytes: Uint8Array): Transmission[] {
    this.#pending.push(...bytes);
    const answers: Transmission[] = [];
    for (let request = this.#nextRequest(); request; request = this.#nextRequest()) {
      const answer = this.#answer(request);
      if (answer !== undefined) answers.push(answer);
    }
    return answers;
  }

  /** Cuts the next request (length to checksum) off the pending bytes. */
  #nextRequest(): number[] | undefined {
    while (this.#pending.length > 0 && !startsWithPreamble(this.#pending)) this.#pending.shift();
    if (this.#pending.length < 7) return undefined;
    const length = lengthOf(this.#pending.slice(5));
    const end = length > longestRequest ? 7 : 7 + length;
    return this.#pending.length < end ? undefined : this.#pending.splice(0, end).slice(5);
  }

  #answer(request: readonly number[]): Transmission | undefined {
    const name = nameOfRequest.get(((request[2] ?? 0) << 8) | (request[3] ?? 0));
    const fault = this.#faultOn(name);
    if (fault?.kind === 'silent') return undefined;
    if (fault?.kind === 'status') return { bytes: answerFrame(fault.sw3) };
    if (fault?.kind === 'lift-during-read' && fault.answer === 'says-41') this.liftCard();

    const bytes = this.#obey(name, request);
    switch (fault?.kind) {
      case 'noise-before-answer':
        return { bytes: Uint8Array.of(...noise(fault.bytes), ...bytes) };
      case 'wrong-checksum':
        return { bytes: Uint8Array.of(...bytes.subarray(0, -1), (bytes.at(-1) ?? 0) ^ 0x01) };
      case 'truncated-answer':
        return { bytes: bytes.subarray(0, fault.bytes) };
      case 'lift-during-read':
        if (fault.answer === 'says-41') return { bytes };
        this.liftCard();
        return { bytes: bytes.subarray(0, fault.bytes) };
      case 'unplug':
        return { bytes: bytes.subarray(0, fault.bytes), unplugs: true };
      default:
        return { bytes };
    }
  }

  /** The fault in force for a request; lifting a card during a read happens once. */
  #faultOn(name: RequestName | undefined): ReaderFault | undefined {
    const fault = this.#fault;
    if (fault?.kind === 'lift-during-read') {
      if (!name?.startsWith('read') || !this.#card?.selected) return undefined;
      this.#fault = undefined;
      return fault;
    }
    return fault?.on === undefined || fault.on === name ? fault : undefined;
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

/** Bytes that look random, with leading bytes of a preamble among them; the same every time. */
function noise(bytes: number): number[] {
  return Array.from({ length: bytes }, (_, index) =>
    index % 5 === 0 ? 0xaa : (index * 151 + 89) & 0xff,
  );
}
