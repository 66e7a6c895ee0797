import { ed25519 } from '@noble/curves/ed25519.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64 } from '../support/base64.ts';
import {
  bindingMessage,
  type CodeKey,
  keyOf,
  type LiveCode,
  type NamedSubject,
  type ReadLiveCode,
} from './live-code.ts';

/** scrypt (RFC 7914) with `bindingCost`, giving `bindingLength` bytes; whoever checks codes has a quick one. */
export type Scrypt = (password: Uint8Array, salt: Uint8Array) => Promise<Uint8Array>;

/** Bytes before the key itself in the DER of an Ed25519 key (RFC 8410). */
const spkiHeadLength = 12;

/**
 * Whether a code was signed by the platform, with which key.
 * @returns `unknown-key` where none of the keys was in force for it
 */
export function judgeSignature(
  { code, message, signature }: ReadLiveCode,
  keys: readonly CodeKey[],
): 'unknown-key' | 'not-genuine' | CodeKey {
  const key = keyOf(code, keys);
  if (key === undefined) return 'unknown-key';
  const publicKey = fromBase64(key.publicKey)?.subarray(spkiHeadLength);
  // As strictly as RFC 8032 has it: there is one signature of a message, and no weak key.
  const isGenuine =
    publicKey?.length === 32 && ed25519.verify(signature, message, publicKey, { zip215: false });
  return isGenuine ? key : 'not-genuine';
}

/** What binds a code to a number and a name: 16 bytes. */
export function bindingOf(
  subject: NamedSubject,
  nonce: Uint8Array,
  { bindingKey }: Pick<CodeKey, 'bindingKey'>,
  scrypt: Scrypt,
): Promise<Uint8Array> {
  const key = fromBase64(bindingKey);
  if (key === undefined) throw new Error('a binding key is no base64');
  return scrypt(hmac(sha256, key, bindingMessage(subject)), nonce);
}

/** Whether a code stands for whoever has this number and this name. */
export async function isBoundTo(
  { nonce, binding }: LiveCode,
  subject: NamedSubject,
  key: Pick<CodeKey, 'bindingKey'>,
  scrypt: Scrypt,
): Promise<boolean> {
  const stated = await bindingOf(subject, nonce, key, scrypt);
  return binding.every((byte, position) => byte === stated[position]);
}
