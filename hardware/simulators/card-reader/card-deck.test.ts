import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeCardAnswer } from '../../id-card-reader/layouts/card-answer.ts';
import { exampleDeck, parseDeck } from './card-deck.ts';
import { photoPattern } from './card-frames.ts';
import { exampleFrame, exampleResident, otherResident } from './example-cards.ts';

const frames = ['text_A_resident', 'text_J_hkmt', 'text_I_foreigner2017', 'text_Y_foreigner2023'];

/** What an example text block says, by the product's own decoder. */
function cardOf(frame: string) {
  const decoded = decodeCardAnswer(
    Uint8Array.of(1, 0, 4, 0, ...exampleFrame(frame), ...photoPattern()),
  );
  if (!decoded.ok) throw new Error(decoded.problem.code);
  return decoded.value.card;
}

describe('a deck of cards', () => {
  it('has the example cards, as their frames have them', async () => {
    const [resident, ...others] = frames.map(cardOf);
    const chip = { hasFingerprint: true, addresses: ['广东省佛山市顺德区新址路9号'] };
    const deck = Object.fromEntries([
      ['张测试', { card: resident, chip }],
      ['李样本', { card: otherResident }],
      ...others.map((card) => [card.kind, { card }]),
    ]);
    await expect(`${JSON.stringify({ cards: deck }, null, 2)}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'example-deck.json'),
    );
    expect(exampleDeck.get('张测试')?.card).toEqual(exampleResident);
  });

  it.each([
    ['{', 'JSON'],
    ['{}', 'cards'],
    [JSON.stringify({ cards: { a: { card: { kind: 'passport' } } } }), 'cards.a.card.kind'],
    [
      JSON.stringify({ cards: { a: { card: { ...exampleResident, name: 1 } } } }),
      'cards.a.card.name',
    ],
    [
      JSON.stringify({ cards: { a: { card: { ...exampleResident, name: '一'.repeat(16) } } } }),
      'cards.a.name',
    ],
  ])('says where it is wrong: %s', (json, place) => {
    expect(parseDeck(json)).toEqual({
      ok: false,
      problem: { code: 'deck.malformed', info: { place } },
    });
  });
});
