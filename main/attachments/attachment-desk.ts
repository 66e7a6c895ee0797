import { createHash } from 'node:crypto';
import { attachmentLimits } from '../../src/contracts/attachment-api.ts';
import type { AttachmentContent } from '../../src/contracts/clerk-ipc.ts';
import { type Attachment, attachmentTypeOf, takesFiles } from '../../src/domain/attachment.ts';
import { type Case, takesAttachments } from '../../src/domain/case.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import type { CaseDesk } from '../case-desk/case-desk.ts';
import type { Log } from '../diagnostics/log.ts';
import type { AttachmentFiles } from '../storage/attachment-files.ts';
import { attempt } from '../storage/attempt.ts';
import { megabytesTaken, readHandedIn } from './read-handed-in.ts';

/** What the open case's materials are handed in as, where that is files. */
export interface AttachmentDesk {
  /** Asks the clerk for files and takes those that can be taken; of the others it tells the first reason. */
  addFiles(caseId: string, material: string): Promise<Outcome<{ readonly added: number }>>;
  /** Takes one page as the document camera has seen it. */
  addPhoto(caseId: string, material: string, jpeg: Uint8Array): Outcome<null>;
  show(caseId: string, attachmentId: string): Outcome<AttachmentContent>;
  remove(caseId: string, attachmentId: string): Outcome<null>;
}

/** What the desk needs. */
export interface AttachmentDeskOptions {
  readonly clock: Clock;
  readonly cases: Pick<CaseDesk, 'current' | 'send'>;
  readonly files: AttachmentFiles;
  /** Paths that the clerk has chosen in the system's dialog. */
  readonly chooseFiles: () => Promise<readonly string[]>;
  readonly log: Log;
}

/** A desk for the attachments of whichever case is open. */
export function createAttachmentDesk(options: AttachmentDeskOptions): AttachmentDesk {
  const { clock, cases, files, log } = options;

  function openCase(caseId: string): Outcome<Case> {
    const subject = cases.current()?.subject;
    return subject?.id === caseId ? ok(subject) : fail('case.unknown');
  }

  /** Why a material takes no more files, whatever they are. */
  function room(caseId: string, material: string): Outcome<readonly Attachment[]> {
    const found = openCase(caseId);
    if (!found.ok) return found;
    const { waiverList, attachments = [] } = found.value;
    if (!takesAttachments(found.value)) return fail('case.not-at-this-step');
    const line = waiverList?.lines.find(({ material: { code } }) => code === material);
    if (line === undefined || !takesFiles(line)) return fail('attachment.not-wanted');
    const own = attachments.filter((attachment) => attachment.material === material);
    const limit = attachmentLimits.perMaterial;
    return own.length < limit ? ok(own) : fail('attachment.too-many', { limit });
  }

  function take(
    caseId: string,
    material: string,
    content: Uint8Array,
    origin: Attachment['origin'],
  ): Outcome<null> {
    const own = room(caseId, material);
    if (!own.ok) return own;
    if (content.length > attachmentLimits.bytes) {
      return fail('attachment.too-large', { limit: megabytesTaken });
    }
    const mediaType = attachmentTypeOf(content);
    if (mediaType === undefined || (origin === 'camera' && mediaType !== 'image/jpeg')) {
      return fail('attachment.unknown-type');
    }
    const digest = createHash('sha256').update(content).digest('hex');
    if (own.value.some((attachment) => attachment.digest === digest)) {
      return fail('attachment.already-there');
    }
    return attempt(log, () => {
      const id = files.put(content);
      const added = cases.send(caseId, {
        type: 'attachment.added',
        attachment: {
          id,
          material,
          digest,
          bytes: content.length,
          mediaType,
          origin,
          addedAt: clock.now(),
        },
      });
      if (!added.ok) files.remove(id);
      return added;
    });
  }

  function find(caseId: string, attachmentId: string): Outcome<Attachment> {
    const found = openCase(caseId);
    if (!found.ok) return found;
    const attachment = found.value.attachments?.find(({ id }) => id === attachmentId);
    return attachment === undefined ? fail('attachment.unknown') : ok(attachment);
  }

  return {
    addFiles: async (caseId, material) => {
      const able = room(caseId, material);
      if (!able.ok) return able;
      let added = 0;
      let refused: Outcome<never> | undefined;
      for (const path of await options.chooseFiles()) {
        const content = await readHandedIn(path);
        const taken = content.ok ? take(caseId, material, content.value, 'file') : content;
        if (taken.ok) added += 1;
        else refused ??= taken;
      }
      return refused ?? ok({ added });
    },
    addPhoto: (caseId, material, jpeg) => take(caseId, material, jpeg, 'camera'),
    show: (caseId, attachmentId) => {
      const found = find(caseId, attachmentId);
      if (!found.ok) return found;
      return attempt(log, () => {
        const content = files.read(attachmentId);
        if (!content.ok) return content;
        return ok({
          mediaType: found.value.mediaType,
          contentBase64: Buffer.from(content.value).toString('base64'),
        });
      });
    },
    remove: (caseId, attachmentId) => {
      const found = find(caseId, attachmentId);
      return found.ok ? cases.send(caseId, { type: 'attachment.removed', attachmentId }) : found;
    },
  };
}
