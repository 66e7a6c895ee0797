import type { ResidentCard } from '../../../src/domain/identity-card.ts';
import { type CardLayout, citizenNumber } from './layout.ts';
import { date, endDate, text } from './text-block.ts';

/** The resident identity card (居民身份证), by the element list of GA/T 490. */
export const resident: CardLayout<ResidentCard> = {
  kind: 'resident',
  letter: '',
  fields: {
    name: text([0, 30]),
    sex: text([30, 2]),
    ethnicity: text([32, 4]),
    birthDate: date(36),
    address: text([52, 70]),
    idNumber: text([122, 36]),
    authority: text([158, 30]),
    validFrom: date(188),
    validTo: endDate(204),
  },
  names: ['name'],
  neededDates: ['birthDate', 'validTo'],
  number: citizenNumber,
};
