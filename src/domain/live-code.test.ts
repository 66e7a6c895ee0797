import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64Url } from '../support/base64.ts';
import {
  exampleCode,
  exampleKey,
  exampleScrypt,
  exampleSubject,
  publishedKey,
} from './live-code.fixture.ts';
import {
  isForPlatformOnly,
  type LiveCode,
  liveCodeKinds,
  liveCodeLength,
  liveCodePurposes,
  readLiveCode,
  registeredForm,
  shownName,
  standingAt,
  writeLiveCode,
} from './live-code.ts';
import { isBoundTo, judgeSignature } from './live-code-check.ts';
import { subjectKinds } from './service-item.ts';

const seed = 20_261_124;
const key = exampleKey();
const next = exampleKey(0x21, {
  validFrom: '2026-12-01T00:00:00.000Z',
  validTo: '2026-12-31T00:00:00.000Z',
});
const keys = [key, next].map(publishedKey);
const { text, code } = await exampleCode();

/** How a text is judged; undefined where it does not even have the layout. */
const judge = (scanned: string, known = keys) => {
  const read = readLiveCode(scanned);
  return read && judgeSignature(read, known);
};

const bytesOf = (scanned: string) =>
  fromBase64(scanned.replaceAll('-', '+').replaceAll('_', '/')) ?? new Uint8Array();

const codes = fc.record<LiveCode>({
  kind: fc.constantFrom(...liveCodeKinds),
  subjectType: fc.constantFrom(...subjectKinds),
  purpose: fc.constantFrom(...liveCodePurposes),
  issuedAt: fc
    .integer({ min: 0, max: 2 ** 32 - 1 })
    .map((seconds) => new Date(seconds * 1000).toISOString()),
  seconds: fc.integer({ min: 0, max: 2 ** 16 - 1 }),
  nonce: fc.uint8Array({ minLength: 15, maxLength: 15 }),
  keyId: fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((id) => id.toString(16).padStart(8, '0')),
  binding: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  nameMasked: fc
    .string({ unit: 'binary', minLength: 1 })
    .filter((name) => !name.includes('\0'))
    .map((name) => shownName('enterprise', name)),
});

test('a code is 180 characters for one version of QR code, and says what was put into it', () => {
  fc.assert(
    fc.property(codes, (made) => {
      const written = writeLiveCode(made, () => new Uint8Array(64));
      expect(written).toHaveLength(liveCodeLength);
      expect(written).toMatch(/^[\w-]*$/);
      expect(readLiveCode(written)?.code).toEqual(made);
    }),
    { seed, numRuns: 1000 },
  );
});

test('a genuine code is known by the key that has signed it', () => {
  expect(judge(text)).toEqual(publishedKey(key));
});

test('with any one byte altered, in any way that keeps its layout, it is not genuine', () => {
  const bytes = bytesOf(text);
  const judged = new Map<unknown, number>();
  for (let position = 0; position < bytes.length; position += 1) {
    for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
      const altered = bytes.slice();
      altered[position] = (altered[position] ?? 0) ^ bit;
      const verdict = judge(toBase64Url(altered));
      judged.set(verdict, (judged.get(verdict) ?? 0) + 1);
    }
  }
  expect([...judged.keys()].sort()).toEqual(['not-genuine', 'unknown-key', undefined]);
});

test('with any one character altered it is not genuine, nor is a text that decodes alike', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: text.length - 1 }),
      fc.constantFrom(...'ABCXYZabcxyz0189-_+/= .%'),
      (at, other) => {
        fc.pre(text.charAt(at) !== other);
        const verdict = judge(text.slice(0, at) + other + text.slice(at + 1));
        expect(typeof verdict === 'object').toBe(false);
      },
    ),
    { seed, numRuns: 500 },
  );
  for (const alike of [`${text}=`, `${text}\n`, ` ${text}`, text.slice(1), `${text}A`]) {
    expect(judge(alike)).toBeUndefined();
  }
});

test('a signature of the platform’s under something else is none of a code', () => {
  const withoutContext = writeLiveCode(code, (message) =>
    ed25519.sign(message.slice(-71), key.privateKey),
  );
  expect(judge(withoutContext)).toBe('not-genuine');
});

test('keys take turns: each opens what was issued in its own time', async () => {
  const later = { key: next, issuedAt: '2026-12-01T00:00:00.000Z' };
  expect(judge((await exampleCode(later)).text)).toEqual(publishedKey(next));
  const early = { key: next, issuedAt: '2026-11-30T23:59:59.000Z' };
  expect(judge((await exampleCode(early)).text)).toBe('unknown-key');
  const late = { issuedAt: '2026-12-01T00:00:00.000Z' };
  expect(judge((await exampleCode(late)).text)).toBe('unknown-key');
  expect(judge(text, [publishedKey(next)])).toBe('unknown-key');
  const another = exampleKey(0x31);
  const forged = { ...publishedKey(another), id: key.id };
  expect(judge(text, [forged])).toBe('not-genuine');
});

test('it is bound to number and name, however they were typed, and to the key that no photograph shows', async () => {
  const isBound = (subject: typeof exampleSubject, by = key) =>
    isBoundTo(code, subject, by, exampleScrypt);
  expect(await isBound(exampleSubject)).toBe(true);
  expect(await isBound({ number: ' 440699195001010011', name: '张 样三 ' })).toBe(true);
  expect(await isBound({ ...exampleSubject, name: '张样四' })).toBe(false);
  expect(await isBound({ ...exampleSubject, number: '440699195001010038' })).toBe(false);
  expect(await isBound(exampleSubject, exampleKey(0x31))).toBe(false);
});

test('it shows the masked name of a person, the name of a legal person as far as there is room, and no number', () => {
  expect(code.nameMasked).toBe('张*三');
  const said = new TextDecoder().decode(bytesOf(text));
  expect(said).not.toContain(exampleSubject.name);
  expect(said).not.toContain(exampleSubject.number);
  expect(shownName('enterprise', '佛山市样例食品有限公司')).toBe('佛山市样例食品…');
  expect(shownName('individual-business', '样例小店')).toBe('样例小店');
  expect(shownName('person', '阿卜杜热合曼·买买提吐尔逊·艾合买提江')).toBe('阿*****************江');
});

test.each([
  ['张 三', '张三'],
  ['阿依古丽•买买提', '阿依古丽·买买提'],
  ['样例(佛山)有限公司', '样例（佛山）有限公司'],
  ['  Ｊｏｈｎ   Example ', 'John Example'],
  ['𠮷样', '𠮷样'],
])('%s is registered as %s', (typed, registered) => {
  expect(registeredForm(typed)).toBe(registered);
});

test('it is good for a minute, and two more for what clocks may disagree', () => {
  const at = (offset: number) => new Date(Date.parse(code.issuedAt) + offset * 1000).toISOString();
  expect(standingAt(code, at(-121))).toBe('not-yet');
  expect(standingAt(code, at(-120))).toBe('good');
  expect(standingAt(code, at(60 + 119))).toBe('good');
  expect(standingAt(code, at(60 + 120))).toBe('expired');
});

test('whatever else is scanned is no code; one that only the platform opens is known as such', () => {
  for (const other of ['', 'x', 'https://example.invalid/?a=1', '健康码', 'A'.repeat(180)]) {
    expect(readLiveCode(other)).toBeUndefined();
    expect(isForPlatformOnly(other)).toBe(false);
  }
  const opaque = Uint8Array.of(1, ...new Uint8Array(47).fill(7));
  expect(isForPlatformOnly(toBase64Url(opaque))).toBe(true);
  expect(isForPlatformOnly(toBase64Url(opaque.fill(2, 0, 1)))).toBe(false);
  expect(isForPlatformOnly(text)).toBe(false);
});
