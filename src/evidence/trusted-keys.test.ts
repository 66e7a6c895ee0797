import { expect, test } from 'vitest';
import { exampleHall } from './testing/example-evidence.ts';
import { readTrustedKeys } from './trusted-keys.ts';

const format = 'mianzhengban-trust-1';
const halls = [exampleHall('SM2'), exampleHall('Ed25519')];
const platform_keys = halls.flatMap(({ trust }) => trust.platform_keys);
const [sm2] = platform_keys;

test('keys of both profiles are known by their ids, however the file is written', () => {
  const read = readTrustedKeys(JSON.stringify({ platform_keys, format }, null, 2));
  expect(read.ok && [...read.value.keys()]).toEqual(
    halls.map(({ platformKey }) => platformKey.keyId),
  );
});

test.each<[string, unknown, string]>([
  ['no JSON', undefined, 'file'],
  ['another format', { format: 'x', platform_keys }, 'format'],
  ['no key', { format, platform_keys: [] }, 'platform_keys'],
  [
    'a key of another kind',
    { format, platform_keys: [sm2, { ...sm2, alg: 'Ed25519' }] },
    'platform_keys.1.public_key',
  ],
])('of a file with %s the part is named, and nobody is trusted', (_what, json, place) => {
  expect(readTrustedKeys(JSON.stringify(json) ?? '…')).toEqual({
    ok: false,
    problem: { code: 'trust.malformed', info: { place } },
  });
});
