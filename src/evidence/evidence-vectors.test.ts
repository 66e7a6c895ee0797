import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../support/canonical-json.ts';
import { recordHash } from './evidence-record.ts';
import { signatureAlgorithms } from './profiles/evidence-profile.ts';
import { exampleHall, exampleNumbers } from './testing/example-evidence.ts';
import { examplePackages } from './testing/example-packages.ts';
import { judgeEvidence } from './verdict.ts';

const folder = join(import.meta.dirname, '..', '..', 'tests', 'fixtures', 'evidence');

// `vitest run evidence-vectors -u` renews the files. A change in one of them is a change of the format.
describe.each(signatureAlgorithms)('%s', (alg) => {
  const { profile, platformKey, workstationKey, trust, trusted, opening, answer } =
    exampleHall(alg);
  const packages = examplePackages(alg);
  const own = join(folder, `profile-${profile.name.toLowerCase()}`);
  const fileOf = (name: string) => join(own, `${name}.evidence`);

  test.each(packages)('$name is in its file, byte for byte', async ({ name, bytes }) => {
    await expect(new TextDecoder().decode(bytes)).toMatchFileSnapshot(fileOf(name));
  });

  test('the keys, digests and verdicts are in vectors.json', async () => {
    const record = answer(1);
    const { value: _, ...key } = record.signature;
    const signed = new TextEncoder().encode(canonicalJson({ ...record, signature: key }));
    const keyPart = ({ privateKey, publicKey, keyId }: typeof platformKey) => ({
      private_key: bytesToHex(privateKey),
      public_key: publicKey,
      key_id: keyId,
    });
    const vectors = {
      profile: profile.name,
      alg,
      keys: { platform: keyPart(platformKey), workstation: keyPart(workstationKey) },
      first_record: {
        opening: opening(1),
        number: exampleNumbers.holder,
        id_commitment: record.holder.id_commitment,
        opening_hash: record.opening_hash,
        signed_bytes_digest: bytesToHex(profile.digest(signed)),
        signature: record.signature.value,
        record_hash: recordHash(record),
      },
      packages: packages.map(({ bytes: _, ...expected }) => expected),
    };
    await expect(`${JSON.stringify(vectors, null, 2)}\n`).toMatchFileSnapshot(
      join(own, 'vectors.json'),
    );
    await expect(`${JSON.stringify(trust, null, 2)}\n`).toMatchFileSnapshot(
      join(own, 'trust.json'),
    );
  });

  const bytesOf = new Map(packages.map(({ name, bytes }) => [name, bytes]));

  test.each(packages)('$name is judged $verdict', ({ name, verdict, at, beside = [] }) => {
    const files = [name, ...beside].map((each) => bytesOf.get(each) ?? new Uint8Array());
    const [judgement] = judgeEvidence(files, trusted);
    expect(judgement?.verdict).toBe(verdict);
    if (at !== undefined) expect(judgement?.findings).toEqual([{ verdict: 'altered', at }]);
  });
});
