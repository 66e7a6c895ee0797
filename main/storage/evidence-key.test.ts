import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isSignedBy, signStatement, verifyingKey } from '../../src/evidence/signed-statement.ts';
import { fail } from '../../src/failures/failure.ts';
import { evidenceKeyFile, loadEvidenceKey } from './evidence-key.ts';
import { secretBoxWith } from './testing/reversible-secret-box.ts';
import { random } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const box = secretBoxWith(0x5a);

test.each(['SM2', 'Ed25519'] as const)('a key of %s is made once, and signs', async (alg) => {
  const file = join(temporaryFolder(), evidenceKeyFile(alg));
  const made = await loadEvidenceKey(file, alg, box, random);
  const again = await loadEvidenceKey(file, alg, box, random);
  expect(again).toEqual(made);
  if (!made.ok) throw new Error(made.problem.code);
  const check = verifyingKey(alg, made.value.publicKey);
  if (check === undefined) throw new Error('it is no key');
  expect(isSignedBy(check, signStatement({ said: '同意' }, made.value))).toBe(true);
});

test('its private half stands nowhere in clear', async () => {
  const file = join(temporaryFolder(), evidenceKeyFile('SM2'));
  const made = await loadEvidenceKey(file, 'SM2', box, random);
  if (!made.ok) throw new Error(made.problem.code);
  const text = readFileSync(file, 'utf8');
  const secret = Buffer.from(made.value.privateKey);
  for (const form of [secret.toString('base64'), secret.toString('hex')]) {
    expect(text).not.toContain(form);
  }
});

test('where the secret store has changed a new key goes on', async () => {
  const file = join(temporaryFolder(), evidenceKeyFile('SM2'));
  const first = await loadEvidenceKey(file, 'SM2', box, random);
  const second = await loadEvidenceKey(file, 'SM2', secretBoxWith(0x33), random);
  expect(first.ok && second.ok && first.value.keyId !== second.value.keyId).toBe(true);
});

test('without a secret store there is no key, and no file', async () => {
  const file = join(temporaryFolder(), evidenceKeyFile('SM2'));
  const missing = { ...box, isAvailable: async () => false };
  expect(await loadEvidenceKey(file, 'SM2', missing, random)).toEqual(
    fail('storage.secret-store-missing'),
  );
  expect(existsSync(file)).toBe(false);
});
