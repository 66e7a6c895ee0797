import { type AttachmentProgress, attachmentLimits } from '../../src/contracts/attachment-api.ts';
import type { PlatformEvent } from '../../src/contracts/platform-api.ts';
import type { Attachment } from '../../src/domain/attachment.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { WrittenEvent } from '../../src/sync/batching.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';
import type { Storage } from '../storage/storage.ts';

/** What uploading needs. */
export interface AttachmentUploadOptions {
  readonly storage: Pick<Storage, 'attachments' | 'cases'>;
  readonly platform: Pick<PlatformClient, 'attachments'>;
  /** Hears before each file how many of the event's are there, and of nothing once they all are, or have to wait. */
  readonly onUploading: (uploading: Uploading | undefined) => void;
}

/** How far the files of a case have come. */
export interface Uploading {
  readonly caseId: string;
  readonly done: number;
  readonly total: number;
}

/**
 * Sends the files that an event names, before the event: from where the platform says that each has come to. What this
 * counter does not have (any more), or the platform refuses for good, is left to the platform's judgement of the event.
 * @returns why it has to be tried again; the event waits until then
 */
export async function uploadAttachments(
  options: AttachmentUploadOptions,
  { json }: WrittenEvent,
): Promise<Outcome<null>> {
  // To parse every event of a long outbox would take longer than to send it.
  const written = Buffer.from(json.buffer, json.byteOffset, json.length);
  if (!written.includes('"attachments":')) return ok(null);
  const event: PlatformEvent = JSON.parse(written.toString('utf8'));
  if (event.kind !== 'case:received' || event.payload.attachments === undefined) return ok(null);
  const { caseId } = event.payload;
  const found = options.storage.cases.load(caseId);
  const kept = found.ok ? (found.value.attachments ?? []) : [];
  const named = new Set(event.payload.attachments.flatMap(({ digests }) => digests));
  // Two materials may be handed in as the same file.
  const wanted = new Map(kept.map((attachment) => [attachment.digest, attachment]));
  const sending = [...named].flatMap((digest) => wanted.get(digest) ?? []);
  try {
    for (const [done, attachment] of sending.entries()) {
      options.onUploading({ caseId, done, total: sending.length });
      const sent = await uploadAttachment(options, attachment);
      if (!sent.ok && !isForGood(sent)) return sent;
    }
    return ok(null);
  } finally {
    options.onUploading(undefined);
  }
}

/** Sends one file, from where the platform says that it has come to; nothing where all of it is there. */
export async function uploadAttachment(
  {
    storage,
    platform,
  }: {
    readonly storage: Pick<Storage, 'attachments'>;
    readonly platform: AttachmentUploadOptions['platform'];
  },
  { id, digest, bytes: size, mediaType }: Attachment,
): Promise<Outcome<null>> {
  const declared = await platform.attachments.declare({ digest, bytes: size, mediaType });
  if (!declared.ok) return declared;
  if (declared.value.isComplete) return ok(null);
  const content = storage.attachments.read(id);
  if (!content.ok) return content;
  let progress: AttachmentProgress = declared.value;
  while (!progress.isComplete) {
    const offset = progress.receivedBytes;
    const bytes = Uint8Array.from(
      content.value.subarray(offset, offset + attachmentLimits.chunkBytes),
    );
    // All of it is said to be there, and it is not complete.
    if (bytes.length === 0) return fail('platform.wrong-shape');
    const answer = await platform.attachments.sendChunk({ digest, bytes, offset, size });
    if (!answer.ok) return answer;
    if (!answer.value.isComplete && answer.value.receivedBytes === offset) {
      return fail('platform.wrong-shape');
    }
    progress = answer.value;
  }
  return ok(null);
}

/** Nothing that will be otherwise the next time. */
function isForGood(outcome: Outcome<unknown>): boolean {
  if (outcome.ok) return false;
  const { code } = outcome.problem;
  return (
    code === 'platform.refused' ||
    code === 'attachment.unknown' ||
    code === 'storage.unreadable-record'
  );
}
