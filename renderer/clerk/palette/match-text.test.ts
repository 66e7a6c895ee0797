import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchText } from './match-text.ts';

test.each([
  ['老年', '老年人优待证申领 · 本市户籍'],
  ['优待 常住', '老年人优待证申领 · 常住'],
  ['老证', '老年人优待证申领'],
  ['0042', '4406992026000042'],
  ['f8', '推送授权页 F8'],
  ['', 'anything'],
])('%j finds %j', (typed, text) => {
  expect(matchText(typed, text)).toBeGreaterThanOrEqual(0);
});

test.each([
  ['证老', '老年人优待证申领'],
  ['老年 驾驶', '老年人优待证申领'],
  ['𠮷', '张*三'],
])('%j does not find %j', (typed, text) => {
  expect(matchText(typed, text)).toBeUndefined();
});

test('what stands there as typed comes before what is only scattered, and early before late', () => {
  const scores = ['居住证签注', '新居住证', '居民要住这里的证明'].map(
    (text) => matchText('居住证', text) ?? 0,
  );
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(new Set(scores).size).toBe(3);
});

test('any characters of a text, in their order, find it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...'老年人优待证申领𠮷·F8 0042'), fc.boolean())),
      (characters) => {
        const text = characters.map(([character]) => character).join('');
        const typed = characters.flatMap(([character, isTyped]) => (isTyped ? [character] : []));
        expect(matchText(typed.join(''), text)).toBeDefined();
      },
    ),
    { seed: 20261123 },
  );
});
