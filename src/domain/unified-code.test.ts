import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUnifiedCode, unifiedCodeCheckCharacter } from './unified-code.ts';

const seed = 20_261_124;
const characters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];

// Ministries' and bureaus' codes out of public identifiers of licences, and synthetic ones of a division that is nowhere.
test.each([
  ['11100000000013338', 'W'],
  ['11430000006122244', 'L'],
  ['91440699MA9X00011', '5'],
  ['92440699MA9X00011', '2'],
  ['11440699MB9X00015', 'U'],
])('%s is followed by %s', (first17, check) => {
  expect(unifiedCodeCheckCharacter(first17)).toBe(check);
  expect(isUnifiedCode(first17 + check)).toBe(true);
});

test.each([
  ['91440699MA9X000114', 'its check character is wrong'],
  ['91440699MA9X00011', 'it has 17 characters'],
  ['91440699MA9X0001155', 'it has 19 characters'],
  ['9144O699MA9X000115', 'it has the letter O'],
  ['91440699ma9X000115', 'it has lower case'],
  ['', 'it is empty'],
])('%j is refused: %s', (code) => {
  expect(isUnifiedCode(code)).toBe(false);
});

test('a wrong character anywhere is told', () => {
  const place = fc.integer({ min: 0, max: 17 });
  const first17 = fc.array(fc.constantFrom(...characters), { minLength: 17, maxLength: 17 });
  fc.assert(
    fc.property(first17, place, fc.constantFrom(...characters), (parts, at, other) => {
      const code = parts.join('') + unifiedCodeCheckCharacter(parts.join(''));
      fc.pre(code.charAt(at) !== other);
      expect(isUnifiedCode(code)).toBe(true);
      expect(isUnifiedCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
    }),
    { seed },
  );
});
