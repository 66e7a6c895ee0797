import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idNumberCheckCharacter } from '../../../src/domain/id-number.ts';
import type { IdentityCard } from '../../../src/domain/identity-card.ts';
import {
  cardTextBlock,
  fingerprintPattern,
  photoPattern,
} from '../../simulators/card-reader/card-frames.ts';
import {
  exampleFrame,
  exampleHkmtPermit,
  examplePermanentResident2017,
  examplePermanentResident2023,
  exampleResident,
} from '../../simulators/card-reader/example-cards.ts';
import { decodeAppendedAddresses } from './appended-addresses.ts';
import { decodeCardAnswer, layouts } from './card-answer.ts';
import { textBlockBytes, typeField } from './text-block.ts';

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

/** The data of an example frame: without preamble, length, status and checksum. */
const dataOfFrame = (name: string): Uint8Array => exampleFrame(name).slice(10, -1);

function decode(card: IdentityCard) {
  const text = cardTextBlock(card);
  if (!text.ok) throw new Error(JSON.stringify(text.problem));
  return decodeCardAnswer(dataOf(text.value));
}

describe('a card answer', () => {
  it.each([
    ['3001_A_resident', 'text_A_resident', exampleResident, []],
    ['3001_J_hkmt', 'text_J_hkmt', exampleHkmtPermit, ['sex-differs-from-number']],
    ['3001_I_foreigner2017', 'text_I_foreigner2017', examplePermanentResident2017, []],
    ['3001_Y_foreigner2023', 'text_Y_foreigner2023', examplePermanentResident2023, []],
  ])('is decoded field by field: %s', (frame, text, card, warnings) => {
    expect(decodeCardAnswer(dataOfFrame(frame))).toEqual({
      ok: true,
      value: { card, warnings, text: exampleFrame(text), photo: photoPattern() },
    });
  });

  it.each([
    ['3010_A_with_fp', fingerprintPattern()],
    ['3010_A_no_fp', null],
  ])('that may have a fingerprint says whether it has: %s', (frame, fingerprint) => {
    expect(decodeCardAnswer(dataOfFrame(frame), 'with-fingerprint')).toEqual({
      ok: true,
      value: {
        card: exampleResident,
        warnings: [],
        text: exampleFrame('text_A_resident'),
        photo: photoPattern(),
        fingerprint,
      },
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

  it('with an unknown type letter is malformed', () => {
    const text = exampleFrame('text_A_resident').slice();
    text[248] = 0x5a;
    expect(decodeCardAnswer(dataOf(text))).toMatchObject({
      problem: { code: 'card.malformed-data', info: { field: 'type' } },
    });
  });

  it.each([
    ['birthDate', '1900-02-29'],
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

  it('without any name is malformed, and with one of two is not', () => {
    const named = (englishName: string, name: string) =>
      decode({ ...examplePermanentResident2023, englishName, name });
    expect(named('DOE, JOHN SAMPLE', '').ok).toBe(true);
    expect(named('', '样本约翰').ok).toBe(true);
    expect(named('', '')).toMatchObject({ problem: { info: { field: 'name, englishName' } } });
  });

  it.each([
    { ...exampleResident, idNumber: '440604190001010018' },
    { ...exampleHkmtPermit, idNumber: '810000190001010017' },
    { ...examplePermanentResident2023, idNumber: '944840190001010016' },
  ])('with a wrong check digit says so: $kind', (card) => {
    expect(decode(card)).toEqual({ ok: false, problem: { code: 'card.wrong-check-digit' } });
  });

  it.each<[string, IdentityCard, string]>([
    [
      'an old foreign number whose check digit does not fit',
      { ...examplePermanentResident2017, idNumber: 'USA440600010107' },
      'old-foreign-number-check-digit',
    ],
    ['another sex than its number', { ...exampleResident, sex: '2' }, 'sex-differs-from-number'],
    [
      'another birth date than its number',
      { ...exampleHkmtPermit, sex: '1', birthDate: '1900-01-02' },
      'birth-date-differs-from-number',
    ],
    [
      'a first day that is none',
      { ...exampleResident, validFrom: '2024-13-01' },
      'valid-from-unreadable',
    ],
    [
      'a birth date that the passport leaves open',
      { ...examplePermanentResident2017, birthDate: '1900-00-00' },
      'birth-date-unreadable',
    ],
  ])('with %s is read with a warning', (_what, card, warning) => {
    expect(decode(card)).toMatchObject({ ok: true, value: { warnings: [warning] } });
  });

  it.each(['0', '9', ''])('may leave the sex open (%s) without a warning', (sex) => {
    expect(decode({ ...exampleResident, sex })).toMatchObject({ value: { warnings: [] } });
  });

  it('joins an English name that goes on at its second place, spaces at the seam included', () => {
    for (const englishName of ['A'.repeat(46), `${'B'.repeat(34)} CD`, `${'E'.repeat(35)} FG`]) {
      expect(decode({ ...examplePermanentResident2023, englishName })).toMatchObject({
        value: { card: { englishName } },
      });
    }
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
    const citizen = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 })
      .map((digits) => digits.join(''))
      .map((first17) => first17 + idNumberCheckCharacter(first17));
    const common = {
      sex: fc.constantFrom('0', '1', '2', '9'),
      birthDate: date,
      idNumber: citizen,
      validFrom: date,
      validTo: fc.oneof(date, fc.constant('long-term')),
    };
    const card: fc.Arbitrary<IdentityCard> = fc.oneof(
      fc.record({
        kind: fc.constant('resident' as const),
        name: text(15),
        ethnicity: fc.constantFrom('01', '56', '57', '97'),
        address: text(35),
        authority: text(15),
        ...common,
      }),
      fc.record({
        kind: fc.constant('hkmt-permit' as const),
        name: text(15),
        address: text(35),
        authority: text(15),
        permitNumber: text(9),
        issueCount: text(2),
        ...common,
      }),
      fc.record({
        ...common,
        kind: fc.constant('permanent-resident-2017' as const),
        englishName: text(60),
        chineseName: text(15),
        idNumber: fc.stringMatching(/^[A-Z]{3}\d{12}$/),
        nationality: text(3),
        cardVersion: text(2),
        authorityCode: text(4),
      }),
      fc.record({
        kind: fc.constant('permanent-resident-2023' as const),
        name: text(15),
        renewalCount: text(2),
        englishName: text(46),
        authority: text(15),
        nationality: text(3),
        oldNumberLink: text(3),
        ...common,
      }),
    );
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
        expect(decodeCardAnswer(data, 'with-fingerprint').ok).toBe(false);
      }),
      { seed: 20_261_124, numRuns: 300 },
    );
  });
});

it.each(Object.values(layouts))(
  'the fields of $kind neither overlap nor leave the text block',
  ({ fields }) => {
    const places = [...Object.values(fields), typeField]
      .flatMap(({ places: each }) => each)

      .sort(([a], [b]) => a - b);
    for (const [index, [offset, bytes]] of places.entries()) {
      expect(offset + bytes).toBeLessThanOrEqual(places[index + 1]?.[0] ?? textBlockBytes);
    }
  },
);

describe('appended addresses', () => {
  const address = '广东省佛山市顺德区新址路9号';

  it('are read as they stand', () => {
    expect(decodeAppendedAddresses(dataOfFrame('3003_one_address'))).toEqual([address]);
  });

  it('are up to four, and blank ones are none', () => {
    const one = dataOfFrame('3003_one_address');
    const blank = Buffer.from(' '.repeat(35), 'utf16le');
    expect(decodeAppendedAddresses(Buffer.concat([one, blank, one, blank]))).toEqual([
      address,
      address,
    ]);
    expect(decodeAppendedAddresses(blank)).toEqual([]);
  });
});
