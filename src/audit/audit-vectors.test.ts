import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { signatureAlgorithms } from '../evidence/profiles/evidence-profile.ts';
import { exampleHall } from '../evidence/testing/example-evidence.ts';
import { judgeAudit } from './audit-verdict.ts';
import { exampleLogs } from './testing/example-logs.ts';

const folder = join(import.meta.dirname, '..', '..', 'tests', 'fixtures', 'audit');

// `vitest run audit-vectors -u` renews the files. A change in one of them is a change of the format.
describe.each(signatureAlgorithms)('%s', (alg) => {
  const { profile, platformKey, workstationKey, trust, trusted } = exampleHall(alg);
  const logs = exampleLogs(alg);
  const own = join(folder, `profile-${profile.name.toLowerCase()}`);

  test.each(logs)('$name is in its file, byte for byte', async ({ name, bytes }) => {
    const text = new TextDecoder().decode(bytes);
    await expect(text).toMatchFileSnapshot(join(own, `${name}.audit`));
  });

  test('the keys and findings are in vectors.json', async () => {
    const keyPart = ({ privateKey, publicKey, keyId }: typeof platformKey) => ({
      private_key: bytesToHex(privateKey),
      public_key: publicKey,
      key_id: keyId,
    });
    const vectors = {
      profile: profile.name,
      alg,
      keys: { platform: keyPart(platformKey), workstation: keyPart(workstationKey) },
      logs: logs.map(({ bytes: _, ...expected }) => expected),
    };
    const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
    await expect(json(vectors)).toMatchFileSnapshot(join(own, 'vectors.json'));
    await expect(json(trust)).toMatchFileSnapshot(join(own, 'trust.json'));
  });

  test.each(logs)('$name is judged $verdict', ({ bytes, verdict, findings }) => {
    expect(judgeAudit([bytes], trusted)).toMatchObject([{ verdict, findings }]);
  });
});
