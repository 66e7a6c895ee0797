import type { PermanentResident2023 } from '../../../src/domain/identity-card.ts';
import { type CardLayout, permanentResidentNumber } from './layout.ts';
import { date, endDate, text } from './text-block.ts';

/** The foreigner's permanent residence identity card (外国人永久居留身份证) of the 2023 version. */
export const permanentResident2023: CardLayout<PermanentResident2023> = {
  kind: 'permanent-resident-2023',
  letter: 'Y',
  fields: {
    name: text([0, 30]),
    sex: text([30, 2]),
    renewalCount: text([32, 4]),
    birthDate: date(36),
    // Published descriptions disagree on bytes 158 to 187 and on the second part of the name.
    englishName: text([52, 70], [220, 22]),
    idNumber: text([122, 36]),
    authority: text([158, 30]),
    validFrom: date(188),
    validTo: endDate(204),
    nationality: text([242, 6]),
    oldNumberLink: text([250, 6]),
  },
  names: ['name', 'englishName'],
  // A passport may leave day or month of birth open (ICAO 9303), and then so does the card.
  neededDates: ['validTo'],
  number: permanentResidentNumber,
};
