import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskName, maskNumber, shownParty } from './masking.ts';

test.each([
  ['王', '王*'],
  ['李四', '李*'],
  ['张建三', '张*三'],
  ['欧阳建国', '欧**国'],
  ['阿卜杜热依木·买买提江·一二三', '阿*************三'],
])('%s is shown as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test.each([
  ['𠮷', '𠮷*'],
  ['𠮷野', '𠮷*'],
  ['𠮷田𠮶', '𠮷*𠮶'],
  ['张𠮷三', '张*三'],
])('the rare characters of %s are counted and shown whole: %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test('a masked name of three characters or more has the length of the name and only its ends', () => {
  const character = fc.constantFrom('张', '三', '𠮷', '𪚥', '·', 'A');
  fc.assert(
    fc.property(fc.array(character, { minLength: 3, maxLength: 30 }), (characters) => {
      const masked = [...maskName(characters.join(''))];
      expect(masked).toEqual(
        characters.map((own, index) =>
          index === 0 || index === characters.length - 1 ? own : '*',
        ),
      );
    }),
    { seed: 20_261_124 },
  );
});

test('an identity number shows its first and last four characters', () => {
  expect(maskNumber('440604190001010017')).toBe('4406…0017');
  expect(maskNumber('44060419000101005X')).toBe('4406…005X');
});

test('a legal person is shown in full: what is public hides nobody', () => {
  const party = { name: '佛山市样例区盲公饼食品有限公司', number: '91440699MA9X01081K' };
  expect(shownParty(party)).toEqual({ nameMasked: party.name, numberMasked: party.number });
  expect(shownParty({ name: '张建三', number: '440699194803150024' })).toEqual({
    nameMasked: '张*三',
    numberMasked: '4406…0024',
  });
});
