import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isGenuineCodeText, newCodeText } from './code-text.ts';

const seed = 20_261_124;
const key = randomBytes(32);
const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));

test('a text is genuine, has 64 characters for a small QR code, and is made once', () => {
  const texts = Array.from({ length: 100 }, () => newCodeText(key));
  expect(texts.filter((text) => !isGenuineCodeText(key, text))).toEqual([]);
  expect(texts.filter((text) => !/^[A-Za-z0-9_-]{64}$/.test(text))).toEqual([]);
  expect(new Set(texts).size).toBe(100);
});

test('a text with any one character altered is not genuine', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 63 }), printable, (at, other) => {
      const text = newCodeText(key);
      fc.pre(text.charAt(at) !== other);
      expect(isGenuineCodeText(key, text.slice(0, at) + other + text.slice(at + 1))).toBe(false);
    }),
    { seed, numRuns: 2000 },
  );
});

test('a text that a decoder would take for the same bytes is not genuine', () => {
  for (let made = 0; made < 200; made += 1) {
    const text = newCodeText(key);
    const standard = Buffer.from(text, 'base64url').toString('base64');
    if (standard !== text) expect(isGenuineCodeText(key, standard)).toBe(false);
    for (const other of [`${text}=`, `${text}\n`, ` ${text}`, text.slice(1), `${text}A`]) {
      expect(isGenuineCodeText(key, other)).toBe(false);
    }
  }
});

test('a text of another key, or signed but of another kind, is not genuine', () => {
  expect(isGenuineCodeText(randomBytes(32), newCodeText(key))).toBe(false);
  const head = Buffer.concat([Buffer.of(2), randomBytes(15)]);
  const signature = createHmac('sha256', key).update(head).digest();
  const text = Buffer.concat([head, signature]).toString('base64url');
  expect(isGenuineCodeText(key, text)).toBe(false);
});
