import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResidentCard } from '../../../src/domain/identity-card.ts';
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
