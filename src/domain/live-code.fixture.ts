import { ed25519 } from '@noble/curves/ed25519.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { toBase64 } from '../support/base64.ts';
import {
  bindingCost,
  bindingLength,
  type CodeKey,
  type LiveCode,
  type NamedSubject,
  shownName,
  writeLiveCode,
} from './live-code.ts';
import { bindingOf, type Scrypt } from './live-code-check.ts';

/** A key pair whose secrets are a byte repeated: for tests and for the vectors of the format. */
export interface ExampleKey extends CodeKey {
  readonly privateKey: Uint8Array;
}

/** When the examples are issued. */
export const issuedAt = '2026-11-24T01:00:00.000Z';

/** The DER before an Ed25519 key of 32 bytes (RFC 8410). */
const spkiHead = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0);

/** The key of November unless told otherwise. */
export function exampleKey(
  byte = 0x11,
  validity = { validFrom: '2026-11-01T00:00:00.000Z', validTo: '2026-12-01T00:00:00.000Z' },
): ExampleKey {
  const privateKey = new Uint8Array(32).fill(byte);
  const spki = Uint8Array.of(...spkiHead, ...ed25519.getPublicKey(privateKey));
  return {
    id: bytesToHex(sha256(spki)).slice(0, 8),
    publicKey: toBase64(spki),
    bindingKey: toBase64(new Uint8Array(32).fill(byte + 1)),
    ...validity,
    privateKey,
  };
}

/** What a workstation is given of a key. */
export function publishedKey({ privateKey: _secret, ...key }: ExampleKey): CodeKey {
  return key;
}

/** scrypt as an independent implementation has it. */
export const exampleScrypt: Scrypt = (password, salt) =>
  scryptAsync(password, salt, { ...bindingCost, dkLen: bindingLength });

/** Of whom a code is made, and what it says otherwise than the rest. */
interface ExampleChange extends Partial<Omit<LiveCode, 'binding' | 'keyId' | 'nameMasked'>> {
  readonly subject?: NamedSubject;
  readonly key?: ExampleKey;
}

/** Whose the examples are. */
export const exampleSubject: NamedSubject = { number: '440699195001010011', name: '张样三' };

/** A code as the platform issues it; that of a person for one minute unless told otherwise. */
export async function exampleCode({
  subject = exampleSubject,
  key = exampleKey(),
  ...change
}: ExampleChange = {}): Promise<{ readonly text: string; readonly code: LiveCode }> {
  const said = {
    kind: 'zhengwu',
    subjectType: 'person',
    purpose: 'mianzhengban',
    issuedAt,
    seconds: 60,
    nonce: Uint8Array.from({ length: 15 }, (_, position) => position + 1),
    ...change,
  } as const;
  const code: LiveCode = {
    ...said,
    keyId: key.id,
    binding: await bindingOf(subject, said.nonce, key, exampleScrypt),
    nameMasked: shownName(said.subjectType, subject.name),
  };
  return { code, text: writeLiveCode(code, (message) => ed25519.sign(message, key.privateKey)) };
}
