import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { RandomBytes } from '../../src/support/ids.ts';
import { writeDurableFile } from './durable-file.ts';
import type { Place, Sealer } from './sealing.ts';
import { machineFault } from './storage-failure.ts';

/**
 * What materials are handed in as, each sealed in a file of its own under a random name. Whose a file is stands in its
 * case alone, so a file belongs to nobody once the case has ended.
 */
export interface AttachmentFiles {
  /** Keeps a content; it is on the disk when this returns. @returns the name it was given */
  put(content: Uint8Array): string;
  /** `attachment.unknown` where there is none; `storage.unreadable-record` where it has changed by itself. */
  read(id: string): Outcome<Uint8Array>;
  /** Removes a file; repeating it is harmless. */
  remove(id: string): void;
  /** Removes what belongs to no case, such as what a crash has left between file and case. */
  keepOnly(ids: ReadonlySet<string>): void;
}

/** What keeping files needs. */
interface AttachmentFilesOptions {
  /** Made when the first file comes. */
  readonly folder: string;
  readonly sealer: Sealer;
  readonly randomBytes: RandomBytes;
  /** Hears of an error in writing before the caller does. */
  readonly onError: (cause: unknown) => void;
}

/** The files of one folder. */
export function attachmentFiles({
  folder,
  sealer,
  randomBytes,
  onError,
}: AttachmentFilesOptions): AttachmentFiles {
  const fileOf = (id: string) => join(folder, id);

  function remove(id: string): void {
    if (isName(id)) rmSync(fileOf(id), { force: true });
  }

  return {
    put(content) {
      const id = Buffer.from(randomBytes(16)).toString('hex');
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeDurableFile(fileOf(id), sealer.sealBytes(placeOf(id), content));
      } catch (cause) {
        onError(cause);
        throw cause;
      }
      return id;
    },
    read(id) {
      if (!isName(id)) return fail('attachment.unknown');
      const sealed = readIfThere(fileOf(id));
      return sealed === undefined
        ? fail('attachment.unknown')
        : sealer.openBytes(placeOf(id), sealed);
    },
    remove,
    keepOnly(ids) {
      for (const name of namesIn(folder)) {
        if (!ids.has(name)) rmSync(join(folder, name), { force: true });
      }
    },
  };
}

/** Nothing else is ever looked for in the folder. */
function isName(id: string): boolean {
  return /^[0-9a-f]{32}$/.test(id);
}

function placeOf(id: string): Place {
  return { table: 'attachments', id, columns: {} };
}

function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (cause) {
    if (machineFault(cause) !== undefined) throw cause;
    return undefined;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (machineFault(cause) !== undefined) throw cause;
    return [];
  }
}
