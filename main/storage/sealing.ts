import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
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

/** Seals with AES-256-GCM: algorithm id, random nonce, ciphertext, tag. */
export function aesGcmSealer(keyBytes: Uint8Array, randomBytes: RandomBytes): Sealer {
  // Taken in once: taken in with each value, it would cost more than the value.
  const key = createSecretKey(keyBytes);

  function sealBytes(place: Place, content: Uint8Array): Uint8Array {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
    cipher.setAAD(associatedData(place));
    const sealed = Buffer.concat([
      Uint8Array.of(aes256Gcm),
      nonce,
      cipher.update(content),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return new Uint8Array(sealed.buffer, sealed.byteOffset, sealed.length);
  }

  function openBytes(place: Place, sealed: Uint8Array): Outcome<Uint8Array> {
    const unreadable = fail('storage.unreadable-record', { table: place.table, id: place.id });
    if (sealed[0] !== aes256Gcm || sealed.length < headLength + tagLength) return unreadable;
    const nonce = sealed.subarray(1, headLength);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
    decipher.setAAD(associatedData(place));
    decipher.setAuthTag(sealed.subarray(-tagLength));
    try {
      const body = decipher.update(sealed.subarray(headLength, -tagLength));
      return ok(Buffer.concat([body, decipher.final()]));
    } catch {
      return unreadable;
    }
  }

  return {
    sealBytes,
    openBytes,
    seal: (place, value) => sealBytes(place, Buffer.from(JSON.stringify(value), 'utf8')),
    open<Value>(place: Place, sealed: Uint8Array) {
      const opened = openBytes(place, sealed);
      if (!opened.ok) return opened;
      return ok(JSON.parse(Buffer.from(opened.value).toString('utf8')) as Value);
    },
  };
}

/** One text for one place: JSON of fixed order, in which no two places look the same. */
function associatedData({ table, id, columns }: Place): Uint8Array {
  const sorted = Object.entries(columns).sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify([aes256Gcm, table, id, sorted]), 'utf8');
}
