import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToNumberLE, equalBytes } from '@noble/curves/utils.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import type { EvidenceProfile, SignatureCheck } from './evidence-profile.ts';
import { publicKeyForm } from './public-key-form.ts';

const { Point } = ed25519;
const { ORDER } = Point.Fn;

/** Tables of a key's multiples take as long as some checks without them. */
const checksWorthTables = 16;

/** RFC 8410: SEQUENCE { SEQUENCE { 1.3.101.112 }, BIT STRING of the 32 bytes of the point }. */
const form = publicKeyForm('302a300506032b6570032100', 32);

/** Profile A: Ed25519 (RFC 8032), SHA-256, HMAC-SHA-256. The private key is the seed of RFC 8032. */
export const ed25519Profile: EvidenceProfile = {
  name: 'A',
  alg: 'Ed25519',
  digest: (message) => sha256(message),
  hmac: (key, message) => hmac(sha256, key, message),
  generatePrivateKey: (randomBytes) => randomBytes(32),
  publicKeyOf: (privateKey) => form.write(ed25519.getPublicKey(privateKey)),
  sign: (privateKey, message) => ed25519.sign(message, privateKey),
  checkFor: (publicKey) => {
    const key = form.read(publicKey);
    const point = key && pointIn(key);
    return key && point && signatureCheck(key, point);
  },
};

/** The point of a key; undefined where the bytes are not the one form of a point in the group of prime order. */
function pointIn(key: Uint8Array): InstanceType<typeof Point> | undefined {
  try {
    const point = Point.fromBytes(key, false);
    return point.isTorsionFree() && !point.is0() ? point : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The equation of RFC 8032 5.1.7 without the cofactor, on bytes: R is the encoding of [S]B − [k]A, and S is below the
 * order. Libraries differ in signatures that only a dishonest key could make; so the equation is computed here.
 */
function signatureCheck(key: Uint8Array, point: InstanceType<typeof Point>): SignatureCheck {
  const minusA = point.negate();
  let checks = 0;
  return (message, signature) => {
    checks += 1;
    if (checks === checksWorthTables) minusA.precompute();
    const r = signature.subarray(0, 32);
    const s = bytesToNumberLE(signature.subarray(32));
    if (signature.length !== 64 || s >= ORDER) return false;
    const k = bytesToNumberLE(sha512(concatBytes(r, key, message))) % ORDER;
    const expected = Point.BASE.multiplyUnsafe(s).add(minusA.multiplyUnsafe(k));
    return equalBytes(expected.toBytes(), r);
  };
}
