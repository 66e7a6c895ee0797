import { describe, expect, it } from 'vitest';
import { hostileCodes, tooManyDigits } from '../domain/hostile-codes.fixture.ts';
import { wedgeSettingsSchema, windowCodeSchema } from './scanned-code.ts';

const inBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const heard = { symbology: 'unknown', source: 'wedge' };
const passes = (request: unknown): boolean => windowCodeSchema.safeParse(request).success;

describe('a code that the clerk’s window hands on', () => {
  it.each(hostileCodes)('is let through whatever it says: %s', (_what, bytes) => {
    const code = { ...heard, bytesBase64: inBase64(bytes) };
    expect(windowCodeSchema.parse(code)).toEqual(code);
  });

  it.each([
    ['nothing', ''],
    ['more than is taken', inBase64(tooManyDigits)],
    ['no base64', '<script>'],
    ['base64 of another alphabet', '_-__'],
    ['base64 that is cut', 'QUI'],
    ['a line end', 'QUJD\n'],
    ['no text', 1],
  ])('is refused when its bytes are %s', (_what, bytesBase64) => {
    expect(passes({ ...heard, bytesBase64 })).toBe(false);
  });

  it.each([
    ['that a device brings', { source: 'serial' }],
    ['of a kind nobody knows', { symbology: 'constructor' }],
    ['with more than belongs to it', { text: 'A' }],
  ])('is refused as one %s', (_what, more) => {
    expect(passes({ ...heard, bytesBase64: 'QQ==' })).toBe(true);
    expect(passes({ ...heard, bytesBase64: 'QQ==', ...more })).toBe(false);
  });
});

describe('how a scanner that types is told from a person', () => {
  const usual = { minLength: 6, maxGapMs: 30, prefix: '', suffix: '' };

  it.each([
    { minLength: 3 },
    { minLength: 65 },
    { maxGapMs: 4 },
    { maxGapMs: 101 },
    { prefix: '~~~~~~~~~' },
  ])('is not set so that people are taken for scanners, or nothing is: %j', (change) => {
    expect(wedgeSettingsSchema.safeParse(usual).success).toBe(true);
    expect(wedgeSettingsSchema.safeParse({ ...usual, ...change }).success).toBe(false);
  });
});
