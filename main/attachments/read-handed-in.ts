import { open } from 'node:fs/promises';
import { attachmentLimits } from '../../src/contracts/attachment-api.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';

/** Megabytes of the largest file that is taken. */
export const megabytesTaken = attachmentLimits.bytes / 1024 / 1024;

/**
 * Reads a file that the clerk has chosen, if it is one and not larger than what may be handed in. Its name is used to
 * find it and for nothing else.
 * @returns `attachment.file-unreadable` with the system's reason, or `attachment.too-large`
 */
export async function readHandedIn(path: string): Promise<Outcome<Uint8Array>> {
  try {
    const file = await open(path, 'r');
    try {
      const found = await file.stat();
      if (!found.isFile()) return fail('attachment.file-unreadable', { reason: 'EISDIR' });
      if (found.size > attachmentLimits.bytes) {
        return fail('attachment.too-large', { limit: megabytesTaken });
      }
      return ok(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    return fail('attachment.file-unreadable', { reason });
  }
}
