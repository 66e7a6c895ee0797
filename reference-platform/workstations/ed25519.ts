import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

/** Names a public key (SPKI, DER in base64): its SHA-256, base64url. */
export function keyIdOf(publicKey: string): string {
  return hash('sha256', Buffer.from(publicKey, 'base64'), 'base64url');
}

/** The public half of a key pair as SPKI, DER in base64. */
export function publicKeyOf(privateKey: KeyObject): string {
  const spki = { format: 'der', type: 'spki' } as const;
  return createPublicKey(privateKey).export(spki).toString('base64');
}

/** Signs a text. @returns the signature in base64 */
export function signText(privateKey: KeyObject, text: string): string {
  return sign(null, Buffer.from(text), privateKey).toString('base64');
}

/**
 * Whether a text was signed with the private half of a key.
 * @param publicKey SPKI, DER in base64
 * @param signature in base64
 */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({
    key: Buffer.from(publicKey, 'base64'),
    format: 'der',
    type: 'spki',
  });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}

/** The `Content-Digest` (RFC 9530) of a body. */
export function contentDigest(body: string | Uint8Array): string {
  return `sha-256=:${hash('sha256', body, 'base64')}:`;
}
