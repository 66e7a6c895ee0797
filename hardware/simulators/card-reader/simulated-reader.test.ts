import { describe, expect, it } from 'vitest';
import { cardContent, cardTextBlock, fingerprintPattern, photoPattern } from './card-frames.ts';
import {
  exampleContent,
  exampleFrame,
  exampleHkmtPermit,
  examplePermanentResident2017,
  examplePermanentResident2023,
  exampleResident,
} from './example-cards.ts';
import { SimulatedReader } from './simulated-reader.ts';

const request = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const find = request('AA AA AA 96 69 00 03 20 01 22');
const select = request('AA AA AA 96 69 00 03 20 02 21');
const read = request('AA AA AA 96 69 00 03 30 01 32');
const addresses = request('AA AA AA 96 69 00 03 30 03 30');

function answers(reader: SimulatedReader, ...requests: Uint8Array[]): string[] {
  return requests.map((bytes) =>
    Buffer.concat(reader.receive(bytes).map((answer) => answer.bytes))
      .toString('hex')
      .toUpperCase(),
  );
}

const hexOf = (frame: string): string =>
  Buffer.from(exampleFrame(frame)).toString('hex').toUpperCase();

const answer = {
  ok: 'AAAAAA96690004000090' + '94',
  found: 'AAAAAA9669000800009F0000000097',
  none: 'AAAAAA9669000400008084',
  selected: 'AAAAAA9669000C00009000000000000000009C',
  selectFailed: 'AAAAAA9669000400008185',
  readFailed: 'AAAAAA9669000400004145',
  noContent: 'AAAAAA9669000400009195',
  bodyNumber: 'AAAAAA9669002000009001020304050607' + '08090A0B0C0D0E0F101112131415161718191A1B1CAC',
  badChecksum: 'AAAAAA9669000400001014',
  badLength: 'AAAAAA9669000400001115',
  badCommand: 'AAAAAA9669000400002125',
};

describe('a simulated reader', () => {
  it('sends the published bytes through a whole read', () => {
    const reader = new SimulatedReader();
    expect(answers(reader, request('AAAAAA9669000311FFED'), find)).toEqual([
      answer.ok,
      answer.none,
    ]);
    reader.placeCard(exampleContent('text_A_resident'));
    expect(answers(reader, find, select, read, addresses)).toEqual([
      answer.found,
      answer.selected,
      hexOf('3001_A_resident'),
      answer.noContent,
    ]);
  });

  it('does not find a card again that was read and not lifted', () => {
    const reader = new SimulatedReader();
    reader.placeCard(exampleContent('text_A_resident'));
    answers(reader, find, select, read);
    expect(answers(reader, find, addresses)).toEqual([answer.none, answer.noContent]);
    reader.liftCard();
    expect(answers(reader, addresses)).toEqual([answer.readFailed]);
  });

  it('reads only what was found and selected', () => {
    const reader = new SimulatedReader();
    reader.placeCard(exampleContent('text_A_resident'));
    expect(answers(reader, read, select)).toEqual([answer.readFailed, answer.selectFailed]);
  });

  it('names what is wrong with a request', () => {
    const reader = new SimulatedReader();
    expect(
      answers(
        reader,
        request('AA AA AA 96 69 00 03 30 01 FF'),
        request('AA AA AA 96 69 00 04 20 01 00 25'),
        request('AA AA AA 96 69 00 03 77 01 75'),
      ),
    ).toEqual([answer.badChecksum, answer.badLength, answer.badCommand]);
  });

  it('takes requests in pieces and skips what is none', () => {
    const reader = new SimulatedReader();
    expect(answers(reader, request('01 02 AA'), find.subarray(1, 4), find.subarray(4))).toEqual([
      '',
      '',
      answer.none,
    ]);
  });

  it.each([
    ['3001_A_resident', 'text_A_resident', exampleResident],
    ['3001_J_hkmt', 'text_J_hkmt', exampleHkmtPermit],
    ['3001_I_foreigner2017', 'text_I_foreigner2017', examplePermanentResident2017],
    ['3001_Y_foreigner2023', 'text_Y_foreigner2023', examplePermanentResident2023],
  ])('writes a card as the example frames have it: %s', (frame, text, card) => {
    expect(cardTextBlock(card)).toEqual({ ok: true, value: exampleFrame(text) });
    const reader = new SimulatedReader();
    reader.placeCard(exampleContent(text));
    expect(answers(reader, find, select, read)[2]).toBe(hexOf(frame));
    expect(photoPattern()).toEqual(exampleFrame(frame).slice(270, -1));
  });

  it('sends what else is on a chip as the example frames have it', () => {
    const reader = new SimulatedReader();
    const withFingerprint = request('AA AA AA 96 69 00 03 30 10 23');
    const bodyNumber = request('AA AA AA 96 69 00 03 30 05 36');
    reader.placeCard(exampleContent('text_A_resident'));
    expect(answers(reader, find, select, withFingerprint, addresses, bodyNumber).slice(2)).toEqual([
      hexOf('3010_A_no_fp'),
      answer.noContent,
      answer.bodyNumber,
    ]);
    const content = cardContent(exampleResident, {
      hasFingerprint: true,
      addresses: ['广东省佛山市顺德区新址路9号'],
    });
    if (!content.ok) throw new Error(content.problem.code);
    reader.placeCard(content.value);
    expect(answers(reader, find, select, withFingerprint, addresses).slice(2)).toEqual([
      hexOf('3010_A_with_fp'),
      hexOf('3003_one_address'),
    ]);
    expect(fingerprintPattern()).toEqual(exampleFrame('3010_A_with_fp').slice(1296, -1));
  });

  it.each([
    [0, 115_200],
    [1, 57_600],
    [2, 38_400],
    [3, 19_200],
    [4, 9600],
  ])('takes speed number %i, and keeps it through a restart', (parameter, baud) => {
    const reader = new SimulatedReader();
    const setSpeed = Uint8Array.of(
      ...[0xaa, 0xaa, 0xaa, 0x96, 0x69, 0, 3, 0x60, parameter, 0x63 ^ parameter],
    );
    expect(answers(reader, setSpeed, request('AA AA AA 96 69 00 03 10 FF EC'))).toEqual([
      answer.ok,
      answer.ok,
    ]);
    expect(reader.baud).toBe(baud);
  });

  it('takes a limit of what goes over the air', () => {
    expect(answers(new SimulatedReader(), request('AA AA AA 96 69 00 04 61 FF 50 CA'))).toEqual([
      answer.ok,
    ]);
  });

  it('does not shorten a field that is too long', () => {
    expect(cardTextBlock({ ...exampleResident, name: '一'.repeat(16) })).toMatchObject({
      problem: { code: 'card.malformed-data', info: { field: 'name' } },
    });
  });
});
