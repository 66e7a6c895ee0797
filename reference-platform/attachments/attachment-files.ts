import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type AttachmentType,
  attachmentTypeOf,
  signatureLength,
} from '../../src/domain/attachment.ts';

/** What was handed in, as files in one folder: whole ones under their digest, others per workstation until they are. */
export class AttachmentFiles {
  readonly #folder: string;

  /** @param folder made when the first file comes */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** How many bytes of a file that is on its way are there. */
  async receivedBytes(workstationId: string, digest: string): Promise<number> {
    try {
      return (await stat(this.#incoming(workstationId, digest))).size;
    } catch (error) {
      if (isMissing(error)) return 0;
      throw error;
    }
  }

  /** Puts a chunk behind what is there; it stays there through a power cut. */
  async append(workstationId: string, digest: string, chunk: Uint8Array): Promise<void> {
    const file = this.#incoming(workstationId, digest);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await withFile(file, 'a', async (handle) => {
      await handle.appendFile(chunk);
      await handle.sync();
    });
  }

  /** Forgets a file that is on its way. */
  async discard(workstationId: string, digest: string): Promise<void> {
    await rm(this.#incoming(workstationId, digest), { force: true });
  }

  /** Whether a file on its way begins as its type does. */
  async hasType(workstationId: string, digest: string, type: AttachmentType): Promise<boolean> {
    return withFile(this.#incoming(workstationId, digest), 'r', async (handle) => {
      const start = Buffer.alloc(signatureLength);
      const { bytesRead } = await handle.read(start, 0, start.length, 0);
      return attachmentTypeOf(start.subarray(0, bytesRead)) === type;
    });
  }

  /** Whether a file on its way has the digest that it is to have. */
  async hasDigest(workstationId: string, digest: string): Promise<boolean> {
    const sum = createHash('sha256');
    await pipeline(createReadStream(this.#incoming(workstationId, digest)), sum);
    return sum.digest('hex') === digest;
  }

  /** Makes a file that is on its way a whole one, at once or not at all; the same content takes its place. */
  async keep(workstationId: string, digest: string): Promise<void> {
    const file = this.#whole(digest);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await rename(this.#incoming(workstationId, digest), file);
    // Without this the name may be lost in a power cut, and with it the file.
    for (const folder of [dirname(file), this.#folder]) {
      await withFile(folder, 'r', (handle) => handle.sync());
    }
  }

  /** Content of a whole file. */
  read(digest: string): ReadStream {
    return createReadStream(this.#whole(digest));
  }

  #incoming(workstationId: string, digest: string): string {
    return join(this.#folder, 'incoming', `${workstationId}-${digest}`);
  }

  #whole(digest: string): string {
    return join(this.#folder, digest.slice(0, 2), digest);
  }
}

async function withFile<T>(
  file: string,
  flags: string,
  use: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  const handle = await open(file, flags, 0o600);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
