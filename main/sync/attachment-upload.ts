import { type AttachmentProgress, attachmentLimits } from '../../src/contracts/attachment-api.ts';
import type { PlatformEvent } from '../../src/contracts/platform-api.ts';
import type { Attachment } from '../../src/domain/attachment.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';
import type { Storage } from '../storage/storage.ts';

/** What uploading needs. */
export interface AttachmentUploadOptions {
  readonly storage: Pick<Storage, 'attachments' | 'cases'>;
  readonly platform: Pick<PlatformClient, 'declareAttachment' | 'sendAttachmentChunk'>;
}

/**
 * Sends the files that an event names, before the event: from where the platform says that each has come to. What this
 * counter does not have (any more), or the platform refuses for good, is left to the platform's judgement of the event.
 * @returns why it has to be tried again; the event waits until then
 */
export async function uploadAttachments(
  options: AttachmentUploadOptions,
  event: PlatformEvent,
): Promise<Outcome<null>> {
  if (event.kind !== 'case:received' || event.payload.attachments === undefined) return ok(null);
  const found = options.storage.cases.load(event.payload.caseId);
  const kept = found.ok ? (found.value.attachments ?? []) : [];
  const named = new Set(event.payload.attachments.flatMap(({ digests }) => digests));
  // Two materials may be handed in as the same file.
  const wanted = new Map(kept.map((attachment) => [attachment.digest, attachment]));
  for (const digest of named) {
    const attachment = wanted.get(digest);
    if (attachment === undefined) continue;
    const sent = await upload(options, attachment);
    if (!sent.ok && !isForGood(sent)) return sent;
  }
  return ok(null);
}

async function upload(
  { storage, platform }: AttachmentUploadOptions,
  { id, digest, bytes: size, mediaType }: Attachment,
): Promise<Outcome<null>> {
  const declared = await platform.declareAttachment({ digest, bytes: size, mediaType });
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
    const answer = await platform.sendAttachmentChunk({ digest, bytes, offset, size });
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
