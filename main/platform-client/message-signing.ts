import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import {
  answerSignatureText,
  platformTimeHeader,
  readSignature,
  requestSignatureText,
  writeSignature,
} from '../../src/contracts/signed-messages.ts';
import type { RandomBytes } from '../../src/support/ids.ts';

/** A new Ed25519 key pair, each half as DER in base64: PKCS #8 (RFC 5958) and SPKI (RFC 8410). */
export function newMessageKey(): { readonly privateKey: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    publicKeyEncoding: { format: 'der', type: 'spki' },
  });
  return { privateKey: privateKey.toString('base64'), publicKey: publicKey.toString('base64') };
}

/** Names a public key (SPKI, DER in base64): its SHA-256, base64url. */
export function messageKeyId(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('base64url');
}

/** Signs a text. @param privateKey PKCS #8, DER in base64 @returns the signature in base64 */
export function signText(privateKey: string, text: string): string {
  return signWith(privateKeyOf(privateKey), text);
}

/** Who signs requests, and who has to have signed the answers to them. */
export interface MessageIdentity {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly platformKeyId: string;
  readonly platformKey: KeyObject;
}

/** Prepares keys for many messages. @param keys each as DER in base64: PKCS #8 and SPKI */
export function messageIdentity(keys: {
  readonly keyId: string;
  readonly privateKey: string;
  readonly platformKey: { readonly keyId: string; readonly publicKey: string };
}): MessageIdentity {
  return {
    keyId: keys.keyId,
    privateKey: privateKeyOf(keys.privateKey),
    platformKeyId: keys.platformKey.keyId,
    platformKey: createPublicKey({
      key: Buffer.from(keys.platformKey.publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    }),
  };
}

/** A request before it is signed. */
interface OpenRequest {
  readonly method: string;
  /** Path with query, exactly as it is sent. */
  readonly target: string;
  readonly body: string | Uint8Array | undefined;
}

/** A request's signature in base64, and the headers that carry it. */
interface RequestSignature {
  readonly signature: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs a request (`src/contracts/signed-messages.ts`). @param created seconds since 1970, by the platform's clock */
export function signRequest(
  { method, target, body }: OpenRequest,
  { keyId, privateKey }: MessageIdentity,
  created: number,
  randomBytes: RandomBytes,
): RequestSignature {
  const contentDigest = body === undefined ? undefined : contentDigestOf(body);
  const nonce = Buffer.from(randomBytes(16)).toString('base64url');
  const text = requestSignatureText({ method, target, contentDigest }, { created, nonce, keyId });
  const signature = signWith(privateKey, text.base);
  return {
    signature,
    headers: {
      ...(contentDigest === undefined ? {} : { 'content-digest': contentDigest }),
      'signature-input': text.input,
      signature: writeSignature(signature),
    },
  };
}

/** Whether the pinned platform has given this very answer to this very request. */
export function isGenuineAnswer(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: Uint8Array,
  requestSignature: string,
  { platformKeyId, platformKey }: MessageIdentity,
): boolean {
  const contentDigest = headers.get('content-digest');
  const platformTime = headers.get(platformTimeHeader);
  const signature = readSignature(headers.get('signature') ?? '');
  if (contentDigest !== contentDigestOf(body) || platformTime === null || signature === undefined) {
    return false;
  }
  const { input, base } = answerSignatureText(
    { status, contentDigest, platformTime, requestSignature },
    platformKeyId,
  );
  return (
    headers.get('signature-input') === input &&
    verify(null, Buffer.from(base), platformKey, Buffer.from(signature, 'base64'))
  );
}

/** The `Content-Digest` (RFC 9530) of a body. */
function contentDigestOf(body: string | Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

function privateKeyOf(key: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' });
}

function signWith(key: KeyObject, text: string): string {
  return sign(null, Buffer.from(text), key).toString('base64');
}
