import type { SecretBox } from '../wrapped-file.ts';

/** Begins what is sealed, so that another store's bytes are told from it. */
const sealedMark = 'sealed:';

/** A secret store that is really reversible by itself only: XOR with a pad stands for the keyring. */
export function secretBoxWith(pad: number, backend = 'gnome_libsecret'): SecretBox {
  const xor = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ pad);
  return {
    backend,
    isAvailable: async () => true,
    seal: async (text) => xor(Buffer.from(sealedMark + text)),
    open: async (bytes) => {
      const text = Buffer.from(xor(bytes)).toString();
      if (!text.startsWith(sealedMark)) throw new Error('not sealed by this store');
      return text.slice(sealedMark.length);
    },
  };
}
