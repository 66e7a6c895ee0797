import { expect, test } from 'vitest';
import { choosePrinter } from './printers.ts';

const office = { name: 'office' };
const counter = { name: 'counter', isDefault: true };

test.each([
  ['nothing is there', [], '', undefined],
  ['one is set and there', [office, counter], 'office', 'office'],
  ['one is set and missing: no other takes its place', [counter], 'office', undefined],
  ['none is set: the default', [office, counter], '', 'counter'],
  ['none is set and none is the default: the first', [office], '', 'office'],
] as const)('%s', (_case, printers, wanted, chosen) => {
  expect(choosePrinter(printers, wanted)).toBe(chosen);
});
