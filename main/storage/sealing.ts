import { type CipherGCM, createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { RandomBytes } from '../../src/support/ids.ts';
import { ok } from '../../src/support/result.ts';

/** Where a sealed value belongs: it opens in this row, with these clear columns, and nowhere else. */
export interface Place {
  readonly table: string;
  readonly id: string;
  readonly columns: Readonly<Record<string, string | number>>;
}

/** Seals JSON values, and files, for one place each. A port: another algorithm can stand behind it. */
export interface Sealer {
  sealBytes(place: Place, content: Uint8Array): Uint8Array;
  openBytes(place: Place, sealed: Uint8Array): Outcome<Uint8Array>;
  seal(place: Place, value: unknown): Uint8Array;
  /** The value, as it was sealed for `place`; what `Value` is, the caller knows from having sealed it. */
  open<Value>(place: Place, sealed: Uint8Array): Outcome<Value>;
}

/** First byte of a sealed value. Numbers are never reused; 2 is kept for SM4-GCM. */
const aes256Gcm = 1;
const nonceLength = 12;
const tagLength = 16;
const headLength = 1 + nonceLength;

/** Nonces drawn at a time: to ask for each by itself would cost as much as to seal a small value. */
const noncesAtATime = 256;

/** Seals with AES-256-GCM: algorithm id, random nonce, ciphertext, tag. */
export function aesGcmSealer(keyBytes: Uint8Array, randomBytes: RandomBytes): Sealer {
  // Taken in once: taken in with each value, it would cost more than the value.
  const key = createSecretKey(keyBytes);
  let nonces: Uint8Array = new Uint8Array(0);

  function takeNonce(): Uint8Array {
    if (nonces.length === 0) nonces = randomBytes(noncesAtATime * nonceLength);
    const nonce = nonces.subarray(0, nonceLength);
    nonces = nonces.subarray(nonceLength);
    return nonce;
  }

  function sealContent(place: Place, encrypt: (cipher: CipherGCM) => Buffer): Uint8Array {
    const nonce = takeNonce();
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
    cipher.setAAD(associatedData(place));
    const body = encrypt(cipher);
    // A stream of this mode ends without a byte more.
    cipher.final();
    const sealed = new Uint8Array(headLength + body.length + tagLength);
    sealed[0] = aes256Gcm;
    sealed.set(nonce, 1);
    sealed.set(body, headLength);
    sealed.set(cipher.getAuthTag(), headLength + body.length);
    return sealed;
  }

  function openBytes(place: Place, sealed: Uint8Array): Outcome<Buffer> {
    const unreadable = () =>
      fail('storage.unreadable-record', { table: place.table, id: place.id });
    if (sealed[0] !== aes256Gcm || sealed.length < headLength + tagLength) return unreadable();
    const nonce = sealed.subarray(1, headLength);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
    decipher.setAAD(associatedData(place));
    decipher.setAuthTag(sealed.subarray(-tagLength));
    const body = decipher.update(sealed.subarray(headLength, -tagLength));
    try {
      decipher.final();
      return ok(body);
    } catch {
      return unreadable();
    }
  }

  return {
    sealBytes: (place, content) => sealContent(place, (cipher) => cipher.update(content)),
    openBytes,
    seal: (place, value) =>
      sealContent(place, (cipher) => cipher.update(JSON.stringify(value), 'utf8')),
    open<Value>(place: Place, sealed: Uint8Array) {
      const opened = openBytes(place, sealed);
      return opened.ok ? ok(JSON.parse(opened.value.toString('utf8')) as Value) : opened;
    },
  };
}

/** One text for one place: JSON of fixed order, in which no two places look the same. */
function associatedData({ table, id, columns }: Place): Uint8Array {
  const sorted = Object.entries(columns).sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify([aes256Gcm, table, id, sorted]), 'utf8');
}
