import { hash } from 'node:crypto';
import {
  type AttachmentProgress,
  attachmentLimits,
  attachmentPaths,
  attachmentProgressSchema,
  type DeclareAttachmentRequest,
} from '../../src/contracts/attachment-api.ts';
import type { PlatformUnderTest } from './platform-under-test.ts';

/** A PDF with something in it, of so many bytes. */
export function pdfOf(text: string, bytes = 64): Buffer {
  return Buffer.from(`%PDF-1.7\n${text}\n`.padEnd(bytes, '0'));
}

/** The name of a file: SHA-256 of its content. */
export function digestOf(content: Uint8Array): string {
  return hash('sha256', content);
}

/** A workstation that hands files in. */
export function fileSender(bench: PlatformUnderTest, token: string) {
  const declare = (content: Uint8Array, change: Partial<DeclareAttachmentRequest> = {}) =>
    bench.call(
      'POST',
      attachmentPaths.attachments,
      {
        digest: digestOf(content),
        bytes: content.length,
        mediaType: 'application/pdf',
        ...change,
      },
      token,
    );
  const sendChunk = async (digest: string, range: string, chunk: Uint8Array<ArrayBuffer>) => {
    const response = await fetch(bench.url + attachmentPaths.attachment(digest), {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/octet-stream',
        'content-range': range,
      },
      body: chunk,
    });
    const body: unknown = await response.json();
    return { status: response.status, body };
  };
  /** Sends what lies between two places of a file. */
  const sendPart = (
    content: Buffer,
    from: number,
    to = content.length,
    digest = digestOf(content),
  ) =>
    sendChunk(
      digest,
      `bytes ${from}-${to - 1}/${content.length}`,
      Uint8Array.from(content.subarray(from, to)),
    );
  /** Hands in all of a file that is not there yet. */
  const sendAll = async (content: Buffer): Promise<AttachmentProgress> => {
    let progress = attachmentProgressSchema.parse((await declare(content)).body);
    while (!progress.isComplete) {
      const end = Math.min(progress.receivedBytes + attachmentLimits.chunkBytes, content.length);
      const { body } = await sendPart(content, progress.receivedBytes, end);
      progress = attachmentProgressSchema.parse(body);
    }
    return progress;
  };
  return { declare, sendChunk, sendPart, sendAll };
}
