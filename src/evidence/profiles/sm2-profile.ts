import { bytesToNumberBE, createHmacDrbg, numberToBytesBE } from '@noble/curves/utils.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { sm2, sm3 } from 'sm-crypto-v2';
import type { EvidenceProfile, SignatureCheck } from './evidence-profile.ts';
import { publicKeyForm } from './public-key-form.ts';

/** The order of the curve of GB/T 32918.5. */
const order = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123');

/** Tables of a key's multiples take as long as some checks without them. */
const checksWorthTables = 16;

/** SEQUENCE { SEQUENCE { id-ecPublicKey, 1.2.156.10197.1.301 }, BIT STRING of 04 ‖ x ‖ y } (GB/T 35275, RFC 5480). */
const form = publicKeyForm('3059301306072a8648ce3d020106082a811ccf5501822d034200', 65);

/**
 * Profile B: SM2 signatures (GB/T 32918.2, user id 1234567812345678, as r ‖ s), SM3 (GB/T 32905), HMAC-SM3. The private
 * key is the number d, 1 ≤ d ≤ n − 2, big-endian.
 */
export const sm2Profile: EvidenceProfile = {
  name: 'B',
  alg: 'SM2',
  digest: (message) => hexToBytes(sm3(message)),
  hmac: hmacSm3,
  generatePrivateKey: (randomBytes) => {
    for (;;) {
      const key = randomBytes(32);
      const d = bytesToNumberBE(key);
      if (d > 0n && d < order - 1n) return key;
    }
  },
  publicKeyOf: (privateKey) => form.write(pointOf(privateKey)),
  sign: (privateKey, message) => {
    const digest = hexToBytes(sm2.getHash(message, bytesToHex(pointOf(privateKey))));
    const k = nonceFor(privateKey, digest);
    const x1 = bytesToNumberBE(pointOf(k).subarray(1, 33));
    const pointPool = [{ k: bytesToNumberBE(k), x1 }];
    return hexToBytes(sm2.doSignature(digest, bytesToHex(privateKey), { pointPool }));
  },
  checkFor: (publicKey) => {
    const point = form.read(publicKey);
    return point?.[0] === 4 ? signatureCheck(bytesToHex(point)) : undefined;
  },
};

/** @param pointHex 04 ‖ x ‖ y @returns undefined where that is no point of the curve */
function signatureCheck(pointHex: string): SignatureCheck | undefined {
  try {
    if (!sm2.verifyPublicKey(pointHex)) return undefined;
    let checks = 0;
    let point: Parameters<typeof sm2.doVerifySignature>[2] = pointHex;
    return (message, signature) => {
      checks += 1;
      if (checks === checksWorthTables) point = sm2.precomputePublicKey(pointHex);
      return (
        isPairOfScalars(signature) &&
        sm2.doVerifySignature(message, bytesToHex(signature), point, { hash: true })
      );
    };
  } catch {
    return undefined;
  }
}

/** Whether a signature is r ‖ s with both from 1 to n − 1, which the library leaves to its caller. */
function isPairOfScalars(signature: Uint8Array): boolean {
  const [r, s] = [signature.subarray(0, 32), signature.subarray(32)].map(bytesToNumberBE);
  return signature.length === 64 && isScalar(r) && isScalar(s);
}

function isScalar(number: bigint | undefined): boolean {
  return number !== undefined && number > 0n && number < order;
}

/** The public point of a private key: 04 ‖ x ‖ y. */
function pointOf(privateKey: Uint8Array): Uint8Array {
  return hexToBytes(sm2.getPublicKeyFromPrivateKey(bytesToHex(privateKey)));
}

/**
 * The number k of one signature (GB/T 32918.2, 6.1 A3), drawn from the key and the digest as RFC 6979 3.2 does with
 * HMAC-SM3: two messages never share one, which would give the key away.
 */
function nonceFor(privateKey: Uint8Array, digest: Uint8Array): Uint8Array {
  const drawn = createHmacDrbg<Uint8Array>(32, 32, (key, ...parts) =>
    hmacSm3(key, concatBytes(...parts)),
  );
  const reduced = numberToBytesBE(bytesToNumberBE(digest) % order, 32);
  return drawn(concatBytes(privateKey, reduced), (k) =>
    isScalar(bytesToNumberBE(k)) ? k : undefined,
  );
}

function hmacSm3(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hexToBytes(sm3(message, { key }));
}
