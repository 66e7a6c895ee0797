import { expect, it } from 'vitest';
import { readerAtWork } from './reader-at-work.ts';

it('is the only reader of a counter that has one', () => {
  const reader = { state: 'connecting' } as const;
  expect(readerAtWork({ reader, secondReader: { state: 'not-configured' } })).toBe(reader);
});

it('is the one where a card is, and else the first', () => {
  const ready = { state: 'ready', address: 'COM3' } as const;
  const readingThere = { state: 'reading', address: 'COM4' } as const;
  expect(readerAtWork({ reader: ready, secondReader: readingThere })).toBe(readingThere);
  expect(readerAtWork({ reader: readingThere, secondReader: ready })).toBe(readingThere);
  expect(readerAtWork({ reader: ready, secondReader: { ...ready, address: 'COM4' } })).toBe(ready);
});

it('is the one that works while the other is looked for', () => {
  const ready = { state: 'ready' } as const;
  expect(readerAtWork({ reader: { state: 'connecting' }, secondReader: ready })).toBe(ready);
});
