import { expect, test, vi } from 'vitest';
import { jpegWithin, qualities } from './jpeg-within.ts';

/** Pictures that are so many characters long, by how much of them is kept. */
const picture = (best: number) =>
  vi.fn((quality: number) => 'x'.repeat(Math.round((best * quality) / qualities[0])));

test('a picture that fits is the best there is, and made once', () => {
  const encode = picture(100);
  expect(jpegWithin(encode, 100)).toHaveLength(100);
  expect(encode).toHaveBeenCalledExactlyOnceWith(qualities[0]);
});

test('a longer one loses no more than it must', () => {
  const encode = picture(100);
  expect(jpegWithin(encode, 90)?.length).toBe(82);
  expect(encode.mock.calls).toEqual([[qualities[0]], [qualities[1]]]);
});

test('one that does not fit at all is none', () => {
  expect(jpegWithin(picture(100), 10)).toBeUndefined();
});
