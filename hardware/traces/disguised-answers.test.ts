import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityCard } from '../../src/domain/identity-card.ts';
import { FrameParser } from '../id-card-reader/framing/frame-parser.ts';
import { decodeCardAnswer } from '../id-card-reader/layouts/card-answer.ts';
import { commands } from '../id-card-reader/protocol/commands.ts';
import { exampleDeck } from '../simulators/card-reader/card-deck.ts';
import { cardContent } from '../simulators/card-reader/card-frames.ts';
import { exampleResident } from '../simulators/card-reader/example-cards.ts';
import { SimulatedReader } from '../simulators/card-reader/simulated-reader.ts';
import { randomNumbers } from '../simulators/random-numbers.ts';
import { disguisedAnswers } from './disguised-answers.ts';
import type { TraceEvent } from './trace-file.ts';

const seed = 20_261_124;
const asked = {
  read: commands.read.request,
  'read-with-fingerprint': commands.readWithFingerprint.request,
  addresses: commands.appendedAddresses.request,
  'body-number': commands.bodyNumber.request,
  'sam-id': commands.samId.request,
};
type Asked = keyof typeof asked;

/** What the simulated reader answers about a card that lies selected. */
function answerTo(name: Asked, card: IdentityCard, addresses: readonly string[]): Uint8Array {
  const reader = new SimulatedReader();
  const content = cardContent(card, { hasFingerprint: true, addresses });
  if (!content.ok) throw new Error(JSON.stringify(content.problem));
  const random = randomNumbers(7);
  const bytes = (length: number) => Uint8Array.from({ length }, () => random() >>> 5);
  reader.placeCard({
    ...content.value,
    photo: bytes(1024),
    fingerprint: bytes(1024),
    bodyNumber: bytes(28),
  });
  reader.receive(commands.find.request);
  reader.receive(commands.select.request);
  return Buffer.concat(reader.receive(asked[name]).map((burst) => burst.bytes));
}

/** The disguise of one answer that came in pieces of `size`. */
function disguised(request: Uint8Array, answer: Uint8Array, size = 4096): Uint8Array {
  const random = randomNumbers(3);
  const pieces = Array.from({ length: Math.ceil(answer.length / size) }, (_, index) => ({
    ms: index,
    dir: 'in' as const,
    bytes: answer.subarray(index * size, (index + 1) * size),
  }));
  const events: TraceEvent[] = [{ ms: 0, dir: 'out', bytes: request }, ...pieces];
  const [out, ...rest] = disguisedAnswers(events, (below) => random() % below);
  expect(out).toEqual(events[0]);
  const lengthsOf = (of: readonly TraceEvent[]) =>
    of.map((event) => ('bytes' in event ? event.bytes.length : 0));
  expect(lengthsOf(rest)).toEqual(lengthsOf(pieces));
  return Buffer.concat(rest.flatMap((event) => ('bytes' in event ? [event.bytes] : [])));
}

/** What the product makes of an answer: status and length of each good frame, and what is left. */
function understood(bytes: Uint8Array): unknown {
  const frames: unknown[] = [];
  const parser = new FrameParser((content) => {
    frames.push([...content.slice(0, 3), content.length]);
  });
  parser.push(bytes);
  return { frames, remainder: parser.settle() };
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const ideographs = (maxLength: number) =>
  fc.string({
    unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((n) => String.fromCharCode(n)),
    minLength: 1,
    maxLength,
  });
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const anybody: fc.Arbitrary<IdentityCard> = fc.record({
  kind: fc.constant('resident' as const),
  name: ideographs(15),
  sex: fc.constantFrom('1', '2'),
  ethnicity: digits(2),
  birthDate: day,
  address: ideographs(35),
  idNumber: digits(18),
  authority: ideographs(15),
  validFrom: day,
  validTo: fc.oneof(day, fc.constant('long-term')),
});

/** What a bad line makes of an answer. `at` is a place in it, `some` a small amount. */
const damages = {
  none: (bytes) => bytes,
  cut: (bytes, at) => bytes.slice(0, at),
  missing: (bytes, at, some) => Uint8Array.of(...bytes.slice(0, at), ...bytes.slice(at + some)),
  flipped: (bytes, at, some) => bytes.map((byte, index) => (index === at ? byte ^ some : byte)),
  noise: (bytes, at, some) => Uint8Array.of(...new Uint8Array(some).fill(at), ...bytes),
  twice: (bytes, at) => Uint8Array.of(...bytes.slice(0, at), ...bytes),
} as const satisfies Record<string, (bytes: Uint8Array, at: number, some: number) => Uint8Array>;

/** 1 for every byte of a good answer that says something of somebody: not what it is framed in, and no blanks. */
function personalBytes(name: Asked, answer: Uint8Array): Uint8Array {
  const lengths = name === 'read' ? 4 : name === 'read-with-fingerprint' ? 6 : 0;
  const personal = answer.map((_, index) =>
    index < 10 + lengths || index === answer.length - 1 ? 0 : 1,
  );
  for (let at = 10 + lengths; name !== 'body-number' && at + 1 < answer.length; at += 2) {
    const isText = name === 'addresses' || at < 10 + lengths + 256;
    if (isText && answer[at] === 0x20 && answer[at + 1] === 0) personal.fill(0, at, at + 2);
  }
  return personal;
}

/** The longest run of such bytes that came through as they were. */
function longestRunLeft(original: Uint8Array, personal: Uint8Array, shown: Uint8Array): number {
  let run = 0;
  let longest = 0;
  for (const [index, byte] of original.entries()) {
    run = personal[index] === 1 && byte === shown[index] ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

describe('what a reader sent, disguised', () => {
  it('keeps lengths, damage and what the product understands, and no run of four personal bytes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Asked>('read', 'read-with-fingerprint', 'addresses', 'body-number'),
        anybody,
        fc.array(ideographs(35), { minLength: 1, maxLength: 4 }),
        fc.constantFrom<keyof typeof damages>(
          'none',
          'cut',
          'missing',
          'flipped',
          'noise',
          'twice',
        ),
        fc.nat(1400),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 2400 }),
        (name, card, addresses, damage, at, some, size) => {
          const whole = answerTo(name, card, addresses);
          const original = damages[damage](whole, at % whole.length, some);
          const shown = disguised(asked[name], original, size);
          expect(understood(shown)).toEqual(understood(original));
          const personal = personalBytes(name, whole);
          const isPersonal =
            damage === 'flipped' ? personal : damages[damage](personal, at % whole.length, some);
          expect(longestRunLeft(original, isPersonal, shown)).toBeLessThan(4);
        },
      ),
      { seed, numRuns: 400 },
    );
  });

  it.each([...exampleDeck])('is another card of the same kind: %s', (_name, { card }) => {
    const shown = disguised(asked.read, answerTo('read', card, []));
    const decoded = decodeCardAnswer(shown.slice(10, -1));
    expect(decoded).toMatchObject({ ok: true, value: { card: { kind: card.kind } } });
    const values = decoded.ok ? Object.entries(decoded.value.card) : [];
    for (const [field, value] of values) {
      if (field === 'kind' || value === '') continue;
      expect(value, field).not.toBe(card[field as keyof IdentityCard]);
    }
  });

  it.each([
    ['a wrong check digit', { idNumber: '440604190001010018' }],
    ['no number', { idNumber: '4406041900010100' }],
    ['a date of birth that is no day', { birthDate: '1900-02-30' }],
    ['no name', { name: '' }],
  ])('cannot be read for the same reason: %s', (_what, wrong) => {
    const original = answerTo('read', { ...exampleResident, ...wrong }, []);
    const before = decodeCardAnswer(original.slice(10, -1));
    expect(before.ok).toBe(false);
    expect(decodeCardAnswer(disguised(asked.read, original).slice(10, -1))).toEqual(before);
  });

  it('keeps a wrong checksum wrong by the same XOR', () => {
    const original = answerTo('read', exampleResident, []);
    original[original.length - 1] = (original.at(-1) ?? 0) ^ 0x2a;
    const shown = disguised(asked.read, original);
    expect(shown.slice(5).reduce((xor, byte) => xor ^ byte, 0)).toBe(0x2a);
  });

  it('keeps place and date of a module, not its serial', () => {
    const original = answerTo('sam-id', exampleResident, []);
    const shown = disguised(asked['sam-id'], original);
    expect(shown.slice(10, 18)).toEqual(original.slice(10, 18));
    for (let index = 18; index < 26; index += 1) expect(shown[index]).not.toBe(original[index]);
  });
});
