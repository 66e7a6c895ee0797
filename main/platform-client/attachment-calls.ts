import { z } from 'zod';
import {
  type AttachmentProgress,
  attachmentPaths,
  attachmentProgressSchema,
  chunkRefusalSchema,
  type DeclareAttachmentRequest,
} from '../../src/contracts/attachment-api.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { SessionCall } from './consent-requests.ts';

/** Milliseconds for asking how far a file is, and for sending a chunk. */
const askingLimit = 8_000;
const chunkLimit = 30_000;

/** Part of a file: its bytes from `offset` on, of `size` in all. */
export interface AttachmentChunk {
  readonly digest: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offset: number;
  readonly size: number;
}

/** Handing in files. */
export interface AttachmentCalls {
  /** Begins a file, or tells how far it has come. */
  declare(file: DeclareAttachmentRequest): Promise<Outcome<AttachmentProgress>>;
  /**
   * Sends the bytes of a file from `offset` on. The answer says how much of it is there then, which is something else
   * where the chunk did not follow what was there; a file that is not what was declared is refused.
   */
  sendChunk(chunk: AttachmentChunk): Promise<Outcome<AttachmentProgress>>;
}

/** The calls of a session. */
export function attachmentCalls(call: SessionCall): AttachmentCalls {
  return {
    declare: (file) =>
      call(attachmentPaths.attachments, {
        method: 'POST',
        body: file,
        answer: attachmentProgressSchema,
        timeLimit: askingLimit,
      }),
    sendChunk: async ({ digest, bytes, offset, size }) => {
      const answer = await call(attachmentPaths.attachment(digest), {
        method: 'PATCH',
        chunk: { bytes, range: `bytes ${offset}-${offset + bytes.length - 1}/${size}` },
        answer: z.union([attachmentProgressSchema, chunkRefusalSchema]),
        answersRefusals: true,
        timeLimit: chunkLimit,
      });
      if (!answer.ok) return answer;
      const { value } = answer;
      if ('isComplete' in value) return ok(value);
      return value.code === 'wrong-offset'
        ? ok({ receivedBytes: value.receivedBytes, isComplete: false })
        : fail('platform.refused', { reason: value.code });
    },
  };
}
