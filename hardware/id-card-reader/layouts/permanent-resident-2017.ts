import type { PermanentResident2017 } from '../../../src/domain/identity-card.ts';
import { type CardLayout, oldPermanentResidentNumber } from './layout.ts';
import { date, endDate, text } from './text-block.ts';

/** The foreigner's permanent residence identity card (外国人永久居留身份证) of the 2017 version. */
export const permanentResident2017: CardLayout<PermanentResident2017> = {
  kind: 'permanent-resident-2017',
  letter: 'I',
  fields: {
    englishName: text([0, 120]),
    sex: text([120, 2]),
    idNumber: text([122, 30]),
    nationality: text([152, 6]),
    chineseName: text([158, 30]),
    validFrom: date(188),
    validTo: endDate(204),
    birthDate: date(220),
    cardVersion: text([236, 4]),
    authorityCode: text([240, 8]),
  },
  names: ['englishName', 'chineseName'],
  // A passport may leave day or month of birth open (ICAO 9303), and then so does the card.
  neededDates: ['validTo'],
  number: oldPermanentResidentNumber,
};
