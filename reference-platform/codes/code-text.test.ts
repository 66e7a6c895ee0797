import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindOfCodeText, lastingCodeText, newCodeText } from './code-text.ts';

const seed = 20_261_124;
const key = randomBytes(32);
const kinds = ['holder', 'face-session', 'window', 'delegation-offer'] as const;
const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));

test.each(kinds)('a text for a %s says so, has 64 characters, and is made once', (kind) => {
  const texts = Array.from({ length: 100 }, () => newCodeText(key, kind));
  expect(texts.filter((text) => kindOfCodeText(key, text) !== kind)).toEqual([]);
  expect(texts.filter((text) => !/^[A-Za-z0-9_-]{64}$/.test(text))).toEqual([]);
  expect(new Set(texts).size).toBe(100);
});

test('a lasting text is the same for the same thing, of the same kind, with the same key', () => {
  const text = lastingCodeText(key, 'window', 'A07');
  expect(text).toBe(lastingCodeText(key, 'window', 'A07'));
  expect(kindOfCodeText(key, text)).toBe('window');
  expect(Buffer.from(text, 'base64url').includes('A07')).toBe(false);
  const others = [
    lastingCodeText(key, 'window', 'A08'),
    lastingCodeText(key, 'face-session', 'A07'),
    lastingCodeText(randomBytes(32), 'window', 'A07'),
  ];
  // Between the byte of the kind and the signature.
  expect(new Set([text, ...others].map((other) => other.slice(2, 20))).size).toBe(4);
});

test('a text with any one character altered is not genuine', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.integer({ min: 0, max: 63 }),
      printable,
      (kind, at, other) => {
        const text = newCodeText(key, kind);
        fc.pre(text.charAt(at) !== other);
        const altered = text.slice(0, at) + other + text.slice(at + 1);
        expect(kindOfCodeText(key, altered)).toBeUndefined();
      },
    ),
    { seed, numRuns: 2000 },
  );
});

test('a text that a decoder would take for the same bytes is not genuine', () => {
  for (let made = 0; made < 200; made += 1) {
    const text = newCodeText(key, 'holder');
    const standard = Buffer.from(text, 'base64url').toString('base64');
    if (standard !== text) expect(kindOfCodeText(key, standard)).toBeUndefined();
    for (const other of [`${text}=`, `${text}\n`, ` ${text}`, text.slice(1), `${text}A`]) {
      expect(kindOfCodeText(key, other)).toBeUndefined();
    }
  }
});

test('a text of another key, or signed but of a kind there is not, is not genuine', () => {
  expect(kindOfCodeText(randomBytes(32), newCodeText(key, 'holder'))).toBeUndefined();
  const head = Buffer.concat([Buffer.of(0), randomBytes(15)]);
  const signature = createHmac('sha256', key).update(head).digest();
  const text = Buffer.concat([head, signature]).toString('base64url');
  expect(kindOfCodeText(key, text)).toBeUndefined();
});
