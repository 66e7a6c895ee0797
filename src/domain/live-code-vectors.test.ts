import { join } from 'node:path';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { fromBase64 } from '../support/base64.ts';
import {
  type ExampleKey,
  exampleCode,
  exampleKey,
  exampleScrypt,
  exampleSubject,
  publishedKey,
} from './live-code.fixture.ts';
import { bindingMessage, readLiveCode } from './live-code.ts';
import { isBoundTo, judgeSignature } from './live-code-check.ts';

const file = join(import.meta.dirname, '..', '..', 'tests', 'fixtures', 'codes', 'vectors.json');

const key = exampleKey();
const next = exampleKey(0x21, {
  validFrom: '2026-12-01T00:00:00.000Z',
  validTo: '2026-12-31T00:00:00.000Z',
});
const stranger = exampleKey(0x31);
const keys = [key, next].map(publishedKey);
const unit = { number: '91440699MA9X01081K', name: '佛山市样例食品有限公司' };

const made = {
  'zhengwu-person': await exampleCode(),
  'yueshang-enterprise': await exampleCode({
    kind: 'yueshang',
    subjectType: 'enterprise',
    subject: unit,
    nonce: new Uint8Array(15).fill(0xa5),
  }),
  'other-purpose': await exampleCode({
    kind: 'yueshang',
    subjectType: 'individual-business',
    purpose: 'other',
    subject: { ...unit, name: '样例小店' },
  }),
  'next-key': await exampleCode({ key: next, issuedAt: '2026-12-01T00:00:00.000Z' }),
  'key-not-in-force': await exampleCode({ key: next }),
  'key-not-known': await exampleCode({ key: stranger }),
};
const { text } = made['zhengwu-person'];
const altered = { 'altered-signature': text.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) };

/** What `docs/code-format.md` says of a text: by which key it is genuine, or why it is not. */
function verdictOn(scanned: string): string {
  const read = readLiveCode(scanned);
  if (read === undefined) return 'no-code';
  const judged = judgeSignature(read, keys);
  return typeof judged === 'string' ? judged : 'genuine';
}

const texts = [
  ...Object.entries(made).map(([name, { text }]) => ({ name, text })),
  ...Object.entries(altered).map(([name, text]) => ({ name, text })),
];

const described = ({ privateKey, ...published }: ExampleKey) => ({
  private_key: bytesToHex(privateKey),
  id: published.id,
  public_key: published.publicKey,
  binding_key: published.bindingKey,
  valid_from: published.validFrom,
  valid_to: published.validTo,
});

/** The steps from a number and a name to a binding. */
async function bindingSteps() {
  const { code } = made['zhengwu-person'];
  const message = bindingMessage(exampleSubject);
  const secret = fromBase64(key.bindingKey) ?? new Uint8Array();
  const password = hmac(sha256, secret, message);
  return {
    ...exampleSubject,
    message: bytesToHex(message),
    password: bytesToHex(password),
    salt: bytesToHex(code.nonce),
    binding: bytesToHex(await exampleScrypt(password, code.nonce)),
  };
}

// `vitest run live-code-vectors -u` renews the file. A change in it is a change of the format.
test('keys, codes and how each is judged are in vectors.json', async () => {
  const vectors = {
    keys: [key, next].map(described),
    codes: texts.map(({ name, text }) => {
      const { code } = readLiveCode(text) ?? {};
      return {
        name,
        text,
        verdict: verdictOn(text),
        says: code && {
          ...code,
          nonce: bytesToHex(code.nonce),
          binding: bytesToHex(code.binding),
        },
      };
    }),
    binding: await bindingSteps(),
  };
  await expect(`${JSON.stringify(vectors, null, 2)}\n`).toMatchFileSnapshot(file);
});

test('each is judged as its name says', () => {
  expect(Object.fromEntries(texts.map(({ name, text }) => [name, verdictOn(text)]))).toEqual({
    'zhengwu-person': 'genuine',
    'yueshang-enterprise': 'genuine',
    'other-purpose': 'genuine',
    'next-key': 'genuine',
    'key-not-in-force': 'unknown-key',
    'key-not-known': 'unknown-key',
    'altered-signature': 'not-genuine',
  });
});

test('the binding of the vectors is the code’s, and of nobody else', async () => {
  const { code } = made['yueshang-enterprise'];
  expect(await isBoundTo(code, unit, key, exampleScrypt)).toBe(true);
  expect(await isBoundTo(code, exampleSubject, key, exampleScrypt)).toBe(false);
  const { binding } = await bindingSteps();
  expect(binding).toBe(bytesToHex(made['zhengwu-person'].code.binding));
});
