import {
  type SignatureAlgorithm,
  signatureAlgorithms,
} from '../../src/evidence/profiles/evidence-profile.ts';
import { type SigningKey, signingKey } from '../../src/evidence/signed-statement.ts';
import type { TrustFile } from '../../src/evidence/trusted-keys.ts';
import { fromBase64 } from '../../src/support/base64.ts';
import type { Database } from '../database/open-database.ts';

/** The keys with which the platform signs what it says of evidence, one of each kind; made with the database. */
export type PlatformEvidenceKeys = Readonly<Record<SignatureAlgorithm, SigningKey>>;

/** Reads the platform's keys. */
export async function readPlatformEvidenceKeys(db: Database): Promise<PlatformEvidenceKeys> {
  const rows = await db.selectFrom('platform_evidence_keys').selectAll().execute();
  const keyFor = (alg: SignatureAlgorithm): SigningKey => {
    const row = rows.find((own) => own.alg === alg);
    const privateKey = row && fromBase64(row.private_key);
    if (privateKey === undefined) throw new Error(`The platform has no ${alg} key.`);
    return signingKey(alg, privateKey);
  };
  return { SM2: keyFor('SM2'), Ed25519: keyFor('Ed25519') };
}

/** What a verifier has to know of the platform. */
export function trustFileOf(keys: PlatformEvidenceKeys): TrustFile {
  return {
    format: 'mianzhengban-trust-1',
    platform_keys: signatureAlgorithms.map((alg) => ({ alg, public_key: keys[alg].publicKey })),
  };
}
