import type { HkmtPermit } from '../../../src/domain/identity-card.ts';
import { type CardLayout, citizenNumber } from './layout.ts';
import { date, endDate, text } from './text-block.ts';

/** The residence permit for residents of Hong Kong, Macao and Taiwan (港澳台居民居住证). */
export const hkmtPermit: CardLayout<HkmtPermit> = {
  kind: 'hkmt-permit',
  letter: 'J',
  fields: {
    name: text([0, 30]),
    sex: text([30, 2]),
    birthDate: date(36),
    address: text([52, 70]),
    idNumber: text([122, 36]),
    authority: text([158, 30]),
    validFrom: date(188),
    validTo: endDate(204),
    permitNumber: text([220, 18]),
    issueCount: text([238, 4]),
  },
  names: ['name'],
  neededDates: ['birthDate', 'validTo'],
  number: citizenNumber,
};
