import { z } from 'zod';
import { fromBase64, toBase64, toBase64Url } from '../support/base64.ts';
import { canonicalJson, type JsonValue } from '../support/canonical-json.ts';
import {
  profileOf,
  type SignatureAlgorithm,
  type SignatureCheck,
  signatureAlgorithms,
} from './profiles/evidence-profile.ts';

/**
 * Statements that a key has signed: records by workstations, key statements and envelopes by the platform. All are signed
 * alike, and whatever is signed has one text, so that not a bit of it can be altered.
 */

/** Milliseconds, UTC: the one text of a moment, `2026-11-24T01:00:30.000Z`. */
export const instantSchema = z.iso.datetime({ precision: 3 });

/** Names a public key: the digest of its profile over the SubjectPublicKeyInfo, base64url. */
export const keyIdSchema = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);

/** A public key: SubjectPublicKeyInfo in DER, base64. */
export const publicKeySchema = z.base64().max(200);

export const algorithmSchema = z.enum(signatureAlgorithms);

export const keyedSignatureSchema = z.strictObject({
  alg: algorithmSchema,
  key_id: keyIdSchema,
  /** 64 bytes in base64: r ‖ s of SM2, R ‖ S of Ed25519. */
  value: z.string().regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/),
});

/** Something that is signed, with its signature. */
export type Signed<Statement> = Statement & {
  readonly signature: z.infer<typeof keyedSignatureSchema>;
};

/** A key that signs. The private half is 32 bytes and never leaves whoever holds it. */
export interface SigningKey {
  readonly alg: SignatureAlgorithm;
  readonly keyId: string;
  /** SubjectPublicKeyInfo in DER, base64. */
  readonly publicKey: string;
  readonly privateKey: Uint8Array;
}

/** A private key of a profile with its public half and its name. */
export function signingKey(alg: SignatureAlgorithm, privateKey: Uint8Array): SigningKey {
  const publicKey = toBase64(profileOf(alg).publicKeyOf(privateKey));
  return { alg, keyId: keyIdOf(alg, publicKey), publicKey, privateKey };
}

/** The id of a public key. @param publicKey base64 */
export function keyIdOf(alg: SignatureAlgorithm, publicKey: string): string {
  return toBase64Url(profileOf(alg).digest(fromBase64(publicKey) ?? new Uint8Array()));
}

/**
 * Signs a statement: the signature is of the UTF-8 bytes of the canonical JSON of the statement with
 * `signature: {alg, key_id}`, that is of everything but the signature's own value.
 */
export function signStatement<Statement extends { readonly [name: string]: JsonValue | undefined }>(
  statement: Statement,
  { alg, keyId, privateKey }: SigningKey,
): Signed<Statement> {
  const key = { alg, key_id: keyId };
  const text = canonicalJson({ ...statement, signature: key });
  const value = profileOf(alg).sign(privateKey, new TextEncoder().encode(text));
  return { ...statement, signature: { ...key, value: toBase64(value) } };
}

/** A public key that statements are held against. */
export interface VerifyingKey {
  readonly alg: SignatureAlgorithm;
  readonly keyId: string;
  readonly check: SignatureCheck;
}

/** Prepares a public key for many signatures. @param publicKey base64 @returns undefined where it is no key of that kind */
export function verifyingKey(alg: SignatureAlgorithm, publicKey: string): VerifyingKey | undefined {
  const bytes = fromBase64(publicKey);
  const check = bytes && profileOf(alg).checkFor(bytes);
  return check && { alg, keyId: keyIdOf(alg, publicKey), check };
}

/** Whether a statement is signed by this very key. */
export function isSignedBy(
  { alg, keyId, check }: VerifyingKey,
  { signature, ...statement }: Signed<{ readonly [name: string]: JsonValue | undefined }>,
): boolean {
  const { value, ...key } = signature;
  const bytes = fromBase64(value);
  const text = canonicalJson({ ...statement, signature: key });
  return (
    bytes !== undefined &&
    key.alg === alg &&
    key.key_id === keyId &&
    check(new TextEncoder().encode(text), bytes)
  );
}
