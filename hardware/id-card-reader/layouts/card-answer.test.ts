import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idNumberCheckCharacter } from '../../../src/domain/id-number.ts';
import type { ResidentCard } from '../../../src/domain/identity-card.ts';
import { photoPattern, residentTextBlock } from '../../simulators/card-reader/card-frames.ts';
import { exampleFrame, exampleResident } from '../../simulators/card-reader/example-cards.ts';
import { decodeCardAnswer } from './card-answer.ts';

/** The data of an answer to 30 01. */
function dataOf(text: Uint8Array, photo = photoPattern()): Uint8Array {
  return Uint8Array.of(
    text.length >> 8,
    text.length & 0xff,
    photo.length >> 8,
    photo.length & 0xff,
    ...text,
    ...photo,
  );
}

function decode(card: ResidentCard) {
  const text = residentTextBlock(card);
  if (!text.ok) throw new Error(JSON.stringify(text.problem));
  return decodeCardAnswer(dataOf(text.value));
}

describe('a card answer', () => {
  it('is decoded field by field', () => {
    const data = exampleFrame('3001_A_resident').slice(10, -1);
    expect(decodeCardAnswer(data)).toEqual({
      ok: true,
      value: { card: exampleResident, photo: photoPattern() },
    });
  });

  it('is split by the lengths it states', () => {
    const photo = Uint8Array.of(1, 2, 3);
    const data = dataOf(exampleFrame('text_A_resident'), photo);
    expect(decodeCardAnswer(data)).toMatchObject({ ok: true, value: { photo } });
  });

  it('is refused when its lengths do not add up', () => {
    const data = exampleFrame('3001_A_resident').slice(10, -1);
    for (const wrong of [data.subarray(0, -1), data.subarray(0, 3), new Uint8Array(2000)]) {
      expect(decodeCardAnswer(wrong)).toMatchObject({ problem: { code: 'card.malformed-data' } });
    }
  });

  it.each([
    ['text_J_hkmt', 'J'],
    ['text_I_foreigner2017', 'I'],
    ['text_Y_foreigner2023', 'Y'],
  ])('of another kind of card is named, not guessed at: %s', (name, type) => {
    expect(decodeCardAnswer(dataOf(exampleFrame(name)))).toEqual({
      ok: false,
      problem: { code: 'card.unsupported-kind', info: { type } },
    });
  });

  it('with an unknown type letter is malformed', () => {
    const text = exampleFrame('text_A_resident').slice();
    text[248] = 0x5a;
    expect(decodeCardAnswer(dataOf(text))).toMatchObject({
      problem: { code: 'card.malformed-data', info: { field: 'type' } },
    });
  });

  it.each([
    ['birthDate', '1900-02-29'],
    ['validFrom', '2024-13-01'],
    ['validTo', '2024-06-31'],
    ['validTo', '永久'],
    ['validTo', ''],
    ['name', ''],
    ['idNumber', '44060419000101001'],
  ] as const)('with %s "%s" is malformed', (field, value) => {
    expect(decode({ ...exampleResident, [field]: value })).toEqual({
      ok: false,
      problem: { code: 'card.malformed-data', info: { field } },
    });
  });

  it('with a wrong check digit says so', () => {
    expect(decode({ ...exampleResident, idNumber: '440604190001010018' })).toEqual({
      ok: false,
      problem: { code: 'card.wrong-check-digit' },
    });
  });

  it('with a lower-case x is normalised', () => {
    expect(decode({ ...exampleResident, idNumber: '44060419000101005x' })).toMatchObject({
      value: { card: { idNumber: '44060419000101005X' } },
    });
  });

  it.each(['𠮷野', '䶮', '\uE863', '阿卜杜·买买提', '王 五', '\uD842'])(
    'keeps the name "%s" as it is',
    (name) => {
      expect(decode({ ...exampleResident, name })).toMatchObject({ value: { card: { name } } });
    },
  );

  it('brings every card back as it was written', () => {
    const text = (max: number) =>
      fc
        .string({ unit: 'binary', minLength: 1, maxLength: max })
        .filter((value) => value.length <= max && !/[ \0]$/.test(value));
    const date = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((value) => value.toISOString().slice(0, 10));
    const card = fc.record({
      kind: fc.constant('resident' as const),
      name: text(15),
      sex: fc.constantFrom('0', '1', '2', '9'),
      ethnicity: fc.constantFrom('01', '56', '57', '97'),
      birthDate: date,
      address: text(35),
      idNumber: fc
        .array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 })
        .map((digits) => digits.join(''))
        .map((first17) => first17 + idNumberCheckCharacter(first17)),
      authority: text(15),
      validFrom: date,
      validTo: fc.oneof(date, fc.constant('long-term')),
    });
    fc.assert(
      fc.property(card, (written) => {
        expect(decode(written)).toMatchObject({ ok: true, value: { card: written } });
      }),
      { seed: 20_261_124, numRuns: 200 },
    );
  });

  it('never makes the decoder throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1400 }), (data) => {
        expect(decodeCardAnswer(data).ok).toBe(false);
      }),
      { seed: 20_261_124, numRuns: 300 },
    );
  });
});
