import { expect, it } from 'vitest';
import type { PermanentResident2023 } from './identity-card.ts';
import { oldNumberCheckDigit, oldNumberOf } from './permanent-resident-number.ts';

it.each(['CAN110081080310', 'USA440600010106', 'FRA310000010126'])(
  'finds the check digit of %s',
  (number) => {
    expect(oldNumberCheckDigit(number.slice(0, 14))).toBe(number.slice(14));
  },
);

const card: PermanentResident2023 = {
  kind: 'permanent-resident-2023',
  name: '样本约翰',
  sex: '1',
  renewalCount: '00',
  birthDate: '1900-01-01',
  englishName: 'DOE, JOHN SAMPLE',
  idNumber: '944840190001010015',
  authority: '',
  validFrom: '2024-01-01',
  validTo: '2034-01-01',
  nationality: 'USA',
  oldNumberLink: '060',
};

it('leads from a new card to the number of the old one', () => {
  expect(oldNumberOf(card)).toBe('USA440600010106');
});

it.each([
  ['has no link', { oldNumberLink: '' }],
  ['has a link of something else', { oldNumberLink: '06X' }],
  ['names the nationality in digits', { nationality: '840' }],
])('leads nowhere from a card that %s', (_what, change) => {
  expect(oldNumberOf({ ...card, ...change })).toBeUndefined();
});
