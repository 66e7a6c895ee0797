import { z } from 'zod';
import { readDurableFile, writeDurableFile } from './durable-file.ts';

/** The operating system's secret store. A port; `main/security` stands behind it. */
export interface SecretBox {
  /** Name of the store in use, e.g. `gnome_libsecret`. */
  readonly backend: string;
  /** Whether secrets are really kept secret; a store that only obfuscates is not available. */
  isAvailable(): Promise<boolean>;
  seal(text: string): Promise<Uint8Array>;
  /** Rejects if this store did not seal the bytes. */
  open(bytes: Uint8Array): Promise<string>;
}

const wrappedFileSchema = z.object({
  version: z.literal(1),
  backend: z.string(),
  /** A text, sealed by the secret store, as Base64. */
  wrapped: z.base64(),
});

/**
 * What a file holds that was written by `writeWrappedFile`: its text · `absent` there is none · `unreadable` it is no such
 * file · `store-changed` another store has sealed it (`sealedBy`), or the same kind of store with other contents: a new
 * keyring, or another account's.
 */
export type Unwrapped =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'store-changed'; readonly sealedBy: string };

/** Reads a text that lies in the operating system's secret store. */
export async function readWrappedFile(file: string, secretBox: SecretBox): Promise<Unwrapped> {
  const json = readDurableFile(file);
  if (json === undefined) return { kind: 'absent' };
  const content = wrappedFileSchema.safeParse(parsed(json));
  if (!content.success) return { kind: 'unreadable' };
  const { backend, wrapped } = content.data;
  const changed: Unwrapped = { kind: 'store-changed', sealedBy: backend };
  if (backend !== secretBox.backend) return changed;
  try {
    return { kind: 'text', text: await secretBox.open(Buffer.from(wrapped, 'base64')) };
  } catch {
    return changed;
  }
}

/** Replaces a file by a text that only the operating system's secret store gives back. */
export async function writeWrappedFile(
  file: string,
  secretBox: SecretBox,
  text: string,
): Promise<void> {
  const wrapped = Buffer.from(await secretBox.seal(text)).toString('base64');
  const content: z.infer<typeof wrappedFileSchema> = {
    version: 1,
    backend: secretBox.backend,
    wrapped,
  };
  writeDurableFile(file, JSON.stringify(content));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
