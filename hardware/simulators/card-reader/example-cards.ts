import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  HkmtPermit,
  PermanentResident2017,
  PermanentResident2023,
  ResidentCard,
} from '../../../src/domain/identity-card.ts';
import { photoPattern } from './card-frames.ts';
import type { CardContent } from './simulated-reader.ts';

const framesFolder = join(import.meta.dirname, '../../../tests/fixtures/frames');

/** Bytes of a file in `tests/fixtures/frames`, named without its ending. */
export function exampleFrame(name: string): Uint8Array {
  const hex = readFileSync(join(framesFolder, `${name}.hex`), 'utf8').trim();
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** A card as the simulated reader takes it, from one of the example text blocks. */
export function exampleContent(name: string): CardContent {
  return { text: exampleFrame(name), photo: photoPattern() };
}

/** What the example frames of the resident card say. */
export const exampleResident: ResidentCard = {
  kind: 'resident',
  name: '张测试',
  sex: '1',
  ethnicity: '01',
  birthDate: '1900-01-01',
  address: '广东省佛山市禅城区测试路1号',
  idNumber: '440604190001010017',
  authority: '佛山市公安局禅城分局',
  validFrom: '2024-01-01',
  validTo: 'long-term',
};

/** Somebody else. */
export const otherResident: ResidentCard = {
  kind: 'resident',
  name: '李样本',
  sex: '2',
  ethnicity: '08',
  birthDate: '2024-02-29',
  address: '广东省佛山市南海区样本街2号',
  idNumber: '440604202402290027',
  authority: '佛山市公安局南海分局',
  validFrom: '2025-03-01',
  validTo: '2030-03-01',
};

/** What the example frames of the permit for residents of Hong Kong, Macao and Taiwan say. Sex and number disagree. */
export const exampleHkmtPermit: HkmtPermit = {
  kind: 'hkmt-permit',
  name: '陈样本',
  sex: '2',
  birthDate: '1900-01-01',
  address: '广东省佛山市南海区样本街2号',
  idNumber: '810000190001010018',
  authority: '佛山市公安局',
  validFrom: '2024-01-01',
  validTo: '2029-01-01',
  permitNumber: 'H12345678',
  issueCount: '01',
};

/** What the example frames of the foreigner's card of 2017 say. */
export const examplePermanentResident2017: PermanentResident2017 = {
  kind: 'permanent-resident-2017',
  englishName: 'DOE, JOHN SAMPLE',
  sex: '1',
  idNumber: 'USA440600010106',
  nationality: 'USA',
  chineseName: '样本约翰',
  validFrom: '2020-01-01',
  validTo: '2030-01-01',
  birthDate: '1900-01-01',
  cardVersion: '01',
  authorityCode: '1500',
};

/** What the example frames of the foreigner's card of 2023 say. */
export const examplePermanentResident2023: PermanentResident2023 = {
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
