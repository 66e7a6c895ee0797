import { describe, expect, it } from 'vitest';
import { cardTextBlock, photoPattern } from './card-frames.ts';
import { exampleContent, exampleFrame, exampleResident } from './example-cards.ts';
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

const answer = {
  ok: 'AAAAAA96690004000090' + '94',
  found: 'AAAAAA9669000800009F0000000097',
  none: 'AAAAAA9669000400008084',
  selected: 'AAAAAA9669000C00009000000000000000009C',
  selectFailed: 'AAAAAA9669000400008185',
  readFailed: 'AAAAAA9669000400004145',
  noContent: 'AAAAAA9669000400009195',
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
      Buffer.from(exampleFrame('3001_A_resident')).toString('hex').toUpperCase(),
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

  it('writes a card as the example frames have it', () => {
    expect(cardTextBlock(exampleResident)).toEqual({
      ok: true,
      value: exampleFrame('text_A_resident'),
    });
    expect(photoPattern()).toEqual(exampleFrame('3001_A_resident').slice(270, -1));
  });

  it('does not shorten a field that is too long', () => {
    expect(cardTextBlock({ ...exampleResident, name: '一'.repeat(16) })).toMatchObject({
      problem: { code: 'card.malformed-data', info: { field: 'name' } },
    });
  });
});
