import type { RandomBytes } from '../../support/ids.ts';
import { ed25519Profile } from './ed25519-profile.ts';
import { sm2Profile } from './sm2-profile.ts';

/** How a key of a profile signs, as evidence names it. */
export const signatureAlgorithms = ['SM2', 'Ed25519'] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/** Whether `signature` (64 bytes) is the one of `message` by the key that this was made for. */
export type SignatureCheck = (message: Uint8Array, signature: Uint8Array) => boolean;

/**
 * A set of algorithms that a record is made with. All are pure JavaScript without I/O, so that a workstation, the platform
 * and a browser compute alike. Private keys are 32 bytes; they never stand in evidence.
 */
export interface EvidenceProfile {
  /** B is 国密, the default; A serves tests and use abroad. */
  readonly name: 'A' | 'B';
  readonly alg: SignatureAlgorithm;
  /** 32 bytes. */
  digest(message: Uint8Array): Uint8Array;
  /** HMAC with the profile's digest, 32 bytes. */
  hmac(key: Uint8Array, message: Uint8Array): Uint8Array;
  generatePrivateKey(randomBytes: RandomBytes): Uint8Array;
  /** SubjectPublicKeyInfo in DER. */
  publicKeyOf(privateKey: Uint8Array): Uint8Array;
  /**
   * Deterministic: the same key and message have one signature, and none depends on a source of randomness.
   * @returns 64 bytes
   */
  sign(privateKey: Uint8Array, message: Uint8Array): Uint8Array;
  /**
   * Prepares a public key for many signatures.
   * @param publicKey SubjectPublicKeyInfo in DER
   * @returns undefined where it is no key of this profile, in its one form
   */
  checkFor(publicKey: Uint8Array): SignatureCheck | undefined;
}

/** The profile whose signatures are called that. */
export function profileOf(alg: SignatureAlgorithm): EvidenceProfile {
  return alg === 'SM2' ? sm2Profile : ed25519Profile;
}
