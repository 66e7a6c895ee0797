import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakLines } from './break-lines.ts';

/** A character of Chinese is two wide, one of Latin one. */
const measure = (text: string) =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
const broken = (text: string, width: number) => breakLines(text, width, measure);

test('Chinese breaks between any two characters', () => {
  expect(broken('广东省佛山市样例区', 8)).toEqual(['广东省佛', '山市样例', '区']);
});

test('a number or a word stays together where it fits into a line', () => {
  expect(broken('桂花新村12345号', 10)).toEqual(['桂花新村', '12345号']);
  expect(broken('一1234567890', 4)).toEqual(['一12', '3456', '7890']);
});

test('no line begins with a closing mark or ends with an opening one', () => {
  expect(broken('食品销售，日用', 8)).toEqual(['食品销', '售，日用']);
  expect(broken('食品销售），日用', 8)).toEqual(['食品销', '售），日', '用']);
  expect(broken('食品销（预包装）', 8)).toEqual(['食品销', '（预包', '装）']);
});

test('nothing but marks breaks all the same', () => {
  expect(broken('。。。。。', 4)).toEqual(['。。', '。。', '。']);
});

test('a line break is kept', () => {
  expect(broken('一\r\n二\n\n三', 20)).toEqual(['一', '二', '', '三']);
  expect(broken('', 20)).toEqual(['']);
});

test('whatever the text, it is whole and no line is too wide', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('，', '（', '）', ' ', '-', '7', 'A', '省', '𠮷'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 80,
  });
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 30 }), (value, width) => {
      const clean = value.replace(/[\r\n\u2028\u2029]/g, '');
      const lines = broken(clean, width);
      expect(lines.join('')).toBe(clean);
      for (const line of lines) {
        if ([...line].length > 1) expect(measure(line)).toBeLessThanOrEqual(width);
      }
    }),
    { seed: 440699, numRuns: 500 },
  );
});
