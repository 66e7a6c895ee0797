import { createCipheriv, createDecipheriv } from 'node:crypto';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { RandomBytes } from '../../src/support/ids.ts';
import { ok } from '../../src/support/result.ts';

/** Where a sealed value belongs: it opens in this row, with these clear columns, and nowhere else. */
export interface Place {
  readonly table: string;
  readonly id: string;
  readonly columns: Readonly<Record<string, string | number>>;
}

/** Seals JSON values for one place each. A port: another algorithm can stand behind it. */
export interface Sealer {
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
export function aesGcmSealer(key: Uint8Array, randomBytes: RandomBytes): Sealer {
  return {
    seal(place, value) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
      cipher.setAAD(associatedData(place));
      const sealed = Buffer.concat([
        Uint8Array.of(aes256Gcm),
        nonce,
        cipher.update(JSON.stringify(value), 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return new Uint8Array(sealed);
    },
    open<Value>(place: Place, sealed: Uint8Array) {
      const unreadable = fail('storage.unreadable-record', { table: place.table, id: place.id });
      if (sealed[0] !== aes256Gcm || sealed.length < headLength + tagLength) return unreadable;
      const nonce = sealed.subarray(1, headLength);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
      decipher.setAAD(associatedData(place));
      decipher.setAuthTag(sealed.subarray(-tagLength));
      try {
        const plain = Buffer.concat([
          decipher.update(sealed.subarray(headLength, -tagLength)),
          decipher.final(),
        ]);
        return ok(JSON.parse(plain.toString('utf8')) as Value);
      } catch {
        return unreadable;
      }
    },
  };
}

/** One text for one place: JSON of fixed order, in which no two places look the same. */
function associatedData({ table, id, columns }: Place): Uint8Array {
  const sorted = Object.entries(columns).sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify([aes256Gcm, table, id, sorted]), 'utf8');
}
