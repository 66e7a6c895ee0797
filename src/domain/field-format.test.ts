import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFault, halfWidth, tidyValue } from './field-format.ts';
import { idNumberCheckCharacter } from './id-number.ts';
import { oldNumberCheckDigit } from './permanent-resident-number.ts';
import type { FieldFormat } from './service-item.ts';
import { unifiedCodeCheckCharacter } from './unified-code.ts';

const today = '2026-11-24';
const fault = (format: FieldFormat, value: string) => formatFault(format, value, today);
const person = `44069919480315002${idNumberCheckCharacter('44069919480315002')}`;
const unit = `91440699MA4W2N6X8${unifiedCodeCheckCharacter('91440699MA4W2N6X8')}`;
const foreigner = `CAN44069965010${oldNumberCheckDigit('CAN44069965010')}`;

describe('what is right', () => {
  test.each<[FieldFormat, string]>([
    [{ kind: 'phone' }, '13800000000'],
    [{ kind: 'phone' }, '0757-83330000'],
    [{ kind: 'phone' }, '075783330000'],
    [{ kind: 'phone' }, '0757-83330000-8012'],
    [{ kind: 'phone' }, '+85291234567'],
    [{ kind: 'date' }, '2026-02-28'],
    [{ kind: 'date', isPast: true }, today],
    [{ kind: 'number' }, '12'],
    [{ kind: 'number', decimals: 2 }, '12.50'],
    [{ kind: 'number', least: 0, most: 12 }, '12'],
    [{ kind: 'number', least: -5 }, '-5'],
    [{ kind: 'unified-code' }, unit],
    [{ kind: 'id-number' }, person],
    [{ kind: 'id-number' }, foreigner],
    [{ kind: 'id-number', isList: true }, `${person}、${person}`],
    [{ kind: 'text', least: 5, most: 8 }, '一号路𬱖号'],
    [{ kind: 'text', least: 1 }, ''],
    [{ kind: 'phone' }, '  '],
  ])('%j takes %j', (format, value) => {
    expect(fault(format, value)).toBeUndefined();
  });

  test('anything, where nothing is asked', () => {
    expect(formatFault(undefined, '任何', today)).toBeUndefined();
  });
});

describe('what is wrong', () => {
  test.each<[FieldFormat, string, ReturnType<typeof fault>]>([
    [{ kind: 'phone' }, '1380000000', { kind: 'not-a-phone' }],
    [{ kind: 'phone' }, '12800000000', { kind: 'not-a-phone' }],
    [{ kind: 'phone' }, '83330000', { kind: 'not-a-phone' }],
    [{ kind: 'date' }, '2026-02-29', { kind: 'not-a-date' }],
    [{ kind: 'date' }, '长期', { kind: 'not-a-date' }],
    [{ kind: 'date', isPast: true }, '2026-11-25', { kind: 'date-to-come' }],
    [{ kind: 'number' }, '十二', { kind: 'not-a-number' }],
    [{ kind: 'number' }, '1.5', { kind: 'not-an-integer' }],
    [{ kind: 'number', decimals: 1 }, '1.55', { kind: 'too-many-decimals', limit: 1 }],
    [{ kind: 'number', least: 1 }, '0', { kind: 'too-small', limit: 1 }],
    [{ kind: 'number', most: 12 }, '13', { kind: 'too-large', limit: 12 }],
    [{ kind: 'unified-code' }, `${unit.slice(0, 17)}?`, { kind: 'not-a-unified-code' }],
    [{ kind: 'id-number' }, '440699194803150020', { kind: 'not-an-id-number' }],
    [{ kind: 'id-number' }, `${person}、${person}`, { kind: 'not-an-id-number' }],
    [{ kind: 'id-number', isList: true }, `${person}、`, { kind: 'not-an-id-number' }],
    [{ kind: 'text', least: 5 }, '一号路𬱖', { kind: 'too-short', limit: 5 }],
    [{ kind: 'text', most: 3 }, '一号路1', { kind: 'too-long', limit: 3 }],
  ])('%j says of %j what', (format, value, expected) => {
    expect(fault(format, value)).toEqual(expected);
  });
});

describe('tidying', () => {
  test.each<[FieldFormat | undefined, string, string]>([
    [{ kind: 'date' }, '2026年1月2日', '2026-01-02'],
    [{ kind: 'date' }, '2026/1/2', '2026-01-02'],
    [{ kind: 'date' }, '2026.01.02', '2026-01-02'],
    [{ kind: 'date' }, '20260102', '2026-01-02'],
    [{ kind: 'date' }, '２０２６-1-2', '2026-01-02'],
    [{ kind: 'date' }, '2026-01-02 00:00:00', '2026-01-02'],
    [{ kind: 'date' }, '2026-02-30', '2026-02-30'],
    [{ kind: 'date' }, '长期', '长期'],
    [{ kind: 'number' }, '1,234,567', '1234567'],
    [{ kind: 'number' }, '１２', '12'],
    [{ kind: 'number' }, '1,5', '1,5'],
    [{ kind: 'phone' }, '138 0000 0000', '13800000000'],
    [{ kind: 'id-number' }, '44069919480315002x', '44069919480315002X'],
    [{ kind: 'text' }, ' 一号路 １号 ', '一号路 １号'],
    [undefined, ' 甲 ', '甲'],
  ])('%j writes %j as %j', (format, value, expected) => {
    expect(tidyValue(format, value)).toBe(expected);
  });

  test('is done once, makes nothing right wrong, and never empties a value', () => {
    const format = fc.constantFrom<FieldFormat>(
      { kind: 'phone' },
      { kind: 'date' },
      { kind: 'number', decimals: 2 },
      { kind: 'unified-code' },
      { kind: 'id-number' },
      { kind: 'text' },
    );
    const value = fc.string({
      unit: fc.constantFrom(...'0123456789Xx年月日 ，,.-/＋０９'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(format, value, (kind, text) => {
        const tidy = tidyValue(kind, text);
        expect(tidyValue(kind, tidy)).toBe(tidy);
        if (fault(kind, text) === undefined) expect(fault(kind, tidy)).toBeUndefined();
        expect(tidy === '').toBe(text.trim() === '');
      }),
      { seed: 20_261_124, numRuns: 1000 },
    );
  });

  test('changes width and nothing else', () => {
    expect(halfWidth('ＡＢ１２，　甲㐂')).toBe('AB12, 甲㐂');
  });
});
