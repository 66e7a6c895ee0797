import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SignatureAlgorithm } from '../../src/evidence/profiles/evidence-profile.ts';
import { isSignedBy, signStatement, verifyingKey } from '../../src/evidence/signed-statement.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { evidenceKeyFile, loadEvidenceKey, renewEvidenceKey } from './evidence-key.ts';
import { secretBoxWith } from './testing/reversible-secret-box.ts';
import { random } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const box = secretBoxWith(0x5a);

const place = (file: string, alg: SignatureAlgorithm, secretBox = box) => ({
  file,
  alg,
  secretBox,
  randomBytes: random,
});

test.each(['SM2', 'Ed25519'] as const)('a key of %s is made once, and signs', async (alg) => {
  const file = join(temporaryFolder(), evidenceKeyFile(alg));
  const made = await loadEvidenceKey(place(file, alg));
  const again = await loadEvidenceKey(place(file, alg));
  expect(again).toEqual(made);
  if (!made.ok) throw new Error(made.problem.code);
  const check = verifyingKey(alg, made.value.publicKey);
  if (check === undefined) throw new Error('it is no key');
  expect(isSignedBy(check, signStatement({ said: '同意' }, made.value))).toBe(true);
});

test('its private half stands nowhere in clear', async () => {
  const file = join(temporaryFolder(), evidenceKeyFile('SM2'));
  const made = await loadEvidenceKey(place(file, 'SM2'));
  if (!made.ok) throw new Error(made.problem.code);
  const text = readFileSync(file, 'utf8');
  const secret = Buffer.from(made.value.privateKey);
  for (const form of [secret.toString('base64'), secret.toString('hex')]) {
    expect(text).not.toContain(form);
  }
});

test('where the secret store has changed a new key goes on', async () => {
  const file = join(temporaryFolder(), evidenceKeyFile('SM2'));
  const first = await loadEvidenceKey(place(file, 'SM2'));
  const second = await loadEvidenceKey(place(file, 'SM2', secretBoxWith(0x33)));
  expect(first.ok && second.ok && first.value.keyId !== second.value.keyId).toBe(true);
});

test('a key that is renewed takes the place of the one before it', async () => {
  const own = place(join(temporaryFolder(), evidenceKeyFile('SM2')), 'SM2');
  const first = await loadEvidenceKey(own);
  const second = await renewEvidenceKey(own);
  expect(first.ok && first.value.keyId).not.toBe(second.keyId);
  expect(await loadEvidenceKey(own)).toEqual(ok(second));
});

test('without a secret store there is no key, and no file', async () => {
  const file = join(temporaryFolder(), evidenceKeyFile('SM2'));
  const missing = { ...box, isAvailable: async () => false };
  expect(await loadEvidenceKey(place(file, 'SM2', missing))).toEqual(
    fail('storage.secret-store-missing'),
  );
  expect(existsSync(file)).toBe(false);
});
